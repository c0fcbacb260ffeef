"""Heading numbers of Chinese official documents: 第一部分, 一、 （一） 1. （1） in that order of depth."""

import re
from dataclasses import dataclass

_LEVELS = (
    re.compile(r"^第(?P<number>[一二三四五六七八九十]{1,3})(?:部分|章)[\s:：、]*"),
    re.compile(r"^(?P<number>[一二三四五六七八九十]{1,3})(?:、|[.．]\s*(?=[^\d]))"),
    re.compile(r"^[（(]\s*(?P<number>[一二三四五六七八九十]{1,3})\s*[）)]\s*、?"),
    re.compile(r"^(?P<number>\d{1,2})\s*[.．、]\s*(?=[^\d\s])"),
    re.compile(r"^[（(]\s*(?P<number>\d{1,2})\s*[）)]\s*、?"),
)
_ITEM = r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]\s*[^\d\s%]|[（(]\d{1,2}[）)])"
_INLINE = re.compile(rf"(?:(?<=[。；：:;])|(?<=[。；：:;\u4e00-\u9fff）] ))(?={_ITEM})")
_HEADING_STOP = re.compile(rf"[：:。]|\s+(?={_ITEM})")
LONGEST_HEADING = 45


@dataclass(frozen=True, slots=True)
class Numbering:
    """`level` 0 for 第一部分, 1 for 一、 to 4 for （1）; `number` bare; `start` where the text after it begins."""

    level: int
    number: str
    start: int


def read_numbering(text: str) -> Numbering | None:
    """The numbering a text begins with.

    >>> read_numbering("（二）部门履职情况。")
    Numbering(level=2, number='二', start=3)
    """
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(text)
        if match:
            return Numbering(level, match["number"], match.end())
    return None


def heading_end(text: str, start: int) -> tuple[int, int]:
    """Where the heading that begins at `start` ends, and where the text that runs on in the same paragraph begins.

    The heading ends at the first colon or full stop; a short text without commas is a heading as a whole. No heading: (start, start).

    >>> heading_end("一、预算部门名称：示例局", 2)
    (8, 9)
    """
    match = _HEADING_STOP.search(text, start)
    if match and match.start() - start <= LONGEST_HEADING and "，" not in text[start : match.start()]:
        return match.start(), match.end()
    if len(text) - start <= LONGEST_HEADING and not re.search(r"[，；。]", text[start:]):
        return len(text), len(text)
    return start, start


def inline_heading_starts(text: str) -> list[int]:
    """Positions inside a paragraph where a numbered item begins after a full stop: "…完成。（二）…", "…；2.…"."""
    return [match.start() for match in _INLINE.finditer(text) if match.start() > 0]
