"""What the page's scripts fetch: page pictures, sources of citations, check-ups, originals; and what they send: remarks, removals."""

from pathlib import Path
from typing import Any, Literal

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from pydantic import BaseModel, Field

from index.entries import ReportEntry
from index.errors import LibraryError, UnknownReport
from ingest.model.place import Place
from jiwen.access.rights import needs, rights_of
from jiwen.page.comparison import compare_reports, trend_of
from jiwen.page.desk import Desk
from jiwen.page.feedback import MAX_REMARK
from jiwen.page.glance import look_at
from jiwen.page.glance_html import glance_to_html, overview_to_html
from jiwen.page.pictures import DPI, PageSize, PictureError
from jiwen.page.source import find_excerpt, read_cells, source_marks
from jiwen.page.templating import fill
from jiwen.page.tokens import Source, TokenError, from_token
from jiwen.saying import Language

MOST_JOBS = 200
PICTURE_CACHING = "private, max-age=86400, immutable"


class Remark(BaseModel):
    """What a reader says about an answer."""

    answer: str = Field(max_length=40)
    remark: str = Field(default="", max_length=MAX_REMARK)


def add_views(app: FastAPI, desk: Desk) -> None:
    """Adds the routes that belong to the page alone (the API for programs is in `jiwen.api`)."""
    app.add_exception_handler(UnknownReport, _not_found)
    app.add_exception_handler(PictureError, _not_found)
    app.add_exception_handler(TokenError, _not_found)
    app.add_exception_handler(LibraryError, _library_failed)
    _add_sources(app, desk)
    _add_check_up(app, desk)
    _add_desk(app, desk)


def _add_sources(app: FastAPI, desk: Desk) -> None:
    """What a citation opens: the page's picture, the cells that were read on it, the original."""

    @app.get("/pages/{report_id}/{page_number}.webp", include_in_schema=False)
    def page_picture(report_id: str, page_number: int, dpi: int = DPI[0]) -> Response:
        entry = _entry(desk, report_id)
        if entry.original_path is None or dpi not in DPI:
            raise HTTPException(404)
        picture = desk.pictures.picture(entry.original_path, entry.sha256, page_number, dpi)
        return Response(picture, media_type="image/webp", headers={"cache-control": PICTURE_CACHING})

    @app.get("/source/{token}", include_in_schema=False)
    def source(request: Request, token: str, lang: Language = "zh") -> dict[str, Any]:
        return shown_to(request, source_view(desk, from_token(token), lang))

    @app.get("/view/{report_id}", include_in_schema=False)
    def view(request: Request, report_id: str, lang: Language = "zh") -> dict[str, Any]:
        return shown_to(request, source_view(desk, Source(report_id, Place((1,))), lang))

    @app.get("/cells/{report_id}", include_in_schema=False)
    def cells(report_id: str) -> list[dict[str, Any]]:
        return read_cells(desk.library.report(report_id), _sizes(desk, desk.entry(report_id)))

    @app.get("/originals/{report_id}", include_in_schema=False, dependencies=[needs("originals")])
    def original(report_id: str) -> FileResponse:
        entry = _entry(desk, report_id)
        if entry.original_path is None or not entry.original_path.is_file():
            raise HTTPException(404, "库里没有这份报告的原件")
        return _original_file(entry, entry.original_path)


def _add_check_up(app: FastAPI, desk: Desk) -> None:
    """One report at a glance, and all of them side by side."""

    @app.get("/glance/{report_id}", include_in_schema=False)
    def glance(report_id: str, lang: Language = "zh") -> HTMLResponse:
        report = desk.library.report(report_id)
        siblings = [
            desk.library.report(entry.id) for entry in desk.library.reports() if report.department and entry.department == report.department
        ]
        return HTMLResponse(glance_to_html(look_at(report), trend_of(siblings), lang))

    @app.get("/overview", include_in_schema=False)
    def overview(lang: Language = "zh") -> HTMLResponse:
        lines = compare_reports(desk.library.report(entry.id) for entry in desk.library.reports())
        return HTMLResponse(overview_to_html(lines, lang))


def _add_desk(app: FastAPI, desk: Desk) -> None:
    """How far uploads are, and what readers say of answers."""

    @app.get("/jobs", include_in_schema=False)
    def jobs(ids: str, lang: Language = "zh") -> list[dict[str, Any]]:
        return [job.to_json(lang) for job_id in ids.split(",")[:MOST_JOBS] if (job := desk.uploads.job(job_id)) is not None]

    @app.post("/feedback", include_in_schema=False, status_code=204)
    def feedback(remark: Remark) -> None:
        kept = desk.answers.kept(remark.answer)
        if kept is None:
            raise HTTPException(404, "这个回答已过期，请重新提问后再提交")
        desk.feedback.wrong(kept, remark.remark, desk.index_version())


def shown_to(request: Request, view: dict[str, Any]) -> dict[str, Any]:
    """The view without the way to the original for those who may not open it."""
    return view | {"original": view["original"] and "originals" in rights_of(request)}


def source_view(desk: Desk, source: Source, language: Language) -> dict[str, Any]:
    """Everything the viewer draws for one citation. Raises UnknownReport."""
    report = desk.library.report(source.report)
    entry = desk.entry(source.report)
    sizes = _sizes(desk, entry)
    view: dict[str, Any] = {
        "report": source.report,
        "title": report.title,
        "row": source.row or source.quote,
        "pages": [[size.width_pt, size.height_pt] for size in sizes],
        "version": entry.sha256[:12] if entry else "",
        "original": entry is not None and entry.original_path is not None,
    }
    if sizes:
        marks = source_marks(report, source, sizes)
        shown = [page for page in source.place.pages if 1 <= page <= len(sizes)]
        return view | {"page": (shown or [1])[0], "marks": [mark.to_json() for mark in marks]}
    excerpt = find_excerpt(report, source)
    reason: Literal["no_original", "no_pages"] = "no_original" if report.file_kind in ("pdf", "scan") else "no_pages"
    return view | {"excerpt": fill("excerpt.html", language, excerpt=excerpt, source=source, reason=reason)}


def _sizes(desk: Desk, entry: ReportEntry | None) -> tuple[PageSize, ...]:
    if entry is None or entry.original_path is None or not entry.original_path.is_file():
        return ()
    return desk.pictures.sizes(entry.original_path, entry.sha256)


def _entry(desk: Desk, report_id: str) -> ReportEntry:
    entry = desk.entry(report_id)
    if entry is None:
        raise HTTPException(404, f"库里没有这份报告：{report_id}")
    return entry


def _original_file(entry: ReportEntry, path: Path) -> FileResponse:
    """PDF opens in the browser; everything else is only downloaded (an HTML file would run its scripts here)."""
    if path.suffix.lower() == ".pdf":
        return FileResponse(path, media_type="application/pdf", filename=entry.source, content_disposition_type="inline")
    return FileResponse(path, media_type="application/octet-stream", filename=entry.source)


def _not_found(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, status_code=404)


def _library_failed(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, status_code=503)
