"""Does a table hold together? Dumps that print column after column lose which figure is whose; such a table is refused as a whole."""

from collections.abc import Sequence
from decimal import Decimal

from ingest.readers.text_dump.cells import FIGURE_KINDS, cell_text
from ingest.readers.text_dump.columns import Column, is_sum
from ingest.readers.text_dump.grids import RowParse
from ingest.values.quantities import find_quantities, read_quantity
from ingest.values.units import same_dimension

ENOUGH_ROWS, FEWEST_FIGURES = 4, 2
WHOLE_SHARE, TRUE_SHARE = 0.7, 0.7
_CLOSE = Decimal("0.06")
_MOST_POINTS = 100


def is_sound(rows: Sequence[RowParse], columns: Sequence[Column]) -> bool:
    """True where most rows have a name and all figures that rows of this table usually have, and deviations and rates mostly add up."""
    figures = [column for column in columns if column.kind in FIGURE_KINDS]
    if not figures:
        return True
    own = [row for row in rows if not is_sum(cell_text(row.cells.get("name", []), "name"))]
    if not own:
        return bool(rows)
    usual = [column.key for column in figures if column.skip >= 1.0 and 2 * sum(column.key in row.cells for row in own) >= len(own)]
    if len(usual) < FEWEST_FIGURES:
        return False
    needed = ["name", *usual] if len(own) > 1 else usual
    whole = sum(all(row.cells.get(key) for key in needed) for row in own)
    return whole >= WHOLE_SHARE * len(own) and _adds_up(own)


def _adds_up(rows: Sequence[RowParse]) -> bool:
    """False where too many rows that can be checked are wrong: (actual - target) / target, spent / budget, initial + change."""
    checked = [found for row in rows for found in _findings(row)]
    return len(checked) < ENOUGH_ROWS or sum(checked) >= TRUE_SHARE * len(checked)


def _findings(row: RowParse) -> list[bool]:
    found: list[bool] = []
    found += [fits for key in ("actual", "completion") if row.cells.get(key) and (fits := _fits_target(row, key)) is not None]
    target, actual, deviation = (_number(row, key) for key in ("target", "actual", "deviation"))
    if target and actual is not None and deviation is not None:
        found.append(abs((actual - target) / target * 100 - deviation) <= _CLOSE)
    initial, change, adjusted = (_number(row, key) for key in ("initial", "adjustment", "adjusted"))
    if initial is not None and change is not None and adjusted is not None:
        found.append(abs(initial + change - adjusted) <= _CLOSE)
    spent, rate = _number(row, "actual_amount"), _number(row, "rate")
    if adjusted and spent is not None and rate is not None:
        found.append(abs(spent / adjusted * 100 - rate) <= _CLOSE)
    weight, score = _number(row, "weight"), _number(row, "score")
    if weight is not None:
        found.append(0 <= weight <= _MOST_POINTS)
    if weight is not None and score is not None:
        found.append(score <= weight)
    return found


def _fits_target(row: RowParse, key: str) -> bool | None:
    """Against a target that is a figure stands a figure and little else, of its kind of unit; None where the target is words."""
    target, text = read_quantity(cell_text(row.cells.get("target") or [], "value")), cell_text(row.cells[key], "value")
    if target.number is None:
        return _agree(target.text, text) if target.text and not any(char.isdigit() for char in text) else None
    amounts = [amount for amount in find_quantities(text) if 2 * (amount.end - amount.start) >= len(text)]
    unit = target.unit or cell_text(row.cells.get("unit") or [], "value") or None
    return any(not unit or not a.quantity.unit or same_dimension(a.quantity.unit, unit) for a in amounts)


def _agree(target: str, actual: str) -> bool:
    """Words against words: the same, or that it was reached."""
    return target == actual or target in actual or actual in target or any(char in actual for char in "达完成已较")


def _number(row: RowParse, key: str) -> Decimal | None:
    tokens = row.cells.get(key)
    return read_quantity(cell_text(tokens, "value")).number if tokens else None
