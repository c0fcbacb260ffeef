"""Which part of a drawn table is what: form head, funds, goals, indicators, totals, remarks, tasks, or a plain table.

One grid often holds a whole form, sometimes several. Parts are told apart by header words (`values/header_words.json`) and label
words (`labels.json`), never by position.
"""

from collections.abc import Sequence

from ingest.facts.by_content import guess_columns
from ingest.facts.columns import AMOUNTS, LEVELS, Row
from ingest.facts.headers import header_at
from ingest.facts.labels import is_label
from ingest.facts.parts import Part, PartKind, open_table
from ingest.facts.rows import compact, distinct, is_number, texts
from ingest.model.document import Cell, Grid
from ingest.values.header_words import role_of

_AMOUNT_HEADERS = frozenset({"金额", "数额", "合计", "小计", "数量"})


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


def _plain(rows: tuple[Row, ...]) -> Part:
    columns = guess_columns(rows[0], rows[1:])
    return Part("other", rows) if columns is None else Part("indicators", rows[1:], rows[:1], columns, is_guessed=True)


def _parts(rows: tuple[Row, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    place = 0
    while place < len(rows):
        header = header_at(rows, place)
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


def _row_kind(row: Row, current: Part | None, parts: Sequence[Part]) -> PartKind:
    cells = distinct(row)
    state = current.kind if current is not None else "banner"
    if len(cells) == 1 and (state == "banner" or _is_form_title(cells[0].text)):
        return "banner"
    if state == "tasks":
        return "tasks"
    table = open_table(parts)
    if table is not None and table.kind == "budget" and _belongs_to_budget(row, table, current):
        return "budget"
    if table is not None and table.kind == "indicators":
        return _kind_below_indicators(row, table, state)
    return _kind_in_head(row, current, state, _first_label(cells, table))


def _kind_below_indicators(row: Row, table: Part, state: PartKind) -> PartKind:
    first = _first_label(distinct(row), table)
    if starts_form(row):
        return "head"
    if is_label("totals", first) or is_label("subtotals", first):
        return "totals"
    labels = sum(is_label("remarks", cell.text) or is_label("head", cell.text) for cell in distinct(row))
    if is_label("remarks", first) and (labels > 1 or state in ("totals", "remarks")):
        return "remarks"
    if _is_across(row, table):
        return "remarks"
    ends_table = labels > 0 or state in ("totals", "remarks")
    return "remarks" if ends_table and not _fits(row, table) else "indicators"


def _is_across(row: Row, table: Part) -> bool:
    """One text over name and values alike (绩效结论 | 优): a remark; alone in its row it heads the rows below."""
    names = {id(row[c.index]) for c in table.columns if c.role in ("name", *LEVELS)}
    values = [row[c.index] for c in table.columns if c.role in ("target", "actual", "weight", "score")]
    return len(distinct(row)) > 1 and len(values) > 1 and all(id(cell) in names for cell in values)


def _kind_in_head(row: Row, current: Part | None, state: PartKind, first: str) -> PartKind:
    if _is_goal_row(row, current):
        return "goals"
    if is_label("totals", first):
        return "totals"
    is_remark = state in ("totals", "remarks") or (is_label("remarks", first) and not is_label("head", first))
    return "remarks" if is_remark else "head"


def _first_label(cells: Sequence[Cell], table: Part | None) -> str:
    """The row's first words, past a label that is merged down the whole side of the table."""
    side = {id(row[0]) for row in table.header} if table else set()
    return next((c.text for c in cells if c.text.strip() and id(c) not in side), "")


def _is_form_title(text: str) -> bool:
    return is_label("title", text) and text.strip().endswith("表") and len(text) > 5


def starts_form(row: Row) -> bool:
    """A row like 项目名称 | …, with which the next form begins."""
    cells = [cell for cell in distinct(row) if cell.text.strip()]
    return len(cells) >= 2 and is_label("form_start", cells[0].text) and not role_like(cells[1])


def role_like(cell: Cell) -> bool:
    """A word that heads a column."""
    return bool(role_of(cell.text)) or is_label("head", cell.text)


def _fits(row: Row, table: Part) -> bool:
    """Has its own name, and values that stand each in a column of its own; one text across the columns is a remark."""
    names = [row[c.index] for c in table.columns if c.role in ("name", "level3", "level2")]
    values = [row[c.index] for c in table.columns if c.role in ("target", "actual", "weight", "score")]
    apart = len({id(cell) for cell in values}) == len(values)
    filled = {id(cell) for cell in values if cell.text.strip()} - {id(cell) for cell in names}
    return any(cell.text.strip() for cell in names) and len(filled) >= (1 if apart else min(2, len(values)))


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
