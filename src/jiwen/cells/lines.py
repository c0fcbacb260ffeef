"""From named labels to the rows or columns that they stand for."""

from collections.abc import Iterable, Mapping

from jiwen.cells.match import Match
from jiwen.cells.wording import plain, words


def lines_of(named: Iterable[Match], groups: Mapping[int, set[int]] | None = None) -> set[int]:
    """Lines of the named labels of one axis: labels of one level add up, levels narrow each other down where they meet at all.

    Words of the body that are no labels only narrow; a value that meets no named line stands for its whole group ("型号为甲的那台")."""
    levels: dict[tuple[bool, int], set[int]] = {}
    for match in named:
        levels.setdefault((not match.label.is_head, match.label.level), set()).update(match.label.lines)
    lines: set[int] = set()
    for (is_body, _), level in sorted(levels.items()):
        if not lines:
            lines = set(level)
        elif is_body:
            group = {line for known in level for line in (groups or {}).get(known, ())}
            lines = lines & level or lines & group or lines
        else:
            lines = lines & level or lines | level
    return lines


def is_total(text: str) -> bool:
    return any(plain(text).endswith(word) for word in words()["total"])
