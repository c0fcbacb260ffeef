"""Which one is the largest or the smallest ("哪个项目执行率最低", "人口最多的是哪年")."""

import re
from collections.abc import Iterable, Sequence

from ingest.values import read_quantity
from jiwen.cells.asked import Asked
from jiwen.cells.content import is_value
from jiwen.cells.frame import Frame
from jiwen.cells.lines import is_total
from jiwen.cells.match import Match

Place = tuple[int, int]
_ASKS = re.compile("哪|谁|什么")
_MOST = re.compile("最(?:高|大|多|长|重|快|远|贵|早|晚|强|好)")
_LEAST = re.compile("最(?:低|小|少|短|轻|慢|近|便宜|差)")


def wants_extreme(asked: Asked, named: Sequence[Match]) -> bool:
    """True for a question that asks which one is the most or the least, unless a heading says so itself (最大行程)."""
    if not _ASKS.search(asked.raw) or any("最" in m.label.text for m in named):
        return False
    return bool(_MOST.search(asked.raw) or _LEAST.search(asked.raw))


def extremes(frame: Frame, asked: Asked, places: Iterable[Place]) -> list[Place]:
    """Those of `places` with the largest (smallest) figure, totals apart; none where there are no two figures."""
    figures = {}
    for r, c in places:
        text = frame.cells[r][c].text
        value = read_quantity(text, None).number if is_value(text) else None
        heads = (frame.cells[r][k].text for k in frame.label_columns), (frame.cells[k][c].text for k in range(frame.first_row))
        if value is not None and not any(is_total(head) for axis in heads for head in axis):
            figures[r, c] = value
    if len(figures) < 2:
        return []
    best = (min if _LEAST.search(asked.raw) else max)(figures.values())
    return [place for place, value in figures.items() if value == best]


def name_column(frame: Frame, columns: Iterable[Match]) -> int:
    """The column that says which one it is: the one asked for, else the first column of names that no running number fills."""
    asked_for = [c for m in columns if m.is_asked for c in m.label.lines]
    names = [c for c in frame.label_columns if not all(_is_number_or_total(frame.cells[r][c].text) for r in frame.body_rows)]
    return min(asked_for or names or [0])


def _is_number_or_total(text: str) -> bool:
    return text.strip().isdigit() or is_total(text)
