"""How checks name rows and print figures in their messages."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from ingest.facts.words import CHECK_WORDS
from ingest.model.facts import BudgetLine, Indicator
from ingest.model.report import Report

AMOUNT_LABELS = {"initial": "年初预算", "adjustment": "调整", "adjusted": "调整后预算", "actual": "执行数", "rate": "执行率"}
_NO_REASON = re.compile("|".join(f"(?:{words})" for words in CHECK_WORDS["no_reason"]))
_PUNCTUATION = re.compile(r"[\s。，,、；;.！!：:]")


def row_label(item: Indicator | BudgetLine, report: Report) -> str:
    """The row's name, with its project where the report has several: 群众满意度（某某项目）."""
    name = re.sub(r"^其中[：:]", "", item.name)
    return f"{name}（{item.project}）" if item.project and len(project_names(report)) > 1 else name


def project_names(report: Report) -> set[str]:
    """Every project that the report's rows or head name."""
    rows: list[Indicator | BudgetLine] = [*report.indicators, *report.budget]
    return {*report.projects, *(row.project for row in rows if row.project)}


def amount_text(line: BudgetLine, key: str) -> str:
    """The amount as printed, without thousands separators; the exact number where the text is not known."""
    value: Decimal | None = getattr(line, key)
    return "" if value is None else format(value, "f")


def percent_text(value: Decimal, decimals: int = 2) -> str:
    """`value` percent, rounded half up: 93.056 → 93.06%."""
    return f"{rounded(value, decimals)}%"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` with that many decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def decimals_of(number: Decimal) -> int:
    """How many digits are printed after the point: 12.00 → 2."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def agrees_as_printed(printed: Decimal, exact: Decimal) -> bool:
    """True where `printed` is `exact`, rounded or cut to the digits it shows."""
    digit = Decimal(1).scaleb(-decimals_of(printed))
    return printed in (exact.quantize(digit, rounding=ROUND_HALF_UP), exact.quantize(digit, rounding=ROUND_DOWN))


def is_empty_reason(note: str | None) -> bool:
    """True for no note, and for one no clause of which gives a reason: 无, 按计划推进, 受客观因素影响，下一步加强管理."""
    clauses = [clause for clause in _PUNCTUATION.split(note or "") if clause]
    return all(_NO_REASON.fullmatch(clause) for clause in clauses) or _NO_REASON.fullmatch("".join(clauses)) is not None
