"""The head of a form without vertical lines, above its table: labels down the left side, values, and the table of its funds.

Rows are told as in the table below (`row_cuts`), with the labels as merged cells; columns are those of each row, but the funds have
columns of their own. Where a line fits nowhere the head stays text, and only the table is read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.layout.lines import Line, words_to_lines
from ingest.model.document import Word
from ingest.tables.cells import Frame
from ingest.tables.row_cuts import NEVER, OFF_CENTRE_PT, is_figure, is_one_text
from ingest.tables.row_marks import cover_rows
from ingest.tables.strips import Columns, Span

MOST_LINES = 60
MOST_ROW_LINES = 12
WIDEST_GAP_EM = 3.5
LEAST_STRIP_EM = 0.4
LOOSE_EM, TIGHT_PT = 0.3, 1.2
ROW, TIGHT, TWO = -1.0, 3.0, 4.0


@dataclass(frozen=True, slots=True)
class HeadWords:
    """`begins` is true for the first label of a form (项目名称), `amounts` counts how many of some texts side by side head amounts."""

    begins: Callable[[str], bool]
    amounts: Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Head:
    """The frames of a form's head from `left` to `right`, and its words."""

    frames: tuple[Frame, ...]
    words: tuple[Word, ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Row:
    lines: tuple[Line, ...]
    cells: tuple[Span, ...]
    """What each cell covers from left to right."""

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)


def head_above(lines: Sequence[Line], edges: Sequence[float], bottom: float, known: HeadWords) -> Head | None:
    """The head that ends at `bottom`, the top of the table with these column `edges`; None where there is none, or not for certain."""
    inside = _lines_of_head(lines, known)
    if not inside:
        return None
    words = [word for line in inside for word in line.words]
    labels = _leftmost(words)
    values = words_to_lines([word for word in words if word.x0 >= labels.end], inside[0].page_number)
    marks = words_to_lines([word for word in words if word.x0 < labels.end], inside[0].page_number)
    for at_top in (False, True):
        tight = _tight(words)
        rows = _without_header(_cut(values, at_top, tight) or [], marks)
        texts = [Span(row.top, row.bottom) for row in rows]
        spans = rows and cover_rows(
            texts, [Span(mark.top, mark.bottom, mark.text) for mark in marks], (texts[-1].end + bottom + 1) / 2, at_top, tight
        )
        funds = _funds(rows, known) if rows and spans else None
        if rows and spans and funds is not None:
            left, right = min(edges[0], labels.start - 1), max(edges[-1], *(word.x1 + 1 for word in words))
            canonical = sorted({*edges[1:-1], *funds[1][1:-1]}) if funds[1] else list(edges[1:-1])
            return _head(rows, spans, funds, canonical, words, (left, labels.end, right, bottom))
    return None


def _without_header(rows: list[_Row], marks: Sequence[Line]) -> list[_Row]:
    """Without a last line of one cell that no label stands beside: the upper line of the table's own header."""
    is_header = bool(rows) and len(rows[-1].cells) == 1 and len(rows[-1].lines) == 1 and marks[-1].bottom <= rows[-1].top
    return rows[:-1] if is_header else rows


def _lines_of_head(lines: Sequence[Line], known: HeadWords) -> Sequence[Line]:
    """The lines from the nearest 项目名称 on, without a gap."""
    first = next((n for n in range(len(lines) - 1, max(-1, len(lines) - MOST_LINES), -1) if _begins(lines[n], known)), None)
    if first is None:
        return ()
    found = lines[first:]
    wide = any(b.top - a.bottom > WIDEST_GAP_EM * a.size_pt for a, b in pairwise(found))
    return () if wide else found


def _begins(line: Line, known: HeadWords) -> bool:
    return len(line.words) > 1 and known.begins(line.words[0].text)


def _leftmost(words: Sequence[Word]) -> Span:
    """What the labels down the left side cover; `end` is where the next column may begin."""
    ordered = sorted(words, key=lambda word: word.x0)
    start, end = ordered[0].x0, ordered[0].x1
    for word in ordered:
        if word.x0 > end + LEAST_STRIP_EM * word.size_pt:
            return Span(start, (end + word.x0) / 2)
        end = max(end, word.x1)
    return Span(start, end)


