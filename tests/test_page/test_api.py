"""The HTTP API that other programs use."""

import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from jiwen.page.desk import Desk


def finished(client: TestClient, job_id: str) -> dict[str, Any]:
    for _ in range(200):
        job: dict[str, Any] = client.get(f"/api/jobs/{job_id}").json()
        if job["state"] in ("done", "failed", "cancelled"):
            return job
        time.sleep(0.02)
    raise AssertionError(job)


def test_ask_gives_the_public_answer(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "公寓开工多少？"}).json()
    assert (answer["kind"], answer["refused"], answer["value"]) == (
        "value",
        False,
        {"text": "18套", "op": None, "number": "18", "unit": "套"},
    )
    assert answer["citations"][0]["page"] == 1
    assert answer["citations"][0]["bbox"] == [350.0, 100.0, 490.0, 130.0]


def test_ask_passes_history_and_reports_on(client: TestClient, assistant: Any) -> None:
    client.post("/api/ask", json={"question": " 公寓？ ", "history": ["先前的问题"], "reports": ["lin.pdf"]})
    assert assistant.asked[-1] == ("公寓？", ("先前的问题",), ("lin",))


def test_ask_about_an_unknown_report_asks_no_other(client: TestClient, assistant: Any) -> None:
    count = len(assistant.asked)
    response = client.post("/api/ask", json={"question": "公寓？", "reports": ["lin", "gone"]})
    assert (response.status_code, len(assistant.asked)) == (404, count)
    assert "没有名为“gone”的报告" in response.json()["detail"]


def test_the_desk_asks_no_other_report_when_all_chosen_are_gone(desk: Desk, assistant: Any) -> None:
    desk.ask("公寓？", reports=["gone", "lin"])
    assert assistant.asked[-1][2] == ("lin",)
    desk.ask("公寓？", reports=["gone"])
    assert assistant.asked[-1][2] == ("gone",)


@pytest.mark.parametrize(
    "body",
    [{}, {"question": ""}, {"question": "   "}, {"question": "长" * 501}, {"question": 5}, {"question": "问", "history": "不是列表"}],
)
def test_a_bad_question_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    assert client.post("/api/ask", json=body).status_code == 422


def test_reports_and_facts(client: TestClient) -> None:
    line = next(line for line in client.get("/api/reports").json() if line["id"] == "lin")
    assert (line["department"], line["year"], line["pages"], line["indicators"], line["budget"]) == ("临浦区住建局", 2023, 2, 3, 1)
    facts = client.get("/api/reports/lin/facts").json()
    assert facts["indicators"][0]["actual"] == {"text": "18套", "op": None, "number": "18", "unit": "套"}
    assert client.get("/api/reports/nobody/facts").status_code == 404


def test_ingest_then_remove(client: TestClient) -> None:
    jobs = client.post("/api/ingest", files=[("files", ("../../新.pdf", b"%PDF-1.4 x"))])
    assert jobs.status_code == 202
    job = finished(client, jobs.json()[0]["id"])
    assert (job["state"], job["name"], job["outcome"], job["counts"]["indicators"]) == ("done", "新.pdf", "added", 3)
    assert job["report"] in [line["id"] for line in client.get("/api/reports").json()]
    assert client.delete(f"/api/reports/{job['report']}").status_code == 204
    assert job["report"] not in [line["id"] for line in client.get("/api/reports").json()]
    assert client.delete(f"/api/reports/{job['report']}").status_code == 404


def test_an_unknown_job_is_told(client: TestClient) -> None:
    assert client.get("/api/jobs/nothing").status_code == 404
    assert client.delete("/api/jobs/nothing").status_code == 204


def test_a_file_that_is_too_big_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiwen.api.MAX_UPLOAD_MB", 1)
    response = client.post("/api/ingest", files=[("files", ("大.pdf", b"x" * (1 << 20) + b"x"))])
    assert response.status_code == 413
    assert response.json()["detail"].startswith("大.pdf：文件超过上限")


def test_openapi_describes_every_door_and_names_no_other_host(client: TestClient) -> None:
    schema = client.get("/api/openapi.json").json()
    assert {"/api/ask", "/api/reports", "/api/reports/{report_id}/facts", "/api/ingest", "/api/jobs/{job_id}"} <= set(schema["paths"])
    shapes = schema["components"]["schemas"]
    answer = client.post("/api/ask", json={"question": "列出全部"}).json()
    assert set(shapes["AnswerShape"]["properties"]) == set(answer)
    assert set(shapes["RecordShape"]["properties"]) == set(answer["records"][0])
    assert set(shapes["CitationShape"]["properties"]) == set(answer["citations"][0])
    assert set(shapes["ReportShape"]["properties"]) == set(client.get("/api/reports").json()[0])
    assert set(shapes["FactsShape"]["properties"]) == set(client.get("/api/reports/lin/facts").json())
    for path, methods in schema["paths"].items():
        for method, about in methods.items():
            assert about["summary"], (path, method)
            assert about["description"], (path, method)
            assert {"401", "403"} <= set(about["responses"]), (path, method)
    assert schema["info"]["description"]
    page = client.get("/api/").text
    assert "POST /api/ask" in page
    assert "http" not in page.replace("http://testserver", "")


def test_uploads_leave_no_file_behind(client: TestClient, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    job = finished(client, client.post("/api/ingest", files=[("files", ("一.pdf", b"%PDF"))]).json()[0]["id"])
    desk.library.remove(job["report"])
    assert list(tmp_path.iterdir()) == []


def test_the_brief_of_a_report(client: TestClient) -> None:
    response = client.get("/brief/lin.pdf")
    assert (response.status_code, response.headers["content-type"], response.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert client.get("/brief/nobody.pdf").status_code == 404
    assert 'href="/brief/lin.pdf?lang=zh"' in client.get("/glance/lin").text
