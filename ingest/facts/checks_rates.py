"""The execution rate of the whole budget, which text, budget table and indicators print with different digits."""

from dataclasses import dataclass
from decimal import Decimal

from ingest.facts.check_wording import decimals_of, percent_text, rounded
from ingest.facts.checks_prose_budget import find_budget_statements
from ingest.facts.statements import find_statements, says_the_same
from ingest.facts.sums import is_total
from ingest.model.facts import BudgetLine, Check, Indicator
from ingest.model.place import Place
from ingest.model.quantity import Quantity
from ingest.model.report import Report

_RATE_NAMES = ("预算执行率", "部门预算执行率", "整体支出预算执行率", "部门整体支出预算执行率", "资金执行率", "支出执行率", "总预算执行率")
_NUMBERS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Printed:
    """One place that prints the rate."""

    words: str
    number: Decimal
    place: Place


def find_rate_checks(report: Report) -> list[Check]:
    """One note where the rate of the whole is printed with figures that differ even after rounding."""
    line = next((line for line in report.budget if line.project is None and line.rate is not None and is_total(line)), None)
    indicator = next((item for item in report.indicators if item.name in _RATE_NAMES and item.actual and item.actual.number), None)
    if line is None or line.rate is None or indicator is None or indicator.actual is None or indicator.actual.number is None:
        return []
    table = line.place.table or "预算表"
    printed = [
        *_in_text(report, line),
        _Printed(f"{table}{line.rate:f}%", line.rate, line.place),
        _Printed(f"自评表{indicator.name}{indicator.actual.text}", indicator.actual.number, indicator.place),
    ]
    return [_check(printed, line, indicator)] if _differ([one.number for one in printed]) else []


def _in_text(report: Report, line: BudgetLine) -> list[_Printed]:
    """The rate in the text, the first time it agrees with the table's up to rounding."""
    table_rate = Quantity("", None, line.rate, "%")
    found = [
        _Printed(f"正文{item.statement.figure}", item.statement.quantity.number, item.statement.place)
        for item in find_budget_statements(find_statements(report), report)
        if item.key == "rate"
        and line in item.lines
        and item.statement.quantity.number is not None
        and says_the_same(item.statement, table_rate)
    ]
    return found[:1]


def _differ(numbers: list[Decimal]) -> bool:
    decimals = [decimals_of(number) for number in numbers]
    return any(
        rounded(one, min(d, e)) != rounded(other, min(d, e))
        for one, d in zip(numbers, decimals, strict=True)
        for other, e in zip(numbers, decimals, strict=True)
    )


def _check(printed: list[_Printed], line: BudgetLine, indicator: Indicator) -> Check:
    exact = ""
    if line.actual is not None and line.adjusted:
        exact = f"（{line.actual:f}/{line.adjusted:f}={percent_text(line.actual / line.adjusted * 100)}）"
    message = f"执行率{_NUMBERS[len(printed)]}处写法不同：{'，'.join(one.words for one in printed)}{exact}"
    places = tuple(one.place for one in (*printed[-2:], *printed[:-2]))
    return Check("rate_stated_differently", "info", message, (line.name, indicator.name), places)
