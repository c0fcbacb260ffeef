"""A sheet's visible rows: hidden rows and columns gone, merged ranges shown where their first visible cell stands."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.errors import OversizedFile
from ingest.readers.archive_limits import ReadLimits
from ingest.readers.xlsx_sheet import Range, Sheet

# Rows of the table above whose width is looked at; all of them would make endless sheets take endless time.
_LOOK_BACK = 50
_FIGURE = re.compile(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?%?")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A visible cell from `column` to `right` and down to row `bottom`, in the sheet's own numbers."""

    column: int
    text: str
    bottom: int
    right: int


@dataclass(slots=True)
class SheetRow:
    """`cells` begin in this row, by column; blank ones only where there is a border. `is_boxed`: a cell has a left or right border.

    `joins_above` tells that a merged range reaches into this row from above.
    """

    number: int
    cells: list[SheetCell] = field(default_factory=list)
    is_boxed: bool = False
    joins_above: bool = False

    @property
    def pieces(self) -> list[SheetCell]:
        """The cells that hold a text."""
        return [cell for cell in self.cells if cell.text]

    @property
    def text(self) -> str:
        """The row read as one line."""
        return " ".join(cell.text for cell in self.pieces)


def visible_rows(sheet: Sheet, source: str, limits: ReadLimits) -> list[SheetRow]:
    """The rows that show a text or a border, from top to bottom. Raises OversizedFile."""
    columns = sorted(column for column in {column for _, column in sheet.looks} if not sheet.hides_column(column))
    rows = {number: SheetRow(number) for number in sorted({row for row, _ in sheet.looks} - sheet.hidden_rows)}
    covered = _place_merges(sheet, rows, columns, source, limits)
    shown = set(columns)
    for (row, column), look in sorted(sheet.looks.items()):
        if row in rows and column in shown:
            rows[row].is_boxed |= look.is_boxed
            if (row, column) not in covered:
                rows[row].cells.append(SheetCell(column, sheet.texts.get((row, column), ""), row, column))
    for found in rows.values():
        found.cells.sort(key=lambda cell: cell.column)
    return list(rows.values())


def regions(rows: list[SheetRow], hidden_rows: set[int]) -> Iterator[list[SheetRow]]:
    """Rows that stand together: a visible blank row without a box ends a region, unless a merged range reaches over it.

    Where nothing is boxed, a row of figures below a blank row goes on with the table above: totals stand apart like that, headers never do.
    """
    region: list[SheetRow] = []
    for row in rows:
        is_blank = not row.pieces and not row.is_boxed
        if is_blank and not row.joins_above:
            continue
        is_apart = bool(region) and not row.joins_above and _has_gap(region[-1].number, row.number, hidden_rows)
        if is_apart and not _goes_on(region, row):
            yield region
            region = []
        region.append(row)
    if region:
        yield region


def _place_merges(sheet: Sheet, rows: dict[int, SheetRow], columns: list[int], source: str, limits: ReadLimits) -> set[tuple[int, int]]:
    """Puts each merged range's text into the row where it shows; returns the positions that the ranges cover."""
    numbers = list(rows)
    covered: set[tuple[int, int]] = set()
    work = 0
    for merge in sheet.merges:
        inside_rows = numbers[bisect_left(numbers, merge.top) : bisect_right(numbers, merge.bottom)]
        inside_columns = columns[bisect_left(columns, merge.left) : bisect_right(columns, merge.right)]
        work += len(inside_rows) * len(inside_columns) + 1
        if work > limits.table_cells:
            raise OversizedFile(
                f"{source}：工作表“{sheet.name}”的合并单元格覆盖 {work} 格以上，上限 {limits.table_cells} 格，已拒绝。"
                "请取消整行整列的合并后再试。"
            )
        if not inside_rows or not inside_columns or (inside_rows[0], inside_columns[0]) in covered:
            continue
        covered.update((row, column) for row in inside_rows for column in inside_columns)
        text = sheet.texts.get((merge.top, merge.left), "")
        rows[inside_rows[0]].cells.append(SheetCell(inside_columns[0], text, merge.bottom, merge.right))
        for row in inside_rows[1:]:
            rows[row].joins_above = True
    return covered


def _goes_on(region: list[SheetRow], row: SheetRow) -> bool:
    if row.is_boxed or any(above.is_boxed for above in region) or len(row.pieces) < 2 or len(region[-1].pieces) < 2:
        return False
    around = bounds(region[-_LOOK_BACK:])
    is_inside = all(around.left <= cell.column <= around.right for cell in row.pieces)
    return is_inside and any(_FIGURE.fullmatch(cell.text) for cell in row.pieces)


def _has_gap(above: int, below: int, hidden_rows: set[int]) -> bool:
    return any(number not in hidden_rows for number in range(above + 1, below))


def bounds(rows: list[SheetRow]) -> Range:
    """The range from the first to the last text of the rows."""
    pieces = [cell for row in rows for cell in row.pieces]
    return Range(
        rows[0].number,
        min((cell.column for cell in pieces), default=1),
        max(max((cell.bottom for cell in pieces), default=1), rows[-1].number),
        max((cell.right for cell in pieces), default=1),
    )
