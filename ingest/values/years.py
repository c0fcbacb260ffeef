"""Years and dates in questions and prose: 2021到2023年, 22年, 近三年, 去年, 本年."""

import re
from dataclasses import dataclass

from ingest.values.numerals import CHINESE_NUMBER, plain, read_chinese_number


@dataclass(frozen=True, slots=True)
class FoundYears:
    """Years named by the characters `start:end`: `years` where they are absolute, `offsets` (0 this year, -1 the one before)
    where the reader has to know which year is talked of.
    """

    start: int
    end: int
    years: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()


_YEAR = r"(?:(?<!\d)(?:19|20)\d{2}(?![\d.,]*\d)|(?<![\d.])[1-3]\d(?=\s*年)|[一二][零〇○九][零〇○一二三四五六七八九]{2}(?=\s*年))"
_UNTIL = r"\s*(?:年度|年)?\s*(?:[-–—~～至到]+|through|to|until)\s*"
_RANGE = re.compile(rf"(?P<first>{_YEAR}|(?<![\d.])[1-3]\d(?={_UNTIL}[1-3]\d\s*年)){_UNTIL}(?P<last>{_YEAR})(?:\s*(?:年度|年))?")
_ONE = re.compile(rf"(?P<year>{_YEAR})(?:\s*(?:年度|年))?")
_NOT_A_YEAR_AFTER = re.compile(r"\s*(?:年(?:以上|以下|以内|内|期|间|来|后|龄|限|以来)|[%‰万亿元个家项人名场件次台套户亩米吨分天])")
_NOT_A_YEAR_BEFORE = re.compile(r"[\dA-Za-z.,_/]$|(?:[=<>≥≤≧≦第近满超约〔\[]|不少于|不低于|超过|大于|小于|至少)\s*$")
_RECENT = re.compile(
    rf"(?:最近|近|过去|(?:the )?(?:last|past)\s+)(?P<count>\d{{1,2}}|{CHINESE_NUMBER}|two|three|four|five)\s*(?:个)?(?:年度|年|years)"
)
_ENGLISH = {"two": 2, "three": 3, "four": 4, "five": 5}
_RELATIVE = {
    "大前年": -3, "前年": -2, "上上年": -2, "去年": -1, "上年度": -1, "上一年度": -1, "上一年": -1, "上年": -1, "同比": -1,
    "今年": 0, "本年度": 0, "本年": 0, "当年": 0, "明年": 1, "下一年": 1, "下年": 1,
    "last year": -1, "previous year": -1, "the year before": -1, "this year": 0, "next year": 1,
}  # fmt: skip
_RELATIVE_WORDS = re.compile("|".join(sorted(_RELATIVE, key=len, reverse=True)), re.I)
_DATE = re.compile(
    r"(?<![\d.])(?:"
    r"(?:19|20)\d{2}\s*年?\s*[-–—~～至到]+\s*(?:19|20)?\d{2}\s*年度?|"
    r"(?:(?:19|20)\d{2}|(?<!\d)[12]\d(?=年(?:度|底|初|末|\d)))\s*年(?:度|底|初|末)?(?:\s*\d{1,2}\s*月(?:份|底|初|末|\s*\d{1,2}\s*[日号])?)?|"
    r"(?:19|20)\d{2}([-./])\d{1,2}\1\d{1,2}(?!\d)|"
    r"\d{1,2}\s*月(?:份|底|初|末|\s*\d{1,2}\s*[日号])?(?!度)|"
    r"\d{1,2}\s*[日号](?=前|起|止|至))|"
    r"[一二][零〇○九][零〇○一二三四五六七八九]{2}年(?:度|底|初|末)?|[一二三四五六七八九十]{1,2}月(?:份|底|初|末|[一二三四五六七八九十]{1,3}日)|"
    r"(?:最近|近|过去)\s*\d{1,2}\s*年|十[一二三四五]五"
)


def find_dates(text: str) -> list[tuple[int, int]]:
    """Spans of dates, which are no amounts: 2023年底, 6月30日前, 2021—2023年, 2023-12-31, 十四五."""
    return [match.span() for match in _DATE.finditer(plain(text))]


def find_years(text: str) -> list[FoundYears]:
    """Every year, range of years or relative year of `text`, in order.

    >>> [(f.years, f.offsets) for f in find_years("2021到2023年，和去年比，近三年")]
    [((2021, 2022, 2023), ()), ((), (-1,)), ((), (-2, -1, 0))]
    """
    shown = plain(text)
    found: list[FoundYears] = []
    for candidates in (_ranges(shown), _recent(shown), _relative(shown), _single(shown)):
        found += [item for item in candidates if not any(item.start < other.end and other.start < item.end for other in found)]
    return sorted(found, key=lambda item: item.start)


def _ranges(text: str) -> list[FoundYears]:
    found = []
    for match in _RANGE.finditer(text):
        first, last = _year(match["first"]), _year(match["last"])
        if first < last <= first + 30 and not _is_amount(text, match.start(), match.end("last")):
            found.append(FoundYears(match.start(), match.end(), tuple(range(first, last + 1))))
    return found


def _single(text: str) -> list[FoundYears]:
    return [
        FoundYears(match.start(), match.end(), (_year(match["year"]),))
        for match in _ONE.finditer(text)
        if not _is_amount(text, match.start(), match.end("year"))
    ]


def _is_amount(text: str, start: int, end: int) -> bool:
    """A number that looks like a year but counts something: 2000家, ≥20年, 第20年."""
    return _NOT_A_YEAR_AFTER.match(text, end) is not None or _NOT_A_YEAR_BEFORE.search(text[:start]) is not None


def _recent(text: str) -> list[FoundYears]:
    return [
        FoundYears(match.start(), match.end(), (), tuple(range(1 - _count(match["count"]), 1)))
        for match in _RECENT.finditer(text)
        if 1 <= _count(match["count"]) <= 30
    ]


def _relative(text: str) -> list[FoundYears]:
    """上年结转 and 当年财政拨款 are names of budget lines, not years that are asked for."""
    return [
        FoundYears(match.start(), match.end(), (), (_RELATIVE[match[0].lower()],))
        for match in _RELATIVE_WORDS.finditer(text)
        if not text.startswith(("结转", "财政"), match.end())
    ]


def _count(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _ENGLISH.get(text) or int(read_chinese_number(text))


def _year(text: str) -> int:
    number = int(text) if text.isdigit() else int(read_chinese_number(text.replace("○", "〇")))
    return number + 2000 if number < 100 else number
