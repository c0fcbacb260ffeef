"""Is a list complete, and nothing but the list?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.scorers.figures import fold


@dataclass(frozen=True, slots=True)
class NamesScore:
    """Names found, missing and not asked for."""

    right: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def compare_names(expected: Sequence[str | Sequence[str]], got: Sequence[str]) -> NamesScore:
    """An expected entry may list equally good names (printed and corrected); marks and blanks do not count."""
    entries = [(entry,) if isinstance(entry, str) else tuple(entry) for entry in expected]
    keys = {_key(name) for name in got}
    missing = tuple(entry[0] for entry in entries if not keys & {_key(name) for name in entry})
    known = {_key(name) for entry in entries for name in entry}
    extra = tuple(dict.fromkeys(name for name in got if _key(name) not in known))
    return NamesScore(len(entries) - len(missing), missing, extra)


def _key(name: str) -> str:
    return re.sub(r"[\W_]", "", fold(name)).lower()
