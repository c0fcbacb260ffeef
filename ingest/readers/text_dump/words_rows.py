"""Tables of nothing but words, printed line by line across the page: duty, task, how it was completed.

No line of figures tells the rows apart. A row is a run of lines whose cells all have the same middle, and whose last cell ends a sentence.
"""

import itertools
from collections.abc import Iterator, Sequence

from ingest.readers.text_dump.cells import IMPOSSIBLE, words_cost
from ingest.readers.text_dump.centred import Cells, line_places
from ingest.readers.text_dump.columns import Column
from ingest.readers.text_dump.grids import RowParse
from ingest.readers.text_dump.lines import TextLine, Token, display_width
from ingest.readers.text_dump.widths import learned_widths

MOST_LINES, MOST_NAME_LINES = 12, 4
MOST_BODY_LINES, MOST_PIECES = 150, 14
ROUNDS = 3


def words_to_rows(body: Sequence[TextLine], columns: Sequence[Column]) -> list[RowParse]:
    """Rows of a table of words, to which all lines of the body belong; [] where there are too many lines, or pieces in one, to try."""
    lines = [list(line.chunks()) if len(line.chunks()) > 1 else list(line.tokens()) for line in body]
    if len(lines) > MOST_BODY_LINES or any(len(line) > MOST_PIECES for line in lines):
        return []
    widths = _first_widths(lines, columns)
    rows: list[RowParse] = []
    for _ in range(ROUNDS):
        rows = _cheapest_rows(lines, columns, widths)
        learned = learned_widths(rows, columns)
        if not rows or learned == widths:
            break
        widths = learned
    return rows


def _first_widths(lines: Sequence[Sequence[Token]], columns: Sequence[Column]) -> dict[str, float]:
    """The last column holds the prose: it is as wide as the widest piece."""
    widest = max((display_width(token.text) for line in lines for token in line), default=0.0)
    return {columns[-1].key: widest}


def _cheapest_rows(lines: Sequence[Sequence[Token]], columns: Sequence[Column], widths: dict[str, float]) -> list[RowParse]:
    best: list[tuple[float, list[RowParse]]] = [(0.0, [])]
    for end in range(1, len(lines) + 1):
        ways = []
        for start in range(max(0, end - MOST_LINES), end):
            row = _row(lines[start:end], columns, widths)
            ways.append((best[start][0] + row.cost, [*best[start][1], row]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1] if best[-1][0] < IMPOSSIBLE else []


def _row(lines: Sequence[Sequence[Token]], columns: Sequence[Column], widths: dict[str, float]) -> RowParse:
    """The cheapest way to read these lines as one row."""
    row = RowParse({}, IMPOSSIBLE)
    for counts in _counts(len(lines), len(columns)):
        cells = _dealt(lines, counts, columns, widths)
        cost = sum(words_cost(column.kind, cells[column.key], widths.get(column.key, 0.0)) for column in columns) if cells else IMPOSSIBLE
        if cost < row.cost:
            row = RowParse(cells, cost)
    return row


def _counts(lines: int, columns: int) -> Iterator[tuple[int, ...]]:
    """Numbers of lines of each cell that together take up `lines` printed lines when all cells have the same middle."""
    for last in range(1, lines + 1):
        for names in itertools.product(range(1, MOST_NAME_LINES + 1), repeat=columns - 1):
            if len({place for count in (*names, last) for place in line_places(count)}) == lines:
                yield (*names, last)


def _dealt(lines: Sequence[Sequence[Token]], counts: tuple[int, ...], columns: Sequence[Column], widths: dict[str, float]) -> Cells:
    """Every printed line's pieces dealt to the cells that have a line at its place, or {} when there are too few."""
    places = sorted({place for count in counts for place in line_places(count)})
    cells: Cells = {column.key: [] for column in columns}
    for place, tokens in zip(places, lines, strict=True):
        here = [column for column, count in zip(columns, counts, strict=True) if place in line_places(count)]
        if len(tokens) < len(here):
            return {}
        for column, part in zip(here, _cut(tokens, here, widths), strict=True):
            cells[column.key].extend(part)
    return cells


def _cut(tokens: Sequence[Token], columns: Sequence[Column], widths: dict[str, float]) -> list[Sequence[Token]]:
    """The line's pieces in order, cut where the parts keep best to their columns' widths and names keep their blanks few."""
    cuts = itertools.combinations(range(1, len(tokens)), len(columns) - 1)
    parts = [[tokens[a:b] for a, b in itertools.pairwise((0, *cut, len(tokens)))] for cut in cuts]
    return min(parts, key=lambda part: sum(_overflow(piece, column, widths) for piece, column in zip(part, columns, strict=True)))


def _overflow(tokens: Sequence[Token], column: Column, widths: dict[str, float]) -> float:
    width = sum(display_width(token.text) for token in tokens) + 0.5 * (len(tokens) - 1)
    limit = widths.get(column.key, 0.0)
    blanks = 0.5 * (len(tokens) - 1) if column.kind != "prose" else 0.0
    return blanks + (max(0.0, width - limit - 0.3) if limit else 0.0)
