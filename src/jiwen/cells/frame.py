"""Which cells of a table are labels, and which rows and columns each label speaks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from jiwen.cells.content import holds, is_nothing, is_number, is_value
from jiwen.cells.shape import Rows, header_rows, is_form, label_columns, paired
from jiwen.cells.wording import bare_label, plain, printed_unit, words

Axis = Literal["row", "column"]
_YEAR = re.compile(r"^((?:19|20)\d\d)年(?:度)?")


@dataclass(frozen=True, slots=True)
class Label:
    """One text that names lines. A row label names `lines` (rows) within `reach` (columns), a column label columns within rows.

    `level` tells labels that stand side by side in one header apart from those above or beside them: labels of one level add up
    ("甲和乙"), labels of different levels narrow each other down ("甲的一季度"). `is_head` is False for a value that happens to be
    words, `unit` the one printed behind it.
    """

    axis: Axis
    text: str
    level: int
    lines: frozenset[int]
    reach: frozenset[int]
    is_head: bool = True
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A table with its labels. Rows from `first_row` on can answer; `depths` is the indentation of each of these, where it is known."""

    cells: Rows
    labels: tuple[Label, ...]
    first_row: int
    label_columns: tuple[int, ...]
    is_form: bool
    depths: tuple[int, ...] = ()

    @property
    def body_rows(self) -> range:
        """Row numbers below the header."""
        return range(self.first_row, len(self.cells))

    @property
    def value_columns(self) -> tuple[int, ...]:
        """Columns that are no labels."""
        return tuple(c for c in range(len(self.cells[0])) if c not in self.label_columns)

    def ancestors(self, row: int) -> set[int]:
        """The rows above `row` that it is a part of, by indentation."""
        if len(self.depths) != len(self.body_rows) or row < self.first_row:
            return set()
        found, depth = set(), self.depths[row - self.first_row]
        for above in range(row - 1, self.first_row - 1, -1):
            if self.depths[above - self.first_row] < depth:
                found.add(above)
                depth = self.depths[above - self.first_row]
        return found


def frame_of(cells: Rows, header_count: int | None = None, depths: Sequence[int] = ()) -> Frame:
    """The labels of a table without its title rows. `header_count` is the number of header rows where the table's reader knows it."""
    if header_count is None and is_form(cells):
        return form_frame(cells)
    first = header_rows(cells, header_count or 0)
    names = label_columns(cells, first)
    kept = tuple(depths[first - (header_count or 0) :])
    apart = _named_header_rows(cells, first, names)
    labels = (*_column_labels(cells, first, apart), *_row_labels(cells, first, names, apart))
    return Frame(cells, labels, first, names, False, kept)


def form_frame(cells: Rows) -> Frame:
    """The labels of pairs of label and value."""
    labels = []
    for r, row in enumerate(paired(cells)):
        odd = len(row) % 2
        for at in range(odd, len(row), 2):
            column = next(c for c, cell in enumerate(cells[r]) if cell is row[at + 1])
            for level, label in enumerate(row[at - odd : at + 1]):
                labels.append(Label("row", bare_label(label.text), level, frozenset({r}), frozenset({column})))
    return Frame(cells, _merged(labels), 0, (), True)


def _named_header_rows(cells: Rows, first: int, names: tuple[int, ...]) -> tuple[int, ...]:
    """Header rows with a name of their own beside them: "版本" over "机身颜色", or "日期" before the days."""
    if names != (0,) or len(cells[0]) < 2:
        return ()
    corners = [bare_label(cells[r][0].text) for r in range(first)]
    if len(set(corners)) == len(corners) > 1 and all(corners):
        return tuple(range(first))
    days = len(corners) == 1 and corners[0] in words()["day_headings"] and all(holds(c.text, "time") for c in cells[0][1:])
    return (0,) if days else ()


def _column_labels(cells: Rows, first: int, apart: tuple[int, ...]) -> tuple[Label, ...]:
    body = frozenset(range(first, len(cells)))
    heads = [
        (r, c, bare_label(cells[r][c].text), printed_unit(cells[r][c].text))
        for r in range(first)
        for c in range(len(cells[r]))
        if not is_nothing(cells[r][c].text) and (not r or cells[r][c] is not cells[r - 1][c]) and (c or r not in apart)
    ]
    years = {found[1] for _, _, text, _ in heads if (found := _YEAR.match(text))}
    if len(years) == 1:
        heads = [(r, c, _YEAR.sub("", text) or text, unit) for r, c, text, unit in heads]
    return _merged([Label("column", text, r, frozenset({c}), body, unit=unit) for r, c, text, unit in heads])


def _row_labels(cells: Rows, first: int, names: tuple[int, ...], apart: tuple[int, ...]) -> tuple[Label, ...]:
    width = len(cells[0])
    labels = [Label("row", bare_label(cells[r][0].text), 0, frozenset({r}), block_of(0, names, width)) for r in apart]
    for r in range(first, len(cells)):
        for c in range(width):
            text = cells[r][c].text
            if not is_nothing(text) and not (first and c not in names and cells[r][c] is cells[first - 1][c]):
                label = plain(text) if is_value(text) else bare_label(text)
                is_head = c in names and not is_number(text)
                labels.append(Label("row", label, c, frozenset({r}), block_of(c, names, width), is_head, printed_unit(text)))
                if c in names and text.strip() == str(r - first + 1):
                    labels.append(Label("row", f"第{text.strip()}", c, frozenset({r}), block_of(c, names, width), is_head))
    return _merged(labels)


def block_of(column: int, names: Sequence[int], width: int) -> frozenset[int]:
    """The columns a name in `column` speaks for: its block up to the next block of names; all others for a value."""
    if column not in names:
        return frozenset(c for c in range(width) if c != column)
    last = column
    while last + 1 in names:
        last += 1
    end = min((c for c in names if c > last), default=width)
    start = column
    while start - 1 in names:
        start -= 1
    return frozenset(c for c in range(start, end) if c != column)


def _merged(labels: list[Label]) -> tuple[Label, ...]:
    """Labels of one text, level and reach as one label with all their lines."""
    groups: dict[Label, tuple[Label, set[int]]] = {}
    for label in labels:
        groups.setdefault(replace(label, lines=frozenset()), (label, set()))[1].update(label.lines)
    return tuple(replace(first, lines=frozenset(lines)) for first, lines in groups.values())
