"""Tables whose columns are kept apart by runs of blanks or tabs (`pdftotext -layout`): a piece is of the column it stands under.

Positions are characters in the line and hold for one page. They are learned from the lines of figures, whose pieces tell their columns by
what they look like; pieces of the other lines, and figures after a blank cell, then follow their position.
"""

from collections.abc import Sequence

from ingest.readers.text_dump.across import find_anchors, take_groups, with_groups
from ingest.readers.text_dump.cells import FIGURE_KINDS, IMPOSSIBLE, figure_cost
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
    lines = [PrintedLine(line.number, list(line.chunks()), opens_page=line.opens_page) for line in body]
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


def _pages(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    pages: list[list[PrintedLine]] = []
    for line in lines:
        if not pages or line.opens_page:
            pages.append([])
        pages[-1].append(line)
    return pages


def _place_pieces(page: Sequence[PrintedLine], columns: Sequence[Column]) -> set[int]:
    """Give every piece of a page its column by position; returns the numbers of lines where position and looks contradict each other."""
    spans = _spans(page, columns)
    if not spans:
        return set()
    kinds = {column.key: column.kind for column in columns}
    strayed: set[int] = set()
    for line in page:
        cells: Cells = {}
        for token in line.tokens:
            key = _column_at(token, spans, columns)
            if key:
                cells.setdefault(key, []).append(token)
        if line.is_anchor and any(_misfits(kinds[key], tokens) for key, tokens in cells.items()):
            strayed.add(line.number)
            continue
        line.cells, line.loose = cells, []
    return strayed


def _misfits(kind: str, tokens: Sequence[Token]) -> bool:
    return kind in FIGURE_KINDS and kind != "value" and figure_cost(kind, tokens) >= IMPOSSIBLE


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
