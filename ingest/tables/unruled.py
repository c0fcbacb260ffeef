"""Words that stand in columns without vertical lines between them → frames of cells, where it is certain which cell holds which word.

Columns are told by the blank strips that run down between them. Rows are told by lines drawn across, else by texts that stand on one height
(`row_cuts`). Where this does not come out even, nothing is read: a wrong row is worse than none.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.layout.lines import Line, words_to_lines
from ingest.model.document import Word
from ingest.tables.cells import Frame
from ingest.tables.edges import Segment
from ingest.tables.row_cuts import is_one_text
from ingest.tables.row_marks import MOST_LINES, Rows, columns_to_rows
from ingest.tables.strips import HEADER_LINES, STRIP_EM, Columns, Span, split_words
from ingest.tables.unruled_head import HeadWords, head_above, widened
from ingest.tables.unruled_words import (
    between,
    column_of,
    has_figures,
    holds_two_columns,
    is_marks,
    is_over_others,
    is_prose,
    lines_between,
    text_between,
    with_spaced_titles,
    without,
    words_of,
)

LEAST_COLUMNS = 3
LINE_GAP_EM = 3.0
LARGER = 1.15
SAMPLE_LINES = 8
NARROW_STRIP_EM = 0.3
RULED_SHARE = 0.6
LEAST_TITLE = 3
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Known:
    """The words that tell a table: `heads` counts how many of some texts side by side name a column, 0 where they are no header at all;
    `closes` is true for the label of a row that ends the table (总分), `names` for a text that names a column; `head` tells the head of
    a form above the table."""

    heads: Callable[[Sequence[str]], int]
    closes: Callable[[str], bool] = lambda text: False
    names: Callable[[str], bool] = bool
    head: HeadWords | None = None


@dataclass(frozen=True, slots=True)
class Unruled:
    """The cells of one table. `edges` part its columns; a table that goes on on the next page has the same.

    `words` are those that stand in its cells, some of them cut at an edge or put together.
    """

    frames: tuple[Frame, ...]
    edges: tuple[float, ...]
    bottom: float
    words: tuple[Word, ...]
    is_merged: bool = False
    left: float | None = None
    right: float | None = None

    def covers(self, word: Word) -> bool:
        """True where a word of the page stands in the table."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        left, right = self.left or self.edges[0], self.right or self.edges[-1]
        return left <= x <= right and min(frame.top for frame in self.frames) <= y <= self.bottom


def unruled_tables(words: Sequence[Word], known: Known, above: Unruled | None = None, rules: Sequence[Segment] = ()) -> list[Unruled]:
    """The tables without vertical lines among a page's `words`, top to bottom; `above` is the last one of the page before."""
    lines = [with_spaced_titles(line, known.names) for line in words_to_lines(words, 0)]
    page = _Page(lines, known, [rule for rule in rules if rule.is_horizontal])
    found: list[Unruled] = []
    i = 0
    if above is not None and lines:
        rest = page.continuation(above)
        found, i = ([rest], page.after(rest)) if rest else ([], 0)
    while i < len(lines):
        table, i = page.table_from(i, found[-1].bottom if found else 0.0)
        found += [table] if table else []
    return found


@dataclass(frozen=True, slots=True)
class _Header:
    """What may be a header: how many columns it names, its words, the lines below it up to line `end` of the page."""

    named: int
    words: tuple[Word, ...]
    body: Sequence[Line]
    edges: tuple[float, ...]
    top: float
    end: int
    has_side: bool


