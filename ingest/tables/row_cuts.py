"""Lines of text in columns → rows, by the cheapest way to cut them across the page.

The cells of a row are centred on one height, or all begin at one; a line that only some columns have belongs to a wrapped cell.
Rows are cut as fine as possible: every row pays, every blank cell costs more than that. No cell holds two figures.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ingest.tables.strips import Span

OFF_CENTRE_PT = 2.0
MOST_LEVELS = 14
ROW, BLANK, TIGHT = -1.0, 1.2, 0.6
TIGHT_PT = 1.5
NEVER = float("inf")
LOOSEST = 0.9
_FIGURE = re.compile(r"[=＝≥≤<>≧≦]?-?\d[\d,]*(\.\d+)?[%％]?[\u4e00-\u9fff]{0,3}")

Column = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Cuts:
    """`rows` cells by row and column, each a run of lines; `at_top`: texts begin at the top of their rows instead of being centred."""

    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    cost: float
    at_top: bool


def cut_rows(columns: Sequence[Column], rules: Sequence[float] = ()) -> Cuts | None:
    """The cheapest rows into which all lines fit; with `rules`, heights of lines drawn across, cuts are made there and nowhere else."""
    levels = _levels([span for column in columns for span in column])
    if not levels:
        return None
    if rules:
        return _between_rules(columns, levels, rules)
    found = [cuts for at_top in (False, True) if (cuts := _cheapest(columns, levels, at_top)) is not None]
    return min(found, key=lambda cuts: cuts.cost, default=None)


def _levels(spans: Sequence[Span]) -> list[Span]:
    """The heights at which text stands."""
    levels: list[Span] = []
    for span in sorted(spans, key=lambda s: s.middle):
        if levels and span.middle - levels[-1].middle < OFF_CENTRE_PT:
            levels[-1] = Span(min(levels[-1].start, span.start), max(levels[-1].end, span.end))
        else:
            levels.append(span)
    return levels


def _between_rules(columns: Sequence[Column], levels: Sequence[Span], rules: Sequence[float]) -> Cuts | None:
    edges = [levels[0].start - 1, *(y for y in rules if levels[0].middle < y < levels[-1].middle), levels[-1].end + 1]
    rows = []
    for top, bottom in pairwise(edges):
        cells = tuple(tuple(span for span in column if top <= span.middle < bottom) for column in columns)
        if any(cells):
            rows.append(cells)
    two = any(_are_two(a.text, b.text) for row in rows for cell in row for a, b in pairwise(cell))
    return None if two else Cuts(tuple(rows), 0.0, False)


def _cheapest(columns: Sequence[Column], levels: Sequence[Span], at_top: bool) -> Cuts | None:
    lines = _Lines(columns, levels, at_top)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(levels) + 1):
        ways = [
            (best[start][0] + cost, start)
            for start in range(max(0, end - MOST_LEVELS), end)
            if best[start][0] < NEVER and (cost := lines.row_cost(start, end)) < NEVER
        ]
        best.append(min(ways, default=(NEVER, 0)))
    if best[-1][0] == NEVER:
        return None
    rows, end = [], len(levels)
    while end:
        start = best[end][1]
        rows.append(lines.cells(start, end))
        end = start
    return Cuts(tuple(reversed(rows)), best[-1][0], at_top)


class _Lines:
    """Lines in columns, looked up by the levels on which they stand."""

    def __init__(self, columns: Sequence[Column], levels: Sequence[Span], at_top: bool) -> None:
        self.columns, self.at_top = columns, at_top
        middles = [level.middle for level in levels]
        self.before = [[bisect_left([s.middle for s in column], middle - OFF_CENTRE_PT) for middle in middles] for column in columns]
        for counts, column in zip(self.before, columns, strict=True):
            counts.append(len(column))
        self.lowest = list(accumulate((level.end for level in levels), max))
        self.highest = list(accumulate((level.start for level in reversed(levels)), min))[::-1]
        self.tight = _tight_gap(columns)

    def cells(self, start: int, end: int) -> tuple[tuple[Span, ...], ...]:
        return tuple(tuple(column[counts[start] : counts[end]]) for column, counts in zip(self.columns, self.before, strict=True))

    def row_cost(self, start: int, end: int) -> float:
        """What these levels cost as one row; `NEVER` where its cells do not stand as the cells of one row do."""
        is_last = end == len(self.highest)
        if not is_last and self.lowest[end - 1] > self.highest[end] + 1.0:
            return NEVER
        cells = self.cells(start, end)
        filled = [cell for cell in cells if cell]
        row = Span(min(cell[0].start for cell in filled), max(cell[-1].end for cell in filled))
        for cell in filled:
            off = cell[0].start - row.start if self.at_top else (cell[0].start + cell[-1].end) / 2 - row.middle
            if abs(off) > OFF_CENTRE_PT or not is_one_text(cell):
                return NEVER
            if any(_are_two(a.text, b.text) for a, b in pairwise(cell)):
                return NEVER
        is_tight = not is_last and any(
            self._gap(column, counts[end]) <= self.tight for column, counts in zip(self.columns, self.before, strict=True)
        )
        return ROW + BLANK * (len(cells) - len(filled)) + TIGHT * is_tight

    def _gap(self, column: Column, count: int) -> float:
        return column[count].start - column[count - 1].end if 0 < count < len(column) else NEVER


def _are_two(upper: str, lower: str) -> bool:
    """Two figures of their own; a year may go on with its month."""
    return is_figure(upper) and is_figure(lower) and not upper.endswith("年")


def is_figure(text: str) -> bool:
    """A figure that may stand in a cell by itself."""
    return _FIGURE.fullmatch(text) is not None


def is_one_text(lines: Sequence[Span], tight: float = NEVER) -> bool:
    """Lines as near to each other as those of one text are; `tight` is the largest gap between them where it is known."""
    return all(b.start - a.end <= min(tight, LOOSEST * (a.end - a.start)) for a, b in pairwise(lines))


def _tight_gap(columns: Sequence[Column]) -> float:
    """The gap of wrapped lines where gaps are of two kinds; -inf where all gaps are alike, which tells nothing."""
    gaps = sorted(b.start - a.end for column in columns for a, b in pairwise(column))
    return gaps[0] + TIGHT_PT if gaps and gaps[len(gaps) // 2] > gaps[0] + 2 * TIGHT_PT else float("-inf")
