"""Exact arithmetic on printed figures: over-achievement, completion, differences, growth. Nothing is rounded but where it says so."""

from decimal import ROUND_HALF_UP, Decimal

from ingest.model.facts import Form, Indicator
from ingest.model.quantity import Quantity
from ingest.values import unit_scale
from jiwen.question.model import Amount
from jiwen.rows import Row

HUNDRED = Decimal(100)


def magnitude(quantity: Quantity) -> Decimal | None:
    """The number in base units: 0.253 亿元 → 25 300 000."""
    return None if quantity.number is None else quantity.number * unit_scale(quantity.unit)[0]


def is_comparable(one: Quantity, other: Quantity) -> bool:
    """True where both are numbers of one kind of unit; a missing unit fits any."""
    if one.number is None or other.number is None:
        return False
    units = unit_scale(one.unit)[1], unit_scale(other.unit)[1]
    return units[0] == units[1] or not all(units)


def in_unit(value: Decimal, unit: str | None) -> Decimal:
    """A value in base units, in `unit`."""
    return value / unit_scale(unit)[0]


def change(actual: Quantity | None, target: Quantity | None) -> Decimal | None:
    """(actual − target) / target in percent, unrounded; None where one is missing, no number, of another unit, or the target is 0."""
    if actual is None or target is None or not is_comparable(actual, target):
        return None
    base, value = magnitude(target), magnitude(actual)
    return None if not base or value is None else (value - base) / abs(base) * HUNDRED


def over_rate(row: Row, *, corrected: bool = False) -> Decimal | None:
    """How far the target is passed in the good direction, in percent; negative where it is missed."""
    item = row.item
    if not isinstance(item, Indicator):
        return None
    actual = row.field("actual")
    target = row.field("corrected_target") if corrected and item.corrected_target else row.field("target")
    rate = change(actual.quantity if actual else None, target.quantity if target else None)
    return (
        None
        if rate is None
        else -rate
        if item.less_is_better or (target and target.quantity and target.quantity.op in ("<=", "<"))
        else rate
    )


def deviation(row: Row) -> Decimal | None:
    """The printed deviation in percent; where none is printed, (actual − target) / target."""
    printed = row.field("deviation")
    if printed and printed.quantity and printed.quantity.number is not None and printed.quantity.unit in ("%", None):
        return printed.quantity.number
    actual, target = row.field("actual"), row.field("target")
    return change(actual.quantity if actual else None, target.quantity if target else None)


def completion(row: Row) -> Decimal | None:
    """actual / target in percent."""
    actual, target = row.field("actual"), row.field("target")
    rate = change(actual.quantity if actual else None, target.quantity if target else None)
    return None if rate is None else rate + HUNDRED


def score_rate(row: Row) -> Decimal | None:
    """score / weight in percent."""
    item = row.item
    if not isinstance(item, Indicator) or item.score is None or not item.weight:
        return None
    return item.score / item.weight * HUNDRED


def lost_score(row: Row) -> Decimal | None:
    """weight less score, in points; of a form its total weight less its total score."""
    item = row.item
    if isinstance(item, Form):
        return None if item.total_weight is None or item.total_score is None else item.total_weight - item.total_score
    return item.weight - item.score if isinstance(item, Indicator) and item.score is not None and item.weight is not None else None


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, as reports round."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def shown(value: Decimal, decimals: int | None = None) -> str:
    """A number without exponent; exact, or rounded where `decimals` is given."""
    if decimals is not None:
        return format(rounded(value, decimals), "f")
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def fulfils(value: Quantity, amount: Amount) -> bool:
    """Whether a figure fulfils a condition, units converted; figures of another kind never do."""
    limit = Quantity("", None, amount.number, amount.unit or value.unit)
    if not is_comparable(value, limit):
        return False
    mine, bound = magnitude(value), magnitude(limit)
    assert mine is not None
    assert bound is not None
    return {">": mine > bound, ">=": mine >= bound, "<": mine < bound, "<=": mine <= bound, "=": mine == bound}[amount.op]