def _tight(words: Sequence[Word]) -> float:
    """The largest gap between lines of one wrapped text."""
    ordered = sorted(words, key=lambda word: word.top)
    gaps = []
    for n, word in enumerate(ordered):
        below = [w.top - word.bottom for w in ordered[n + 1 :] if w.top > word.bottom - 1 and w.x0 < word.x1 and word.x0 < w.x1]
        gaps += [min(below)] if below else []
    gaps.sort()
    em = words[0].size_pt
    is_mixed = (len(gaps) > 2 and gaps[len(gaps) // 2] > gaps[0] + TIGHT_PT) or (bool(gaps) and gaps[0] < LOOSE_EM * em)
    return gaps[0] + TIGHT_PT if is_mixed else LOOSE_EM * em


def _cut(lines: Sequence[Line], at_top: bool, tight: float) -> list[_Row] | None:
    """The lines of values as rows: as many as stand apart, each with its cells on one height."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    rows: dict[tuple[int, int], _Row] = {}
    for end in range(1, len(lines) + 1):
        ways = []
        for start in range(max(0, end - MOST_ROW_LINES), end):
            row = _row(lines[start:end], at_top) if best[start][0] < NEVER else None
            if row is not None and (end == len(lines) or row.bottom <= min(line.top for line in lines[end:]) + 1.0):
                rows[start, end] = row
                ways.append((best[start][0] + _cost(row, lines[end:], tight), start))
        best.append(min(ways, default=(NEVER, 0)))
    if best[-1][0] == NEVER:
        return None
    found, end = [], len(lines)
    while end:
        found.append(rows[best[end][1], end])
        end = best[end][1]
    return found[::-1]


def _row(lines: Sequence[Line], at_top: bool) -> _Row | None:
    cells = _cells([word for line in lines for word in line.words])
    row = _Row(tuple(lines), tuple(cells))
    for cell in cells:
        texts = [Span(line.top, line.bottom) for line in _within(lines, cell)]
        off = texts[0].start - row.top if at_top else (texts[0].start + texts[-1].end) / 2 - (row.top + row.bottom) / 2
        if abs(off) > OFF_CENTRE_PT or not is_one_text(texts):
            return None
    return row


def _cells(words: Sequence[Word]) -> list[Span]:
    found: list[Span] = []
    for word in sorted(words, key=lambda w: w.x0):
        if found and word.x0 - found[-1].end < LEAST_STRIP_EM * word.size_pt:
            found[-1] = Span(found[-1].start, max(found[-1].end, word.x1))
        else:
            found.append(Span(word.x0, word.x1))
    return found


def _within(lines: Sequence[Line], cell: Span) -> list[Line]:
    words = [word for line in lines for word in line.words if cell.start <= (word.x0 + word.x1) / 2 <= cell.end]
    return words_to_lines(words, lines[0].page_number)


def _cost(row: _Row, below: Sequence[Line], tight: float) -> float:
    two = sum(is_figure(a.text) and is_figure(b.text) for cell in row.cells for a, b in pairwise(_within(row.lines, cell)))
    return ROW + TWO * two + (TIGHT if _nearest(row, below) <= tight else 0.0)


def _nearest(row: _Row, below: Sequence[Line]) -> float:
    """The smallest gap between a text of the row and the first one under it."""
    gaps = [NEVER]
    for cell in row.cells:
        bottom = _within(row.lines, cell)[-1].bottom
        under = next((w for line in below for w in line.words if w.x0 < cell.end and cell.start < w.x1), None)
        gaps += [under.top - bottom] if under else []
    return min(gaps)


def _funds(rows: Sequence[_Row], known: HeadWords) -> tuple[range, tuple[float, ...]] | None:
    """Which rows are the funds' and where their columns part; no rows where there are none, None where they do not come out even."""
    first = next((n for n, row in enumerate(rows) if known.amounts(_texts(row)) > 1), None)
    if first is None:
        return range(0), ()
    end = first + 1
    while end < len(rows) and sum(is_figure(text) for text in _texts(rows[end])) > 1:
        end += 1
    columns = Columns.over([line for row in rows[first:end] for line in row.lines], LEAST_STRIP_EM)
    spans = columns.spans
    heads = [sum(span.start <= cell.middle <= span.end for cell in rows[first].cells) for span in spans]
    is_even = not columns.crossing and heads[:1] in ([0], [1]) and all(count == 1 for count in heads[1:])
    return (range(first, end), columns.edges) if is_even and end > first + 1 else None


def _texts(row: _Row) -> list[str]:
    return ["".join(line.text for line in _within(row.lines, cell)) for cell in row.cells]


def _head(
    rows: Sequence[_Row],
    labels: Sequence[tuple[int, int]],
    funds: tuple[range, tuple[float, ...]],
    canonical: Sequence[float],
    words: Sequence[Word],
    box: tuple[float, float, float, float],
) -> Head:
    left, side, right, bottom = box
    heights = [rows[0].top - 1, *((a.bottom + b.top) / 2 for a, b in pairwise(rows)), bottom]
    frames = [Frame(left, heights[first], side, heights[end]) for first, end in labels]
    for n, row in enumerate(rows):
        xs = [*funds[1][1:-1]] if n in funds[0] else [_parting(a, b, canonical) for a, b in pairwise(row.cells)]
        frames += [Frame(a, heights[n], b, heights[n + 1]) for a, b in pairwise([side, *xs, right])]
    return Head(tuple(frames), tuple(words), left, right)


def _parting(a: Span, b: Span, canonical: Sequence[float]) -> float:
    """Where two cells part: at an edge of the columns below, so that the grid has no slivers."""
    return next((x for x in canonical if a.end <= x <= b.start), (a.end + b.start) / 2)


def widened(frames: Sequence[Frame], edges: Sequence[float], head: Head) -> tuple[Frame, ...]:
    """The table's frames as wide as its head."""
    return tuple(replace(f, x0=head.left if f.x0 == edges[0] else f.x0, x1=head.right if f.x1 == edges[-1] else f.x1) for f in frames)
