"""Other readings of a spoken question: in the words that budgets and final accounts print. 有几辆公车 → 共有车辆多少辆.

They are tried only where the question as typed finds nothing, so they may be free where the first reading must be strict.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jiwen.question.model import Question

_MOST, _LONGEST_OWNER = 5, 8
_WHOSE = re.compile(
    r"^(?:(?:这|那|该|本|我们?|咱们?)(?:个|家|份|次)?)?(?:单位|部门|局里?|街道|机关(?!运行|事业)|项目(?!支出|资金)|全局|全院|全部门|报告)?(?:今年|本年度?|当年|这一年)?(?:里|上|中)?(?:面)?[,，]?"
)
_CLOSING = re.compile(r"(?:呢|啊|呀|吗|吧|了)*[?？。！!~]*$")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?|今年|本年度?|当年|去年|上年|前年")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question to ask instead, and what of the typed one it takes for what. `only_stated`: a figure worked out would be another one."""

    text: str
    said: str
    meant: str
    only_stated: bool = False


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resources.files("jiwen.question").joinpath("spoken.json").read_text(encoding="utf-8"))
    return data


@cache
def _terms() -> tuple[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...], ...]:
    """Whole questions with what to ask instead, then words with the terms they may mean."""
    data = _data()
    questions = tuple((re.compile(entry["asks"]), tuple(entry["reads"])) for entry in data["questions"])
    return questions, tuple((re.compile(entry["said"]), tuple(entry["as"])) for entry in data["words"])


def readings(question: Question, owners: Sequence[str] = ()) -> list[Reading]:
    """What else the question may mean, likeliest first; empty where every word of it is a printed term already.

    `owners` are the bodies of the reports in reach, which a question may call by a short form of its own (残联)."""
    questions, words = _terms()
    scope = _scope(question)
    core = _core(question, owners)
    found = [Reading(f"{scope}{read}", core, read) for pattern, reads in questions if pattern.fullmatch(core) for read in reads]
    share = re.fullmatch(_data()["shares"]["asks"], core)
    for read in _data()["shares"]["reads"] if share else ():
        meant = share.expand(read) if share else ""
        found.append(Reading(f"{scope}{meant}", core, meant, only_stated=True))
    for rule in _data()["reworded"]:
        if match := re.fullmatch(rule["asks"], core):
            reworded = [text for read in rule["reads"] for text in (match.expand(read), *_in_terms(match.expand(read)))]
            found += [Reading(f"{scope}{text}", core, text) for text in reworded]
    found += [reading for pattern, terms in words for term in terms if (reading := _reworded(question.folded, pattern, term))]
    return _all_at_once(question.folded) + found[:_MOST]


def as_change(question: Question) -> list[Reading]:
    """土地增值税降了多少, which names no year, as a change against the year before."""
    core = _core(question)
    found = re.fullmatch(_data()["changes"]["asks"], core)
    if found is None or question.scope.years or question.scope.relative:
        return []
    meant = found.expand(_data()["changes"]["reads"])
    return [Reading(f"{_scope(question)}{meant}", core, meant)]


def whole_readings(question: Question, owners: Sequence[str] = ()) -> list[Reading]:
    """Those of `readings` that take the question as a whole: 接待了多少人 asks for one of several figures that bear its words."""
    core = _core(question, owners)
    return [Reading(f"{_scope(question)}{read}", core, read) for pattern, reads in _terms()[0] if pattern.fullmatch(core) for read in reads]


def _core(question: Question, owners: Sequence[str] = ()) -> str:
    """The question without whose it is, which year, and how it closes."""
    text = question.folded
    for body in question.scope.bodies:
        text = text.replace(body.text, "")
    text = _without_owner(text, owners)
    return _CLOSING.sub("", _WHOSE.sub("", _YEAR.sub("", text).lstrip("的,，"))).removeprefix("的")


def _without_owner(text: str, owners: Sequence[str]) -> str:
    """The question without a short form of an owner's name at its beginning: its characters in order, the first of them first of a word."""
    for length in range(_LONGEST_OWNER, 1, -1):
        start = text[:length]
        if len(start) == length and any(_is_short_for(start, owner) for owner in owners):
            return text[length:]
    return text


def _is_short_for(short: str, name: str) -> bool:
    rest = iter(name)
    return short[-1] in "局委厅院办会联所站处队街镇乡" and all(character in rest for character in short)


def _scope(question: Question) -> str:
    years = _YEAR.findall(question.folded)
    return "".join((*(body.text for body in question.scope.bodies), *dict.fromkeys(years)))


def _reworded(text: str, pattern: re.Pattern[str], term: str) -> Reading | None:
    found = pattern.search(text)
    if found is None or term in text:
        return None
    return Reading(text[: found.start()] + term + text[found.end() :], found[0], term)


def _in_terms(text: str) -> list[str]:
    """The text with its first spoken word read as each of its terms; empty without one."""
    return next(
        (
            [reading.text for term in terms if (reading := _reworded(text, pattern, term))]
            for pattern, terms in _terms()[1]
            if pattern.search(text)
        ),
        [],
    )


def _all_at_once(text: str) -> list[Reading]:
    """Every spoken word read as its likeliest term, where there are several."""
    said, meant = [], []
    for pattern, terms in _terms()[1]:
        reading = _reworded(text, pattern, terms[0])
        if reading is not None:
            text = reading.text
            said.append(reading.said)
            meant.append(reading.meant)
    return [Reading(text, "、".join(said), "、".join(meant))] if len(said) > 1 else []
