"""Where tables go on over a page break, and which rows and merged cells were made whole there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from ingest.model.document import Cell
from ingest.model.place import Box, union_box
from ingest.model.report import Report
from ingest.model.table import Table


@dataclass(frozen=True, slots=True)
class Half:
    """A part, on one page, of a row (`kind` "row") or merged cell ("cell") that a page break cut; all parts have one number."""

    number: int
    kind: str
    box: Box
    goes_on: bool
    comes_from_above: bool


@dataclass(frozen=True, slots=True)
class TablePart:
    """What stands of a table on one page; `before` and `after` are the pages of the neighbouring parts."""

    number: int
    table: Table
    box: Box
    before: int | None
    after: int | None


def find_halves(report: Report) -> list[Half]:
    """Every cut row and cell, numbered through the report."""
    numbers = count(1)
    halves: list[Half] = []
    for table in report.tables:
        for row in table.rows:
            own = [cell for cell in row if cell.row_span == 1 and cell.text]
            halves += _halves(own, "row", numbers)
        for cell in {id(cell): cell for row in table.rows for cell in row if cell.row_span > 1}.values():
            halves += _halves([cell], "cell", numbers)
    return halves


def _halves(cells: Sequence[Cell], kind: str, numbers: Iterator[int]) -> list[Half]:
    boxes = _by_page([box for cell in cells for box in cell.place.boxes])
    if len(boxes) < 2:
        return []
    number, last = next(numbers), len(boxes) - 1
    return [Half(number, kind, box, i < last, i > 0) for i, box in enumerate(boxes)]


def find_parts(report: Report) -> list[TablePart]:
    """The parts of all tables, page by page."""
    parts = []
    for number, table in enumerate(report.tables, start=1):
        boxes = _by_page([box for row in (*table.header, *table.rows) for cell in row for box in cell.place.boxes])
        pages = [box.page_number for box in boxes]
        for box, before, after in zip(boxes, [None, *pages], [*pages[1:], None], strict=False):
            parts.append(TablePart(number, table, box, before, after))
    return parts


def _by_page(boxes: Sequence[Box]) -> list[Box]:
    return [union_box([box for box in boxes if box.page_number == page]) for page in sorted({box.page_number for box in boxes})]
