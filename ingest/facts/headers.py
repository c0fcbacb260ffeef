"""Where a table begins inside a grid, and how many rows its header takes: by header words alone."""

from collections.abc import Sequence

from ingest.facts.columns import AMOUNTS, LEVELS, Column, Row, columns_of, row_roles
from ingest.facts.labels import is_label
from ingest.facts.parts import Part, PartKind
from ingest.facts.rows import distinct, is_number
from ingest.values.header_words import role_of

_VALUES = frozenset(
    {"target", "adjusted_target", "actual", "weight", "score", "note", "operator", "unit", "deviation", "review", "explanation"}
)
_NAMES = frozenset({"name", "label", "group", *LEVELS})
_LEVELS = frozenset(LEVELS)
_MOST_HEADER_ROWS = 4


def header_at(rows: Sequence[Row], start: int) -> Part | None:
    """The table part whose header begins at this row, without body rows."""
    kind = _header_kind(rows[start])
    if kind is None:
        return None
    depth = 1
    while start + depth < len(rows) and depth < _MOST_HEADER_ROWS and _continues_header(rows[start + depth - 1], rows[start + depth]):
        depth += 1
    header = tuple(rows[start : start + depth])
    columns = columns_of(header)
    if kind == "budget" and not _is_budget(columns, header):
        return None
    if kind == "indicators" and not any(c.role in ("name", *LEVELS) for c in columns):
        return None
    return Part(kind, (), header, columns)


def _header_kind(row: Row) -> PartKind | None:
    cells = [cell for cell in distinct(row) if cell.text.strip()]
    if any(is_number(cell.text) for cell in cells) or len(cells) < 2:
        return None
    roles = row_roles(row)
    if not roles & {"name", *LEVELS} and all(is_label("goals", cell.text) for cell in cells):
        return None
    if {"duty", "task"} <= roles or ({"task", "actual"} <= roles and not roles & {"target", "weight"}):
        return "tasks"
    amounts = roles & set(AMOUNTS)
    if roles & _NAMES and len(roles & _VALUES) >= 1 and len(roles) * 2 >= len(cells):
        return "indicators"
    if len(roles & _LEVELS) >= 2 or (roles & _LEVELS and roles & _VALUES):
        return "indicators"
    if len(amounts) >= 2 and (len(roles) * 2 >= len(cells)):
        return "budget"
    return None


def _continues_header(above: Row, row: Row) -> bool:
    """Every new cell of the row is a header word; any words will do where known header cells reach down into the row beside them."""
    new = [cell for cell, over in zip(row, above, strict=True) if cell is not over]
    own = [cell for cell in distinct(new) if cell.text.strip()]
    if not own or any(is_number(cell.text) for cell in own):
        return False
    shared = distinct([cell for cell, over in zip(row, above, strict=True) if cell is over and cell.text.strip()])
    known = sum(bool(role_of(cell.text)) for cell in own)
    if any(role_of(cell.text) not in ("", "label") for cell in shared):
        return True
    return known == len(own) and (bool(shared) or known > 1)


def _is_budget(columns: Sequence[Column], header: Sequence[Row]) -> bool:
    """One line of amounts a row: no amount twice (revenue beside spending), no account codes."""
    amounts = [column for column in columns if column.role in AMOUNTS]
    headings = {id(header[-1][column.index]) for column in amounts}
    return len(headings) == len({column.role for column in amounts}) >= 2 and not any(column.role == "code" for column in columns)
