"""What is asked for, from the marks of a question: the form of the answer, columns, conditions, order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from ingest.values.units import UNIT_PATTERN
from jiwen.question.forms import Asked, By, read_form
from jiwen.question.lexer import Mark
from jiwen.question.model import MONEY_CONDITIONS, Amount, Basis, Condition, Domain, Form, Order
from jiwen.question.orders import read_decimals, read_order, read_ordinal

_UNIT_AT_END = re.compile(rf"(?:多少|几|多大|多长|多高)(?P<unit>{UNIT_PATTERN})$")
_BUDGET_COLUMNS = ("budget", "initial", "adjustment", "adjusted", "spent", "rate")
_FORM_COLUMNS = ("total_score", "grade", "goal", "goal_actual", "competent_department", "implementing_unit")


@dataclass(frozen=True, slots=True)
class Intent:
    """The slots of a question that marks fill."""

    form: Form
    explicit: bool
    domain: Domain | None
    columns: tuple[str, ...]
    conditions: tuple[Condition, ...]
    basis: Basis
    order: Order | None
    unit_hint: str | None
    decimals: int | None
    ordinal: int | None
    total: bool
    by: By | None
    refusal: str | None
    topic: str | None


def read_intent(marks: Sequence[Mark], mention_count: int) -> Intent:
    """The intent that `marks` add up to; `mention_count`: runs of other words, which name something."""
    marks = [mark for mark in marks if not (mark.value == "sum" and mark.kind == "ask" and mention_count < 2 and _is_adverb(mark, marks))]
    if not any(mark.kind == "rankby" for mark in marks):
        marks = [
            mark
            for mark in marks
            if not (mark.kind == "rank" and not mark.text.startswith(("最", "更", "由", "从", "垫", "倒", "排", "居", "降", "升")))
        ]
    marks = [_as_verdict(mark) for mark in marks] if any(mark.value == "list" for mark in marks) else marks
    of = _by_kind(marks)
    columns = tuple(dict.fromkeys(mark.value for mark in of("column")))
    if not columns and any("预算" in mark.text for mark in of("total")):
        columns = ("budget",)
    conditions = _conditions(marks)
    by = _by(marks)
    order = read_order(marks, columns)
    topic = next((mark.value for mark in of("section")), None)
    form, explicit = read_form(Asked(marks, columns, conditions, order, by, mention_count > 0, topic))
    return Intent(
        form=form,
        explicit=explicit,
        domain=_domain(marks, columns, conditions, form),
        columns=columns,
        conditions=conditions,
        basis=cast(Basis, next((mark.value for mark in of("basis")), "both")),
        order=order,
        unit_hint=_unit_hint([*of("unit_hint"), *(mark for mark in of("ask") if mark.value == "difference")]),
        decimals=read_decimals(of("decimals")),
        ordinal=read_ordinal(of("ordinal")),
        total=bool(of("total")),
        by=by,
        refusal=next((mark.value for mark in of("refuse")), None),
        topic=topic,
    )


def _as_verdict(mark: Mark) -> Mark:
    """哪些指标达到了目标 lists what was met; with 吗 or 没有 the same words ask yes or no."""
    states = mark.value == "yesno_done" and not re.search(r"吗|没|么|否|嘛|不|有无", mark.text)
    return replace(mark, kind="verdict", value="met") if states else mark


def _is_adverb(mark: Mark, marks: Sequence[Mark]) -> bool:
    """一共花了多少 asks for one figure; only 加起来 and the like ask for a sum where one thing or none is named."""
    return mark.text.startswith(("一共", "总共", "共计", "总计", "合计")) and not any(
        other.kind == "domain" and other.value == "project" for other in marks
    )


class _by_kind:  # noqa: N801 - reads as a function: of("column")
    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks

    def __call__(self, *kinds: str) -> list[Mark]:
        return [mark for mark in self._marks if mark.kind in kinds]


def _has_verdict(conditions: Sequence[Condition]) -> bool:
    return any(condition.kind == "verdict" for condition in conditions)


def _conditions(marks: Sequence[Mark]) -> tuple[Condition, ...]:
    found: list[Condition] = []
    used_amounts: set[int] = set()
    for position, mark in enumerate(marks):
        amount = _amount_after(marks, position)
        if mark.kind == "verdict":
            if mark.value in ("exceeded", "missed") and amount is not None and amount.amount is not None:
                used_amounts.add(amount.start)
                found.append(Condition("verdict", mark.value))
                found.append(Condition("column", "deviation", _at_least(amount.amount)))
            else:
                found.append(Condition("verdict", mark.value))
        elif mark.kind == "cond":
            found.append(Condition(mark.value))
        elif mark.kind == "column" and amount is not None:
            used_amounts.add(amount.start)
            found.append(Condition("column", mark.value, amount.amount, negated=amount.value == "not"))
        elif mark.kind == "always":
            found.append(Condition("always"))
    if any(mark.value == "yesno_exceeded" for mark in marks):
        found.append(Condition("verdict", "exceeded"))
    asks_yes = any(mark.kind == "yesno" for mark in marks)
    lists = any(mark.kind == "ask" and mark.value in ("list", "count") for mark in marks)
    for mark in marks:
        if mark.kind == "amount" and mark.start not in used_amounts and mark.amount and (mark.amount.op != "=" or asks_yes or lists):
            column = next((other.value for other in marks if other.kind == "column"), None)
            found.append(Condition("column", column or ("spent" if _ranges_over_money(marks) else "actual"), mark.amount))
    found = [_of_rate(condition) for condition in found]
    if any(c.kind == "lost_score" for c in found):
        found = [c for c in found if c.kind != "scored"]
    return tuple(dict.fromkeys(found))


def _of_rate(condition: Condition) -> Condition:
    """花不到九成五的: spending in percent is its share of the budget."""
    is_share = condition.value == "spent" and condition.amount is not None and condition.amount.unit == "%"
    return replace(condition, value="rate") if is_share else condition


def _ranges_over_money(marks: Sequence[Mark]) -> bool:
    kinds = {mark.value for mark in marks if mark.kind in ("domain", "rankby")}
    return bool(kinds & {"project", "budget"}) and "indicator" not in kinds


def _at_least(amount: Amount) -> Amount:
    """超额三成的指标 are those over by 30 % and more."""
    return Amount(">=", amount.number, amount.unit) if amount.op == "=" else amount


def _amount_after(marks: Sequence[Mark], position: int) -> Mark | None:
    """An amount right behind a column or verdict, filler between them aside."""
    for mark in marks[position + 1 :]:
        if mark.kind == "amount":
            return mark if mark.start - marks[position].end <= 6 and mark.amount is not None else None
        if mark.kind != "filler":
            return None
    return None


_NAMES_A_BODY = re.compile(r"单位|部门|局|机关|家|边|方|谁")


def _by(marks: Sequence[Mark]) -> By | None:
    """What is ranked. A bare 哪个 takes its noun from the words before it (三个项目里哪个…, 这些指标里哪个…)."""
    values = [mark.value for mark in marks if mark.kind == "rankby"]
    named = {mark.value for mark in marks if mark.kind == "domain"}
    bare = [mark for mark in marks if mark.kind == "rankby" and mark.value == "report" and not _NAMES_A_BODY.search(mark.text)]
    if bare and len(bare) == len(values) and named & {"project", "indicator"}:
        return "project" if "project" in named else "row"
    for value in ("year", "group", "project", "report"):
        if value in values:
            return cast(By, value)
    return None


def _unit_hint(marks: Sequence[Mark]) -> str | None:
    for mark in marks:
        match = _UNIT_AT_END.search(mark.text)
        if match:
            return match["unit"]
    return None


def _domain(marks: Sequence[Mark], columns: tuple[str, ...], conditions: tuple[Condition, ...], form: Form) -> Domain | None:
    named = [mark.value for mark in marks if mark.kind == "domain"]
    if "task" in named:
        return "task"
    if any(condition.kind.startswith("grade_") for condition in conditions):
        return "form"
    if "indicator" in named:
        return "indicator"
    about_money = any(column in _BUDGET_COLUMNS for column in columns) or any(c.kind in MONEY_CONDITIONS for c in conditions)
    if about_money:
        return "budget"
    if any(column in _FORM_COLUMNS for column in columns):
        return "form"
    if "budget" in named:
        return "budget"
    if _has_verdict(conditions) or any(c.kind not in ("column", "always", "others") for c in conditions):
        return "indicator"
    counts_projects = form == "count" and any(mark.value == "projects" for mark in marks)
    if counts_projects or ("project" in named and form in ("list", "rank", "count", "sum", "average", "share")):
        return "budget"
    return None
