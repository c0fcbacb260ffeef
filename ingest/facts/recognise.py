"""Which part of a drawn table is what: form head, funds, goals, indicators, totals, remarks, tasks, or a plain table.

One grid often holds a whole form, sometimes several. Parts are told apart by header words (`columns.json`) and label words (`labels.json`),
never by position.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.facts.by_content import guess_columns
from ingest.facts.columns import AMOUNTS, LEVELS, Column, Row, columns_of, role_of, row_roles
from ingest.facts.labels import is_label
from ingest.facts.rows import compact, distinct, is_number, texts
from ingest.model.document import Cell, Grid

PartKind = Literal["banner", "head", "goals", "budget", "indicators", "tasks", "totals", "remarks", "other"]

_VALUES = frozenset(
    {"target", "adjusted_target", "actual", "weight", "score", "note", "operator", "unit", "deviation", "review", "explanation"}
)
_NAMES = frozenset({"name", "label", "group", *LEVELS})
_LEVELS = frozenset(LEVELS)
_MOST_HEADER_ROWS = 4
_AMOUNT_HEADERS = frozenset({"金额", "数额", "合计", "小计", "数量"})


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one grid that belong together; `columns` are read from `header` where there is one.

    `is_guessed`: the header's words are unknown and the columns were told by their content.
    """

    kind: PartKind
    rows: tuple[Row, ...]
    header: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    is_guessed: bool = False


def split_grid(grid: Grid) -> tuple[Part, ...]:
    """The parts of a grid, top to bottom. A table that is no form stays one part of kind "other"."""
    rows = compact(grid.rows)
    parts = _parts(rows)
    kinds = {part.kind for part in parts}
    if kinds & {"indicators", "budget", "tasks"} or (kinds & {"head"} and _is_form_head(rows)):
        return parts
    banners = tuple(part for part in parts if part.kind == "banner" and part.rows[0] in rows[:2])
    rest = tuple(row for row in rows if not any(row in banner.rows for banner in banners))
    return (*banners, *((_plain(rest),) if rest else ()))


def continue_table(grid: Grid, table: Part) -> tuple[Part, ...] | None:
    """The parts of a grid that goes on with `table` where it has no header of its own; None where it is not as wide.

    Such a grid is left when a page break could not be bridged by its ruling lines.
    """
    rows = compact(grid.rows)
    if not rows or len(rows[0]) != len(table.columns):
        return None
    parts = [Part(table.kind, (), table.header, table.columns)]
    for row in rows:
        _add_row(parts, row)
    return tuple(part for part in parts if part.rows)


