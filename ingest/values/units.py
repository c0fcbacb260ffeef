"""Units of quantities: what counts as one, and its scale (万元 is 10 000 元)."""

import json
import re
from decimal import Decimal
from functools import lru_cache
from importlib import resources

from ingest.values.numerals import plain

_DATA = json.loads(resources.files("ingest.values").joinpath("units.json").read_text(encoding="utf-8"))
SCALES: dict[str, Decimal] = {word: Decimal(value) for word, value in _DATA["scales"].items()}
ALIASES: dict[str, str] = _DATA["aliases"]
UNITS: tuple[str, ...] = tuple(sorted({*_DATA["units"], *ALIASES}, key=len, reverse=True))
PERCENT, POINTS = "%", "百分点"


def _alternatives(words: list[str]) -> str:
    """Longest first; a Latin word must not run on into another."""
    return "|".join(_either_bracket(word) + (r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "") for word in words)


def _either_bracket(word: str) -> str:
    return re.escape(word).replace(r"\(", "[(（]").replace(r"\)", "[)）]")


_SCALE = _alternatives(sorted((word for word in SCALES if word != "百"), key=len, reverse=True)) + "|百(?!分)"
_UNIT = _alternatives(list(UNITS))
_PER = rf"(?:\s*[/每·]\s*(?:\d+\s*)?(?:(?:{_SCALE})(?:{_UNIT})?|{_UNIT}|[月季斤生]))"
UNIT_PATTERN = rf"(?:(?:{_SCALE})\s*)?(?:{_UNIT}){_PER}*|(?:{_SCALE}){_PER}*|{_PER}+"
"""Regular expression of a whole unit, compound ones included: 万人次, 元/亩, /10万, 元/人·月."""

_SCALE_FIRST = re.compile(rf"(?P<scale>{_SCALE})\s*(?P<base>.*)", re.I)


@lru_cache(maxsize=4096)
def unit_scale(unit: str | None) -> tuple[Decimal, str]:
    """(scale, base unit): 万元 → (10000, 元), ‰ → (0.1, %), 个百分点 → (1, 百分点), None → (1, "").

    A unit that is not known is its own base. Percent and percentage points stay apart; so do classifiers (家, 个).
    """
    text = re.sub(r"\s+", " ", plain(unit or "")).strip().replace("（", "(").replace("）", ")")
    name = text.lower()
    if name in ALIASES:
        return Decimal(1), ALIASES[name]
    if text == "‰":
        return Decimal("0.1"), PERCENT
    match = _SCALE_FIRST.fullmatch(name if name.isascii() else text)
    if match and match["scale"].lower() in SCALES and name not in UNITS:
        base = match["base"].strip()
        return SCALES[match["scale"].lower()], ALIASES.get(base.lower(), base)
    return Decimal(1), text


def same_dimension(one: str | None, other: str | None) -> bool:
    """True where both units have one base, so that their numbers can be compared after scaling."""
    return unit_scale(one)[1] == unit_scale(other)[1]
