"""Rows of words without lines between: one column has one line of text in every row, and all others stand on those marks.

The text of a cell is centred on the mark or begins with it; cells of groups merged over several rows are centred on the rows they cover.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.tables.strips import Span

OFF_CENTRE_PT = 2.0
MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows from top to bottom, and for each column the (first, end) rows that its cells cover; `leaves_blanks` where the cells below a
    group's first row are blank."""

    rows: tuple[Span, ...]
    spans: tuple[tuple[tuple[int, int], ...], ...]
    leaves_blanks: bool

    @property
    def is_merged(self) -> bool:
        return any(end - first > 1 for spans in self.spans for first, end in spans)


def columns_to_rows(by_column: Sequence[Sequence[Span]]) -> Rows | None:
    """The finest rows into which all columns fit."""
    for anchors in sorted(by_column, key=len, reverse=True):
        rows = _rows_by(anchors, by_column)
        if rows is not None:
            return rows
    return None


def _middle(span: Span) -> float:
    return span.middle


def _start(span: Span) -> float:
    return span.start


def _rows_by(anchors: Sequence[Span], by_column: Sequence[Sequence[Span]]) -> Rows | None:
    for at in (_middle, _start):
        marks = [at(anchor) for anchor in anchors]
        cells = [_cells_on(marks, lines, at) for lines in by_column]
        name = next((c for c, found in enumerate(cells) if found is not None and all(found)), None)
        if name is None or any(found is None for found in cells[name:]) or len(anchors) < 2:
            continue
        filled = [found for found in cells[name:] if found is not None]
        if sum(all(column) for column in filled) < max(2, (len(filled) + 1) // 2):
            continue  # a wrapped text taken for rows leaves the other columns blank
        rows = _extents([[span for found in filled for span in found[r]] for r in range(len(marks))])
        groups = _group_spans(rows, by_column[:name], cells[:name])
        if groups is not None:
            single = tuple((r, r + 1) for r in range(len(rows)))
            leaves_blanks = any(spans == single and not (found and all(found)) for spans, found in zip(groups, cells, strict=False))
            return Rows(rows, (*groups, *(single for _ in filled)), leaves_blanks)
    return None


def _cells_on(marks: Sequence[float], lines: Sequence[Span], at: Callable[[Span], float]) -> list[list[Span]] | None:
    """The lines of one column shared out to the rows at `marks`: each cell's lines follow each other and stand on the row's mark."""
    cells: list[list[Span]] = [[] for _ in marks]
    i = row = 0
    while i < len(lines):
        fits = [
            (abs(at(Span(lines[i].start, lines[i + n - 1].end)) - marks[r]), n, r)
            for r in range(row, len(marks))
            for n in range(1, min(MOST_LINES, len(lines) - i) + 1)
            if abs(at(Span(lines[i].start, lines[i + n - 1].end)) - marks[r]) <= OFF_CENTRE_PT and _is_one_text(lines[i : i + n])
        ]
        if not fits:
            return None
        _, count, found = min(fits, key=lambda fit: (fit[2], fit[0]))
        cells[found] = list(lines[i : i + count])
        i, row = i + count, found + 1
    return cells


def _is_one_text(lines: Sequence[Span]) -> bool:
    return all(b.start - a.end <= 0.9 * (a.end - a.start) for a, b in pairwise(lines))


def _extents(texts: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Rows that meet halfway between their texts."""
    tops, bottoms = [min(s.start for s in row) for row in texts], [max(s.end for s in row) for row in texts]
    edges = [(bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)]
    half = min((top - bottom) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False))
    edges = [tops[0] - half, *edges, bottoms[-1] + half]
    return tuple(Span(a, b) for a, b in pairwise(edges))


def _group_spans(
    rows: Sequence[Span], columns: Sequence[Sequence[Span]], cells: Sequence[Sequence[Sequence[Span]] | None]
) -> list[tuple[tuple[int, int], ...]] | None:
    """The rows that each cell of the group columns covers; None where cells merged over rows and blank cells cannot be told apart."""
    single = tuple((r, r + 1) for r in range(len(rows)))
    merged = [single if found and all(found) else _merged(rows, lines, 0, 0) for lines, found in zip(columns, cells, strict=True)]
    if any(found is None for found in cells):
        return [spans for spans in merged if spans is not None] if None not in merged else None
    with_blanks = [(spans, found) for spans, found in zip(merged, cells, strict=True) if found and not all(found)]
    are_blank = all(spans is None and found[0] for spans, found in with_blanks)
    return [single for _ in columns] if are_blank else None


def _merged(rows: Sequence[Span], lines: Sequence[Span], line: int, row: int) -> tuple[tuple[int, int], ...] | None:
    """Cells that cover all rows from `row` on, each with the next lines of text centred in it."""
    if line == len(lines) or row == len(rows):
        return () if line == len(lines) and row == len(rows) else None
    for count in range(1, min(MOST_LINES, len(lines) - line) + 1):
        middle = Span(lines[line].start, lines[line + count - 1].end).middle
        for end in range(row + 1, len(rows) + 1):
            fits = abs(Span(rows[row].start, rows[end - 1].end).middle - middle) <= OFF_CENTRE_PT
            if fits and _is_one_text(lines[line : line + count]):
                rest = _merged(rows, lines, line + count, end)
                if rest is not None:
                    return ((row, end), *rest)
    return None
