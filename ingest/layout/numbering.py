"""Heading numbers of Chinese official documents: 一、 （一） 1. （1） in that order of depth."""

import re
from dataclasses import dataclass

_LEVELS = (
    re.compile(r"^(?:第)?(?P<number>[一二三四五六七八九十]{1,3})(?:、|部分[\s:：、]*|[.．]\s*(?=[^\d]))"),
    re.compile(r"^[（(]\s*(?P<number>[一二三四五六七八九十]{1,3})\s*[）)]\s*、?"),
    re.compile(r"^(?P<number>\d{1,2})\s*[.．、]\s*(?=[^\d\s])"),
    re.compile(r"^[（(]\s*(?P<number>\d{1,2})\s*[）)]\s*、?"),
)
LONGEST_HEADING = 45


@dataclass(frozen=True, slots=True)
class Numbering:
    """`level` 1 for 一、 to 4 for （1）; `number` bare; `rest` what follows it."""

    level: int
    number: str
    rest: str


def read_numbering(text: str) -> Numbering | None:
    """The numbering a text begins with.

    >>> read_numbering("（二）部门履职情况。")
    Numbering(level=2, number='二', rest='部门履职情况。')
    """
    for level, pattern in enumerate(_LEVELS, 1):
        match = pattern.match(text)
        if match:
            return Numbering(level, match["number"], text[match.end() :].strip())
    return None


def heading_of(rest: str) -> tuple[str, str]:
    """Heading and the text that runs on in the same paragraph: up to the first colon or full stop, the whole where it is short.

    >>> heading_of("预算部门名称：示例局")
    ('预算部门名称', '示例局')
    """
    match = re.search(r"[：:。]", rest)
    if match and match.start() <= LONGEST_HEADING:
        return rest[: match.start()].strip(), rest[match.end() :].strip()
    if len(rest) <= LONGEST_HEADING and not re.search(r"[，；。]", rest):
        return rest, ""
    return "", rest
