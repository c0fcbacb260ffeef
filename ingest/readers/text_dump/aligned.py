"""Tables whose columns are kept apart by runs of blanks or tabs (`pdftotext -layout`): a piece is of the column it stands under.

Positions are characters in the line and hold for one page. They are learned from the lines of figures, whose pieces tell their columns by
what they look like; pieces of the other lines, and figures after a blank cell, then follow their position.
"""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.text_dump.across import find_anchors, take_groups, with_groups
from ingest.readers.text_dump.cells import FIGURE_KINDS, IMPOSSIBLE, figure_cost, is_figure, split_figure
from ingest.readers.text_dump.centred import Cells, PrintedLine, lines_to_rows
from ingest.readers.text_dump.columns import Column
from ingest.readers.text_dump.grids import GROUP_KEYS, RowParse
from ingest.readers.text_dump.lines import TextLine, Token
from ingest.readers.text_dump.widths import learned_widths

ROUNDS = 3
Span = tuple[int, int]


def is_aligned(body: Sequence[TextLine]) -> bool:
    """True where most lines of several words part them by more than single blanks."""
    wordy = [line for line in body if len(line.tokens()) >= 4]
    return len(wordy) >= 2 and sum(len(line.chunks()) >= 3 for line in wordy) >= 0.6 * len(wordy)


def aligned_to_rows(body: Sequence[TextLine], columns: Sequence[Column]) -> list[RowParse]:
    """Rows of a table printed in aligned columns."""
    lines = [PrintedLine(line.number, _pieces(line), opens_page=line.opens_page) for line in body]
    groups = take_groups(lines, columns)
    find_anchors(lines, columns)
    strayed: set[int] = set()
    for page in _pages(lines):
        strayed |= _place_pieces(page, columns)
    widths: dict[str, float] = {}
    rows: list[RowParse] = []
    for _ in range(ROUNDS):
        rows, _cost = lines_to_rows(lines, columns, widths)
        learned = learned_widths(rows, columns)
        if learned == widths:
            break
        widths = learned
    for row in rows:
        row.strayed = any(token.line in strayed for tokens in row.cells.values() for token in tokens)
    return with_groups(rows, groups, lines)


def _pieces(line: TextLine) -> list[Token]:
    found: list[Token] = []
    for chunk in line.chunks():
        column = chunk.column
        for text in split_figure(chunk.text):
            found.append(replace(chunk, text=text, column=column, opens_line=chunk.opens_line and column == chunk.column))
            column += len(text) + 1
    return found


def _pages(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    pages: list[list[PrintedLine]] = []
    for line in lines:
        if not pages or line.opens_page:
            pages.append([])
        pages[-1].append(line)
    return pages


def _place_pieces(page: Sequence[PrintedLine], columns: Sequence[Column]) -> set[int]:
    """Give every piece of a page its column by position; returns the numbers of lines whose figures are not certain.

    Chinese characters are wider than the one character they count for, so columns may drift down a page. A line of figures that fills
    all columns is certain by itself; one with blanks needs columns that stand apart on the whole page.
    """
    spans = _spans(page, columns)
    if not spans:
        return set()
    stands_apart = _stand_apart(spans, columns)
    strayed: set[int] = set()
    for line in page:
        cells: Cells = {}
        for token in line.tokens:
            key = _column_at(token, spans, columns)
            if key:
                cells.setdefault(key, []).append(token)
        if line.is_anchor and (_is_full(line.cells, columns) or not (stands_apart and _is_clean(cells, columns))):
            strayed |= set() if _is_full(line.cells, columns) else {line.number}
            line.loose = []
            continue
        if not line.is_anchor and not stands_apart and any(column.kind in FIGURE_KINDS for column in columns if column.key in cells):
            strayed.add(line.number)
        line.cells, line.loose = cells, []
    return strayed


def _is_full(cells: Cells, columns: Sequence[Column]) -> bool:
    """True where no column is blank that is hardly ever blank."""
    return all(cells.get(column.key) for column in columns if column.kind in FIGURE_KINDS and column.skip >= 1.0)


def _is_clean(cells: Cells, columns: Sequence[Column]) -> bool:
    """True where every column of figures has at most one piece of its kind, and no figure stands among the notes."""
    for column in columns:
        tokens = cells.get(column.key, [])
        if column.kind in FIGURE_KINDS and tokens and (len(tokens) > 1 or figure_cost(column.kind, tokens) >= IMPOSSIBLE):
            return False
        if column.kind == "note" and any(is_figure(token.text) for token in tokens):
            return False
    return True


def _stand_apart(spans: dict[str, Span], columns: Sequence[Column]) -> bool:
    figures = [spans[column.key] for column in columns if column.kind in FIGURE_KINDS and column.key in spans]
    return all(one[1] <= other[0] for one, other in itertools.pairwise(figures))


def _spans(page: Sequence[PrintedLine], columns: Sequence[Column]) -> dict[str, Span]:
    """First and last position of each column on a page, from its fullest lines; other lines only widen name and note."""
    anchors = sorted((line for line in page if line.is_anchor), key=lambda line: -_filled(line))
    if not anchors:
        return {}
    most = _filled(anchors[0])
    spans: dict[str, Span] = {}
    for fullest in (True, False):
        for line in anchors:
            if (_filled(line) == most) == fullest:
                for key, tokens in line.cells.items():
                    if key not in GROUP_KEYS and (fullest or key in ("note", "name")):
                        spans[key] = _wider(spans.get(key), tokens)
    return spans


def _filled(line: PrintedLine) -> int:
    return sum(key not in ("note", "name", *GROUP_KEYS) for key in line.cells)


def _wider(span: Span | None, tokens: Sequence[Token]) -> Span:
    start = min(token.column for token in tokens)
    end = max(token.column + len(token.text) for token in tokens)
    return (min(start, span[0]), max(end, span[1])) if span else (start, end)


def _column_at(token: Token, spans: dict[str, Span], columns: Sequence[Column]) -> str:
    """The column a piece stands in: most overlap, else the nearest; right of all figures is the note, left of the name nothing."""
    start, end = token.column, token.column + len(token.text)
    overlap = {key: min(end, span[1]) - max(start, span[0]) for key, span in spans.items()}
    key = max(overlap, key=lambda key: overlap[key])
    if overlap[key] > 0:
        return key
    has_note = any(column.key == "note" for column in columns)
    if has_note and start >= max(span[1] for name, span in spans.items() if name != "note"):
        return "note"
    if "name" in spans and end <= spans["name"][0]:
        return ""
    return key
