"""Did it reach its target: yes, no, partly (printed against corrected target), or: cannot be judged."""

import re
from dataclasses import replace

from ingest.model.facts import Indicator
from ingest.model.quantity import Quantity
from jiwen.answer import Answer
from jiwen.arithmetic import fulfils, is_comparable
from jiwen.compose.job import Job, checks_of
from jiwen.compose.lists import amount_words
from jiwen.compose.money import asks_money, compose_money
from jiwen.compose.value import as_lines, cell_words, column_for, compose_clarify, figure, label_of
from jiwen.question.model import Amount, Condition
from jiwen.question.names import name_key
from jiwen.rows import CellLine, Row

_MISPRINTED = {"rate": "rate_mismatch", "deviation": "deviation_mismatch"}
_DONE = ("met", "exceeded", "qualitative")


def compose_yesno(job: Job) -> Answer:
    """The verdict on one indicator, with target and actual as printed; a figure against the threshold that the question names."""
    threshold = next((c for c in job.question.conditions if c.kind == "column" and c.amount), None)
    if threshold is not None and job.rows:
        return _against(job, threshold)
    if asks_money(job.question):
        return compose_money(job)
    rows = [row for row in job.rows if row.kind == "indicator"]
    if not rows:
        return _of_others(job)
    each_is_one = len(job.resolved) > 1 and all(item.status == "one" for item in job.resolved)
    if not each_is_one and (len({name_key(row.shown) for row in rows}) > 1 or len({row.report.id for row in rows}) < len(rows)):
        return compose_clarify(job, rows)
    lines = [_line(row, job) for row in rows]
    return job.answer("\n".join(lines), "compare", notes=job.caveats(rows))


def _against(job: Job, threshold: Condition) -> Answer:
    """控制在9%以内了吗: yes or no by the figure as printed, units converted."""
    rows = [line for item in job.resolved for line in as_lines(item, job)]
    if len({name_key(row.shown) for row in rows}) > 1 or len({row.report.id for row in rows}) < len(rows):
        return compose_clarify(job, rows)
    return job.answer("\n".join(_compared(row, threshold, job) for row in rows), "compare", notes=job.caveats(rows))


def _compared(row: Row, threshold: Condition, job: Job) -> str:
    assert threshold.amount
    column = column_for(row, (threshold.value,))
    cell = figure(row, column)
    mark = job.evidence.record(row, column)
    where, label = job.caption(row), row.item.column if isinstance(row.item, CellLine) else label_of(column, job)
    limit = Quantity("", None, threshold.amount.number, threshold.amount.unit)
    if cell is None or cell[1] is None or not is_comparable(cell[1], limit):
        said = cell[0] if cell and cell[0] else job.say("未填（空白）")
        return job.say("无法判断：{where}的{label}为{said}{mark}。", where=where, label=label, said=said, mark=mark)
    amount = threshold.amount if _is_exact(threshold.amount, job) else _reached(threshold.amount, row)
    holds = fulfils(cell[1], amount) != threshold.negated
    wrong = next((check for check in checks_of(row) if check.rule == _MISPRINTED.get(column)), None)
    words = "{yes}：{where}的{label}为{text}{mark}（问的是：{asked}）。"
    yes, asked = job.say("部分" if holds and wrong else "是" if holds else "否"), amount_words(threshold.amount, job)
    line = job.say(words, yes=yes, where=where, label=label, text=cell[0], mark=mark, asked=asked)
    return f"{line}\n\n- {job.say_message(wrong.message)}" if wrong else line


def _is_exact(amount: Amount, job: Job) -> bool:
    """执行率真是100, 是452家吗: just this figure, where 到90%了吗 asks for that and more."""
    return amount.op == "=" and re.search(rf"(?:是|为|等于|真有?|只有|才有?|就){re.escape(amount.text)}", job.question.folded) is not None


