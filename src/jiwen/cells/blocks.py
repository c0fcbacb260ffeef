"""The parts of a sheet that says several things one below the other: pairs of label and value, a grid, pairs again."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.model.document import Cell
from jiwen.cells.content import holds, is_nothing, is_value
from jiwen.cells.lines import is_total
from jiwen.cells.shape import Rows, distinct, title_rows

_LEAST_GRID = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a table from row number `top` on; `is_pairs` for those known to be pairs of label and value."""

    top: int
    rows: Rows
    is_pairs: bool = False


def blocks_of(cells: Rows) -> list[Block]:
    """The parts of a table, without title rows and remarks merged over the whole width."""
    top = title_rows(cells)
    end = len(cells)
    while end - top > 2 and len(cells[0]) > 1 and len(distinct(cells[end - 1])) == 1:
        end -= 1
    head = next((r for r in range(top, end - 1) if _is_grid_header(cells, r, end)), None)
    if head is None or not _is_apart(cells, top, head):
        return [Block(top, cells[top:end])]
    stop = head + 1 + sum(1 for _ in takewhile(lambda row: _belongs(row, cells[head]), cells[head + 1 : end]))
    if not all(_is_pairs(row) for row in cells[stop:end]):
        stop = end
    parts = [Block(top, cells[top:head], True), Block(head, cells[head:stop]), Block(stop, cells[stop:end], True)]
    return [part for part in parts if part.rows]


def _is_apart(cells: Rows, top: int, head: int) -> bool:
    """True when the rows above a grid's header are pairs of their own and no upper level of that header."""
    above = cells[top:head]
    if not above:
        return True
    into = any(a is b for a, b in zip(above[-1], cells[head], strict=True))
    stated = any(is_value(c.text) or holds(c.text, "time") for row in above for c in distinct(row)[1::2])
    return not into and stated and all(_is_pairs(row) for row in above)


def _is_grid_header(cells: Rows, r: int, end: int) -> bool:
    """True for a row of words above rows that are parted as it is, with figures in one column at least."""
    row = cells[r]
    if len(distinct(row)) < _LEAST_GRID or any(is_value(c.text) or is_nothing(c.text) or holds(c.text, "time") for c in row):
        return False
    below = list(takewhile(lambda other: _starts(other) == _starts(row), cells[r + 1 : end]))
    if not below or cells[r + 1][0] is row[0]:
        return False
    return any(all(is_value(line[c].text) for line in below) for c in _starts(row))


def _belongs(row: Sequence[Cell], header: Sequence[Cell]) -> bool:
    return _starts(row) == _starts(header) or is_total(row[0].text)


def _starts(row: Sequence[Cell]) -> tuple[int, ...]:
    return tuple(c for c in range(len(row)) if not c or row[c] is not row[c - 1])


def _is_pairs(row: Sequence[Cell]) -> bool:
    cells = distinct(row)
    return not len(cells) % 2 and not any(is_value(c.text) or is_nothing(c.text) for c in cells[::2])
