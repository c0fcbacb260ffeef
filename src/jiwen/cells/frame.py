"""Which cells of a table are labels, and which rows and columns each label speaks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.model.document import Cell
from jiwen.cells.wording import bare_label, plain, words

Axis = Literal["row", "column"]
Rows = Sequence[Sequence[Cell]]
_NUMBER = re.compile(r"[-+−(（]?[￥¥$]?\d[\d,]*(?:\.\d+)?[)）]?(?:%|％|‰)?")
_MEASURE = re.compile(r"[-+−约]?\d[\d,.]*(?:[-—~～至×*]\d[\d,.]*)?\D{0,8}")
_YEAR = re.compile(r"(?:19|20)\d\d\s*年(?:度|末|初)?")
_NOTHING = ("", "-", "—", "——", "/", "--")


@dataclass(frozen=True, slots=True)
class Label:
    """One text that names lines. A row label names `lines` (rows) within `reach` (columns), a column label columns within rows.

    `level` tells labels that stand side by side in one header apart from those above or beside them: labels of one level add up
    ("甲和乙"), labels of different levels narrow each other down ("甲的一季度"). `is_head` is False for a value that happens to be words.
    """

    axis: Axis
    text: str
    level: int
    lines: frozenset[int]
    reach: frozenset[int]
    is_head: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """A table with its labels. `body` holds the rows that can answer, `first_row` the first of them, `value_columns` those with figures."""

    cells: Rows
    labels: tuple[Label, ...]
    first_row: int
    label_columns: tuple[int, ...]
    is_form: bool

    @property
    def body_rows(self) -> range:
        """Row numbers below the header."""
        return range(self.first_row, len(self.cells))

    @property
    def value_columns(self) -> tuple[int, ...]:
        """Columns that are no labels."""
        return tuple(c for c in range(len(self.cells[0])) if c not in self.label_columns)


def is_number(text: str) -> bool:
    """True for figures as tables print them: "12,750.00", "(3.5)", "86.19%"."""
    return _NUMBER.fullmatch(text.strip()) is not None


def is_value(text: str) -> bool:
    """True for figures, and figures with a unit ("69.10米"); a year alone ("2021年") is a label."""
    text = text.strip()
    return not _YEAR.fullmatch(text) and (is_number(text) or _MEASURE.fullmatch(text) is not None)


def is_nothing(text: str) -> bool:
    """True for blanks and strokes."""
    return text.strip() in _NOTHING


def frame_of(cells: Rows, header_count: int | None = None) -> Frame:
    """The labels of a table. `header_count` is the number of header rows where the table's reader knows it."""
    top = 0 if header_count else _title_rows(cells)
    if header_count is None and _is_form(cells[top:]):
        return _form_frame(cells, top)
    first = header_count if header_count is not None else top + _header_rows(cells[top:])
    label_columns = _label_columns(cells, first)
    labels = (*_column_labels(cells, top, first), *_row_labels(cells, first, label_columns))
    return Frame(cells, labels, first, label_columns, False)


def _title_rows(cells: Rows) -> int:
    """How many rows on top are one merged cell each."""
    count = 0
    while count < len(cells) - 1 and len(cells[0]) > 1 and len({id(c) for c in cells[count]}) == 1:
        count += 1
    return count


def _distinct(row: Sequence[Cell]) -> list[Cell]:
    return [c for i, c in enumerate(row) if i == 0 or c is not row[i - 1]]


def _is_form(cells: Rows) -> bool:
    """True for label–value pairs side by side instead of a grid: an even number of cells in every row, and values of mixed kinds."""
    rows = [_distinct(row) for row in cells]
    if len(rows[0]) % 2 or any(len(row) % 2 and len(row) != 3 for row in rows):
        return False
    shapes = {len(row) for row in rows}
    if len(shapes) > 1:
        return len(rows[0]) <= 10 and not any(is_value(c.text) for row in rows for c in row[:-1][::2])
    if shapes - {2, 4} or any(is_value(c.text) for row in rows for c in row[::2]):
        return False
    kinds = [{"value" if is_value(c.text) else "words" for c in (row[i] for row in rows[1:]) if not is_nothing(c.text)} for i in (1, -1)]
    return all(len(kind) == 2 for kind in kinds) or (shapes == {2} and (kinds[0] == {"words"} or is_value(rows[0][1].text)))


def _form_frame(cells: Rows, top: int) -> Frame:
    labels = []
    for r in range(top, len(cells)):
        cells_of_row = _distinct(cells[r])
        odd = len(cells_of_row) % 2
        for at in range(odd, len(cells_of_row), 2):
            column = next(c for c, cell in enumerate(cells[r]) if cell is cells_of_row[at + 1])
            for level, label in enumerate(cells_of_row[at - odd : at + 1]):
                labels.append(Label("row", bare_label(label.text), level, frozenset({r}), frozenset({column})))
    return Frame(cells, _merged(labels), top, (), True)


