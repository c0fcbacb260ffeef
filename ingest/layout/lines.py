"""Words → printed lines, and the text of lines rejoined."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model.document import Word

SPACE_EM = 0.2
_LATIN_END = re.compile(r"[A-Za-z]$")
_LATIN_START = re.compile(r"^[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words left to right, in points from the top left."""

    words: tuple[Word, ...]
    page_number: int

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size_pt(self) -> float:
        """The size most of its characters have."""
        by_size: dict[float, int] = {}
        for word in self.words:
            by_size[word.size_pt] = by_size.get(word.size_pt, 0) + len(word.text)
        return max(by_size, key=lambda size: by_size[size])

    @property
    def text(self) -> str:
        """Words joined; a gap stays a blank except between two Chinese characters."""
        parts = [self.words[0].text]
        for last, word in pairwise(self.words):
            gap = word.x0 - last.x1
            is_set_apart = is_chinese(last.text[-1]) and is_chinese(word.text[0]) and gap < 3 * last.size_pt
            apart = gap > SPACE_EM * last.size_pt and not is_set_apart
            parts.append(" " + word.text if apart else word.text)
        return "".join(parts)


def words_to_lines(words: Sequence[Word], page_number: int) -> list[Line]:
    """Lines top to bottom; words share a line when their middles lie within 40 % of the smaller one's height."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        middle = (word.top + word.bottom) / 2
        last = lines[-1][-1] if lines else None
        height = min(word.bottom - word.top, last.bottom - last.top) if last else 0.0
        if last and middle - (last.top + last.bottom) / 2 <= 0.4 * height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda w: w.x0)), page_number) for line in lines]


def join_texts(first: str, second: str) -> str:
    """Two lines of one wrapped text made one: Latin words keep a blank, everything else (Chinese, digits) does not."""
    if _LATIN_END.search(first) and _LATIN_START.search(second):
        return f"{first} {second}"
    return first + second


def is_chinese(char: str) -> bool:
    """True for ideographs and full-width punctuation."""
    return unicodedata.east_asian_width(char) in "WF"
