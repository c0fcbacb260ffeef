"""Letter-spaced rows of a narrow cell, which the detector takes for upright columns, read row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.model.document import Rule, Word
from ingest.readers.scan_bare import Bare, grey
from ingest.readers.scan_ocr import recognise

Seen = Sequence[Word]
"""Glyphs that the detector took for one line, in points."""

UPRIGHT = 1.5
"""Height by width from which the recogniser reads a box downwards."""
DARK = 150
MARGIN_PX = 4
LOW_ROW = 0.6
"""A run of ink lower than this share of the tallest is a part of a row: a comma, a dot, 一."""


@dataclass(frozen=True, slots=True)
class Space:
    """The paper between the nearest borders, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, line: Seen) -> bool:
        x0, top, x1, bottom = extent(line)
        return self.x0 <= (x0 + x1) / 2 <= self.x1 and self.top <= (top + bottom) / 2 <= self.bottom


def columns_to_rows(bare: Bare, lines: Sequence[Seen], rules: Sequence[Rule]) -> list[Seen]:
    """The lines, those of a cell that holds upright columns side by side read anew; the glyphs of other columns stand one by one.

    A column that runs through several cells (signs one below the other) is left out; its ink is read cell by cell with what was missed.
    """
    kept = list(lines)
    for column in [line for line in lines if is_upright(line)]:
        if column not in kept:
            continue
        if _is_crossed(column, rules):
            kept.remove(column)
            continue
        space = _space_around(column, rules)
        together = [line for line in kept if space and space.holds(line)]
        kept = [line for line in kept if line not in together and line is not column]
        if space and any(_beside(column, line) for line in together):
            kept.extend(_read_rows(bare, space))
        else:
            kept.extend([[glyph] for glyph in column])
            kept.extend(line for line in together if line is not column)
    return kept


def extent(line: Seen) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom of all its glyphs."""
    return min(g.x0 for g in line), min(g.top for g in line), max(g.x1 for g in line), max(g.bottom for g in line)


def is_upright(line: Seen) -> bool:
    """True for a box that is read downwards: a column, or a row of a page that lies on its side."""
    x0, top, x1, bottom = extent(line)
    return len(line) > 1 and bottom - top >= UPRIGHT * (x1 - x0)


def _is_crossed(column: Seen, rules: Sequence[Rule]) -> bool:
    x0, top, x1, bottom = extent(column)
    inset, middle = 0.3 * (x1 - x0), (x0 + x1) / 2
    return any(rule.is_horizontal and rule.x0 < middle < rule.x1 and top + inset < rule.top < bottom - inset for rule in rules)


def _beside(column: Seen, line: Seen) -> bool:
    x0, top, x1, bottom = extent(column)
    other_x0, other_top, other_x1, other_bottom = extent(line)
    middle = (other_x0 + other_x1) / 2
    return not x0 < middle < x1 and other_top < bottom and top < other_bottom


def _space_around(line: Seen, rules: Sequence[Rule]) -> Space | None:
    x0, top, x1, bottom = extent(line)
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    levels = [rule.top for rule in rules if rule.is_horizontal and rule.x0 <= x <= rule.x1]
    walls = [rule.x0 for rule in rules if not rule.is_horizontal and rule.top <= y <= rule.bottom]
    left, right = [at for at in walls if at < x], [at for at in walls if at > x]
    above, below = [at for at in levels if at < y], [at for at in levels if at > y]
    return Space(max(left), max(above), min(right), min(below)) if left and right and above and below else None


def _read_rows(bare: Bare, space: Space) -> list[Seen]:
    down, across = bare.pixels(space.x0, space.top, space.x1, space.bottom, -MARGIN_PX)
    picture = bare.picture[down, across]
    ink = grey(picture) < DARK
    rows: list[Seen] = []
    for top, bottom in ink_rows(ink):
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        text, confidence = recognise(picture[max(0, top - MARGIN_PX) : bottom + MARGIN_PX, max(0, left - MARGIN_PX) : right + MARGIN_PX])
        if text:
            x0, y0, scale = across.start, down.start, bare.scale
            box = ((x0 + left) * scale, (y0 + top) * scale, (x0 + right) * scale, (y0 + bottom) * scale)
            rows.append([Word("".join(text.split()), *box, (bottom - top) * scale, confidence)])
    return rows


def ink_rows(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """From and to (exclusive) of the rows of text; parts of a row (the strokes of 二, a comma) go to it."""
    inked = np.flatnonzero(ink.any(axis=1)).tolist()
    if not inked:
        return []
    breaks = [i for i, (above, below) in enumerate(pairwise(inked), 1) if below - above > 1]
    runs = [(inked[a], inked[b - 1] + 1) for a, b in pairwise([0, *breaks, len(inked)])]
    tallest = max(end - start for start, end in runs)
    while parts := [i for i, (above, below) in enumerate(pairwise(runs)) if _one_row(above, below, tallest)]:
        nearest = min(parts, key=lambda i: runs[i + 1][0] - runs[i][1])
        runs[nearest : nearest + 2] = [(runs[nearest][0], runs[nearest + 1][1])]
    return runs


def _one_row(above: tuple[int, int], below: tuple[int, int], tallest: int) -> bool:
    lower = min(above[1] - above[0], below[1] - below[0])
    return lower < LOW_ROW * tallest and below[1] - above[0] <= 1.1 * tallest
