"""What the words of one printed line, or of some lines between two edges, are to a table without vertical lines."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.lines import Line, is_chinese, words_to_lines
from ingest.model.document import Word
from ingest.tables.row_cuts import is_figure
from ingest.tables.strips import Span

SPACED_EM = 2.5
_FIGURE = re.compile(r"\d")
_MARK = re.compile(r"[（(]?[A-Z]([-+/*][A-Z])*[）)]?")
_YEAR = re.compile(r"20\d\d年")
_SENTENCE = re.compile(r"[，。；]")


def with_spaced_titles(line: Line, names: Callable[[str], bool]) -> Line:
    """The line with titles of spaced characters (权 重, 一 级) made one word each."""
    words: list[Word] = []
    n = 0
    while n < len(line.words):
        end = n + 1
        while end < len(line.words) and _is_spaced(line.words[end - 1], line.words[end]):
            end += 1
        ends = [e for e in range(end, n + 1, -1) if names("".join(word.text for word in line.words[n:e]))]
        end = ends[0] if ends else n + 1
        first, last = line.words[n], line.words[end - 1]
        words.append(replace(first, text="".join(word.text for word in line.words[n:end]), x1=last.x1) if end > n + 1 else first)
        n = end
    return Line(tuple(words), line.page_number)


def _is_spaced(a: Word, b: Word) -> bool:
    return len(a.text) == len(b.text) == 1 and is_chinese(a.text) and is_chinese(b.text) and b.x0 - a.x1 <= SPACED_EM * a.size_pt


def has_figures(line: Line) -> bool:
    return any(is_figure(word.text) and not _YEAR.match(word.text) for word in line.words)


def is_marks(line: Line) -> bool:
    """A line that letters the columns: A, (B), (B/A)."""
    return all(_MARK.fullmatch(word.text) for word in line.words)


def is_prose(line: Line) -> bool:
    """One sentence and nothing beside it."""
    return len(line.words) == 1 and len(_SENTENCE.findall(line.text)) > 1


def is_over_others(word: Word, below: Sequence[Line]) -> bool:
    under = ([w for w in line.words if w.x0 < word.x1 and w.x1 > word.x0 and not _FIGURE.search(w.text)] for line in below)
    return not _FIGURE.search(word.text) and any(len(words) > 1 for words in under)


def without(lines: Sequence[Line], spanning: Sequence[Word]) -> list[Line]:
    return [Line(words, line.page_number) for line in lines if (words := tuple(w for w in line.words if w not in spanning))]


def column_of(word: Word, edges: Sequence[float]) -> int | None:
    """The column that holds the whole word."""
    return next((c for c, (a, b) in enumerate(pairwise(edges)) if a <= word.x0 and word.x1 <= b), None)


def holds_two_columns(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Figures side by side in one column: a text above that reaches over two columns has hidden the strip between them."""
    for line in lines:
        for a, b in pairwise(line.words):
            apart = any(a.x1 - 1 <= edge <= b.x0 + 1 for edge in edges)
            if not apart and _FIGURE.search(a.text) and _FIGURE.search(b.text):
                return True
    return False


def lines_between(lines: Sequence[Line], left: float, right: float) -> list[Span]:
    return [Span(line.top, line.bottom, line.text) for line in words_to_lines(between(lines, left, right), 0)]


def between(lines: Sequence[Line], left: float, right: float) -> list[Word]:
    return [word for line in lines for word in line.words if left <= (word.x0 + word.x1) / 2 < right]


def text_between(lines: Sequence[Line], left: float, right: float) -> str:
    return "".join(line.text for line in words_to_lines(between(lines, left, right), 0))


def words_of(lines: Sequence[Line]) -> tuple[Word, ...]:
    return tuple(word for line in lines for word in line.words)
