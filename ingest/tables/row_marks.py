"""Rows of words without lines between: columns right of the groups come out as even rows; cells of groups cover some of them.

Merged cells of groups are centred on the rows they cover, or begin with the first of them; else they stand in their first row and leave the
others blank.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.tables.row_cuts import NEVER, OFF_CENTRE_PT, Cuts, cut_rows, is_one_text
from ingest.tables.strips import Span

MOST_LINES = 8
AT_TOP_PT = 1.0
MOST_GROUPS = 5
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows from top to bottom, and for each column the (first, end) rows that its cells cover; `leaves_blanks` where the cells below a
    group's first row are blank; `blanks` counts the blank cells right of the groups."""

    rows: tuple[Span, ...]
    spans: tuple[Spans, ...]
    leaves_blanks: bool
    blanks: int

    @property
    def is_merged(self) -> bool:
        return any(end - first > 1 for spans in self.spans for first, end in spans)


def columns_to_rows(by_column: Sequence[Sequence[Span]], rules: Sequence[Sequence[float]] = (), least: int = 2) -> Rows | None:
    """The finest rows into which all columns fit; `rules` are the heights of the lines drawn across each column."""
    found = [
        rows for name in range(min(len(by_column) - 1, MOST_GROUPS + 1)) if (rows := _named_by(name, by_column, rules, least)) is not None
    ]
    return max(found, key=lambda rows: (len(rows.rows), -rows.blanks), default=None)


def _named_by(name: int, by_column: Sequence[Sequence[Span]], rules: Sequence[Sequence[float]], least: int) -> Rows | None:
    """Rows of which this column holds the names, and those left of it the groups."""
    drawn = _common([rules[c] for c in range(name, len(by_column))], by_column[name]) if rules else ()
    cuts = cut_rows(by_column[name:], drawn)
    if cuts is None or not _is_even(cuts, least):
        return None
    single = tuple((r, r + 1) for r in range(len(cuts.rows)))
    on_rows = [_on_rows(cuts, lines) for lines in by_column[:name]]
    in_rows = [lines for lines, found in zip(by_column, on_rows, strict=False) if found]
    rows = _around(_extents(cuts, in_rows, drawn), by_column[:name])
    groups: list[Spans] = []
    leaves_blanks = False
    for lines, found, heights in zip(by_column, on_rows, [*(rules or [()] * name)], strict=False):
        spans = single if len(found) == len(rows) else _group_spans(rows, cuts, lines, found, heights if drawn else ())
        if spans is None:
            return None
        leaves_blanks |= spans == single and len(found) < len(rows)
        groups.append(spans)
    return Rows(rows, (*groups, *(single for _ in by_column[name:])), leaves_blanks, sum(not cell for row in cuts.rows for cell in row))


def _common(rules: Sequence[Sequence[float]], names: Sequence[Span]) -> tuple[float, ...]:
    """Heights at which nearly every column has a line, where there are several between the names: those of a three-line table are around
    them."""
    found: list[list[float]] = []
    for y in sorted(y for column in rules for y in column):
        if found and y - found[-1][-1] < OFF_CENTRE_PT:
            found[-1].append(y)
        else:
            found.append([y])
    common = tuple(sum(same) / len(same) for same in found if 5 * len(same) >= 4 * len(rules))
    inside = [y for y in common if names and names[0].middle < y < names[-1].middle]
    return common if len(inside) >= 2 else ()


