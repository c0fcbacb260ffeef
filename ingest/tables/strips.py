"""Columns of words that nothing but blank strips keep apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.layout.lines import Line

STRIP_EM = 0.45
HEADER_LINES = 3


@dataclass(frozen=True, slots=True)
class Span:
    """An interval on one axis, in points."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """What words cover from left to right, and the numbers of the lines that fill each column."""

    spans: tuple[Span, ...] = ()
    filled: tuple[frozenset[int], ...] = ()
    count: int = 0

    @classmethod
    def over(cls, lines: Sequence[Line]) -> "Columns":
        """The columns of lines none of which closes a strip; a header beside its column's texts is one column with them."""
        columns = cls()
        for line in lines:
            columns = columns.with_line(line) or columns
        return columns.without_lone_headers()

    def with_line(self, line: Line) -> "Columns | None":
        """With one more line; None where a word of it reaches over two columns that another line keeps apart."""
        spans, filled = list(self.spans), list(self.filled)
        for word in line.words:
            gap = STRIP_EM * word.size_pt
            touched = [i for i, span in enumerate(spans) if word.x0 - gap < span.end and span.start < word.x1 + gap]
            others = [filled[i] - {self.count} for i in touched]
            if any(a & b for n, a in enumerate(others) for b in others[:n]):
                return None
            covered = [Span(word.x0, word.x1), *(spans[i] for i in touched)]
            union = Span(min(s.start for s in covered), max(s.end for s in covered))
            numbers = frozenset({self.count}).union(*(filled[i] for i in touched))
            spans = [union, *(s for i, s in enumerate(spans) if i not in touched)]
            filled = [numbers, *(f for i, f in enumerate(filled) if i not in touched)]
        order = sorted(range(len(spans)), key=lambda i: spans[i].start)
        return Columns(tuple(spans[i] for i in order), tuple(filled[i] for i in order), self.count + 1)

    def without_lone_headers(self) -> "Columns":
        """Neighbours never filled in one line, one of them only at the top, made one column."""
        for i, (a, b) in enumerate(pairwise(self.filled)):
            if not a & b and min(max(a), max(b)) < HEADER_LINES <= max(max(a), max(b)):
                one = Span(self.spans[i].start, self.spans[i + 1].end)
                spans, filled = (*self.spans[:i], one, *self.spans[i + 2 :]), (*self.filled[:i], a | b, *self.filled[i + 2 :])
                return Columns(spans, filled, self.count).without_lone_headers()
        return self
