"""What is left of a budget: the adjusted budget (else the initial one) against the spending."""

from dataclasses import dataclass
from decimal import Decimal

from jiwen.answer import Answer
from jiwen.arithmetic import shown
from jiwen.compose.job import Job
from jiwen.compose.sums import computed, named_rows
from jiwen.compose.value import cell_words, compose_clarify, total_rows
from jiwen.question.names import name_key
from jiwen.rows import Field, Row
from jiwen.spending import budget_column


@dataclass(frozen=True, slots=True)
class Spending:
    """One budget line with both its figures; `left` is budget minus spending, in the unit of the spending."""

    row: Row
    budget: Field
    spent: Field
    left: Decimal
    unit: str | None


def compose_remaining(job: Job) -> Answer:
    """What is left of the named line or of the total; lines of one report are added up, reports are not."""
    found, refused = _spendings(job)
    if refused:
        return refused
    lines = [f"- {_figures(item, job)}" for item in found]
    if len({item.row.report.id for item in found}) > 1:
        lines = [
            line + job.say("，剩{amount}", amount=f"{shown(item.left, None)}{item.unit or ''}")
            for line, item in zip(lines, found, strict=True)
        ]
        return job.answer("\n".join(lines), "compare", notes=job.caveats([item.row for item in found]))
    value = computed(sum((item.left for item in found), Decimal(0)), found[0].unit, job.question.decimals)
    head = f"**{value.text}**" + job.say("（预算数减执行数）")
    return job.answer("\n".join([head, "", *lines]), "aggregate", value=value, notes=job.caveats([item.row for item in found]))


def _spendings(job: Job) -> tuple[list[Spending], Answer | None]:
    rows = [row for row in named_rows(job) if row.kind == "budget"]
    rows = rows or ([] if job.question.mentions else list(total_rows(job)))
    if not rows:
        return [], job.refuse("报告里没有预算执行数据")
    if job.rows and len({name_key(row.shown) for row in rows}) > 1 and len(job.resolved) == 1:
        return [], compose_clarify(job, rows)
    found = [spending for row in rows if (spending := _spending(row))]
    return found, None if found else job.refuse("报告没有同时给出预算数和执行数")


def _spending(row: Row) -> Spending | None:
    budget, spent = row.field(budget_column(row)), row.field("spent")
    if not (budget and spent and budget.quantity and spent.quantity):
        return None
    if budget.quantity.number is None or spent.quantity.number is None or budget.quantity.unit != spent.quantity.unit:
        return None
    return Spending(row, budget, spent, budget.quantity.number - spent.quantity.number, spent.quantity.unit)


def _figures(item: Spending, job: Job) -> str:
    mark = job.evidence.record(item.row, "spent")
    return f"{job.caption(item.row)}{job.say('：')}{cell_words([item.budget, item.spent], job)}{mark}"
