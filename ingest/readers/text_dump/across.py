"""Printed lines of a table's body, made ready for `centred`: which lines hold figures, and which pieces are of which column.

Where a dump keeps columns apart by nothing but a blank, a line of figures is read by what its pieces look like; the pieces of the lines
between stay loose. Words of merged group cells are taken out first: they stand in the middle of many rows.
"""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.text_dump.cells import FIGURE_KINDS, is_figure, plain
from ingest.readers.text_dump.centred import PrintedLine, lines_to_rows
from ingest.readers.text_dump.columns import Column, group_level, is_group, opens_group
from ingest.readers.text_dump.grids import GROUP_KEYS, RowParse
from ingest.readers.text_dump.lines import TextLine, Token
from ingest.readers.text_dump.stream import line_to_row
from ingest.readers.text_dump.widths import learned_widths

_VALUE_PIECE = re.compile(r"^[=≥≧≤≦═><]|^\d[\d,.]*([%万亿元]|$)")
WORST_LINE = 6.0
ROUNDS = 3
MOST_GROUP_LINES = 8
ROW_PADDING = 0.7
AT_TOP = 0.2
Span = tuple[float, float, int]


@dataclass(frozen=True, slots=True)
class GroupWord:
    """A merged group cell: its tokens and the middle of its printed lines, counted in lines of the body."""

    tokens: tuple[Token, ...]
    middle: float
    key: str


def across_to_rows(body: Sequence[TextLine], columns: Sequence[Column]) -> list[RowParse]:
    """Rows of a table that is printed line by line with single blanks between columns."""
    lines = [PrintedLine(line.number, list(line.tokens()), opens_page=line.opens_page) for line in body]
    groups = take_groups(lines, columns)
    find_anchors(lines, columns)
    rows: list[RowParse] = []
    widths: dict[str, float] = {}
    for _ in range(ROUNDS):
        rows, _cost = lines_to_rows(lines, columns, widths)
        learned = learned_widths(rows, columns)
        if learned == widths:
            break
        widths = learned
    _mark_strayed(rows, lines, columns)
    return with_groups([row for row in rows if row.cells], groups, lines)


def _mark_strayed(rows: Sequence[RowParse], lines: Sequence[PrintedLine], columns: Sequence[Column]) -> None:
    """Mark rows with a blank value and a figure on a line beside them: the value may be wrapped, and the figures read one column off."""
    values = [column.key for column in columns if column.kind in ("value", "number", "percent") and column.skip >= 1.0]
    for row, anchor in zip(rows, [n for n, line in enumerate(lines) if line.is_anchor], strict=True):
        beside = [line for line in lines[max(0, anchor - 2) : anchor + 3] if not line.is_anchor]
        has_blank = any(not row.cells.get(key) for key in values)
        row.strayed = has_blank and any(_VALUE_PIECE.search(plain(token.text)) for line in beside for token in line.tokens)