def join_tables(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that are tables; one that goes on after totals or remarks, or on a further grid, is one table with the part before."""
    joined: list[Part] = []
    for part in parts:
        if part.kind not in ("indicators", "budget", "tasks", "other"):
            continue
        last = joined[-1] if joined else None
        if last is not None and part.header and last.header == part.header:
            joined[-1] = replace(last, rows=(*last.rows, *part.rows))
        else:
            joined.append(part)
    return tuple(joined)


def _plain(rows: tuple[Row, ...]) -> Part:
    columns = guess_columns(rows[0], rows[1:])
    return Part("other", rows) if columns is None else Part("indicators", rows[1:], rows[:1], columns, is_guessed=True)


def _parts(rows: tuple[Row, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    place = 0
    while place < len(rows):
        header = _header_at(rows, place)
        if header is not None:
            depth = len(header.header)
            if not _repeats(header, parts):
                parts.append(header)
            place += depth
            continue
        _add_row(parts, rows[place])
        place += 1
    return tuple(parts)


def _repeats(header: Part, parts: Sequence[Part]) -> bool:
    """The same header drawn again after a page break: the part goes on."""
    last = parts[-1] if parts else None
    return last is not None and last.kind == header.kind and _words(last.header) == _words(header.header)


def _words(header: Sequence[Row]) -> list[tuple[str, ...]]:
    return [texts(row) for row in header]


def _add_row(parts: list[Part], row: Row) -> None:
    current = parts[-1] if parts else None
    kind = _row_kind(row, current, parts)
    same = current is not None and current.kind == kind and kind != "banner"
    if same and current is not None:
        parts[-1] = Part(kind, (*current.rows, row), current.header, current.columns)
        return
    earlier = open_table(parts) if kind in ("indicators", "budget") else None
    if earlier is not None:
        parts.append(Part(kind, (row,), earlier.header, earlier.columns))
    else:
        parts.append(Part(kind, (row,)))


def open_table(parts: Sequence[Part]) -> Part | None:
    """The last part with columns, unless a new form has begun since."""
    for part in reversed(parts):
        if part.columns:
            return part
        if part.kind in ("head", "banner"):
            return None
    return None


def _row_kind(row: Row, current: Part | None, parts: Sequence[Part]) -> PartKind:
    cells = distinct(row)
    if (
        len([c for c in cells if c.text.strip()]) == 1
        and len(cells) == 1
        and (current is None or current.kind in ("banner", "remarks", "totals"))
    ):
        return "banner"
    if len(cells) == 1 and _is_form_title(cells[0].text):
        return "banner"
    if current is not None and current.kind == "tasks":
        return "tasks"
    table = open_table(parts)
    if table is not None and table.kind == "budget" and _belongs_to_budget(row, table, current):
        return "budget"
    first = _first_label(cells, table)
    if table is not None and table.kind == "indicators":
        if starts_form(row):
            return "head"
        if is_label("totals", first) or is_label("subtotals", first):
            return "totals"
        if is_label("remarks", first) and not _fits(row, table):
            return "remarks"
        if current is not None and current.kind in ("totals", "remarks") and not _fits(row, table):
            return "remarks"
        return "indicators"
    if _is_goal_row(row, current):
        return "goals"
    if is_label("totals", first):
        return "totals"
    if (current is not None and current.kind in ("totals", "remarks")) or (is_label("remarks", first) and not is_label("head", first)):
        return "remarks"
    return "head"


def _first_label(cells: Sequence[Cell], table: Part | None) -> str:
    """The row's first words, past a label that is merged down the whole side of the table."""
    side = {id(row[0]) for row in table.header} if table else set()
    return next((c.text for c in cells if c.text.strip() and id(c) not in side), "")


def _is_form_title(text: str) -> bool:
    return is_label("title", text) and text.strip().endswith("表") and len(text) > 5


def starts_form(row: Row) -> bool:
    """A row like 项目名称 | …, with which the next form begins."""
    cells = [cell for cell in distinct(row) if cell.text.strip()]
    return len(cells) >= 2 and any(is_label(kind, cells[0].text) for kind in ("project", "department")) and not role_like(cells[1])


def role_like(cell: Cell) -> bool:
    """A word that heads a column."""
    return bool(role_of(cell.text)) or is_label("head", cell.text)


def _fits(row: Row, table: Part) -> bool:
    """Has its own name and at least one value under the table's columns."""
    names = [row[c.index] for c in table.columns if c.role in ("name", "level3", "level2")]
    values = [row[c.index] for c in table.columns if c.role in ("target", "actual", "weight", "score")]
    filled = {id(cell) for cell in values if cell.text.strip()} - {id(cell) for cell in names}
    return any(cell.text.strip() for cell in names) and len(filled) >= min(2, len(values))


def _belongs_to_budget(row: Row, table: Part, current: Part | None) -> bool:
    if current is None or current.kind != "budget":
        return False
    side = table.header[0][0]
    if side.row_span > len(table.header):
        return row[0] is side
    amounts = [row[c.index] for c in table.columns if c.role in AMOUNTS]
    if any(is_number(cell.text) for cell in amounts):
        return True
    return not _is_goal_row(row, None) and not any(is_label("head", c.text) or is_label("remarks", c.text) for c in distinct(row))


def _is_goal_row(row: Row, current: Part | None) -> bool:
    cells = distinct(row)
    if any(is_label("goals", cell.text) for cell in cells):
        return True
    return current is not None and current.kind == "goals" and (row[0] is current.rows[-1][0] or not role_like(cells[0]))


def _header_at(rows: Sequence[Row], start: int) -> Part | None:
    """The table part whose header begins at this row, without body rows."""
    kind = _header_kind(rows[start])
    if kind is None:
        return None
    depth = 1
    while start + depth < len(rows) and depth < _MOST_HEADER_ROWS and _continues_header(rows[start + depth - 1], rows[start + depth]):
        depth += 1
    header = tuple(rows[start : start + depth])
    columns = columns_of(header)
    if kind == "budget" and not _is_budget(columns):
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
    """Every new cell of the row is a header word, or blank beside one."""
    new = [cell for cell, over in zip(row, above, strict=True) if cell is not over]
    own = [cell for cell in distinct(new) if cell.text.strip()]
    if not own or any(is_number(cell.text) for cell in own):
        return False
    merged = any(cell is over and cell.text.strip() for cell, over in zip(row, above, strict=True))
    known = sum(bool(role_of(cell.text)) for cell in own)
    return known == len(own) and (merged or known > 1)


def _is_budget(columns: Sequence[Column]) -> bool:
    """One line of amounts a row: no amount twice (revenue beside spending), no account codes."""
    amounts = [c.role for c in columns if c.role in AMOUNTS]
    headers = {(c.role, c.texts) for c in columns if c.role in AMOUNTS}
    return len(headers) == len(set(amounts)) >= 2 and not any(c.role == "code" for c in columns)


def _is_form_head(rows: Sequence[Row]) -> bool:
    """Label–value pairs with words that only a form's head has, at least two of them."""
    labels: set[str] = set()
    for row in rows:
        cells = [cell for cell in distinct(row) if cell.text.strip()]
        pairs = list(zip(cells[::2], cells[1::2], strict=False))
        if (
            pairs
            and is_label("head", pairs[0][0].text)
            and not any(role_like(value) or value.text in _AMOUNT_HEADERS for _, value in pairs)
        ):
            labels |= {label.text for label, _ in pairs if is_label("head", label.text)}
    return len(labels) >= 2