def _header_rows(cells: Rows) -> int:
    """How many rows on top hold only labels; at least one where there is more than one row."""
    count = 0
    for r, row in enumerate(cells[:-1]):
        rest = row[1:] or row
        filled = [c for c in rest if not is_nothing(c.text)]
        if any(is_value(c.text) for c in filled) or 2 * len(filled) < len(rest):
            break
        if r and not _still_header(cells, r, count):
            break
        count = r + 1
    return min(count, len(cells) - 1)


def _still_header(cells: Rows, r: int, count: int) -> bool:
    """A further row belongs to the header when a merged cell reaches from above into it, or parts a merged cell above it."""
    above, row = cells[count - 1], cells[r]
    into = any(a is b for a, b in zip(above, row, strict=True))
    parts = len({id(c) for c in above}) < len(above) and len({id(c) for c in row}) > len({id(c) for c in above})
    return into or parts


def _label_columns(cells: Rows, first: int) -> tuple[int, ...]:
    """Columns of names: the leading ones, and a later one that starts a second block of names with figures (收入 … | 支出 …)."""
    width = len(cells[0])
    figures = [_figure_share(cells, first, c) for c in range(width)]
    lead = 0
    while lead < width - 1 and (figures[lead] < 0.5 or _is_code(cells, first, lead)):
        lead += 1
        if not (_is_code(cells, first, lead - 1) or _groups_rows(cells, first, lead - 1)):
            break
    columns = list(range(max(lead, 1)))
    for c in range(lead + 1, width - 1):
        if figures[c] < 0.3 and figures[c + 1] >= 0.5 and _names_rows(cells, first, c):
            columns.append(c)
    return tuple(columns)


def _figure_share(cells: Rows, first: int, column: int) -> float:
    texts = [row[column].text for row in cells[first:] if row[column].text.strip()]
    blanks_count = 0.6 if not texts else 0.0
    return sum(is_value(t) or is_nothing(t) for t in texts) / len(texts) if texts else blanks_count


def _is_code(cells: Rows, first: int, column: int) -> bool:
    head = plain(cells[first - 1][column].text) if first else ""
    return head in words()["code_headers"]


def _groups_rows(cells: Rows, first: int, column: int) -> bool:
    """True when a column's cells reach over several rows or stand for several columns: the names of groups, or a merged name."""
    return any(c.row_span > 1 or c.column_span > 1 for c in (row[column] for row in cells[first:]))


def _names_rows(cells: Rows, first: int, column: int) -> bool:
    texts = [row[column].text for row in cells[first:] if not is_nothing(row[column].text)]
    heads = {plain(cells[r][column].text) for r in range(first)}
    known = any(word in head for head in heads for word in words()["label_headers"])
    again = bool(heads & {plain(cells[r][0].text) for r in range(first)})
    return len(texts) >= 2 and len(set(texts)) == len(texts) and (known or again or not first)


def _column_labels(cells: Rows, top: int, first: int) -> tuple[Label, ...]:
    body = frozenset(range(first, len(cells)))
    return _merged(
        [
            Label("column", bare_label(cells[r][c].text), r, frozenset({c}), body)
            for r in range(top, first)
            for c in range(len(cells[r]))
            if not is_nothing(cells[r][c].text) and (r == top or cells[r][c] is not cells[r - 1][c])
        ]
    )


def _row_labels(cells: Rows, first: int, label_columns: tuple[int, ...]) -> tuple[Label, ...]:
    width = len(cells[0])
    labels = []
    for r in range(first, len(cells)):
        for c in range(width):
            text = cells[r][c].text
            if not is_nothing(text):
                label = plain(text) if is_value(text) else bare_label(text)
                labels.append(Label("row", label, c, frozenset({r}), _reach(c, label_columns, width), c in label_columns))
    return _merged(labels)


def _reach(column: int, label_columns: tuple[int, ...], width: int) -> frozenset[int]:
    """The columns a name in `column` speaks for: its block up to the next block of names; all others for a value."""
    if column not in label_columns:
        return frozenset(c for c in range(width) if c != column)
    last = column
    while last + 1 in label_columns:
        last += 1
    end = min((c for c in label_columns if c > last), default=width)
    start = column
    while start - 1 in label_columns:
        start -= 1
    return frozenset(c for c in range(start, end) if c != column)


def _merged(labels: list[Label]) -> tuple[Label, ...]:
    """Labels of one text, level and reach as one label with all their lines."""
    groups: dict[tuple[Axis, str, int, frozenset[int], bool], set[int]] = {}
    for label in labels:
        groups.setdefault((label.axis, label.text, label.level, label.reach, label.is_head), set()).update(label.lines)
    return tuple(Label(axis, text, level, frozenset(lines), reach, head) for (axis, text, level, reach, head), lines in groups.items())
