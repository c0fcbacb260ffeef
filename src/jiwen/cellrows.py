"""Names that no fact bears, looked up in every table: the cell where row and column meet, as a row like any other."""

from collections.abc import Sequence
from decimal import Decimal

from ingest.model.quantity import Quantity
from ingest.model.report import Report
from ingest.values import read_quantity, unit_scale
from jiwen.cells import FoundCell, look_up
from jiwen.question.model import Mention, Question
from jiwen.question.names import fit, name_key, standard_mention
from jiwen.rows import CellLine, Row

_LEAST_SCORE = 0.75
_LEAST_SAID = 0.85
_LEAST_MARGIN = 0.04
_ROUNDING = Decimal("0.006")


def cell_rows(asked: str, report: Report, mention: Mention | None = None) -> tuple[Row, ...]:
    """The cells of one report that answer; two tables that print other figures for the same thing give both.

    Cells whose labels and title do not say all of `mention` are none: a neighbour's figure is worse than no answer.
    """
    found = look_up(asked, report.tables)
    if not found.cells or found.score < _LEAST_SCORE:
        return ()
    best = [row for cell in found.cells if _says(cell, mention) and (row := _row(cell, report))]
    if found.margin < _LEAST_MARGIN:
        best += [row for cell in found.rivals if _says(cell, mention) and (row := _row(cell, report))]
    return tuple(_distinct(best))


def _says(found: FoundCell, mention: Mention | None) -> bool:
    if mention is None:
        return True
    labels = name_key("".join((*found.row_path, *found.column_path, found.table.title, found.table.project or "")))
    said = fit(standard_mention(mention), labels)
    return said.recall >= _LEAST_SAID and len(said.leftover) < 2


def asked_about(question: Question, mention: Mention | None) -> str:
    """The question with only this one of its mentions, bodies left out."""
    text = question.folded
    for other in question.mentions:
        if mention is not None and other is not mention:
            text = text.replace(other.text, "")
    for body in question.scope.bodies:
        text = text.replace(body.text, "")
    return text


def _row(found: FoundCell, report: Report) -> Row | None:
    quantity = read_quantity(found.cell.text, found.table.unit)
    if quantity.number is None:
        return None
    label = found.row_path[-1] if found.row_path else found.table.title
    column = "/".join(dict.fromkeys(found.column_path))
    unit = quantity.unit or _unit_of(found)
    text = found.cell.text if not unit or unit in found.cell.text else f"{found.cell.text}{unit}"
    exact = Quantity(text, quantity.op, quantity.number, unit)
    line = CellLine(label, column or found.table.title, text, exact, found.cell.place)
    return Row("cell", report, line, label or found.table.title, (label or found.table.title,), found.table.project)


def _unit_of(found: FoundCell) -> str | None:
    """The unit in brackets behind a label: 金额（万元）."""
    for label in (*reversed(found.column_path), *reversed(found.row_path)):
        inside = label.replace("（", "(").replace("）", ")").rpartition("(")[2].rstrip(")")
        if inside != label and (inside in ("%", "元", "万元", "亿元", "人", "个") or unit_scale(inside)[0] != 1):
            return inside
    return "%" if any("率" in label[-2:] and "%" in found.cell.text for label in found.column_path) else None


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """Rows with other figures only: the same amount printed again, or in 万元 and rounded, is the same."""
    kept: list[Row] = []
    for row in rows:
        if not any(_same(row, other) for other in kept):
            kept.append(row)
    return kept


def _same(one: Row, other: Row) -> bool:
    mine, its = _amount(one), _amount(other)
    if mine is None or its is None:
        return False
    coarse = max(unit_scale(_unit(one))[0], unit_scale(_unit(other))[0])
    return abs(mine - its) <= coarse * _ROUNDING if mine != its else True


def _amount(row: Row) -> Decimal | None:
    item = row.item
    assert isinstance(item, CellLine)
    return item.quantity.number * unit_scale(item.quantity.unit)[0] if item.quantity and item.quantity.number is not None else None


def _unit(row: Row) -> str | None:
    item = row.item
    return item.quantity.unit if isinstance(item, CellLine) and item.quantity else None
