"""A question without its wrapping: greetings, who asks and what for, thanks. Years in Chinese numerals become digits."""

import json
import re
from functools import lru_cache
from importlib import resources

from ingest.values.numerals import read_number

_POINTS = r"[,，。:：!！、;；~～…—\-·]"
_END = rf"(?:{_POINTS}|[?？])"
_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "0": "0", "o": "0"}
_CHINESE_YEAR = re.compile(
    r"(?:(?:一九|二[〇零○0o])[〇零○0o一二三四五六七八九]{2}|(?<![一二三四五六七八九十百第近这前后])二[〇零一二三四五六七八九])(?=年)"
)

_FIFTHS = re.compile(r"(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九半])")
_POINT = re.compile(r"(?<![\d.])(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)个点(?=以上|以下|以内|还|的|$)")


@lru_cache(maxsize=1)
def _same() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Ways to put a threshold that mean the same: 不满 is 不到, 一百万以上 spent is 一百万元以上."""
    data = json.loads(resources.files("jiwen.question").joinpath("courtesy.json").read_text(encoding="utf-8"))
    return tuple((re.compile(pattern), standard) for pattern, standard in data["same"])


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = json.loads(resources.files("jiwen.question").joinpath("courtesy.json").read_text(encoding="utf-8"))
    lead = re.compile(rf"(?:{'|'.join(data['lead'])}){_POINTS}*")
    words, clauses = "|".join(data["tail"]), "|".join(data["tail_clause"])
    tail = re.compile(rf"(?:{_END}*(?:{words})|{_END}+(?:{clauses})){_END}*$")
    return lead, tail


def unwrapped(folded: str) -> str:
    """The folded question from its first word that asks to its last; unchanged where nothing else would be left.

    >>> unwrapped("老师您好,领导问,二〇二二年预算执行率是多少,谢谢!")
    '2022年预算执行率是多少'
    """
    text = _FIFTHS.sub(_percent, _CHINESE_YEAR.sub(_year, folded))
    text = _POINT.sub(_percent_of_points, text)
    for pattern, standard in _same():
        text = pattern.sub(standard, text)
    lead, tail = _patterns()
    for pattern, start in ((lead, True), (tail, False)):
        while match := pattern.match(text) if start else pattern.search(text):
            rest = text[match.end() :] if start else text[: match.start()]
            if not match[0] or len(rest) < 2:
                break
            text = rest
    return text


def _year(match: re.Match[str]) -> str:
    return "".join(_DIGITS[character] for character in match[0])


def _percent(match: re.Match[str]) -> str:
    """九成五 → 95%, 七成半 → 75%."""
    ones = "5" if match["ones"] == "半" else _DIGITS[match["ones"]]
    return f"{_DIGITS[match['tens']]}{ones}%"


def _percent_of_points(match: re.Match[str]) -> str:
    """十个点以上 → 10%以上."""
    number = read_number(match["number"])
    return match[0] if number is None else f"{format(number, 'f')}%"
