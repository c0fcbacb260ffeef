"""Small tables inside a form's head, under a label merged down their side (年度主要任务 | 任务名称 | 主要内容 | 预算金额)."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from ingest.facts.columns import Row
from ingest.facts.parts import Part
from ingest.facts.rows import distinct, is_number


def side_tables(part: Part) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """(label, rows) of each: a header without figures, and below it a row that no label–value pairs explain."""
    for _, group in groupby(part.rows, key=lambda row: id(row[0])):
        rows = tuple(group)
        side = rows[0][0]
        if len(rows) > 1 and side.row_span > 1 and side.text.strip() and _is_table(rows):
            yield side.text.strip(), rows


def _is_table(rows: tuple[Row, ...]) -> bool:
    inner = [[cell for cell in distinct(row) if cell is not row[0]] for row in rows]
    if len(inner[0]) < 3 or any(is_number(cell.text) for cell in inner[0]):
        return False
    return any(_has_figures_unlike_pairs([cell.text for cell in cells]) for cells in inner[1:])


def _has_figures_unlike_pairs(texts: list[str]) -> bool:
    """Two figures side by side, or a figure where a label would stand."""
    figures = [is_number(text) for text in texts]
    return any(figures[::2]) or any(a and b for a, b in pairwise(figures))
