"""Which composer answers: routes for what is special about a question, tried in order, then one composer for each form."""

import re
from collections.abc import Callable
from dataclasses import replace

from jiwen.answer import Answer
from jiwen.compose.changes import asks_changes, compose_changes
from jiwen.compose.consistency import compose_consistency
from jiwen.compose.counts import asks_change_of_count, compose_change_of_count
from jiwen.compose.doubted import asks_text, asks_which, compose_text, compose_which
from jiwen.compose.holders import asks_holders, compose_holders
from jiwen.compose.job import Job
from jiwen.compose.lists import asks_all, compose_all, compose_count, compose_list, compose_share
from jiwen.compose.makeup import asks_makeup, compose_makeup
from jiwen.compose.meanings import compose_meaning
from jiwen.compose.money import asks_money
from jiwen.compose.overview import compose_checks, compose_projects, compose_reports, compose_summary, compose_task, compose_whose
from jiwen.compose.parts import asks_part, compose_part
from jiwen.compose.passages import compose_prose, no_answer
from jiwen.compose.ranks import compose_rank
from jiwen.compose.ratios import asks_share_of_top, compose_ratio, compose_share_of_amount, compose_share_of_top
from jiwen.compose.reasons import compose_why
from jiwen.compose.spending import compose_remaining
from jiwen.compose.sums import compose_difference, compose_growth, compose_sum, sum_of_rows
from jiwen.compose.trends import compose_trend
from jiwen.compose.value import compose_value, total_rows
from jiwen.compose.verdicts import compose_yesno
from jiwen.question.model import Condition
from jiwen.select import is_group_name, names_group, select

_OF_INDICATORS = ("target", "actual", "deviation", "weight", "score", "lost", "completion", "initial_target", "adjusted_target")
_WITHOUT_NAMES = ("list", "count", "share", "rank", "checks", "summary", "reports", "projects")


def compose(job: Job) -> Answer:
    """The answer: of the first route that fits and has one, else of the composer of the question's form."""
    job = _without_unknown(job)
    for fits, composer in _ROUTES:
        if fits(job) and (answer := composer(job)) is not None:
            return answer
    return _BY_FORM[job.question.form](job)


def _without_unknown(job: Job) -> Job:
    """A question whether things agree is about the names that are known."""
    known = tuple(item for item in job.resolved if item.status != "none")
    return replace(job, resolved=known) if job.question.form == "consistency" and job.rows else job


def _is_share_of_amount(job: Job) -> bool:
    return job.question.form == "share" and bool(job.question.mentions) and not job.question.conditions


def _is_figure_of_tasks(job: Job) -> bool:
    return job.question.form == "value" and bool(job.rows) and all(row.kind == "task" for row in job.rows)


_NO_MONEY = re.compile("哪里|哪儿|什么地方|何处|地址|谁|哪家|什么时候|何时|哪天|哪年|多大|多高|多长|几层|面积")


def _asks_no_money(job: Job) -> bool:
    """社区中心建在哪里, 要建多大: where only the budget of a project bears the name."""
    question = job.question
    is_open = question.form == "value" and not question.columns and _NO_MONEY.search(question.folded) is not None
    return is_open and bool(job.rows) and all(row.kind in ("form", "budget") for row in job.rows)


def _is_list_of_text(job: Job) -> bool:
    """哪些, 几个 of something that is no row: 有几个处室."""
    question = job.question
    if question.form not in ("count", "list") or question.conditions or question.domain is not None:
        return False
    return bool(question.topic) or not job.shelf.of("indicator")


def _is_yesno_of_all(job: Job) -> bool:
    question = job.question
    return question.form == "yesno" and not job.rows and not question.mentions and not asks_money(question)


def _is_task_of_all(job: Job) -> bool:
    question = job.question
    return question.form == "task" and not question.mentions and question.domain != "task" and not question.columns


def _lacks_a_name(job: Job) -> bool:
    unknown = any(item.status == "none" for item in job.resolved) and not _is_of_chosen(job)
    if job.question.form == "ratio" and "预算" in job.question.folded:
        return False
    return unknown and job.question.form not in _WITHOUT_NAMES and not (job.question.form == "trend" and job.rows)


def _is_share_of_met(job: Job) -> bool:
    """指标完成率, 履职指标完成率: the share of indicators that were met, where no row bears a name of the question but groups do."""
    question, rows = job.question, [row for row, _ in job.shelf.rows]
    unknown = [item for item in job.resolved if item.status == "none"]
    asks_it = question.form == "value" and question.columns == ("completion",) and ("指标" in question.folded or not question.mentions)
    return asks_it and not job.rows and all(item.mention and names_group(item.mention, rows) for item in unknown)


def _is_sum_of_group(job: Job) -> bool:
    """数量指标一共得多少分: the points of a group of indicators."""
    question, rows = job.question, [row for row, _ in job.shelf.rows]
    asks_points = question.form in ("value", "sum", "average") and bool({"score", "weight", "total_score"} & set(question.columns))
    return asks_points and bool(question.mentions) and all(is_group_name(mention, rows) for mention in question.mentions)


def _sum_of_group(job: Job) -> Answer:
    column = "weight" if "weight" in job.question.columns else "score"
    question = replace(job.question, columns=(column,), domain="indicator")
    return sum_of_rows(replace(job, question=question), select(question, job.shelf).rows)


