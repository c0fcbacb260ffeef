"""The unit that holds for a cell: printed in one of its labels or above them, else in the table's unit line."""

import re
from collections.abc import Iterator

from ingest.values.units import UNIT_PATTERN
from jiwen.cells.frame import Frame, block_of
from jiwen.cells.wording import plain, printed_unit, words

_COUNTS = re.compile(r"[数量额]\s*[（(][^（()）]*[）)]\s*$")
_LEVELS = ("[一二三四五六七八九十]+[、.．]", "[（(][一二三四五六七八九十]+[）)]", r"\d{1,2}(?:[、．]|\.(?!\d))", r"[（(]\d{1,2}[）)]|[①-⑳]")


def unit_of(frame: Frame, row: int, column: int, table_unit: str | None) -> str | None:
    """ "%" under 执行率（%）, "辆" beside 公务用车保有量（辆） and beside 1．应急用车 below it; the table's unit holds for amounts only,
    not where a label counts or rates. Of tables side by side in one, only the names of the cell's own block speak for it."""
    heads = [frame.cells[r][column].text for r in range(frame.first_row - 1, -1, -1)]
    own = [c for c in frame.label_columns if column in block_of(c, frame.label_columns, len(frame.cells[row]))]
    names = [frame.cells[row][c].text for c in reversed(own)]
    for text in (*heads, *names):
        if unit := label_unit(text):
            return unit
    if any(text.strip().endswith(ending) for text in (*heads, *names) for ending in words()["no_amount"]):
        return None
    return next((unit for c in own for text in _above(frame, row, c) if (unit := label_unit(text))), table_unit)


def label_unit(text: str) -> str | None:
    """The unit in brackets behind a label, the first of several (台，套), or of 增减%.

    The levels of budget items （类） （款） （项） are none."""
    if plain(text).endswith("%"):
        return "%"
    inside = printed_unit(text)
    unit = re.split("[，,、/]", plain(inside))[0] if inside else ""
    if unit in words()["seldom_units"] and not _COUNTS.search(text):
        return None
    return unit if re.fullmatch(UNIT_PATTERN, unit, re.I) else None


def _above(frame: Frame, row: int, column: int) -> Iterator[str]:
    """The names that a name is numbered under, innermost first: （一）车辆数（辆） over 1．应急用车."""
    level = _level(frame.cells[row][column].text)
    for r in range(row - 1, frame.first_row - 1, -1):
        outer = _level(frame.cells[r][column].text)
        if level is None or not level:
            return
        if outer is not None and outer < level:
            yield frame.cells[r][column].text
            level = outer


def _level(text: str) -> int | None:
    """How deep a name is numbered, 0 outermost; None without a number."""
    return next((depth for depth, mark in enumerate(_LEVELS) if re.match(mark, text.strip())), None)