def _reached(amount: Amount, row: Row) -> Amount:
    """到90%了吗 asks for 90 % and more; where less is better, for no more than that."""
    less = isinstance(row.item, Indicator) and row.item.less_is_better
    return replace(amount, op="<=" if less else ">=") if amount.op == "=" else amount


def _of_others(job: Job) -> Answer:
    rows = job.rows
    if rows and rows[0].kind == "task":
        mark = job.evidence.record(rows[0])
        field = rows[0].field("completion_text")
        return job.answer(f"{field.text if field else ''}{mark}", "passage")
    if rows and rows[0].kind == "form":
        from jiwen.compose.lists import compose_list
        from jiwen.question.scoping import with_form

        question = with_form(job.question, form="list", domain="indicator", conditions=(Condition("verdict", "missed"),))
        return compose_list(Job(question, job.shelf, (), job.evidence, job.library))
    if rows:
        from jiwen.compose.value import compose_value

        return compose_value(job)
    return job.refuse("没有找到可以判断的指标")


def _line(row: Row, job: Job) -> str:
    item = row.item
    assert isinstance(item, Indicator)
    mark = job.evidence.record(row, "actual")
    figures = _figures(row, job)
    where = job.caption(row)
    values = {"where": where, "figures": figures, "mark": mark}
    if item.verdict == "blank":
        return job.say("无法判断：{where}的完成值未填（空白），{figures}{mark}。", **values)
    if item.verdict == "undecidable":
        return job.say("无法判断：{where}的目标与完成值类型不一致，不能直接比较，{figures}{mark}。", **values)
    done = item.verdict in _DONE
    effective = (item.corrected_verdict or item.verdict) in _DONE
    if done != effective and job.question.basis == "both":
        return _both(row, done, effective, mark, job)
    if job.question.basis == "corrected":
        done = effective
    if job.question.basis == "corrected" and item.corrected_target:
        target = job.say("更正后目标值{target}", target=item.corrected_target.text) + job.say("，")
        head = job.say("是，按更正后的目标完成" if done else "否，按更正后的目标未完成")
        return job.say("{head}：{where}，{cells}{mark}。", head=head, where=target + where, cells=figures, mark=mark)
    head = job.say(_verdict_words(item, done=done, asks_exceeded=_asks_exceeded(job)))
    return job.say("{head}：{where}，{cells}{mark}。", head=head, where=where, cells=figures, mark=mark)


def _verdict_words(item: Indicator, *, done: bool, asks_exceeded: bool) -> str:
    if asks_exceeded and _is_ceiling(item):
        return "否，没有超出目标" if done else "是，超出目标"
    if asks_exceeded and item.verdict != "exceeded":
        return "否，已完成，但没有超额" if done else "否，未完成"
    if not done:
        return "否，未完成"
    return "是，超额完成" if item.verdict == "exceeded" else "是，已完成"


def _asks_exceeded(job: Job) -> bool:
    return Condition("verdict", "exceeded") in job.question.conditions


def _is_ceiling(item: Indicator) -> bool:
    """A target that must not be passed (≤4000元): going over it is missing it."""
    return item.less_is_better or (item.target is not None and item.target.op in ("<", "<="))


def _both(row: Row, done: bool, effective: bool, mark: str, job: Job) -> str:
    item = row.item
    assert isinstance(item, Indicator)
    assert item.corrected_target
    words = "部分：按表中印的目标{printed}，按原因分析更正后的目标{target}{corrected}。{where}，{figures}{mark}。"
    return job.say(
        words,
        printed=job.say("完成" if done else "未完成"),
        target=item.corrected_target.text,
        corrected=job.say("完成" if effective else "未完成"),
        where=job.caption(row),
        figures=_figures(row, job),
        mark=mark,
    )


def _figures(row: Row, job: Job) -> str:
    item = row.item
    less = job.say("（越低越好）") if isinstance(item, Indicator) and item.less_is_better else ""
    return cell_words([field for key in ("target", "actual") if (field := row.field(key))], job) + less