def find_anchors(lines: Sequence[PrintedLine], columns: Sequence[Column]) -> None:
    """Mark the lines that hold a row's figures and read their cells; the pieces of all other lines are loose."""
    parsed = [line_to_row(line.tokens, columns, {}) if line.tokens else None for line in lines]
    weights = [_figure_weight(row, columns) if row and row.cost <= WORST_LINE else 0.0 for row in parsed]
    strong = sorted(weight for weight in weights if weight >= 2)
    threshold = max(1.6, strong[len(strong) // 2] * 0.42) if strong else 1.0
    for line, row, weight in zip(lines, parsed, weights, strict=True):
        if row and weight >= threshold:
            line.is_anchor, line.cells = True, row.cells
        else:
            line.loose = line.tokens


def _figure_weight(row: RowParse, columns: Sequence[Column]) -> float:
    """One for each figure in a column of figures (two with an operator: no note prints those), a half for each word."""
    weight = 0.0
    for column in columns:
        text = "".join(token.text for token in row.cells.get(column.key, []))
        if text and column.kind in FIGURE_KINDS:
            weight += 0.5 + 0.5 * is_figure(text) + (1.0 if text[0] in "=＝═≥≧≤≦<>" and is_figure(text) else 0.0)
    return weight


# --- merged group cells ------------------------------------------------------------------------------------------------------


def take_groups(lines: Sequence[PrintedLine], columns: Sequence[Column]) -> list[GroupWord]:
    """Group words at the beginnings of lines, taken off their lines; wrapped ones (分解 / 目标) from a few lines in a row."""
    if not any(column.kind == "group" for column in columns):
        return []
    nested = any(column.key == "group2" for column in columns)
    found: list[GroupWord] = []
    taken: set[int] = set()
    for n in range(len(lines)):
        while n not in taken and (span := _group_at(lines, n, taken)):
            tokens = tuple(lines[at].tokens.pop(0) for at in span)
            taken.update(span if len(span) > 1 else ())
            level = group_level("".join(token.text for token in tokens))
            key = ("", "group", "group2")[level] if nested else ("group_above" if level == 0 else "group")
            found.append(GroupWord(tokens, sum(span) / len(span), key))
    return found


def _group_at(lines: Sequence[PrintedLine], start: int, taken: set[int]) -> list[int]:
    """Positions of the lines whose first words together are a group word that begins at `start`, or []."""
    if not lines[start].tokens:
        return []
    text, span = lines[start].tokens[0].text, [start]
    whole = span if is_group(text) and not _is_row_name(lines[start]) else []
    for at in range(start + 1, min(start + 1 + MOST_GROUP_LINES, len(lines))):
        if at in taken or not lines[at].tokens or not opens_group(text):
            break
        longer = text + lines[at].tokens[0].text
        if is_group(longer) or opens_group(longer):
            text, span = longer, [*span, at]
            whole = list(span) if is_group(text) else whole
    return whole


def _is_row_name(line: PrintedLine) -> bool:
    """True where a group word is all the words there are before the figures and reads like a name (质量 5 …)."""
    return len(line.tokens) > 1 and is_figure(line.tokens[1].text) and len(line.tokens[0].text) < 3


def with_groups(rows: list[RowParse], groups: Sequence[GroupWord], lines: Sequence[PrintedLine]) -> list[RowParse]:
    """Rows with each group word put on the first row it covers: the ranges whose middles are nearest to where the words stand."""
    heights = _heights(rows, lines)
    pages = list(itertools.accumulate(line.opens_page for line in lines))
    at = {line.number: n for n, line in enumerate(lines)}
    spans = [_row_span(row, at, heights, pages) for row in rows]
    for key in GROUP_KEYS:
        words = [word for word in groups if word.key == key]
        if words and len(words) <= len(rows):
            stands = [(*_between(word, lines, heights), pages[round(word.middle)]) for word in words]
            for word, first in zip(words, _first_rows(stands, spans), strict=True):
                rows[first].cells[key] = list(word.tokens)
    return rows


def _heights(rows: Sequence[RowParse], lines: Sequence[PrintedLine]) -> list[float]:
    """How far down each line stands: lines of nothing but group words take no height, the end of a row takes some more."""
    last_lines = {max(token.line for tokens in row.cells.values() for token in tokens) for row in rows if row.cells}
    heights, height = [], 0.0
    for line in lines:
        heights.append(height)
        height += (1.0 if line.tokens else 0.0) + (ROW_PADDING if line.number in last_lines else 0.0)
    return heights


def _between(word: GroupWord, lines: Sequence[PrintedLine], heights: Sequence[float]) -> tuple[float, float]:
    """The range of heights a group word may stand at: that of its line, or from the line above to the line below when it has its own."""
    low, high = int(word.middle), math.ceil(word.middle)
    while low > 0 and not lines[low].tokens:
        low -= 1
    while high + 1 < len(lines) and not lines[high].tokens:
        high += 1
    return heights[low], heights[high]


def _row_span(row: RowParse, at: dict[int, int], heights: Sequence[float], pages: Sequence[int]) -> Span:
    own = [at[token.line] for tokens in row.cells.values() for token in tokens]
    return heights[min(own)], heights[max(own)], pages[min(own)]


def _first_rows(words: Sequence[Span], rows: Sequence[Span]) -> list[int]:
    """The row where each word's range begins: all rows are covered, in order, and every word stands in the middle of its range."""
    best: list[dict[int, tuple[float, list[int]]]] = [{0: (0.0, [])}]
    for word in words:
        ends: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, firsts) in best[-1].items():
            for end in range(start + 1, len(rows) + 1):
                total = cost + _off_middle(word, rows[start:end])
                if end not in ends or total < ends[end][0]:
                    ends[end] = (total, [*firsts, start])
        best.append(ends)
    return best[-1].get(len(rows), (0.0, list(range(len(words)))))[1]


def _off_middle(word: Span, covered: Sequence[Span]) -> float:
    """How far the middle of the rows, as far as they stand on the word's page, is from where the word may stand.

    A cell that goes on over a page break may have its word at its top instead.
    """
    low, high, page = word
    here = [row for row in covered if row[2] == page]
    if not here:
        return 1000.0 + abs(covered[0][0] - low)
    middle = (here[0][0] + here[-1][1]) / 2
    off = max(0.0, low - middle, middle - high) ** 2 + 0.02 * (middle - (low + high) / 2) ** 2
    if len(here) < len(covered) and here[0] is covered[0] and low <= here[0][1] and high >= here[0][0] - 1.0:
        return min(off, AT_TOP)
    return off
