"""Names typed by sound: 投诉律 is 投诉率, 赠学位数 is 增学位数. A wrong character counts only where it is read like the right one."""

from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from jiwen.question.fold import fold_name

_SHORTEST = 5
_CHARACTERS_A_SLIP = 4


def read_by_sound(text: str, names: Iterable[str]) -> str | None:
    """The one name that reads like `text` and is written otherwise, at most one character in four; None for none or several.

    >>> read_by_sound("有效投诉律", ["有效投诉率", "投诉办结率"])
    '有效投诉率'
    """
    typed = fold_name(text)
    if len(typed) < _SHORTEST:
        return None
    found = {name for name in names if _sounds_like(typed, fold_name(name))}
    return found.pop() if len({fold_name(name) for name in found}) == 1 else None


def _sounds_like(typed: str, name: str) -> bool:
    if len(typed) != len(name) or typed == name:
        return False
    slips = [(one, other) for one, other in zip(typed, name, strict=True) if one != other]
    return len(slips) <= len(name) // _CHARACTERS_A_SLIP and all(_readings(one) & _readings(other) for one, other in slips)


def _readings(character: str) -> frozenset[str]:
    return _table().get(character, frozenset())


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    text = resources.files("jiwen.question").joinpath("syllables.tsv").read_text(encoding="utf-8")
    readings: dict[str, set[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            syllable, characters = line.split("\t")
            for character in characters:
                readings.setdefault(character, set()).add(syllable)
    return {character: frozenset(found) for character, found in readings.items()}
