"""Columns of words that nothing but blank strips keep apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ingest.layout.lines import Line, is_chinese
from ingest.model.document import Word

STRIP_EM = 0.45
HEADER_LINES = 4
SPLIT_EM = 0.8
LEANING = 0.25
_CLOSING = "）)"


@dataclass(frozen=True, slots=True)
class Span:
    """An interval on one axis, in points, and the text that stands there."""

    start: float
    end: float
    text: str = ""

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """What words cover from left to right, and the numbers of the lines that fill each column; `crossing` lines fill two at once."""

    spans: tuple[Span, ...] = ()
    filled: tuple[frozenset[int], ...] = ()
    crossing: tuple[int, ...] = ()

    @classmethod
    def over(cls, lines: Sequence[Line], strip_em: float = STRIP_EM) -> "Columns":
        """The columns of some lines, those with most words first; a header beside its column's texts is one column with them."""
        columns = cls()
        headers = [n < HEADER_LINES and not any(char.isdigit() for char in line.text) for n, line in enumerate(lines)]
        for number in sorted(range(len(lines)), key=lambda n: (headers[n], -len(lines[n].words))):
            wider = columns.with_line(lines[number], number, strip_em)
            columns = wider or replace(columns, crossing=(*columns.crossing, number))
        return columns.without_lone_headers()

    @property
    def edges(self) -> tuple[float, ...]:
        """Where columns part: in the middle of the blank strips; with the outer edges."""
        inner = ((a.end + b.start) / 2 for a, b in pairwise(self.spans))
        return (self.spans[0].start - 1, *inner, self.spans[-1].end + 1)

    def with_line(self, line: Line, number: int, strip_em: float = STRIP_EM) -> "Columns | None":
        """With one more line; None where a word of it reaches over two columns that another line keeps apart."""
        spans, filled = list(self.spans), list(self.filled)
        for word in line.words:
            gap = strip_em * word.size_pt
            touched = [i for i, span in enumerate(spans) if word.x0 - gap < span.end and span.start < word.x1 + gap]
            others = [filled[i] - {number} for i in touched]
            if any(a & b for n, a in enumerate(others) for b in others[:n]):
                return None
            covered = [Span(word.x0, word.x1), *(spans[i] for i in touched)]
            union = Span(min(s.start for s in covered), max(s.end for s in covered))
            numbers = frozenset({number}).union(*(filled[i] for i in touched))
            spans = [union, *(s for i, s in enumerate(spans) if i not in touched)]
            filled = [numbers, *(f for i, f in enumerate(filled) if i not in touched)]
        order = sorted(range(len(spans)), key=lambda i: spans[i].start)
        return replace(self, spans=tuple(spans[i] for i in order), filled=tuple(filled[i] for i in order))

    def without_lone_headers(self) -> "Columns":
        """Neighbours never filled in one line, one of them only at the top, made one column."""
        for i, (a, b) in enumerate(pairwise(self.filled)):
            if not a & b and min(max(a), max(b)) < HEADER_LINES <= max(max(a), max(b)):
                one = Span(self.spans[i].start, self.spans[i + 1].end)
                spans, filled = (*self.spans[:i], one, *self.spans[i + 2 :]), (*self.filled[:i], a | b, *self.filled[i + 2 :])
                return replace(self, spans=spans, filled=filled).without_lone_headers()
        return self


def split_words(line: Line, edges: Sequence[float]) -> Line | None:
    """The line with header words cut that run over an edge because two columns stand near each other; None where a word is of one piece
    there. A word that only leans over an edge is left as it is."""
    words: list[Word] = []
    is_header = not any(char.isdigit() for char in line.text)
    for word in line.words:
        crossed = [edge for edge in edges if min(edge - word.x0, word.x1 - edge) > LEANING * (word.x1 - word.x0)]
        parts = _split(word, crossed, "" if is_header else _CLOSING)
        if parts is None:
            return None
        words += parts
    return Line(tuple(words), line.page_number)


def _split(word: Word, edges: Sequence[float], behind: str) -> list[Word] | None:
    """The word cut at the characters' ends next to the edges; None where there is none, or it is not `behind` one of these."""
    widths = [1.0 if is_chinese(char) else 0.5 for char in word.text]
    scale = (word.x1 - word.x0) / sum(widths)
    ends = [word.x0 + scale * width for width in accumulate(widths)]
    parts, first = [], 0
    for edge in edges:
        at = min(range(len(ends)), key=lambda n: abs(ends[n] - edge))
        if abs(ends[at] - edge) > SPLIT_EM * word.size_pt or not first <= at < len(ends) - 1 or (behind and word.text[at] not in behind):
            return None
        parts.append(replace(word, text=word.text[first : at + 1], x0=ends[first - 1] if first else word.x0, x1=ends[at]))
        first = at + 1
    return [*parts, replace(word, text=word.text[first:], x0=ends[first - 1] if first else word.x0)]
