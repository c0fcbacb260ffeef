"""The parts of a sheet that says several things one below the other: pairs of label and value, a grid, pairs again."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model.document import Cell
from jiwen.cells.content import holds, is_nothing, is_value
from jiwen.cells.lines import is_total
from jiwen.cells.shape import Rows, distinct, title_rows

_LEAST_GRID = 3
_LEAST_ROWS = 2


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
    stop = head + 1 + len(_body(cells[head], cells[head + 1 : end]))
    if all(map(_is_pairs, cells[head:stop])):
        return [Block(top, cells[top:end])]
    is_alike = stop < end and _starts(cells[stop]) == _starts(cells[head])
    if not all(_is_pairs(row) for row in cells[stop:end]) or (is_alike and head == top):
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
    return cells[r + 1][0] is not row[0] and len(_body(row, cells[r + 1 : end])) >= _LEAST_ROWS


def _body(header: Sequence[Cell], below: Rows) -> Rows:
    """The rows right below a header that are parted as it is and have figures where the first of them has some; and their total."""
    if not below or _starts(below[0]) != _starts(header):
        return ()
    figures = [c for c in _starts(header) if is_value(below[0][c].text)]
    last = 0
    for row in below:
        alike = _starts(row) == _starts(header) and all(is_value(row[c].text) or is_nothing(row[c].text) for c in figures)
        if not figures or not (alike or is_total(row[0].text)):
            break
        last += 1
    return below[:last]


def _starts(row: Sequence[Cell]) -> tuple[int, ...]:
    return tuple(c for c in range(len(row)) if not c or row[c] is not row[c - 1])


def _is_pairs(row: Sequence[Cell]) -> bool:
    cells = distinct(row)
    return not len(cells) % 2 and not any(is_value(c.text) or is_nothing(c.text) for c in cells[::2])
