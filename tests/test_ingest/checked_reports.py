"""Made-up rows and reports to be checked, and what the checks say."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from ingest.facts.checks import find_checks
from ingest.facts.notes import correct_from_note
from ingest.facts.verdict import judge
from ingest.model.document import Paragraph
from ingest.model.facts import BudgetLine, Check, Indicator
from ingest.model.place import Place
from ingest.model.report import Passage, Report, Section
from ingest.values import read_quantity

TABLE = "部门整体自评表"


def row(name: str, target: str | None, actual: str | None, note: str | None = None, **more: Any) -> Indicator:
    """A judged indicator; `deviation` as text, `weight` and `score` as numbers in text."""
    read = {key: read_quantity(more.pop(key)) for key in ("deviation", "initial_target", "adjusted_target") if key in more}
    read |= {key: Decimal(more.pop(key)) for key in ("weight", "score") if key in more}
    quantities = {key: None if text is None else read_quantity(text) for key, text in (("target", target), ("actual", actual))}
    item = Indicator(name, Place((4,), table=TABLE), note=note, **quantities, **read, **more)
    return correct_from_note(replace(item, verdict=judge(item)))


def line(name: str, *amounts: str | None, unit: str = "万元", **more: Any) -> BudgetLine:
    """A budget line of initial, adjustment, adjusted, actual, rate."""
    keys = ("initial", "adjustment", "adjusted", "actual", "rate")
    values = {key: None if amount is None else Decimal(amount) for key, amount in zip(keys, amounts, strict=False)}
    return BudgetLine(name, Place((3,), table="预算信息"), unit=unit, **values, **more)


def report(*rows: Indicator, budget: tuple[BudgetLine, ...] = (), text: str = "", **more: Any) -> Report:
    section = Section("二", "履职完成情况", (Passage(Paragraph(text, Place((1, 2)))),), Place((1, 2)))
    return Report(
        "r", "自评报告", "r.pdf", 5, department="某市教育局", year=2023, indicators=rows, budget=budget, sections=(section,), **more
    )


def messages(found: Report, rule: str) -> list[str]:
    return [check.message for check in find_checks(found) if check.rule == rule]


def rules(found: Report) -> list[tuple[str, str]]:
    return [(check.rule, check.severity) for check in find_checks(found)]


def only(found: Report) -> Check:
    (check,) = find_checks(found)
    return check
