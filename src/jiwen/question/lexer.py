"""Marks in a folded question: which words ask, which name a column, a verdict, an order. The vocabulary is data (words.json)."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ingest.values.quantities import find_quantities
from ingest.values.units import UNIT_PATTERN
from jiwen.question.model import Amount

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start:end` of the folded question and what they say. `amount` only for kind "amount"."""

    start: int
    end: int
    kind: str
    value: str
    text: str
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    kind: str
    value: str
    regex: re.Pattern[str]
    rank: int


_DENIED = re.compile(r"(?:不是|不等于|没有?到|未到|不为|并非)$")


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """The vocabulary, compiled once. `{unit}` in a pattern stands for every unit of measure."""
    data = json.loads(resources.files("jiwen.question").joinpath("words.json").read_text(encoding="utf-8"))
    found = []
    for rank, entry in enumerate(data["marks"]):
        for text in entry["patterns"]:
            found.append(Pattern(entry["kind"], entry["value"], re.compile(text.replace("{unit}", UNIT_PATTERN)), rank))
    return tuple(found)


def protected_words(text: str) -> list[Interval]:
    """Words of the field that look like question words but name something: 收入合计, 收支总计."""
    return [match.span() for match in _protected_pattern().finditer(text)]


@lru_cache(maxsize=1)
def _protected_pattern() -> re.Pattern[str]:
    data = json.loads(resources.files("jiwen.question").joinpath("words.json").read_text(encoding="utf-8"))
    return re.compile("|".join(data["protected"]))


@lru_cache(maxsize=1)
def _whole_words() -> re.Pattern[str]:
    """Words that hold a filler character but are none: 人才, 就业, 里程."""
    data = json.loads(resources.files("jiwen.question").joinpath("words.json").read_text(encoding="utf-8"))
    return re.compile("|".join(data["whole_words"]))


def find_marks(text: str, protected: Sequence[Interval] = ()) -> tuple[Mark, ...]:
    """Marks of `text`, left to right, never overlapping; longer ones win, then earlier entries of the vocabulary.

    Nothing is marked inside `protected` (names that stand there word for word). Filler takes what no other word wants.
    """
    taken = list(protected)
    marks = [mark for mark in _amounts(text) if _is_free(mark, taken)]
    taken += [(mark.start, mark.end) for mark in marks]
    for _, _, mark in sorted(_candidates(text, taken), key=lambda item: (item[0], item[1], item[2].start)):
        if _is_free(mark, taken):
            marks.append(mark)
            taken.append((mark.start, mark.end))
    marks += _filler(text, taken)
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _candidates(text: str, taken: Sequence[Interval]) -> Iterable[tuple[int, int, Mark]]:
    for pattern in patterns():
        if pattern.kind != "filler":
            for start, end in _matches(pattern.regex, text, taken):
                yield start - end, pattern.rank, Mark(start, end, pattern.kind, pattern.value, text[start:end])


def _filler(text: str, taken: Sequence[Interval]) -> list[Mark]:
    marks, at = [], 0
    whole = [match.span() for match in _whole_words().finditer(text)]
    for start, end in [*sorted(taken), (len(text), len(text))]:
        for pattern in patterns():
            if pattern.kind == "filler" and at < start:
                for match in pattern.regex.finditer(text[at:start]):
                    mark = Mark(at + match.start(), at + match.end(), "filler", "filler", match[0])
                    if not any(a <= mark.start and mark.end <= b and (a, b) != (mark.start, mark.end) for a, b in whole):
                        marks.append(mark)
        at = max(at, end)
    return marks


def _matches(regex: re.Pattern[str], text: str, taken: Sequence[Interval]) -> Iterable[Interval]:
    """Non-empty matches from every start, overlapping ones too, that leave `taken` alone."""
    at = 0
    while at <= len(text) and (match := regex.search(text, at)):
        at = match.start() + 1
        if match.end() > match.start() and not any(match.start() < end and start < match.end() for start, end in taken):
            yield match.span()


def _amounts(text: str) -> list[Mark]:
    """Thresholds: quantities that carry an operator or a unit. Years and bare counts (三个项目) are none."""
    marks = []
    for found in find_quantities(text.replace("有没有", "是不是")):
        quantity = found.quantity
        if quantity.number is None or not (quantity.op or quantity.unit in ("%", "‰", "倍")):
            continue
        denied = _DENIED.search(text[: found.start]) if quantity.op in (None, "=") else None
        start = denied.start() if denied else found.start
        amount = Amount(quantity.op or "=", quantity.number, quantity.unit, text[start : found.end])
        marks.append(Mark(start, found.end, "amount", "not" if denied else quantity.op or "", text[start : found.end], amount))
    return marks


def _is_free(mark: Mark, taken: Sequence[Interval]) -> bool:
    return not any(mark.start < end and start < mark.end for start, end in taken)
