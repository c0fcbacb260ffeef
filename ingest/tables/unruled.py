"""Words that stand in columns without vertical lines between them → a `PageTable`, where it is certain which cell holds which word.

Columns are told by the blank strips that run down between them. Rows are told by horizontal lines, else by one column that has one line of
text in every row: the text of every other cell must be centred on such a line, or begin with it. Cells of groups merged over several
rows are centred on the rows they cover. Where this does not come out even, nothing is read: a wrong row is worse than none.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.layout.lines import Line, words_to_lines
from ingest.model.document import Word
from ingest.tables.cells import Frame
from ingest.tables.row_marks import MOST_LINES, Rows, columns_to_rows
from ingest.tables.strips import HEADER_LINES, Columns, Span

Heads = Callable[[Sequence[str]], int]
"""How many of some texts side by side name a column; 0 where they are no header at all."""

LEAST_COLUMNS = 3
LINE_GAP_EM = 3.0
LARGER = 1.15
SAMPLE_LINES = 8
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Unruled:
    """The cells of one table. `edges` part its columns; a table that goes on on the next page has the same.

    `named` counts columns with a known header; `spanning` are header words over several columns that have words of their own.
    """

    frames: tuple[Frame, ...]
    edges: tuple[float, ...]
    bottom: float
    named: int = 0
    is_merged: bool = False
    spanning: tuple[Word, ...] = ()


def unruled_tables(words: Sequence[Word], heads: Heads, above: Unruled | None = None) -> list[Unruled]:
    """The tables without vertical lines among a page's `words`, top to bottom; `above` is the last one of the page before."""
    lines = words_to_lines(words, 0)
    found: list[Unruled] = []
    i = 0
    if above is not None:
        i = next((n for n, line in enumerate(lines) if _crosses(line, above.edges)), len(lines))
        i = min(i, _end_of_table(lines)) if lines else 0
        rest = _continuation(lines[:i], above, heads)
        found, i = ([rest], i) if rest else ([], 0)
    while i < len(lines):
        table, i = _table_from(lines, i, heads)
        found += [table] if table else []
    return found


def _table_from(lines: Sequence[Line], start: int, heads: Heads) -> tuple[Unruled | None, int]:
    """The table whose header begins at this line, and the line after it; None and the next line where there is none."""
    first, second = ([word.text for line in lines[n : n + 1] for word in line.words] for n in (start, start + 1))
    if not heads(first) and (heads(second) or not heads([*first, *second])):
        return None, start + 1
    tables = [_table_at(lines, top, heads) for top in range(start, _top_of_header(lines, start) - 1, -1)]
    best = max((table for table in tables if table), key=lambda table: table.named, default=None)
    after = next((n for n in range(start, len(lines)) if best and lines[n].top >= best.bottom), len(lines))
    return (best, after) if best else (None, start + 1)


def _table_at(lines: Sequence[Line], start: int, heads: Heads) -> Unruled | None:
    near = lines[start : start + MOST_LINES]
    spanning = tuple(
        word for n, line in enumerate(near[:HEADER_LINES]) for word in line.words if _is_over_others(word, near[n + 1 : n + 4])
    )
    kept = [Line(words, line.page_number) for line in lines[start:] if (words := tuple(w for w in line.words if w not in spanning))]
    end = _end_of_table(kept) if kept else 0
    inside = kept[:end] if not _goes_on(kept, end) else []
    table = _with_header(inside, heads) or (_with_header(inside[:-1], heads) if inside and _is_sparse(inside) else None)
    return replace(table, spanning=spanning) if table else None


def _goes_on(lines: Sequence[Line], end: int) -> bool:
    """Right below `end` stand words in columns: rows that do not fit the columns above, without which the table would be cut short."""
    if not 0 < end < len(lines) or len(lines[end].words) < LEAST_COLUMNS:
        return False
    return lines[end].top - lines[end - 1].bottom <= LINE_GAP_EM * lines[end].size_pt / 2


def _is_sparse(lines: Sequence[Line]) -> bool:
    """The last line fills half of the columns at most, as totals do: no row of the table is lost without it."""
    columns = len(_edges(lines)) - 1
    return len(lines) > LEAST_COLUMNS and 2 * len(lines[-1].words) <= columns


def _is_over_others(word: Word, below: Sequence[Line]) -> bool:
    """Two words of one line stand under it: it heads their columns."""
    under = ([w for w in line.words if w.x0 < word.x1 and w.x1 > word.x0 and not _FIGURE.search(w.text)] for line in below)
    return not _FIGURE.search(word.text) and any(len(words) > 1 for words in under)


