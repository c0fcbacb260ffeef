"""Page tables → draft cells with row numbers, still in points across; columns are only fixed when all pages are known."""

from dataclasses import dataclass, replace

from ingest.model.document import Cell, Grid
from ingest.model.place import Box, Place, join_places
from ingest.tables.edges import snap_positions
from ingest.tables.page_table import PageTable

COLUMN_SNAP_PT = 4.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A cell that covers rows `first_row` to `end_row` (exclusive) and `x0` to `x1` points."""

    first_row: int
    end_row: int
    x0: float
    x1: float
    text: str
    boxes: tuple[Box, ...]
    confidence: float | None = None

    @property
    def row_span(self) -> int:
        return self.end_row - self.first_row

    def moved(self, rows: int) -> "Draft":
        """The same cell `rows` further down."""
        return replace(self, first_row=self.first_row + rows, end_row=self.end_row + rows)


Sheet = tuple[Draft, ...]
"""All drafts of a table, rows numbered from 0 without gaps."""


def table_to_sheet(table: PageTable) -> Sheet:
    """One page's part with rows numbered by the horizontal lines."""
    edges = [edge for cell in table.cells for edge in (cell.frame.top, cell.frame.bottom)]
    snapped = snap_positions(edges)
    number = {y: i for i, y in enumerate(sorted(set(snapped.values())))}
    drafts = []
    for cell in table.cells:
        first, end = number[snapped[cell.frame.top]], number[snapped[cell.frame.bottom]]
        drafts.append(Draft(first, max(end, first + 1), cell.frame.x0, cell.frame.x1, cell.text, (cell.box,), cell.confidence))
    return tuple(drafts)


def row_count(sheet: Sheet) -> int:
    """Number of rows."""
    return max(draft.end_row for draft in sheet)


def row_of(sheet: Sheet, row: int) -> list[Draft]:
    """The cells that cover `row`, left to right."""
    return sorted((draft for draft in sheet if draft.first_row <= row < draft.end_row), key=lambda draft: draft.x0)


def sheet_to_grid(sheet: Sheet) -> Grid:
    """Columns from the vertical borders of all rows; every position filled, merged cells repeated."""
    snapped = snap_positions([x for draft in sheet for x in (draft.x0, draft.x1)], COLUMN_SNAP_PT)
    column = {x: i for i, x in enumerate(sorted(set(snapped.values())))}
    height, width = row_count(sheet), len(column) - 1
    positions: dict[tuple[int, int], Cell] = {}
    for draft in sorted(sheet, key=lambda d: -(d.end_row - d.first_row) * (d.x1 - d.x0)):
        first, end = column[snapped[draft.x0]], column[snapped[draft.x1]]
        place = join_places([Place((box.page_number,), (box,)) for box in draft.boxes])
        cell = Cell(draft.text, place, draft.first_row, first, draft.row_span, max(1, end - first), draft.confidence)
        for r in range(draft.first_row, draft.end_row):
            for c in range(first, max(end, first + 1)):
                positions[r, c] = cell
    rows = tuple(tuple(positions.get((r, c)) or _hole(r, c, positions, width) for c in range(width)) for r in range(height))
    return Grid(rows, join_places([cell.place for cell in positions.values()]))


def _hole(row: int, column: int, positions: dict[tuple[int, int], Cell], width: int) -> Cell:
    """A blank cell where nothing is drawn, on the page of its neighbours."""
    near = next((positions[row, c] for c in range(width) if (row, c) in positions), None)
    return Cell("", Place(near.place.pages if near else ()), row, column)
