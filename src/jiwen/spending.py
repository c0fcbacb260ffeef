"""What a budget line says about its money: what is left, how it was changed in the year, and the conditions that ask for either."""

from decimal import Decimal

from ingest.model.quantity import Quantity
from jiwen.rows import Row

HUNDRED = Decimal(100)


def money_holds(row: Row, kind: str) -> bool | None:
    """Whether a budget line fulfils a condition of MONEY_CONDITIONS; None where the figures it needs are not printed."""
    change = change_of(row) if kind in ("cut", "raised", "changed", "unchanged") else None
    if kind in ("cut", "raised", "changed", "unchanged"):
        return None if change is None else {"cut": change < 0, "raised": change > 0, "changed": change != 0, "unchanged": change == 0}[kind]
    if kind == "untouched":
        spent = _number(row, "spent")
        return None if spent is None else spent == 0
    left = left_over(row)
    if left is None:
        return None
    return {"unspent": left > 0, "exhausted": left <= 0, "overspent": left < 0, "enough": left >= 0}[kind]


def budget_column(row: Row) -> str:
    """The budget that holds for the year: the adjusted one, else the initial one."""
    return "adjusted" if _number(row, "adjusted") is not None else "initial"


def left_over(row: Row) -> Decimal | None:
    """Adjusted (else initial) budget less spending, in the unit of the row.

    Without amounts it is 100 less the rate: only its sign means something then.
    """
    budget, spent = _number(row, budget_column(row)), _number(row, "spent")
    if budget is not None and spent is not None:
        return budget - spent
    rate = _number(row, "rate")
    return None if rate is None else HUNDRED - rate


def change_of(row: Row) -> Decimal | None:
    """By how much a budget line was raised or cut in the year: its column, else adjusted less initial."""
    printed = _number(row, "adjustment")
    if printed is not None:
        return printed
    initial, adjusted = _number(row, "initial"), _number(row, "adjusted")
    return None if initial is None or adjusted is None else adjusted - initial


def money(row: Row, column: str) -> Quantity | None:
    """The figure by which budget lines are ranked: what is left, by how much overspent, the change in the year, the cut."""
    number = left_over(row) if column in ("left", "overspent") else change_of(row)
    amount = row.field("spent") or row.field("initial")
    if number is None or amount is None or amount.quantity is None or (column in ("left", "overspent") and _number(row, "spent") is None):
        return None
    number = -number if column in ("cut", "overspent") else number
    return Quantity(f"{format(number, 'f')}{amount.quantity.unit or ''}", None, number, amount.quantity.unit)


def _number(row: Row, key: str) -> Decimal | None:
    field = row.field(key)
    return field.quantity.number if field and field.quantity else None
