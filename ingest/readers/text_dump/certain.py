"""Keep only what is certain: a figure that fits two columns as well is left out and named, rows that hardly fit are no rows.

Dumps that do not keep columns apart lose where a blank cell stood. `重污染天数 天 ≤ 2 3 是` may mean an actual value of 3 or a weight of 3.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model.document import Fault
from ingest.model.place import Place
from ingest.readers.text_dump.broken import is_broken, is_mixed_up
from ingest.readers.text_dump.cells import FIGURE_KINDS, IMPOSSIBLE, cell_text, figure_cost, plain
from ingest.readers.text_dump.columns import Column, is_sum, names_source
from ingest.readers.text_dump.grids import RowParse
from ingest.readers.text_dump.lines import Token
from ingest.values.quantities import read_quantity

Cells = dict[str, list[Token]]

_SIGNED = re.compile(r"[=≥≧≤≦═><]|\d+(\.\d+)?([%万亿元]|$)")
MARGIN = 0.7
WORST_ROW = 6.5
RULE = "uneven_rows"


@dataclass(frozen=True, slots=True)
class Settled:
    """Rows that can be relied on, and what was left out."""

    rows: tuple[RowParse, ...]
    faults: tuple[Fault, ...]


def settle(rows: Sequence[RowParse], columns: Sequence[Column]) -> Settled:
    """Rows with every doubtful figure taken out; each of them is said in a fault."""
    kept: list[RowParse] = []
    faults: list[Fault] = []
    for row in rows:
        if _is_closing_row(row, columns):
            kept.append(_with_total_columns(row))
            continue
        if row.cost > WORST_ROW or _lacks_name(row, rows, columns):
            faults.append(_fault(row, f"“{_name(row)[:40]}”一行无法可靠地分到各列，未采用"))
            continue
        if is_mixed_up(row, columns):
            faults.append(_fault(row, f"“{_name(row)[:40]}”一行混入了别的列的文字，未采用"))
            continue
        if row.strayed or _has_strayed_figure(row, columns) or is_broken(row, columns):
            faults.append(_fault(row, f"“{_name(row)[:40]}”一行的数值折行，无法可靠地分到各列，未采用"))
            continue
        checked, doubts = _without_doubts(row, columns)
        kept.append(checked)
        faults.extend(doubts)
    return Settled(tuple(kept), tuple(faults))


def _name(row: RowParse) -> str:
    return cell_text(row.cells.get("name", []) or [token for tokens in row.cells.values() for token in tokens], "name")


def _fault(row: RowParse, message: str) -> Fault:
    line = min(token.line for tokens in row.cells.values() for token in tokens)
    return Fault(RULE, f"第{line}行：{message}", Place(anchor=f"第{line}行"))


def _is_closing_row(row: RowParse, columns: Sequence[Column]) -> bool:
    return is_sum(_name(row)) and {"weight", "score", "target"} <= {column.key for column in columns}


def _with_total_columns(row: RowParse) -> RowParse:
    """总分 100 96.4 closes an indicator table: its two figures are weight and score."""
    figures = [tokens for key, tokens in row.cells.items() if key not in ("name", "note", "group", "group2", "group_above")]
    figures.sort(key=lambda tokens: (tokens[0].line, tokens[0].column))
    cells = {"name": row.cells["name"]}
    if len(figures) == 2:
        cells |= {"weight": figures[0], "score": figures[1]}
    return replace(row, cells=cells)


def _lacks_name(row: RowParse, rows: Sequence[RowParse], columns: Sequence[Column]) -> bool:
    return len(rows) > 1 and not row.cells.get("name") and any(column.key == "name" for column in columns)


def _has_strayed_figure(row: RowParse, columns: Sequence[Column]) -> bool:
    """True where a cell holds two figures, or one is blank and a figure stands on another line, among the words: values got mixed up."""
    if any(_holds_two_figures(row.cells.get(column.key, [])) for column in columns if column.kind in FIGURE_KINDS):
        return True
    values = [column for column in columns if column.kind in ("value", "number", "percent") and column.skip >= 1.0]
    filled = [row.cells[column.key] for column in values if row.cells.get(column.key)]
    if len(filled) == len(values) or not filled:
        return False
    at = {token.line for tokens in filled for token in tokens}
    words = [token for key in ("name", "note") for token in row.cells.get(key, []) if token.line not in at]
    return any(_SIGNED.search(plain(token.text)) for token in words)


def _holds_two_figures(tokens: Sequence[Token]) -> bool:
    return sum(any(char.isdigit() for char in token.text) for token in tokens) > 1


def _without_doubts(row: RowParse, columns: Sequence[Column]) -> tuple[RowParse, list[Fault]]:
    """The row with figures moved where they fit clearly better, and taken out where two columns are as good."""
    cells, faults = _with_source(row.cells, columns), []
    for position, column in enumerate(columns):
        tokens = cells.get(column.key)
        if column.kind not in FIGURE_KINDS or not tokens:
            continue
        for other in _blank_neighbours(columns, position, cells):
            gain = _cost_at(column, other, tokens, cells) - _cost_at(other, column, tokens, cells)
            if gain >= MARGIN and other.key in ("weight", "actual") and column.key != "source":
                cells[other.key] = cells.pop(column.key)
                break
            if abs(gain) < MARGIN and column.key != "source":
                del cells[column.key]
                faults.append(
                    _fault(row, f"“{_name(row)[:40]}”的“{cell_text(tokens, column.kind)}”属于“{column.title}”还是“{other.title}”无法确定")
                )
                break
    return replace(row, cells=cells), faults


def _with_source(cells: Cells, columns: Sequence[Column]) -> Cells:
    """Cells with 统计年报 and the like moved out of a value column into the blank source column."""
    keys = {column.key for column in columns}
    words = cell_text(cells.get("actual", []), "value")
    if "source" in keys and words and not cells.get("source") and names_source(words):
        return {"source" if key == "actual" else key: tokens for key, tokens in cells.items()}
    return dict(cells)


def _blank_neighbours(columns: Sequence[Column], position: int, cells: Cells) -> list[Column]:
    """Blank columns of figures beside one, up to the next filled column on either side."""
    found: list[Column] = []
    for step in (1, -1):
        at = position + step
        while 0 <= at < len(columns) and columns[at].kind in FIGURE_KINDS and not cells.get(columns[at].key):
            found.append(columns[at])
            at += step
    return found


def _cost_at(column: Column, blank: Column, tokens: list[Token], cells: Cells) -> float:
    """Cost of the tokens in `column` while `blank` stays blank."""
    fit = figure_cost(column.kind, tokens)
    if fit >= IMPOSSIBLE:
        return IMPOSSIBLE * 2
    return fit + blank.skip + _misfit(column, tokens, cells)


def _misfit(column: Column, tokens: list[Token], cells: Cells) -> float:
    """What the other cells of the row say: an actual value has its target's unit, a score does not pass its weight."""
    if column.key == "actual" and cells.get("target") and not cells.get("row_unit"):
        target, actual = (read_quantity(cell_text(cell, "value")) for cell in (cells["target"], tokens))
        return 1.5 if target.number is not None and actual.number is not None and target.unit and not actual.unit else 0.0
    return 0.0
