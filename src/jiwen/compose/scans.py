"""What an answer says about figures that were read from pictures."""

from collections.abc import Callable, Mapping, Sequence

from ingest.model.facts import BudgetLine, Indicator
from ingest.model.report import Report
from jiwen.answer import Citation

UNSURE = 0.75
"""Confidence of the recogniser below which a row is named."""


def scan_notes(citations: Sequence[Citation], reports: Mapping[str, Report], say: Callable[..., str]) -> list[str]:
    """Which cited pages are scans, and which cited rows the recogniser was unsure of."""
    notes = []
    for report in reports.values():
        cited = [citation for citation in citations if citation.report == report.id]
        scanned = {page for check in report.checks if check.rule == "ocr_low_confidence" for place in check.places for page in place.pages}
        pages = sorted(scanned & {page for citation in cited for page in citation.place.pages})
        if not pages:
            continue
        words = "《{title}》第{pages}页是扫描件，文字和数字由 OCR 识别，引用前请与原件核对"
        notes.append(say(words, title=report.title, pages=say("、").join(map(str, pages))))
        named = {citation.row for citation in cited}
        rows: list[Indicator | BudgetLine] = [*report.indicators, *report.budget]
        unsure = {row.name: row.ocr for row in rows if row.name in named and row.ocr is not None and row.ocr < UNSURE}
        if unsure:
            words = "{names}所在行识别把握不大（最低 {least}），数字务必与原件核对"
            notes.append(say(words, names=say("、").join(f"“{name}”" for name in unsure), least=f"{min(unsure.values()):.0%}"))
    return notes
