"""Figures as the report prints them; computed ones only where it prints none."""

import re
from decimal import Decimal, InvalidOperation

from ingest.model.facts import BudgetLine, Indicator

_PERCENT_SIGN = re.compile(r"[%％]")


def deviation_percent(item: Indicator, *, by_printed_target: bool = False) -> Decimal | None:
    """(actual − target) / target × 100 from the exact values, None where that has no meaning.

    The corrected target holds where there is one, unless `by_printed_target`.
    """
    target = item.target if by_printed_target else item.corrected_target or item.target
    if target is None or item.actual is None or not target.number or item.actual.number is None:
        return None
    if target.unit != item.actual.unit and None not in (target.unit, item.actual.unit):
        return None
    return (item.actual.number - target.number) / abs(target.number) * 100


def deviation_text(item: Indicator, percent: Decimal) -> str:
    """The printed deviation where it says the same as `percent`, e.g. `7.91%`, else `percent` itself, e.g. `+7.91%`."""
    printed = item.deviation
    if printed is not None and printed.number is not None and printed.unit == "%" and percent.quantize(printed.number) == printed.number:
        return printed.text
    return f"{percent:+.2f}%" if percent else "0%"


def execution_rate(line: BudgetLine) -> Decimal | None:
    """The printed rate in percent, else actual / adjusted × 100, else None. A spreadsheet may hold 0.9974 for 99.74%."""
    computed = line.actual / line.adjusted * 100 if line.adjusted and line.actual is not None else None
    if line.rate is None:
        return computed
    is_share = computed is not None and abs(line.rate * 100 - computed) < abs(line.rate - computed)
    return line.rate * 100 if is_share else line.rate


def rate_text(printed: str, rate: Decimal) -> str:
    """The rate as printed, with a percent sign where only the column's head has it; else the exact value in percent."""
    if _PERCENT_SIGN.search(printed):
        return printed
    try:
        is_percent = Decimal(printed) == rate
    except InvalidOperation:
        is_percent = False
    return f"{printed}%" if is_percent else f"{rate:.2f}%"


def amount_text(line: BudgetLine, key: str) -> str:
    """An amount as printed with its unit, e.g. `15,628.40 万元`; "" where there is none."""
    value: Decimal | None = getattr(line, key)
    if value is None:
        return ""
    text, unit = line.printed.get(key) or f"{value:,f}", line.unit or ""
    return text if not unit or text.endswith(unit) else f"{text} {unit}"
