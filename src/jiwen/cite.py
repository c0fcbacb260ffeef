"""Evidence of an answer: what was cited so far, each row or sentence once, and the marks [1] that point at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.model.place import Place
from ingest.model.report import Report
from jiwen.answer import Citation, Record
from jiwen.prose import Quote
from jiwen.rows import CellLine, Row


@dataclass(slots=True)
class Evidence:
    """Collects citations and records while an answer is put together."""

    reports: Mapping[str, Report]
    citations: list[Citation] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    def row(self, row: Row, key: str | None = None) -> str:
        """Cites a row (with the place of its cell `key` where that is known) and gives its mark."""
        cell = row.field(key) if key else None
        place = cell.place if cell and (cell.place.boxes or cell.place.anchor) else row.item.place
        return self._mark(Citation(row.report.id, row.report.title, place, quote_of(row), row.shown))

    def record(self, row: Row, key: str | None = None) -> str:
        """Cites a row and lists it among the records."""
        mark = self.row(row, key)
        self.records.append(
            Record(row.record_type, row.report.id, row.shown, {**row.field_texts(), **_extra(row)}, row.verdict, int(mark[1:-1]))
        )
        return mark

    def quote(self, quote: Quote) -> str:
        report = self.reports[quote.report_id]
        return self._mark(Citation(report.id, report.title, quote.place, quote.text, quote.path[-1] if quote.path else None))

    def place(self, report: Report, place: Place, text: str, row: str | None = None) -> str:
        return self._mark(Citation(report.id, report.title, place, text, row))

    def _mark(self, citation: Citation) -> str:
        for number, other in enumerate(self.citations, 1):
            if (other.report, other.place, other.quote) == (citation.report, citation.place, citation.quote):
                return f"[{number}]"
        self.citations.append(citation)
        return f"[{len(self.citations)}]"


def quote_of(row: Row) -> str:
    """The row as printed, cell by cell; the sentence of an amount out of running text."""
    if isinstance(row.item, CellLine) and row.item.context:
        return row.item.context
    cells = [f"{label}：{text}" for label, text in row.field_texts().items()]
    return "；".join([row.name, *cells])


def _extra(row: Row) -> dict[str, str]:
    extra = {"所属项目": row.project} if row.project else {}
    return {**extra, **({"类别": "/".join(row.groups)} if row.groups else {})}
