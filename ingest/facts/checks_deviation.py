"""Printed deviations against those that follow from target and actual."""

from collections import Counter
from decimal import Decimal

from ingest.facts.check_wording import agrees_as_printed, decimals_of, rounded, row_label
from ingest.facts.verdict import comparable_numbers
from ingest.model.facts import Check, Indicator
from ingest.model.report import Report
from ingest.values import unit_scale

_ENOUGH_ROWS = 3
_POINTS = ("%", "百分点", "")


def find_deviation_checks(report: Report) -> list[Check]:
    """A check for every printed deviation that is not (actual − target) / target.

    A form whose deviations are mostly differences (percentage points), or counted the other way round, is held to its own habit.
    """
    habits = Counter(habit for item in report.indicators for habit in _habits_that_fit(item))
    other = max(("difference", "reversed"), key=lambda name: habits[name])
    habit = other if habits[other] >= _ENOUGH_ROWS and habits[other] > 2 * habits["relative"] else "relative"
    return [check for item in report.indicators if (check := _deviation_check(item, habit, report)) is not None]


def _relative(target: Decimal, actual: Decimal) -> Decimal:
    """In percent; from a target of zero the difference itself is printed, as the published forms do."""
    return (actual - target) / target * 100 if target else actual - target


def _difference(target: Decimal, actual: Decimal) -> Decimal:
    return actual - target


def _reversed(target: Decimal, actual: Decimal) -> Decimal:
    return -_relative(target, actual)


_HABITS = {"relative": _relative, "difference": _difference, "reversed": _reversed}


def _habits_that_fit(item: Indicator) -> list[str]:
    """Only rows that tell the habits apart count: a deviation of zero fits all."""
    pair = _pair(item)
    if pair is None or item.deviation is None or item.deviation.number is None or pair[0] == pair[1]:
        return []
    return [name for name, expected in _HABITS.items() if agrees_as_printed(item.deviation.number, expected(*pair))]


def _deviation_check(item: Indicator, habit: str, report: Report) -> Check | None:
    pair, printed = _pair(item), item.deviation
    if pair is None or printed is None or printed.number is None:
        return None
    expected = _HABITS[habit](*pair)
    if agrees_as_printed(printed.number, expected) or (printed.unit is None and agrees_as_printed(printed.number, expected / 100)):
        return None
    expected_text = f"{rounded(expected, max(2, decimals_of(printed.number)))}{printed.unit or '%'}"
    target, actual = item.target, item.actual
    message = (
        f"{row_label(item, report)}：目标{target.text if target else ''}、完成{actual.text if actual else ''}，"
        f"偏差应为{expected_text}，表中为{printed.text}"
    )
    return Check("deviation_mismatch", "error", message, (item.name,), (item.place,))


def _pair(item: Indicator) -> tuple[Decimal, Decimal] | None:
    """Target and actual, where the deviation is in percent or points; one in 家 or 万元 is a difference and left alone."""
    if item.deviation is None or unit_scale(item.deviation.unit)[1] not in _POINTS:
        return None
    return comparable_numbers(item)
