"""Tables that a file declares itself: texts with spans → `Grid` in which a merged cell stands at every position it covers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.errors import OversizedFile
from ingest.model.document import Cell, Grid
from ingest.model.place import Place
from ingest.readers.archive_limits import LIMITS, ReadLimits

# HTML clamps colspan to 1000; no report comes near it.
MAX_COLUMNS = 1000


@dataclass(frozen=True, slots=True)
class SpannedText:
    """A cell as declared. `column` is None where the file leaves it to the cells before it and above it (HTML)."""

    text: str
    column_span: int = 1
    row_span: int = 1
    column: int | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    row: int
    column: int
    bottom: int
    right: int


def spans_to_grid(
    rows: Sequence[Sequence[SpannedText]],
    place: Place,
    cell_place: Callable[[int, int], Place],
    *,
    source: str,
    limits: ReadLimits = LIMITS,
) -> Grid | None:
    """The grid, or None without cells. `cell_place` gives the place of a row and column (0-based, of the returned grid).

    Columns and rows in which no cell begins are only an artefact of spans (`colspan="1000"` above five columns; Word's slivers)
    and are closed up. Overlapping spans: the first cell keeps the position. Raises OversizedFile.
    """
    blocks = _lay_out(rows, source, limits)
    if not blocks:
        return None
    columns = sorted({block.column for block in blocks.values()})
    starts = sorted({block.row for block in blocks.values()})
    if len(starts) * len(columns) > limits.table_cells:
        raise OversizedFile(_too_many_cells(source, len(starts) * len(columns), limits))
    cells: dict[int, Cell] = {}
    grid_rows = tuple(
        tuple(_cell(blocks.get((r, c)), row, column, (starts, columns), cells, cell_place) for column, c in enumerate(columns))
        for row, r in enumerate(starts)
    )
    return Grid(grid_rows, place)


def _lay_out(rows: Sequence[Sequence[SpannedText]], source: str, limits: ReadLimits) -> dict[tuple[int, int], _Block]:
    """Every covered position to its block, after the HTML table model: a cell goes to the next free column."""
    taken: dict[tuple[int, int], _Block] = {}
    painted = 0
    for r, row in enumerate(rows):
        column = 0
        for item in row:
            column = column if item.column is None else item.column
            while item.column is None and (r, column) in taken:
                column += 1
            right = min(column + max(item.column_span, 1), MAX_COLUMNS)
            bottom = min(r + max(item.row_span, 1), len(rows))
            painted += (bottom - r) * max(right - column, 0)
            if painted > limits.table_cells:
                raise OversizedFile(_too_many_cells(source, painted, limits))
            block = _Block(item.text, r, column, bottom, right)
            for position in ((y, x) for y in range(r, bottom) for x in range(column, right)):
                taken.setdefault(position, block)
            column = max(right, column + 1)
    return taken


def _cell(
    block: _Block | None,
    row: int,
    column: int,
    lines: tuple[list[int], list[int]],
    cells: dict[int, Cell],
    cell_place: Callable[[int, int], Place],
) -> Cell:
    if block is None:
        return Cell("", cell_place(row, column), row, column)
    if id(block) not in cells:
        starts, columns = lines
        row_span = sum(block.row <= r < block.bottom for r in starts[row : row + block.bottom - block.row])
        column_span = sum(block.column <= c < block.right for c in columns[column : column + block.right - block.column])
        cells[id(block)] = Cell(block.text, cell_place(row, column), row, column, row_span, column_span)
    return cells[id(block)]


def _too_many_cells(source: str, count: int, limits: ReadLimits) -> str:
    return f"{source}：一张表有 {count} 格以上，上限 {limits.table_cells} 格，已拒绝。请拆分表格后再试。"
