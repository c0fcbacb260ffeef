"""Years in a question: 2022年, 22年度, 去年, 上一年, 近三年, 2021到2023年."""

import re
from dataclasses import dataclass

from ingest.values.numerals import read_number

_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(rf"(?P<a>{_YEAR})年?(?:度)?(?:到|至|-|—|~|～)(?P<b>{_YEAR})(?:年度?)?")
_LIST = re.compile(rf"(?P<a>{_YEAR})(?:年)?(?:、|和|与|跟|,|，)(?={_YEAR})")
_AMOUNT = r"[万亿元块%％亩吨户平米倍]|公里|公顷|千瓦|人次|人(?![均员才口民大社事力文])|家(?![庭长])|个(?![人体])|项(?!目)"
_SINGLE = re.compile(rf"(?<!\d)(?<!\.)(?P<year>{_YEAR})(?:年(?:度)?|(?=[^\d年.])(?!{_AMOUNT})|$)")
_SHORT = re.compile(r"(?<!\d)(?P<year>[012]\d)年(?:度)?")
_RECENT = re.compile(
    r"(?:近|最近|这|过去|前后|前|连续|历|全部)?(?P<count>[两三四五六几]|(?<!\d)[2-6])(?:个)?年(?:来|间|里|中|以来|度)?(?:的)?"
)
_WORDS = {
    "大前年": -3, "前年": -2, "上上年": -2, "去年度": -1, "去年": -1, "上年度": -1, "上一年度": -1, "上一年": -1, "上年": -1, "前一年": -1,
    "今年": 0, "本年度": 0, "本年": 0, "当年": 0, "这一年": 0, "这年": 0, "下一年": 1, "明年": 1, "后一年": 1, "次年": 1, "后年": 2,
}  # fmt: skip
_RELATIVE = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_HISTORY = re.compile(r"历年|各年度|各年|每年|逐年")


@dataclass(frozen=True, slots=True)
class Periods:
    """What was found, and the characters it takes up."""

    years: tuple[int, ...] = ()
    relative: tuple[int, ...] = ()
    recent: int | None = None
    spans: tuple[tuple[int, int], ...] = ()


def find_periods(text: str, protected: tuple[tuple[int, int], ...] = ()) -> Periods:
    """All years that `text` names outside `protected`. A count of years without a number (几年, 历年) is 0: all there are."""
    years: list[int] = []
    spans: list[tuple[int, int]] = list(protected)
    for match in _RANGE.finditer(text):
        if _free(match.span(), spans):
            years.extend(range(int(match["a"]), int(match["b"]) + 1))
            spans.append(match.span())
    for match in _LIST.finditer(text):
        if _free(match.span(), spans):
            years.append(int(match["a"]))
            spans.append(match.span())
    for regex in (_SINGLE, _SHORT):
        for match in regex.finditer(text):
            if _free(match.span(), spans):
                years.append(int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"]))
                spans.append(match.span())
    relative, recent = _words(text, spans)
    return Periods(tuple(dict.fromkeys(years)), relative, recent, tuple(spans[len(protected) :]))


def _words(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, ...], int | None]:
    relative, recent = [], None
    for match in _RELATIVE.finditer(text):
        if _free(match.span(), spans):
            relative.append(_WORDS[match[0]])
            spans.append(match.span())
    for match in _RECENT.finditer(text):
        if _free(match.span(), spans):
            number = read_number(match["count"])
            recent = max(recent or 0, int(number) if number is not None else 0)
            spans.append(match.span())
    for match in _HISTORY.finditer(text):
        if _free(match.span(), spans):
            recent = 0 if recent is None else recent
            spans.append(match.span())
    return tuple(dict.fromkeys(relative)), recent


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return not any(span[0] < end and start < span[1] for start, end in taken)