def _is_yesno_of_group(job: Job) -> bool:
    """成本指标都达标了吗: a group of indicators, not one of them."""
    question, rows = job.question, [row for row, _ in job.shelf.rows]
    asks_group = question.form == "yesno" and not question.conditions and bool(question.mentions)
    says_group = "指标" in question.folded or not job.rows
    return asks_group and says_group and all(is_group_name(mention, rows) for mention in question.mentions)


def _yesno_of_group(job: Job) -> Answer:
    missed = replace(job, question=replace(job.question, form="list", conditions=(Condition("verdict", "missed"),)), resolved=())
    answer = compose_list(missed)
    if answer.refused:
        return answer
    lead = job.say("否。") if answer.records else job.say("是，没有未完成的。")
    return replace(answer, text=lead + answer.text)


def _counts_by_a_cell(job: Job) -> bool:
    """工作站有几个: the figure of the row that is named, not the number of rows."""
    question = job.question
    return question.form == "count" and bool(job.rows) and not question.conditions and not question.names_rows and question.domain is None


def _is_figure_of_text(job: Job) -> bool:
    """A figure of nothing that is named, and no total that it could be."""
    has_total = job.question.asks_total and (total_rows(job) or job.shelf.of("form"))
    return job.question.form == "value" and not job.rows and not has_total and not _is_of_chosen(job)


def _is_of_chosen(job: Job) -> bool:
    question = job.question
    rows = [row for row, _ in job.shelf.rows]
    of_groups = not job.rows and all(names_group(mention, rows) for mention in question.mentions)
    asks_cells = question.form == "difference" or any(column in _OF_INDICATORS for column in question.columns)
    return bool(question.conditions) and of_groups and asks_cells


def _ranks_checks(job: Job) -> bool:
    """哪份报告的矛盾最多."""
    return job.question.form == "checks" and job.question.order is not None and len(job.reports) > 1 and not job.rows


def _list_of_text(job: Job) -> Answer:
    wants_value = job.question.form == "count"
    return compose_value(job) if job.rows and wants_value else _from_text(job, wants_value=wants_value)


def _yesno_of_all(job: Job) -> Answer:
    return compose_value(job) if job.question.asks_total and total_rows(job) else compose_summary(job)


def _share_of_met(job: Job) -> Answer:
    return compose_share(replace(job, question=replace(job.question, conditions=(Condition("verdict", "met"),))))


def _from_text(job: Job, *, wants_value: bool | None = None) -> Answer:
    """No row bears the name: generic tables and the running text, else a refusal."""
    question = job.question
    if question.form == "why":
        known = tuple(item for item in job.resolved if item.status != "none")
        asked = question if known else replace(question, conditions=())
        return compose_why(replace(job, question=asked, resolved=known))
    as_value = question.form_is_explicit and question.form != "prose" if wants_value is None else wants_value
    answer = compose_prose(job, wants_value=as_value)
    if answer is None and wants_value is None and not as_value:
        answer = compose_prose(job, wants_value=True)
    return answer or no_answer(job)


def _task(job: Job) -> Answer:
    """How something was done; a second name that nothing bears makes it another thing."""
    is_known = all(item.status != "none" for item in job.resolved)
    return (compose_task(job) if is_known else None) or _passage(job)


def _passage(job: Job) -> Answer:
    return _from_text(job, wants_value=False)


_Fits = Callable[[Job], bool]
_Composer = Callable[[Job], Answer | None]
_ROUTES: tuple[tuple[_Fits, _Composer], ...] = (
    (asks_changes, compose_changes),
    (asks_makeup, compose_makeup),
    (asks_part, compose_part),
    (asks_which, compose_which),
    (asks_text, compose_text),
    (_ranks_checks, compose_rank),
    (_is_yesno_of_group, _yesno_of_group),
    (_is_sum_of_group, _sum_of_group),
    (asks_all, compose_all),
    (asks_holders, compose_holders),
    (asks_change_of_count, compose_change_of_count),
    (asks_share_of_top, compose_share_of_top),
    (_is_share_of_amount, lambda job: compose_share_of_amount(job) or no_answer(job)),
    (_is_figure_of_tasks, lambda job: compose_prose(job, wants_value=True) or compose_task(job) or no_answer(job)),
    (_asks_no_money, lambda job: compose_prose(job, wants_value=True) or no_answer(job)),
    (_counts_by_a_cell, compose_value),
    (_is_list_of_text, _list_of_text),
    (_is_yesno_of_all, _yesno_of_all),
    (_is_task_of_all, compose_summary),
    (lambda job: job.question.form == "task", _task),
    (lambda job: job.question.form == "meaning", compose_meaning),
    (lambda job: job.question.form == "prose", _passage),
    (_is_share_of_met, _share_of_met),
    (_lacks_a_name, _from_text),
    (_is_figure_of_text, _from_text),
)
_BY_FORM: dict[str, Callable[[Job], Answer]] = {
    "list": compose_list,
    "count": compose_count,
    "share": compose_share,
    "yesno": compose_yesno,
    "consistency": compose_consistency,
    "why": compose_why,
    "rank": compose_rank,
    "sum": compose_sum,
    "average": compose_sum,
    "difference": compose_difference,
    "remaining": compose_remaining,
    "growth": compose_growth,
    "ratio": compose_ratio,
    "trend": compose_trend,
    "whose": compose_whose,
    "projects": compose_projects,
    "checks": compose_checks,
    "summary": compose_summary,
    "reports": compose_reports,
    "value": compose_value,
}
