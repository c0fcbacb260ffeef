"""How wide the columns of a table are, learned from its cells; and how well whole rows fit, to compare ways of reading one table."""

from collections.abc import Sequence

from ingest.readers.text_dump.cells import FIGURE_KINDS, IMPOSSIBLE, figure_cost, is_figure, words_cost
from ingest.readers.text_dump.columns import Column
from ingest.readers.text_dump.grids import GROUP_KEYS, RowParse
from ingest.readers.text_dump.lines import Token, display_width

FIGURE_BONUS, ROW_BONUS = 1.0, 1.5
_USUAL = {"note": 0.8, "value": 1.0, "source": 1.6, "percent": 0.2}


def line_widths(tokens: Sequence[Token]) -> list[float]:
    """Width of each printed line of a cell, blanks as half a character."""
    widths: dict[int, float] = {}
    for token in tokens:
        widths[token.line] = widths.get(token.line, -0.5) + display_width(token.text) + 0.5
    return list(widths.values())


def learned_widths(rows: Sequence[RowParse], columns: Sequence[Column]) -> dict[str, float]:
    """Width of every column of words: the wide lines of its cells; in notes and prose those before a line break, which are full."""
    learned: dict[str, float] = {}
    for column in columns:
        if column.kind in FIGURE_KINDS or column.kind == "group":
            continue
        cells = [line_widths(row.cells[column.key]) for row in rows if column.key in row.cells]
        broken = sorted(width for cell in cells for width in cell[:-1])
        lines = sorted(width for cell in cells for width in cell)
        if column.kind in ("note", "prose") and len(broken) >= 3:
            learned[column.key] = broken[int((len(broken) - 1) * 0.9)]
        elif lines:
            learned[column.key] = lines[int((len(lines) - 1) * 0.95 + 0.5)]
    return learned


def rows_cost(rows: Sequence[RowParse], columns: Sequence[Column]) -> float:
    """How badly the rows fit, whatever way they were found: lower is better, every figure in a fitting column lowers it."""
    widths = learned_widths(rows, columns)
    return sum(_cell_cost(row.cells.get(column.key, []), column, widths) for row in rows for column in columns) - ROW_BONUS * len(rows)


def strain(rows: Sequence[RowParse], columns: Sequence[Column]) -> float:
    """What the cells cost beyond what such cells always cost: a note 0.8, a word for a value 1, a source 1.6; blank cells nothing."""
    widths = learned_widths(rows, columns)
    cost = 0.0
    for row in rows:
        for column in columns:
            tokens = row.cells.get(column.key, [])
            if tokens and column.key not in GROUP_KEYS:
                cost += max(0.0, _cell_cost(tokens, column, widths) - _USUAL.get(column.kind, 0.0))
    return cost


def _cell_cost(tokens: Sequence[Token], column: Column, widths: dict[str, float]) -> float:
    if column.key in GROUP_KEYS:
        return 0.0
    if not tokens:
        return column.skip
    in_order = sorted(tokens, key=lambda token: (token.line, token.column))
    if column.kind in FIGURE_KINDS:
        cost = min(figure_cost(column.kind, in_order), 8.0)
        return cost - (FIGURE_BONUS if is_figure("".join(token.text for token in in_order)) else 0.0)
    return min(words_cost(column.kind, in_order, widths.get(column.key, 0.0)), IMPOSSIBLE / 50)
