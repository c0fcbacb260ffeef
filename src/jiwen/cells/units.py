"""The unit that holds for a cell: printed in one of its labels, else in the table's unit line."""

import re

from jiwen.cells.frame import Frame
from jiwen.cells.wording import words

_IN_BRACKETS = re.compile(r"[（(](?:单位[:：])?([^（()）]{1,6})[）)]\s*$")


def unit_of(frame: Frame, row: int, column: int, table_unit: str | None) -> str | None:
    """ "%" under 执行率（%）, "人" beside 人数（人）; the table's unit holds for amounts only, not where a label counts or rates."""
    texts = [frame.cells[r][column].text for r in range(frame.first_row - 1, -1, -1)]
    texts += [frame.cells[row][c].text for c in frame.label_columns]
    for text in texts:
        printed = _IN_BRACKETS.search(text)
        if printed and printed[1] in words()["units"]:
            return printed[1]
    if any(text.strip().endswith(ending) for text in texts for ending in words()["no_amount"]):
        return None
    return table_unit
