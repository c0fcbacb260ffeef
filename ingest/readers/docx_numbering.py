"""List labels of a DOCX ("一、", "1.2"), which Word counts while it draws and the file does not hold as text."""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from ingest.readers.xml_parts import attribute, child, children

_ASCII_START = re.compile(r"[0-9A-Za-z]")
_LEVELS = 9
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """`label` is Word's pattern: "%1、", "%1.%2"."""

    label: str
    number_format: str
    start: int = 1
    is_legal: bool = False


@dataclass(slots=True)
class ListCounter:
    """Counts list paragraphs in reading order; `numbers` maps a list to (its counter's key, its levels)."""

    numbers: dict[str, tuple[str, dict[int, ListLevel]]]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def next_label(self, number_id: str, level: int) -> str:
        """The label of the next paragraph of this list, "" for bullets and unknown lists."""
        key, levels = self.numbers.get(number_id, ("", {}))
        here = levels.get(level)
        if here is None:
            return ""
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        reached = counts[level]
        counts[level] = here.start if reached is None else reached + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if here.number_format in _formats()["silent"]:
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            other = levels.get(at, here)
            value = counts[at] if at < _LEVELS else None
            number_format = "decimal" if here.is_legal else other.number_format
            return format_number(other.start if value is None else value, number_format)

        return re.sub(r"%([1-9])", shown, here.label)


def read_numbering(root: etree._Element | None) -> ListCounter:
    """The lists of numbering.xml. A `num` with a start override counts for itself, the others share their abstract list's counter."""
    if root is None:
        return ListCounter({})
    abstract = {attribute(item, "abstractNumId") or "": item for item in children(root, "abstractNum")}
    by_style = {_value(item, "styleLink"): item for item in abstract.values() if _value(item, "styleLink")}
    numbers = {}
    for item in children(root, "num"):
        number_id = attribute(item, "numId") or ""
        key = _value(item, "abstractNumId") or ""
        source = abstract.get(key)
        if source is not None and (linked := _value(source, "numStyleLink")) in by_style:
            source = by_style[linked]
        levels = {} if source is None else _levels(source)
        overrides = children(item, "lvlOverride")
        for override in overrides:
            _apply_override(levels, override)
        starts_anew = any(child(override, "startOverride") is not None for override in overrides)
        numbers[number_id] = (f"num {number_id}" if starts_anew else f"list {key}", levels)
    return ListCounter(numbers)


def join_label(label: str, text: str) -> str:
    """Label and text as drawn: "一、概况", "1.概况", but "1. 2023年" so that the two figures stay apart."""
    needs_space = bool(label and text) and (label[-1].isascii() and label[-1] not in ")]") and bool(_ASCII_START.match(text))
    return f"{label} {text}" if needs_space else label + text


def format_number(number: int, number_format: str) -> str:
    """`number` in one of Word's number formats; decimal where the format is unknown.

    >>> format_number(12, "chineseCounting"), format_number(3, "decimalEnclosedCircle"), format_number(4, "lowerRoman")
    ('十二', '③', 'iv')
    """
    sequences, chinese = _formats()["sequences"], _formats()["chinese"]
    if number_format in sequences and 1 <= number <= len(sequences[number_format]):
        return str(sequences[number_format][number - 1])
    if number_format in chinese and 0 <= number < 10_000:
        return _chinese(number)
    if number_format in ("upperLetter", "lowerLetter") and 1 <= number <= 26 * 30:
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if number_format == "upperLetter" else letters.lower()
    if number_format in ("upperRoman", "lowerRoman") and 1 <= number < 4000:
        return _roman(number) if number_format == "upperRoman" else _roman(number).lower()
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number_format == "decimalFullWidth":
        return str(number).translate({ord("0") + i: ord("０") + i for i in range(10)})
    return str(number)


def _levels(source: etree._Element) -> dict[int, ListLevel]:
    return {_whole(attribute(item, "ilvl"), 0): _level(item) for item in children(source, "lvl")}


def _level(item: etree._Element) -> ListLevel:
    legal = child(item, "isLgl")
    return ListLevel(
        _value(item, "lvlText") or "",
        _value(item, "numFmt") or "decimal",
        _whole(_value(item, "start"), 1),
        legal is not None and attribute(legal, "val") not in ("0", "false"),
    )


def _apply_override(levels: dict[int, ListLevel], override: etree._Element) -> None:
    level = _whole(attribute(override, "ilvl"), 0)
    own = child(override, "lvl")
    if own is not None:
        levels[level] = _level(own)
    start = _value(override, "startOverride")
    if start is not None and level in levels:
        old = levels[level]
        levels[level] = ListLevel(old.label, old.number_format, _whole(start, old.start), old.is_legal)


def _value(item: etree._Element, name: str) -> str | None:
    found = child(item, name)
    return None if found is None else attribute(found, "val")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,6}", text) else otherwise


def _chinese(number: int) -> str:
    text = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += _DIGITS[digit] + unit
        elif text and number % place and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if 10 <= number < 20 else text or "零"


def _roman(number: int) -> str:
    text = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += letters * (number // value)
        number %= value
    return text


@cache
def _formats() -> dict[str, Any]:
    return dict(json.loads(files(__package__).joinpath("numbering_formats.json").read_text(encoding="utf-8")))
