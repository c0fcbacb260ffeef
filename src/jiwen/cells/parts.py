"""The parts of a table with their labels: what a look-up needs to know of a table whatever is asked."""

from dataclasses import dataclass

from ingest.model.table import Table
from jiwen.cells.blocks import Block, blocks_of
from jiwen.cells.frame import Frame, form_frame, frame_of
from jiwen.cells.shape import Rows, is_sideways, turned
from jiwen.kept import Kept

_MOST_TABLES = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a table from row number `top` on, as labels and cells; `is_sideways` where rows and columns are swapped."""

    top: int
    is_sideways: bool
    frame: Frame


def _parts(table: Table) -> tuple[Part, ...]:
    cells: Rows = (*table.header, *table.rows)
    if not cells or not cells[0]:
        return ()
    return tuple(_part(table, block) for block in ([Block(0, cells)] if table.header else blocks_of(cells)))


def _part(table: Table, block: Block) -> Part:
    if block.is_pairs:
        return Part(block.top, False, form_frame(block.rows))
    sideways = not table.header and is_sideways(block.rows)
    rows = turned(block.rows) if sideways else block.rows
    return Part(block.top, sideways, frame_of(rows, len(table.header) or None, () if sideways else table.levels))


parts_of = Kept(_parts, _MOST_TABLES)
"""The parts of a table, worked out once while the table is in use."""