def _is_even(cuts: Cuts, least: int) -> bool:
    """Every row is named, and half of the columns are filled in all rows: a wrapped text taken for rows leaves the others blank."""
    if len(cuts.rows) < least or not all(row[0] for row in cuts.rows):
        return False
    full = sum(all(column) for column in zip(*cuts.rows, strict=True))
    return full >= max(2, (len(cuts.rows[0]) + 1) // 2)


def _extents(cuts: Cuts, groups: Sequence[Sequence[Span]], rules: Sequence[float]) -> tuple[Span, ...]:
    """Rows that meet halfway between their texts, or at the line drawn there; `groups` have their texts on rows."""
    texts = [[span for cell in row for span in cell] for row in cuts.rows]
    marks = [_mark(row) for row in cuts.rows]
    for lines in groups:
        for line in lines:
            texts[min(range(len(marks)), key=lambda r: abs(marks[r] - line.middle))].append(line)
    tops, bottoms = [min(s.start for s in row) for row in texts], [max(s.end for s in row) for row in texts]
    edges = [next((y for y in rules if a - 1 <= y <= b + 1), (a + b) / 2) for a, b in zip(bottoms, tops[1:], strict=False)]
    half = min(((b - a) / 2 for a, b in zip(bottoms, tops[1:], strict=False)), default=1.0)
    first = max((y for y in rules if y <= tops[0] + 1), default=tops[0] - half)
    last = min((y for y in rules if y >= bottoms[-1] - 1), default=bottoms[-1] + half)
    return tuple(Span(a, b) for a, b in pairwise([first, *edges, last]))


def _around(rows: tuple[Span, ...], groups: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Rows whose outer edges hold the texts of groups, which may be higher than the first or last row."""
    lines = [line for column in groups for line in column]
    top, bottom = (min((s.start for s in lines), default=rows[0].start), max((s.end for s in lines), default=rows[-1].end))
    edges = [min(rows[0].start, top), *(row.end for row in rows[:-1]), max(rows[-1].end, bottom)]
    return tuple(Span(a, b) for a, b in pairwise(edges))


def _mark(row: Sequence[Sequence[Span]]) -> float:
    return Span(min(cell[0].start for cell in row if cell), max(cell[-1].end for cell in row if cell)).middle


def _group_spans(rows: Sequence[Span], cuts: Cuts, lines: Sequence[Span], on_rows: Sequence[int], rules: Sequence[float]) -> Spans | None:
    """The rows that each cell of a group column covers; None where that is not certain."""
    if not lines:
        return ((0, len(rows)),)
    if rules:
        return _between(rows, rules)
    if cuts.at_top:
        return _from_tops(cuts, lines)
    merged = _merged(rows, lines, 0, 0)
    if len(merged) == 1 and not on_rows:
        return merged[0]
    return tuple((r, r + 1) for r in range(len(rows))) if on_rows and on_rows[0] == 0 and not merged else None


def _between(rows: Sequence[Span], rules: Sequence[float]) -> Spans:
    firsts = [0, *(r for r in range(1, len(rows)) if any(abs(y - rows[r].start) <= OFF_CENTRE_PT for y in rules))]
    return tuple(pairwise([*firsts, len(rows)]))


def _from_tops(cuts: Cuts, lines: Sequence[Span]) -> Spans | None:
    """Cells that begin where a row's texts begin, and go on down to the next."""
    tops = [min(cell[0].start for cell in row if cell) for row in cuts.rows]
    firsts: list[int] = []
    for n, line in enumerate(lines):
        row = next((r for r, top in enumerate(tops) if abs(top - line.start) <= AT_TOP_PT), None)
        if row is not None:
            firsts.append(row)
        elif not firsts or not is_one_text(lines[n - 1 : n + 1]):
            return None
    return tuple(pairwise([*firsts, len(tops)])) if firsts and firsts[0] == 0 else None


def _on_rows(cuts: Cuts, lines: Sequence[Span]) -> list[int]:
    """The rows on whose middles (or tops) the lines stand, one text a row; [] where a line stands elsewhere."""
    marks = [min(cell[0].start for cell in row if cell) if cuts.at_top else _mark(row) for row in cuts.rows]
    found: list[int] = []
    i = 0
    while i < len(lines):
        fits = [
            (r, n)
            for n in range(1, min(MOST_LINES, len(lines) - i) + 1)
            for r in range(found[-1] + 1 if found else 0, len(marks))
            if is_one_text(lines[i : i + n]) and abs(_stand(lines[i : i + n], cuts.at_top) - marks[r]) <= OFF_CENTRE_PT
        ]
        if not fits:
            return []
        row, count = min(fits) if not cuts.at_top else max(fits, key=lambda fit: (-fit[0], fit[1]))
        found.append(row)
        i += count
    return found


def _stand(lines: Sequence[Span], at_top: bool) -> float:
    return lines[0].start if at_top else Span(lines[0].start, lines[-1].end).middle


def _merged(rows: Sequence[Span], lines: Sequence[Span], line: int, row: int, tight: float = NEVER) -> list[Spans]:
    """The ways (two at most) to share all rows from `row` on among cells with the next lines of text centred in each."""
    if line == len(lines) or row == len(rows):
        return [()] if line == len(lines) and row == len(rows) else []
    found: list[Spans] = []
    for count in range(1, min(MOST_LINES, len(lines) - line) + 1):
        middle = Span(lines[line].start, lines[line + count - 1].end).middle
        for end in range(row + 1, len(rows) + 1):
            fits = abs(Span(rows[row].start, rows[end - 1].end).middle - middle) <= OFF_CENTRE_PT
            if fits and is_one_text(lines[line : line + count], tight):
                found += [((row, end), *rest) for rest in _merged(rows, lines, line + count, end, tight)]
            if len(found) > 1:
                return found[:2]
    return found


def cover_rows(texts: Sequence[Span], lines: Sequence[Span], bottom: float, at_top: bool, tight: float) -> Spans | None:
    """The (first, end) rows that each label down the side of some rows covers; None where that is not certain. `texts` are what the rows'
    own cells cover, `bottom` is where the last row ends, `tight` the largest gap inside one text."""
    middles = [(a.end + b.start) / 2 for a, b in pairwise(texts)]
    rows = tuple(Span(a, b) for a, b in pairwise([texts[0].start - (bottom - texts[-1].end), *middles, bottom]))
    cuts = Cuts(tuple(((text,),) for text in texts), 0.0, at_top)
    if at_top:
        return _from_tops(cuts, lines)
    if len(_on_rows(cuts, lines)) == len(rows):
        return tuple((r, r + 1) for r in range(len(rows)))
    merged = _merged(rows, lines, 0, 0, tight)
    return merged[0] if len(merged) == 1 else None
