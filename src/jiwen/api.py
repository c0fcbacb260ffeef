"""The HTTP API for other programs, under `/api`: ask, reports, facts, ingest. Described at `/api/openapi.json` and `/api/`."""

import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from ingest.facts_json import report_to_json
from jiwen.access.rights import needs
from jiwen.api_shapes import AnswerShape, FactsShape, JobShape, ReportShape
from jiwen.entries_json import entry_to_json
from jiwen.page.desk import MAX_HISTORY, MAX_QUESTION, Desk
from jiwen.page.templating import fill

MAX_UPLOAD_MB = 100
CHUNK_BYTES = 1 << 20
MAX_NAME = 180


class AskBody(BaseModel):
    """A question; `history` holds earlier questions of the same conversation, oldest first; `reports` ids or file names (none: all)."""

    question: str = Field(min_length=1, max_length=MAX_QUESTION, examples=["哪些指标没有完成目标？"])
    history: list[str] = Field(default=[], max_length=MAX_HISTORY)
    reports: list[str] = Field(default=[], max_length=1000)


def add_api(app: FastAPI, desk: Desk) -> None:
    """Adds the routes under `/api`."""

    @app.post("/api/ask", tags=["ask"], summary="回答一个问题，附出处", response_model=None, responses=described(AnswerShape))
    def ask(body: AskBody) -> dict[str, Any]:
        """The answer in the shape of `jiwen ask --json`; `id` names it for `/answers/{id}.xlsx` and `.csv`."""
        if not body.question.strip():
            raise HTTPException(422, "问题是空的，请写出要问的内容")
        reports = [_known(desk, ref) for ref in body.reports]
        number, answer = desk.ask(body.question.strip(), body.history, reports)
        return answer.to_json() | {"id": number}

    @app.get("/api/reports", tags=["reports"], summary="库里的报告", response_model=None, responses=described(list[ReportShape]))
    def reports() -> list[dict[str, Any]]:
        """One object a report, in the order they were added."""
        return [entry_to_json(entry) for entry in desk.library.reports()]

    @app.get(
        "/api/reports/{report_id}/facts",
        tags=["reports"],
        summary="一份报告的全部事实",
        response_model=None,
        responses=described(FactsShape),
    )
    def facts(report_id: str) -> dict[str, Any]:
        """The shape of `jiwen facts --json`."""
        return report_to_json(desk.library.report(report_id))

    @app.delete("/api/reports/{report_id}", tags=["reports"], status_code=204, summary="移除一份报告", dependencies=[needs("manage")])
    def remove(report_id: str) -> None:
        """Its facts, text and file copy are deleted."""
        desk.library.remove(report_id)

    _add_ingest(app, desk)

    @app.get("/api/", include_in_schema=False)
    def describe(request: Request) -> HTMLResponse:
        return HTMLResponse(fill("api.html", "zh", schema=app.openapi(), base=str(request.base_url).rstrip("/")))


def _add_ingest(app: FastAPI, desk: Desk) -> None:
    @app.post(
        "/api/ingest",
        tags=["ingest"],
        status_code=202,
        summary="上传一份或多份报告",
        dependencies=[needs("manage")],
        response_model=None,
        responses=described(list[JobShape], 202),
    )
    def ingest(files: list[UploadFile], replaces: Annotated[str | None, Form(max_length=200)] = None) -> list[dict[str, Any]]:
        """Queues the files and returns a job for each; poll `/api/jobs/{id}` until its `state` is done, failed or cancelled.

        With one file, `replaces` is the id of a report that is removed once the new one is stored.
        """
        if replaces and len(files) != 1:
            raise HTTPException(422, f"一次只能用一个文件替换一份报告，收到了 {len(files)} 个文件")
        saved = [_saved(upload) for upload in files]
        return [desk.uploads.submit(path.name, path, replaces).to_json() for path in saved]

    @app.get("/api/jobs/{job_id}", tags=["ingest"], summary="上传任务的进度与结果", response_model=None, responses=described(JobShape))
    def job(job_id: str) -> dict[str, Any]:
        """`state`: queued, reading, storing, done, failed, cancelled. `message` says why a file could not be read."""
        found = desk.uploads.job(job_id)
        if found is None:
            raise HTTPException(404, "没有这个上传任务（服务重启后任务列表会清空，已入库的报告不受影响）")
        return found.to_json()

    @app.delete("/api/jobs/{job_id}", tags=["ingest"], status_code=204, summary="取消上传任务", dependencies=[needs("manage")])
    def cancel(job_id: str) -> None:
        """A file that is queued or being read is dropped; one that is being stored is finished."""
        desk.uploads.cancel(job_id)


def _known(desk: Desk, ref: str) -> str:
    """The id of the report of this id or file name. Raises HTTPException 404: a slip of the pen must not ask all reports."""
    report_id = desk.library.resolve(ref)
    if report_id is None:
        raise HTTPException(404, f"没有名为“{ref}”的报告，用 GET /api/reports 查看全部报告")
    return report_id


def described(shape: Any, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The schema of a response; nothing is checked against it when it is sent."""
    return {status: {"model": shape}}


def _saved(upload: UploadFile) -> Path:
    """The upload under its own bare name in a folder of its own. Raises HTTPException 413 and keeps nothing when it is too big."""
    name = Path((upload.filename or "").replace("\\", "/")).name.strip().lstrip(".")[-MAX_NAME:] or "未命名文件"
    folder = Path(tempfile.mkdtemp(prefix="jiwen-upload-"))
    path = folder / name.replace("\x00", "")
    size = 0
    with path.open("wb") as file:
        while chunk := upload.file.read(CHUNK_BYTES):
            size += len(chunk)
            if size > MAX_UPLOAD_MB * CHUNK_BYTES:
                break
            file.write(chunk)
    if size > MAX_UPLOAD_MB * CHUNK_BYTES:
        shutil.rmtree(folder)
        raise HTTPException(413, f"{name}：文件超过上限 {MAX_UPLOAD_MB} MB，没有保存。请拆分或压缩后再上传。")
    return path
