"""Holes that were found open in this version of Gradio, and stay closed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.errors import DamagedIndex
from jiwen.page.application import build_app
from jiwen.page.desk import Desk
from jiwen.page.headers import SECURITY_HEADERS


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Gradio copies the files that it hands out."""
    return tmp_path_factory.mktemp("gradio")


@pytest.fixture(scope="module")
def pages(desk: Desk, cache: Path) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(cache))
        app = build_app(desk)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text("top secret 8231", "utf-8")
    return path


def config_of(pages: TestClient, root: str) -> dict[str, Any]:
    config: dict[str, Any] = pages.get(f"{root}config").json()
    return config


@pytest.mark.parametrize("root", ["/", "/en/"])
def test_no_event_hands_out_a_server_file(pages: TestClient, cache: Path, secret: Path, root: str) -> None:
    file = {"path": str(secret), "meta": {"_type": "gradio.FileData"}}
    message = {"role": "user", "content": [{"type": "file", "file": file}], "metadata": None, "options": None}
    for event in config_of(pages, root)["dependencies"]:
        for value in (file, [message], {"text": "公寓", "file": file}):
            data = [value] * max(1, len(event["inputs"]))
            body = {"data": data, "fn_index": event["id"], "session_hash": "abc"}
            text = pages.post(f"{root}gradio_api/run/predict", json=body).text
            assert "8231" not in text
    assert list(cache.rglob("secret.txt")) == []
    assert pages.get(f"{root}gradio_api/file={secret}").status_code in (403, 404)


def test_pages_count_as_launched(pages: TestClient, desk: Desk) -> None:
    routes = [route for route in pages.app.routes if hasattr(getattr(route, "app", None), "blocks")]  # type: ignore[attr-defined]
    assert [route.app.blocks.has_launched for route in routes] == [True, True]  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/", "/en/", "/api/reports", "/config", "/nowhere"])
def test_every_response_is_closed_off(pages: TestClient, path: str) -> None:
    headers = pages.get(path).headers
    assert {name: headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize("path", ["/api/reports", "/config", "/gradio_api/info"])
def test_no_other_origin_may_read(pages: TestClient, path: str) -> None:
    assert "access-control-allow-origin" not in pages.get(path, headers={"origin": "http://other.example"}).headers


@pytest.mark.parametrize("path", ["/api/ask", "/api/ingest", "/feedback", "/gradio_api/run/predict", "/gradio_api/upload"])
def test_no_other_origin_may_write(pages: TestClient, path: str) -> None:
    response = pages.post(path, headers={"origin": "http://other.example"})
    assert response.status_code == 403
    assert "http://other.example" in response.text


def test_the_first_document_names_no_other_host(pages: TestClient) -> None:
    for path, language in (("/", "zh-CN"), ("/en/", "en")):
        html = pages.get(path, headers={"accept-language": "fr"}).text
        assert f'lang="{language}"' in html
        head = html.split("window.gradio_config")[0]
        assert "http" not in head.replace("http://www.w3.org", "").replace("http://testserver", "").replace("http-equiv", "")


def test_the_chat_event_checks_what_arrives(pages: TestClient) -> None:
    from jiwen.page.blocks import answer_reply

    desk: Any = None
    for sent in (None, [], "text", {}, {"text": None}, {"text": "  "}):
        assert answer_reply(desk, sent, "zh") == {"turn": None, "number": None, "html": ""}  # type: ignore[arg-type]


def test_a_fault_is_told_in_the_conversation(desk: Desk) -> None:
    from jiwen.page.blocks import answer_reply

    class Broken:
        def ask(self, question: str, **more: object) -> Any:
            raise DamagedIndex("索引已损坏") if "索引" in question else ZeroDivisionError

    broken = replace(desk, assistant=Broken())
    assert "索引已损坏" in answer_reply(broken, {"text": "索引", "turn": 1}, "zh")["html"]
    assert "未预料的错误（ZeroDivisionError）" in answer_reply(broken, {"text": "问", "turn": 2}, "zh")["html"]


def test_huge_bodies_are_refused_unread(pages: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        yield b"x"

    assert pages.post("/api/ask", content=b"x" * (5 << 20)).status_code == 413
    assert pages.post("/api/ask", content=endless()).status_code == 411
    assert (
        pages.post("/api/ingest", headers={"content-length": str(2 << 30)}).json()["detail"].startswith("内容有 2048 MB，一次最多 1024 MB")
    )
