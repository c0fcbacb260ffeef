"""Budget lines against themselves: execution rates, and initial + adjustment = adjusted."""

from decimal import Decimal

from ingest.facts.check_wording import agrees_as_printed, amount_text, percent_text, row_label
from ingest.model.facts import BudgetLine, Check
from ingest.model.report import Report

_ROUNDING = Decimal("0.011")  # amounts rounded one by one to cents may miss their sum by one cent


def find_budget_checks(report: Report) -> list[Check]:
    """Every line whose rate is not actual / adjusted, or whose adjusted amount is not initial + adjustment."""
    return [
        Check(rule, "error", f"{row_label(line, report)}：{words}", (line.name,), (line.place,))
        for rule, find in (("adjusted_mismatch", _adjusted_words), ("rate_mismatch", _rate_words))
        for line in report.budget
        if (words := find(line)) is not None
    ]


def _adjusted_words(line: BudgetLine) -> str | None:
    if line.initial is None or line.adjustment is None or line.adjusted is None:
        return None
    if abs(line.initial + line.adjustment - line.adjusted) < _ROUNDING:
        return None
    initial, adjustment, adjusted = (amount_text(line, key) for key in ("initial", "adjustment", "adjusted"))
    return f"年初{initial}加调整{adjustment}不等于调整后{adjusted}"


def _rate_words(line: BudgetLine) -> str | None:
    """The rate is taken of the adjusted budget, or of the initial one where no adjusted one is printed."""
    key = "adjusted" if line.adjusted is not None else "initial"
    budget: Decimal | None = getattr(line, key)
    if line.rate is None or line.actual is None or not budget:
        return None
    exact = line.actual / budget * 100
    if agrees_as_printed(line.rate, exact) or _is_ratio_of_one(line.rate, exact):
        return None
    amounts = f"执行数{amount_text(line, 'actual')}、预算数{amount_text(line, key)}"
    return f"{amounts}，执行率应为{percent_text(exact)}，表中为{amount_text(line, 'rate')}%"


def _is_ratio_of_one(rate: Decimal, exact: Decimal) -> bool:
    """A spreadsheet may hold 0.9974 for 99.74%."""
    return rate <= Decimal("1.5") and rate != 0 and agrees_as_printed(rate, exact / 100) and exact > 2
