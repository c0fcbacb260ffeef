"""哪些单位的执行率低于98%, 哪几个单位有没完成的指标: the reports of which something holds, out of all that can be judged."""

from dataclasses import replace

from jiwen.answer import Answer
from jiwen.arithmetic import fulfils
from jiwen.compose.counts import Entry, entry_line
from jiwen.compose.job import Job
from jiwen.compose.lists import describe
from jiwen.compose.ranks import report_entries
from jiwen.question.model import Condition, Order


def asks_holders(job: Job) -> bool:
    question = job.question
    return question.form == "rank" and question.by == "report" and question.order is None and bool(question.conditions)


def compose_holders(job: Job) -> Answer:
    """The reports by their own figure, or by how many of their rows the verdict holds for."""
    question = job.question
    limits = [condition for condition in question.conditions if condition.kind == "column" and condition.amount]
    by_figure = replace(question, conditions=(), columns=(limits[0].value,)) if limits else None
    job = replace(job, question=by_figure) if by_figure else replace(job, resolved=())
    entries = report_entries(job, Order(None, True))
    if not entries:
        return job.refuse("所问的报告里没有可以比较的数据")
    kept = sorted((entry for entry in entries if _holds(entry, limits)), key=lambda entry: entry.key, reverse=not limits)
    lines = [entry_line(entry, number, job, is_best=True) for number, entry in enumerate(kept, 1)]
    words = "有数据可比的报告{all}份，{what}的{kept}份" if limits else "共{all}份报告，有{what}指标的{kept}份"
    head = job.say(words, all=len(entries), what=describe(question.conditions, job), kept=len(kept))
    return job.answer(
        "\n".join([head + job.say("：" if kept else "。").rstrip(), *lines]),
        "compare",
        notes=job.caveats([row for entry in kept for row in entry.rows]),
    )


def _holds(entry: Entry, limits: list[Condition]) -> bool:
    if not limits:
        return bool(entry.rows)
    value = entry.value
    return value is not None and all(limit.amount and fulfils(value, limit.amount) != limit.negated for limit in limits)
