"""Rows of cells by column → `Grid`: one header row, merged group cells carried down, every cell with the lines it was printed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.model.document import Cell, Grid
from ingest.model.place import Place, join_places
from ingest.readers.text_dump.cells import cell_text
from ingest.readers.text_dump.columns import Column
from ingest.readers.text_dump.lines import TextLine, Token

GROUP_KEYS = ("group_above", "group", "group2")


@dataclass(slots=True)
class RowParse:
    """Cells of one row by column key, each a run of tokens; `cost` tells how well they fit.

    `strayed`: a value of the row may be wrapped onto other lines, so that none of its figures is certain.
    """

    cells: dict[str, list[Token]] = field(default_factory=dict)
    cost: float = 0.0
    strayed: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    """One column of the grid."""

    key: str
    kind: str
    title: str


def rows_to_grid(rows: Sequence[RowParse], columns: Sequence[Column], header: Sequence[TextLine], lines: Mapping[int, TextLine]) -> Grid:
    """The grid of a table; `header` are its printed title lines, `lines` finds a line by its number."""
    slots = _slots(rows, columns)
    top = join_places([line.place for line in header])
    grid = [_header_row(slots, top)]
    open_groups: dict[str, Cell] = {}
    for number, row in enumerate(rows, start=1):
        place = _row_place(row, lines) or top
        cells = []
        for column, slot in enumerate(slots):
            cell = _cell(row, slot, number, column, place, lines)
            cells.append(_carried(cell, slot, row, open_groups) if slot.key in GROUP_KEYS else cell)
        grid.append(tuple(cells))
    finished = _spanned(_with_corner(grid, slots))
    return Grid(tuple(finished), join_places([top, *(cell.place for row in finished[1:] for cell in row if cell.text)]))


def _with_corner(grid: list[tuple[Cell, ...]], slots: Sequence[_Slot]) -> list[tuple[Cell, ...]]:
    """A table of one row without a name: its first cell is the title beside it (部门支出预算数（万元）), merged over both rows."""
    if len(grid) == 2 and slots[0].key == "name" and not grid[1][0].text:
        return [grid[0], (grid[0][0], *grid[1][1:])]
    return grid


def _slots(rows: Sequence[RowParse], columns: Sequence[Column]) -> list[_Slot]:
    slots: list[_Slot] = []
    nested = any("group_above" in row.cells for row in rows)
    for column in columns:
        if column.key == "group" and nested:
            slots.append(_Slot("group_above", "group", column.title))
        slots.append(_Slot(column.key, column.kind, column.title))
    return slots


def _header_row(slots: Sequence[_Slot], place: Place) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column, slot in enumerate(slots):
        if column and slots[column - 1].key == "group_above":
            cells.append(cells[-1])
            continue
        span = 2 if slot.key == "group_above" else 1
        cells.append(Cell(slot.title, place, 0, column, 1, span))
    return tuple(cells)


def _row_place(row: RowParse, lines: Mapping[int, TextLine]) -> Place | None:
    own = [token for key, tokens in row.cells.items() if key not in GROUP_KEYS for token in tokens]
    return lines[min(token.line for token in own)].place if own else None


def _cell(row: RowParse, slot: _Slot, number: int, column: int, place: Place, lines: Mapping[int, TextLine]) -> Cell:
    tokens = sorted(row.cells.get(slot.key, []), key=lambda token: (token.line, token.column))
    if not tokens:
        return Cell("", place, number, column)
    return Cell(
        cell_text(tokens, slot.kind), join_places([lines[n].place for n in sorted({token.line for token in tokens})]), number, column
    )


def _carried(cell: Cell, slot: _Slot, row: RowParse, open_groups: dict[str, Cell]) -> Cell:
    """A group cell stands at every row down to the next one; a new outer group closes the inner ones."""
    if cell.text:
        for inner in GROUP_KEYS[GROUP_KEYS.index(slot.key) :]:
            open_groups.pop(inner, None)
        open_groups[slot.key] = cell
    return open_groups.get(slot.key, cell)


def _spanned(grid: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Group cells with the number of rows they cover, the same object in each of them."""
    last: dict[int, int] = {}
    for number, row in enumerate(grid):
        for cell in row:
            last[id(cell)] = number
    whole = {id(cell): _with_span(cell, last[id(cell)]) for row in grid for cell in row}
    return [tuple(whole[id(cell)] for cell in row) for row in grid]


def _with_span(cell: Cell, last_row: int) -> Cell:
    if last_row == cell.row:
        return cell
    return Cell(cell.text, cell.place, cell.row, cell.column, last_row - cell.row + 1, cell.column_span)
