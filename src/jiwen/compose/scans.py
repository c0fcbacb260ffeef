"""What an answer says about figures that were read from pictures."""

from collections.abc import Mapping, Sequence

from ingest.model.facts import BudgetLine, Indicator
from ingest.model.report import Report
from jiwen.answer import Citation

UNSURE = 0.75
"""Confidence of the recogniser below which a row is named."""


def scan_notes(citations: Sequence[Citation], reports: Mapping[str, Report]) -> list[str]:
    """Which cited pages are scans, and which cited rows the recogniser was unsure of."""
    notes = []
    for report in reports.values():
        cited = [citation for citation in citations if citation.report == report.id]
        scanned = {page for check in report.checks if check.rule == "ocr_low_confidence" for place in check.places for page in place.pages}
        pages = sorted(scanned & {page for citation in cited for page in citation.place.pages})
        if not pages:
            continue
        shown = "、".join(map(str, pages))
        notes.append(f"《{report.title}》第{shown}页是扫描件，文字和数字由 OCR 识别，引用前请与原件核对")
        named = {citation.row for citation in cited}
        rows: list[Indicator | BudgetLine] = [*report.indicators, *report.budget]
        unsure = {row.name: row.ocr for row in rows if row.name in named and row.ocr is not None and row.ocr < UNSURE}
        if unsure:
            names = "、".join(f"“{name}”" for name in unsure)
            notes.append(f"{names}所在行识别把握不大（最低 {min(unsure.values()):.0%}），数字务必与原件核对")
    return notes
