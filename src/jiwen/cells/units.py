"""The unit that holds for a cell: printed in one of its labels, else in the table's unit line."""

from jiwen.cells.frame import Frame
from jiwen.cells.wording import printed_unit, words


def unit_of(frame: Frame, row: int, column: int, table_unit: str | None) -> str | None:
    """ "%" under 执行率（%）, "人" beside 人数（人）; the table's unit holds for amounts only, not where a label counts or rates."""
    texts = [frame.cells[r][column].text for r in range(frame.first_row - 1, -1, -1)]
    texts += [frame.cells[row][c].text for c in frame.label_columns]
    for text in texts:
        unit = printed_unit(text)
        if unit in words()["units"]:
            return unit
    if any(text.strip().endswith(ending) for text in texts for ending in words()["no_amount"]):
        return None
    return table_unit