@dataclass(frozen=True, slots=True)
class _Page:
    lines: Sequence[Line]
    known: Known
    rules: Sequence[Segment]

    def after(self, table: Unruled) -> int:
        return next((n for n, line in enumerate(self.lines) if line.top >= table.bottom - 1), len(self.lines))

    def table_from(self, start: int, taken: float) -> tuple[Unruled | None, int]:
        """The table whose header begins at this line, and the line after it; None and the next line where there is none."""
        first, second = ([word.text for line in self.lines[n : n + 1] for word in line.words] for n in (start, start + 1))
        if not self.known.heads(first) and (self.known.heads(second) or not self.known.heads([*first, *second])):
            return None, start + 1
        tops = range(start, self._top_of_header(start) - 1, -1)
        headers = [header for strip_em in (STRIP_EM, NARROW_STRIP_EM) for top in tops for header in self._headers_at(top, strip_em)]
        for header in sorted(headers, key=lambda header: -header.named):
            table = self._below(header)
            if table:
                return self._with_head(table, start, taken), max(start + 1, self.after(table))
        return None, start + 1

    def _top_of_header(self, start: int) -> int:
        """The first line of a header whose wrapped cells begin above the line at `start`."""
        top = start
        while top > 0 and start - top < HEADER_LINES:
            above, line = self.lines[top - 1], self.lines[top]
            if line.top - above.bottom > 0.6 * line.size_pt or above.size_pt > LARGER * line.size_pt or has_figures(above):
                break
            top -= 1
        return top

    def _headers_at(self, start: int, strip_em: float) -> list[_Header]:
        """What may be the header of a table that begins at this line, with fewest lines first."""
        end = self._end_of_table(start)
        spanning = [word for n in range(start, min(start + HEADER_LINES, end)) for word in self._over_others(n)]
        lines = without(self.lines[start:end], spanning)
        columns = Columns.over(lines, strip_em)
        wide = sorted(n for n in columns.crossing if n >= HEADER_LINES or _FIGURE.search(lines[n].text))
        if wide and len(lines[wide[0]].words) >= LEAST_COLUMNS:
            return []  # rows that do not fit the columns above, without which the table would be cut short
        if wide:
            lines = lines[: wide[0]]
            columns = Columns.over(lines, strip_em)
        if len(lines) < 3 or len(columns.spans) < LEAST_COLUMNS:
            return []
        parted = [whole for line in lines if (whole := split_words(line, columns.edges))]
        if len(parted) < len(lines) or holds_two_columns(parted, columns.edges):
            return []
        top = min(word.top for word in (*lines[0].words, *spanning)) - 1
        found = [self._header(parted, columns.edges, depth, top, end) for depth in range(1, min(MOST_LINES, len(parted) - 1))]
        return [header for header in found if header.named]

    def _header(self, lines: Sequence[Line], edges: tuple[float, ...], depth: int, top: float, end: int) -> _Header:
        columns = list(pairwise(edges))
        over = [word for left, right in columns for word in self._apart_above(lines[:depth], left, right)]
        texts = [text_between(without(lines[:depth], over), left, right) for left, right in columns]
        named = 0 if any(map(has_figures, lines[:depth])) else self.known.heads(texts)
        body = lines[depth + 1 :] if is_marks(lines[depth]) else lines[depth:]
        return _Header(named, words_of(without(lines[:depth], over)), body, edges, top, end, not texts[0])

    def _end_of_table(self, start: int) -> int:
        """The line that is too far from those above, set larger, or closes the table."""
        widest = LINE_GAP_EM * self.lines[start].size_pt
        for end in range(start + 1, len(self.lines)):
            line, gap = self.lines[end], self.lines[end].top - self.lines[end - 1].bottom
            if gap > widest or line.size_pt > LARGER * self.lines[start].size_pt or self._closes(line) or is_prose(line):
                return end
            if end == start + SAMPLE_LINES:
                widest = 2.5 * max(b.top - a.bottom for a, b in pairwise(self.lines[start:end]))
        return len(self.lines)

    def _closes(self, line: Line) -> bool:
        return self.known.closes(line.words[0].text)

    def _over_others(self, n: int) -> list[Word]:
        """Header words with two words of one line below them: they head the columns of those."""
        under = self.lines[n + 1 : n + 4]
        return [word for word in self.lines[n].words if is_over_others(word, under)]

    def _below(self, header: _Header) -> Unruled | None:
        """The table under a header, where its rows come out even."""
        body = self._rows(header.body, header.edges, header.has_side)
        if body is None:
            return None
        frames = [Frame(left, header.top, right, body.rows[0].start) for left, right in pairwise(header.edges)]
        words = (*header.words, *words_of(header.body))
        table = Unruled((*frames, *_frames(body, header.edges)), header.edges, body.rows[-1].end, words, body.is_merged)
        return self._closed(table, header.end)

    def _with_head(self, table: Unruled, start: int, taken: float) -> Unruled:
        """With the head of its form, from the lines between `taken` (the end of the table above) and the table."""
        top = min(frame.top for frame in table.frames)
        above = [line for line in self.lines[:start] if taken <= line.top and line.bottom <= top + 2]
        head = head_above(above, table.edges, top, self.known.head) if self.known.head else None
        if head is None:
            return table
        frames = (*head.frames, *widened(table.frames, table.edges, head))
        return replace(table, frames=frames, words=(*head.words, *table.words), left=head.left, right=head.right)

    def _apart_above(self, header: Sequence[Line], left: float, right: float) -> list[Word]:
        """The upper words of a column's header where the rest names the column, and they stand apart or name one too: they head several."""
        lines = words_to_lines(between(header, left, right), 0)
        spans = [Span(line.top, line.bottom) for line in lines]
        texts = ["".join(line.text for line in lines[n:]) for n in range(len(lines))]
        for n in range(len(lines) - 1, 0, -1):
            upper = "".join(line.text for line in lines[:n])
            is_apart = not is_one_text(spans[n - 1 : n + 1])
            are_two = min(len(upper), len(texts[n])) >= LEAST_TITLE and self.known.names(upper) and self.known.names(texts[n])
            if (is_apart and self.known.names(texts[n])) or are_two:
                return list(words_of(lines[:n]))
        return []

    def _rows(self, lines: Sequence[Line], edges: Sequence[float], has_side: bool, least: int = 2) -> Rows | None:
        columns = [lines_between(lines, left, right) for left, right in pairwise(edges)]
        if has_side and is_one_text(columns[0]):
            columns[0] = []  # a label down the side of all rows
        drawn = [self._rules_across(left, right) for left, right in pairwise(edges)]
        return columns_to_rows(columns, drawn, least)

    def _rules_across(self, left: float, right: float) -> tuple[float, ...]:
        return tuple(r.at for r in self.rules if min(r.end, right) - max(r.start, left) >= RULED_SHARE * (right - left))

    def _closed(self, table: Unruled, end: int) -> Unruled:
        """With the row that closes it, where its figures stand in columns."""
        if end >= len(self.lines) or not self._closes(self.lines[end]):
            return table
        line = self.lines[end]
        gap, edges = line.top - table.bottom, table.edges
        at = [column_of(word, edges) for word in line.words[1:]]
        if gap > LINE_GAP_EM * line.size_pt or not at or None in at or len(set(at)) < len(at):
            return table
        starts = [0, *sorted(column for column in at if column)]
        bottom = line.bottom + max(1.0, line.top - table.bottom)
        frames = [Frame(edges[a], table.bottom, edges[b], bottom) for a, b in pairwise([*starts, len(edges) - 1]) if b > a]
        return replace(table, frames=(*table.frames, *frames), bottom=bottom, words=(*table.words, *line.words))

    def continuation(self, above: Unruled) -> Unruled | None:
        """The rows of a table that began on the page before; it may print its header again."""
        end = self._end_of_table(0)
        lines = self.lines[:end]
        parted: list[Line] = []
        for line in lines:
            cut = split_words(line, above.edges)
            if cut is None:
                break
            parted.append(cut)
        if len(parted) < end and len(lines[len(parted)].words) >= LEAST_COLUMNS:
            return None
        end = len(parted)
        if not parted or holds_two_columns(parted, above.edges):
            return None
        columns = list(pairwise(above.edges))
        for depth in range(min(MOST_LINES, len(parted))):
            if any(map(has_figures, parted[:depth])):
                return None
            if depth and not self.known.heads([text_between(parted[:depth], left, right) for left, right in columns]):
                continue
            body = self._rows(parted[depth:], above.edges, has_side=False, least=1)
            if body is not None and not (above.is_merged and body.leaves_blanks):
                top = [Frame(left, parted[0].top - 1, right, body.rows[0].start) for left, right in columns] if depth else []
                frames = (*top, *_frames(body, above.edges))
                merged = above.is_merged or body.is_merged
                table = Unruled(frames, above.edges, body.rows[-1].end, words_of(parted), is_merged=merged)
                return self._closed(table, end)
        return None


def _frames(rows: Rows, edges: Sequence[float]) -> list[Frame]:
    return [
        Frame(edges[c], rows.rows[first].start, edges[c + 1], rows.rows[end - 1].end)
        for c, spans in enumerate(rows.spans)
        for first, end in spans
    ]