def _top_of_header(lines: Sequence[Line], start: int) -> int:
    """The first line of a header whose wrapped cells begin above the line at `start`."""
    top = start
    while top > 0 and start - top < HEADER_LINES:
        above, line = lines[top - 1], lines[top]
        if line.top - above.bottom > 0.6 * line.size_pt or above.size_pt > LARGER * line.size_pt or len(above.words) > len(line.words):
            break
        top -= 1
    return top


def _with_header(lines: Sequence[Line], heads: Heads) -> Unruled | None:
    """A header of as few lines as leave rows that come out even."""
    edges = _edges(lines) if len(lines) > 1 else ()
    if len(edges) <= LEAST_COLUMNS or _holds_two_columns(lines, edges):
        return None
    for depth in range(1, min(MOST_LINES, len(lines) - 1)):
        texts = [_text(lines[:depth], left, right) for left, right in pairwise(edges)]
        body = columns_to_rows([_lines_between(lines[depth:], left, right) for left, right in pairwise(edges)])
        named = heads(texts) if body is not None else 0
        if body is not None and named and not any(re.fullmatch(r"[\d.,%]+", text) for text in texts):
            header = Span(lines[0].top - 1, body.rows[0].start)
            frames = [Frame(left, header.start, right, header.end) for left, right in pairwise(edges)]
            return Unruled((*frames, *_frames(body, edges)), edges, body.rows[-1].end, named, body.is_merged)
    return None


def _continuation(lines: Sequence[Line], above: Unruled, heads: Heads) -> Unruled | None:
    """The rows of a table that began on the page before; it may print its header again."""
    columns = list(pairwise(above.edges))
    for depth in range(min(MOST_LINES, len(lines) - 1)) if not _holds_two_columns(lines, above.edges) else ():
        if depth and not heads([_text(lines[:depth], left, right) for left, right in columns]):
            continue
        body = columns_to_rows([_lines_between(lines[depth:], left, right) for left, right in columns])
        if body is not None and not (above.is_merged and body.leaves_blanks):
            top = [Frame(left, lines[0].top - 1, right, body.rows[0].start) for left, right in columns] if depth else []
            return Unruled((*top, *_frames(body, above.edges)), above.edges, body.rows[-1].end, is_merged=above.is_merged or body.is_merged)
    return None


def _frames(rows: Rows, edges: Sequence[float]) -> list[Frame]:
    return [
        Frame(edges[c], rows.rows[first].start, edges[c + 1], rows.rows[end - 1].end)
        for c, spans in enumerate(rows.spans)
        for first, end in spans
    ]


def _crosses(line: Line, edges: Sequence[float]) -> bool:
    return any(word.x0 < edge - 1 and word.x1 > edge + 1 for word in line.words for edge in edges)


def _edges(lines: Sequence[Line]) -> tuple[float, ...]:
    """Where columns part: in the middle of the blank strips."""
    columns = Columns.over(lines).spans
    return (columns[0].start - 1, *((a.end + b.start) / 2 for a, b in pairwise(columns)), columns[-1].end + 1)


def _end_of_table(lines: Sequence[Line]) -> int:
    """How many lines leave the columns of those above apart, at the distance and size of the first ones."""
    columns = Columns().with_line(lines[0]) or Columns()
    widest = LINE_GAP_EM * lines[0].size_pt
    for end in range(1, len(lines)):
        line, gap = lines[end], lines[end].top - lines[end - 1].bottom
        wider = columns.with_line(line)
        if gap > widest or line.size_pt > LARGER * lines[0].size_pt or wider is None:
            return end
        columns = wider
        if end == SAMPLE_LINES:
            widest = 2.5 * max(b.top - a.bottom for a, b in pairwise(lines[:end]))
    return len(lines)


def _holds_two_columns(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Figures side by side in one column: a text above that reaches over two columns has hidden the strip between them."""
    for line in lines:
        for a, b in pairwise(line.words):
            apart = any(a.x1 <= edge <= b.x0 for edge in edges)
            if not apart and _FIGURE.search(a.text) and _FIGURE.search(b.text):
                return True
    return False


def _lines_between(lines: Sequence[Line], left: float, right: float) -> list[Span]:
    return [Span(line.top, line.bottom) for line in words_to_lines(_between(lines, left, right), 0)]


def _between(lines: Sequence[Line], left: float, right: float) -> list[Word]:
    return [word for line in lines for word in line.words if left <= (word.x0 + word.x1) / 2 < right]


def _text(lines: Sequence[Line], left: float, right: float) -> str:
    return "".join(line.text for line in words_to_lines(_between(lines, left, right), 0))
