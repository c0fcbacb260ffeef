"""Routes of the page: pictures, sources, downloads, feedback, originals."""

import io
import json
from pathlib import Path
from typing import Any

from PIL import Image
from starlette.testclient import TestClient

from eval.case import read_cases
from eval.feedback import confirm
from ingest.model.place import Place
from jiwen.page.desk import Desk
from jiwen.page.tokens import Source, to_token


def test_a_page_is_a_webp_picture(client: TestClient) -> None:
    response = client.get("/pages/lin/2.webp")
    assert response.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(response.content)).size == (992, 1404)
    assert "immutable" in response.headers["cache-control"]


def test_no_picture_is_told(client: TestClient) -> None:
    assert client.get("/pages/lin/3.webp").json() == {"detail": "这份报告共 2 页，没有第 3 页"}
    assert client.get("/pages/lin/0.webp").status_code == 404
    assert client.get("/pages/nobody/1.webp").status_code == 404
    assert client.get("/pages/lin/1.webp?dpi=5000").status_code == 404
    assert client.get("/pages/..%2f..%2fetc%2fpasswd/1.webp").status_code == 404


def test_a_source_shows_page_and_marks(client: TestClient, desk: Desk) -> None:
    place = desk.library.report("lin").indicators[0].cells["actual"]
    view = client.get(f"/source/{to_token(Source('lin', place, '18套', '青年公寓开工数'))}").json()
    assert (view["page"], view["row"], len(view["pages"])) == (1, "青年公寓开工数", 2)
    assert [mark["kind"] for mark in view["marks"]] == ["row", "cell"]


def test_a_source_of_a_removed_report_is_told(client: TestClient) -> None:
    response = client.get(f"/source/{to_token(Source('gone', Place((1,))))}")
    assert response.status_code == 404
    assert "gone" in response.json()["detail"]
    assert client.get("/source/rubbish").json() == {"detail": "引用标记已损坏，请重新提问后再点击"}


def test_the_check_up_escapes_report_text(client: TestClient) -> None:
    html = client.get("/glance/lin").text
    assert "指标完成情况" in html
    assert "<script" not in html
    assert "<img" not in html


def test_originals_open_as_pdf_only(client: TestClient) -> None:
    response = client.get("/originals/lin")
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("inline")
    assert response.content.startswith(b"%PDF")


def test_lists_download(client: TestClient) -> None:
    number = client.post("/api/ask", json={"question": "列出全部"}).json()["id"]
    table = client.get(f"/answers/{number}.json").json()
    assert [row["cells"][0]["text"] for row in table["rows"]][:2] == ["青年公寓开工数", "河道清淤长度"]
    assert client.get(f"/answers/{number}.csv").content.startswith(b"\xef\xbb\xbf")
    assert client.get(f"/answers/{number}.xlsx").content.startswith(b"PK")
    assert client.get("/answers/unknown.xlsx").json() == {"detail": "这个回答已过期，请重新提问后再下载"}


def test_a_conversation_downloads_with_citations(client: TestClient) -> None:
    turns = [{"answer": client.post("/api/ask", json={"question": question}).json()["id"]} for question in ("公寓开工多少？", "列出全部")]
    text = client.post("/conversation.md", json={"turns": turns}).text
    assert "## 公寓开工多少？" in text
    assert "> 目标按备注更正" in text
    assert "第 1 页 · 部门整体自评表 · 青年公寓开工数：18套" in text
    assert client.post("/conversation.docx", json={"turns": turns}).content.startswith(b"PK")
    assert client.post("/conversation.md", json={"turns": [{"answer": "unknown"}]}).status_code == 404
    assert client.post("/conversation.exe", json={"turns": turns}).status_code == 422


def test_a_conversation_from_before_a_restart_is_asked_anew(client: TestClient, assistant: Any) -> None:
    turns = [{"answer": "gone1", "question": "公寓开工多少？"}, {"answer": "gone2", "question": "列出全部"}]
    text = client.post("/conversation.md", json={"turns": turns}).text
    assert text.count("重新查了一遍") == 2
    assert assistant.asked[-1] == ("列出全部", ("公寓开工多少？",), ())


def test_feedback_is_kept_with_the_state_of_the_index_and_becomes_a_case(client: TestClient, desk: Desk, tmp_path: Path) -> None:
    asked = {"question": "公寓开工多少？", "history": ["住建局的呢？"], "reports": ["lin"]}
    number = client.post("/api/ask", json=asked).json()["id"]
    assert client.post("/feedback", json={"answer": number, "remark": "应为19套"}).status_code == 204
    line = json.loads((desk.library.folder / "feedback.jsonl").read_text("utf-8").splitlines()[-1])
    assert (line["question"], line["remark"], line["index_version"]) == ("公寓开工多少？", "应为19套", desk.index_version())
    assert line["answer"]["value"]["number"] == "18"
    assert client.post("/feedback", json={"answer": "unknown"}).status_code == 404

    confirm(desk.library.folder, line["id"], tmp_path / "feedback.jsonl")
    case = read_cases([tmp_path])[0]
    assert (case.question, case.history, case.reports) == ("公寓开工多少？", ("住建局的呢？",), ("lin",))
    assert case.expect == {"value": {"number": "19", "unit": "套"}}
