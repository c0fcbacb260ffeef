"""Where a citation points, as the viewer draws it: pages with marked rows and cells, or, without pages, the table or paragraph itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ingest.model.document import Cell
from ingest.model.place import Box, Place
from ingest.model.report import Report
from ingest.model.table import Table
from jiwen.page.pictures import PageSize
from jiwen.page.tokens import Source

MarkKind = Literal["row", "cell"]
MAX_MARKS = 60
SLACK_PT = 1.5
MARGIN_PT = 2.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on one page, in percent of the page's width and height."""

    page: int
    kind: MarkKind
    left: float
    top: float
    width: float
    height: float

    def to_json(self) -> dict[str, Any]:
        """Keys as the viewer's script reads them."""
        return {"page": self.page, "kind": self.kind, "left": self.left, "top": self.top, "width": self.width, "height": self.height}


def source_marks(report: Report, source: Source, sizes: tuple[PageSize, ...]) -> list[Mark]:
    """The cited boxes as cells, and under them the whole table row (on both pages where a page break cuts it)."""
    cells = [box for box in source.place.boxes if 1 <= box.page_number <= len(sizes)][:MAX_MARKS]
    rows = [box for box in row_boxes(report, source.place) if 1 <= box.page_number <= len(sizes)]
    return [_mark(box, "row", sizes) for box in rows] + [_mark(box, "cell", sizes) for box in cells if box not in rows]


def read_cells(report: Report, sizes: tuple[PageSize, ...]) -> list[dict[str, Any]]:
    """Every cell of every table with its text, in percent of its page: what was read, to be compared with what is printed."""
    cells = (cell for table in report.tables for row in (*table.header, *table.rows) for cell in row)
    texts = {box: cell.text for cell in cells for box in cell.place.boxes if 1 <= box.page_number <= len(sizes)}
    return [_mark(box, "cell", sizes).to_json() | {"text": text} for box, text in texts.items()]


def row_boxes(report: Report, place: Place) -> list[Box]:
    """One box a page around the table row that a cited cell belongs to; empty for prose and for places that are whole rows already."""
    for table in report.tables:
        if not set(table.place.pages) & set(place.pages):
            continue
        for row in table.rows:
            if any(_is_within(cited, box) for cell in _own_cells(row) for box in cell.place.boxes for cited in place.boxes):
                return _united([box for cell in _own_cells(row) for box in cell.place.boxes])
    return []


def _own_cells(row: tuple[Cell, ...]) -> Iterator[Cell]:
    """The row's cells without those merged over several rows (a group name would stretch the mark over its whole group)."""
    return (cell for cell in row if cell.row_span == 1)


def _is_within(cited: Box, box: Box) -> bool:
    if cited.page_number != box.page_number:
        return False
    return (
        cited.x0 >= box.x0 - SLACK_PT
        and cited.x1 <= box.x1 + SLACK_PT
        and cited.top >= box.top - SLACK_PT
        and cited.bottom <= box.bottom + SLACK_PT
    )


def _united(boxes: list[Box]) -> list[Box]:
    united = []
    for page in sorted({box.page_number for box in boxes}):
        here = [box for box in boxes if box.page_number == page]
        edges = min(b.x0 for b in here), min(b.top for b in here), max(b.x1 for b in here), max(b.bottom for b in here)
        united.append(Box(page, *edges))
    return united


def _mark(box: Box, kind: MarkKind, sizes: tuple[PageSize, ...]) -> Mark:
    size = sizes[box.page_number - 1]

    def percent(value: float, whole: float) -> float:
        return round(min(max(value / whole * 100, 0), 100), 3)

    left, top = percent(box.x0 - MARGIN_PT, size.width_pt), percent(box.top - MARGIN_PT, size.height_pt)
    right, bottom = percent(box.x1 + MARGIN_PT, size.width_pt), percent(box.bottom + MARGIN_PT, size.height_pt)
    return Mark(box.page_number, kind, left, top, round(right - left, 3), round(bottom - top, 3))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What stands at a place of a file without pages: a table with the marked cell, or paragraphs with the marked one."""

    heading: str
    table: Table | None = None
    marked_row: int | None = None
    marked_column: int | None = None
    paragraphs: tuple[str, ...] = ()
    marked_paragraph: int | None = None


def find_excerpt(report: Report, source: Source) -> Excerpt | None:
    """The table or paragraphs around the place; None when nothing there is known."""
    return _table_excerpt(report, source) or _prose_excerpt(report, source)


def _table_excerpt(report: Report, source: Source) -> Excerpt | None:
    named = [table for table in report.tables if source.place.table is None or table.title == source.place.table]
    for finds in (_has_place, _has_quote):
        for table in named:
            for r, row in enumerate(table.rows):
                for c, cell in enumerate(row):
                    if finds(cell, source, row):
                        return Excerpt(table.title, table, r, c)
    return None


def _has_place(cell: Cell, source: Source, row: tuple[Cell, ...]) -> bool:
    same = cell.place.anchor is not None and cell.place.anchor == source.place.anchor
    return same and (not source.quote or cell.text.startswith(source.quote) or source.quote not in [other.text for other in row])


def _has_quote(cell: Cell, source: Source, row: tuple[Cell, ...]) -> bool:
    """The cell that is quoted, in the row that is named; the name itself where the quote is the whole row."""
    if source.row is None or source.row not in [other.text for other in row]:
        return False
    return cell.text == source.row if len(source.quote) > len(source.row) else bool(source.quote) and cell.text.startswith(source.quote)


def _prose_excerpt(report: Report, source: Source) -> Excerpt | None:
    for section in report.sections:
        texts = tuple(passage.paragraph.text for passage in section.passages)
        for number, passage in enumerate(section.passages):
            same = source.place.anchor is not None and passage.paragraph.place.anchor == source.place.anchor
            if same or (source.quote and source.quote in passage.paragraph.text):
                first = max(0, number - 1)
                return Excerpt(section.title, paragraphs=texts[first : number + 2], marked_paragraph=number - first)
    return None
