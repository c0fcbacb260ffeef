"""With login on, nothing answers somebody unknown; with rights, only those who have them."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from jiwen.access.identity import COOKIE, ProxyNames, SignIn
from jiwen.access.sessions import Sessions
from jiwen.access.users import UsersFile, add_user, remove_user
from jiwen.page.application import build_app
from jiwen.page.desk import Desk

OWN = {"origin": "http://testserver"}
PASSWORD = "abcd efgh"


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("users") / "users.tsv"
    add_user(path, "reader", PASSWORD, [])
    add_user(path, "keeper", PASSWORD, ["originals", "manage"])
    return path


@pytest.fixture(scope="module")
def guarded(desk: Desk, users: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The whole application with its pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        app = build_app(desk, identities=SignIn(UsersFile(users)))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.fixture
def stranger(guarded: TestClient) -> TestClient:
    guarded.cookies.clear()
    return guarded


def signed_in(client: TestClient, name: str) -> TestClient:
    client.cookies.clear()
    assert client.post("/login", data={"name": name, "password": PASSWORD}, headers=OWN).status_code == 303
    return client


def every_route(routes: Any, base: str = "") -> Iterator[tuple[str, str]]:
    """Method and path of every route, with those of mounted applications; parameters filled with something."""
    for route in routes:
        if hasattr(route, "original_router"):  # a router that another one includes
            yield from every_route(route.original_router.routes, base)
            continue
        path = base + re.sub(r"\{[^}]*\}", "x", route.path)
        if isinstance(route, Mount):
            yield "GET", f"{path}/x"
            yield from every_route(route.routes, path)
        else:
            yield from ((method, path) for method in sorted(route.methods or {"GET", "POST", "DELETE"}))


def test_every_route_refuses_a_stranger(stranger: TestClient) -> None:
    asked = {(method, path) for method, path in every_route(stranger.app.routes) if path != "/login"}  # type: ignore[attr-defined]
    known = {
        "/",
        "/api/ask",
        "/api/reports",
        "/originals/x",
        "/pages/x/x.webp",
        "/source/x",
        "/answers/x.xlsx",
        "/mcp",
        "/glance/x",
        "/en/config",
    }
    assert known <= {path for _, path in asked}
    answers = {(method, path): stranger.request(method, path).status_code for method, path in asked}
    assert {key: status for key, status in answers.items() if status != 401} == {}


@pytest.mark.parametrize("path", ["/api/openapi.json", "/jw/main.js", "/assets/x", "/gradio_api/info", "/config", "//originals/lin", "/login/", "/LOGIN", "/login/../api/reports", "/nowhere"])  # fmt: skip
def test_no_other_path_is_open(stranger: TestClient, path: str) -> None:
    assert stranger.get(f"http://testserver{path}").status_code == 401


def test_websockets_are_closed(stranger: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), stranger.websocket_connect("/gradio_api/queue/join"):
        pass


def test_a_person_is_led_to_the_login_page_and_back(stranger: TestClient) -> None:
    response = stranger.get("/?q=执行率", headers={"accept": "text/html"})
    assert (response.status_code, response.headers["location"]) == (
        303,
        "/login?next=/%3Fq%3D%25E6%2589%25A7%25E8%25A1%258C%25E7%258E%2587",
    )
    page = stranger.get(response.headers["location"]).text
    assert 'value="/?q=%E6%89%A7%E8%A1%8C%E7%8E%87"' in page
    assert "http" not in page
    entered = stranger.post("/login", data={"name": "reader", "password": PASSWORD, "next": "/?q=a"}, headers=OWN)
    assert (entered.status_code, entered.headers["location"]) == (303, "/?q=a")
    flags = {part.strip().lower() for part in entered.headers["set-cookie"].split(";")[1:]}
    assert flags == {"httponly", "samesite=lax", "path=/", "max-age=43200"}
    assert stranger.get("/").status_code == 200
    assert stranger.get("/session").json() == {"name": "reader", "rights": [], "can_leave": True}


def test_the_cookie_stays_on_encrypted_connections(stranger: TestClient) -> None:
    headers = OWN | {"x-forwarded-proto": "https"}
    assert "; Secure" in stranger.post("/login", data={"name": "reader", "password": PASSWORD}, headers=headers).headers["set-cookie"]


@pytest.mark.parametrize("next_path", ["//other.example", "/\\other.example", "https://other.example", "javascript:alert(1)", ""])
def test_the_login_page_leads_nowhere_else(stranger: TestClient, next_path: str) -> None:
    data = {"name": "reader", "password": PASSWORD, "next": next_path}
    assert stranger.post("/login", data=data, headers=OWN).headers["location"] == "/"


def test_a_restart_signs_nobody_out_but_a_new_password_does(desk: Desk, tmp_path: Path) -> None:
    users = tmp_path / "users.tsv"
    add_user(users, "reader", PASSWORD, [])

    def restarted() -> TestClient:
        sessions = Sessions(tmp_path / "sessions.sqlite3")
        return TestClient(build_app(desk, with_pages=False, identities=SignIn(UsersFile(users), sessions)), follow_redirects=False)

    before = signed_in(restarted(), "reader")
    cookies = dict(before.cookies)
    after = restarted()
    after.cookies.update(cookies)
    assert after.get("/api/reports").status_code == 200
    add_user(users, "reader", "another password", [])
    assert after.get("/api/reports").status_code == 401
    add_user(users, "reader", PASSWORD, [])
    again = signed_in(restarted(), "reader")
    remove_user(users, "reader")
    assert again.get("/api/reports").status_code == 401


def test_a_wrong_password_is_told_and_escaped(stranger: TestClient) -> None:
    response = stranger.post("/login", data={"name": '"><script>', "password": "wrong password"}, headers=OWN)
    assert response.status_code == 401
    assert "名称或密码不对" in response.text
    assert "<script>" not in response.text
    assert "set-cookie" not in response.headers


def test_guessing_is_slowed_down(desk: Desk, users: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiwen.access.identity.is_password", lambda password, kept: False)
    with TestClient(build_app(desk, with_pages=False, identities=SignIn(UsersFile(users)))) as client:
        tries = [client.post("/login", data={"name": "reader", "password": "wrong"}) for _ in range(6)]
        assert [response.status_code for response in tries] == [401] * 5 + [429]
        assert int(tries[5].headers["retry-after"]) <= 300
        assert client.get("/api/reports", auth=("reader", "wrong")).status_code == 429


def test_other_sites_pages_and_cookies_alone_cannot_write(guarded: TestClient) -> None:
    client = signed_in(guarded, "keeper")
    body = {"question": "公寓？"}
    assert client.post("/api/ask", json=body, headers={"origin": "http://other.example"}).status_code == 403
    assert client.post("/api/ask", json=body).status_code == 403
    assert client.post("/api/ask", json=body, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/api/ask", json=body, headers=OWN).status_code == 200
    assert client.post("/api/ask", json=body, headers={"sec-fetch-site": "same-origin"}).status_code == 200
    assert (
        client.post("/login", data={"name": "reader", "password": PASSWORD}, headers={"origin": "http://other.example"}).status_code == 403
    )


def test_programs_send_name_and_password(stranger: TestClient) -> None:
    assert stranger.post("/api/ask", json={"question": "公寓？"}, auth=("reader", PASSWORD)).status_code == 200
    refused = stranger.get("/api/reports")
    assert refused.headers["www-authenticate"].startswith("Basic ")
    assert "www-authenticate" not in stranger.get("/api/reports", headers={"sec-fetch-mode": "cors"}).headers


def test_originals_and_the_library_need_their_rights(guarded: TestClient) -> None:
    reader = signed_in(guarded, "reader")
    assert reader.get("/originals/lin").status_code == 403
    assert "没有“打开报告原件”的权限" in reader.get("/originals/lin").json()["detail"]
    assert reader.post("/api/ingest", files=[("files", ("a.pdf", b"%PDF"))], headers=OWN).status_code == 403
    assert reader.delete("/api/reports/lin", headers=OWN).status_code == 403
    assert reader.delete("/api/jobs/x", headers=OWN).status_code == 403
    assert reader.get("/pages/lin/1.webp").status_code == 200
    answer = reader.post("/api/ask", json={"question": "公寓？"}, headers=OWN).json()
    assert answer["value"]["text"] == "18套"
    keeper = signed_in(guarded, "keeper")
    assert keeper.get("/originals/lin").status_code == 200
    assert keeper.delete("/api/reports/nobody", headers=OWN).status_code == 404


def test_signing_out_ends_the_session(guarded: TestClient) -> None:
    client = signed_in(guarded, "reader")
    word = client.cookies[COOKIE]
    left = client.post("/logout", headers=OWN)
    assert (left.status_code, left.headers["location"]) == (303, "/login")
    assert left.headers["clear-site-data"] == '"cache", "storage"'
    client.cookies.set(COOKIE, word)
    assert client.get("/api/reports").status_code == 401


def test_removed_users_and_old_passwords_are_out_at_once(guarded: TestClient, users: Path) -> None:
    add_user(users, "guest", PASSWORD, [])
    client = signed_in(guarded, "guest")
    add_user(users, "guest", "another one", [])
    assert client.get("/api/reports").status_code == 401
    add_user(users, "guest", PASSWORD, [])
    client = signed_in(guarded, "guest")
    remove_user(users, "guest")
    assert client.get("/api/reports").status_code == 401


def test_a_lost_users_file_lets_nobody_in(desk: Desk, tmp_path: Path) -> None:
    add_user(tmp_path / "users.tsv", "reader", PASSWORD, [])
    with TestClient(build_app(desk, with_pages=False, identities=SignIn(UsersFile(tmp_path / "users.tsv")))) as client:
        assert client.get("/api/reports", auth=("reader", PASSWORD)).status_code == 200
        (tmp_path / "users.tsv").unlink()
        assert client.get("/api/reports", auth=("reader", PASSWORD)).status_code == 503


def test_the_tools_need_login_too(desk: Desk, users: Path, served: Any) -> None:
    async def tools(url: str, **how: Any) -> list[str]:
        async with httpx2.AsyncClient(**how) as http, Client(streamable_http_client(url, http_client=http)) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    with served(build_app(desk, with_pages=False, identities=SignIn(UsersFile(users)))) as base:
        assert asyncio.run(tools(f"{base}/mcp", auth=("reader", PASSWORD))) == ["ask", "reports", "facts", "search"]
        with pytest.raises(BaseException) as refused:  # noqa: PT011 - a group of the client's own errors
            asyncio.run(tools(f"{base}/mcp"))
        assert not isinstance(refused.value, AssertionError)


@pytest.fixture
def behind_proxy(desk: Desk) -> Any:
    return build_app(desk, with_pages=False, identities=ProxyNames("x-remote-user", ["10.0.0.5"]))


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("10.0.0.5", [("x-remote-user", "wang")], 200),
        ("10.0.0.5", [], 401),
        ("10.0.0.5", [("x-remote-user", " ")], 401),
        ("10.0.0.5", [("x-remote-user", "wang"), ("x-remote-user", "admin")], 401),
        ("10.0.0.6", [("x-remote-user", "wang")], 401),
        ("10.0.0.6", [("x-remote-user", "wang"), ("x-forwarded-for", "10.0.0.5")], 401),
    ],
)
def test_a_proxys_word_counts_from_its_own_address_alone(
    behind_proxy: Any, address: str, headers: list[tuple[str, str]], status: int
) -> None:
    with TestClient(behind_proxy, client=(address, 4000)) as client:
        assert client.get("/api/reports", headers=headers).status_code == status
        assert client.get("/login", headers=[*headers, ("accept", "text/html")]).status_code in (401, 404)


def test_a_proxys_people_have_the_rights_of_the_users_file(desk: Desk, users: Path) -> None:
    app = build_app(desk, with_pages=False, identities=ProxyNames("x-remote-user", ["10.0.0.5"], UsersFile(users)))
    with TestClient(app, client=("10.0.0.5", 4000)) as client:
        assert client.get("/originals/lin", headers={"x-remote-user": "keeper"}).status_code == 200
        assert client.get("/originals/lin", headers={"x-remote-user": "somebody"}).status_code == 403
        assert client.get("/session", headers={"x-remote-user": "keeper"}).json() == {
            "name": "keeper",
            "rights": ["originals", "manage"],
            "can_leave": False,
        }


def test_without_login_everything_is_open(client: TestClient) -> None:
    assert client.get("/session").json() == {"name": None, "rights": ["originals", "manage"], "can_leave": False}
    assert client.get("/originals/lin").status_code == 200


def test_other_host_names_are_not_answered(desk: Desk) -> None:
    with TestClient(build_app(desk, with_pages=False, allowed_hosts=("127.0.0.1", "localhost"))) as client:
        assert client.get("/api/reports", headers={"host": "127.0.0.1:7860"}).status_code == 200
        assert client.get("/api/reports", headers={"host": "rebound.example:7860"}).status_code == 400
