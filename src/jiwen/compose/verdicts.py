"""Did it reach its target: yes, no, partly (printed against corrected target), or: cannot be judged."""

from dataclasses import replace

from ingest.model.facts import Indicator
from ingest.model.quantity import Quantity
from jiwen.answer import Answer
from jiwen.arithmetic import fulfils, is_comparable
from jiwen.compose.job import Job, caption, caveats, refusal
from jiwen.compose.money import asks_money, compose_money
from jiwen.compose.value import as_lines, column_for, compose_clarify, figure, label_of
from jiwen.question.intent import amount_text
from jiwen.question.model import Amount, Condition
from jiwen.question.names import name_key
from jiwen.rows import CellLine, Row

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
    if len({name_key(row.shown) for row in rows}) > 1 or len({row.report.id for row in rows}) < len(rows):
        return compose_clarify(job, rows)
    lines = [_line(row, job) for row in rows]
    return job.answer("\n".join(lines), "compare", notes=caveats(rows))


def _against(job: Job, threshold: Condition) -> Answer:
    """控制在9%以内了吗: yes or no by the figure as printed, units converted."""
    rows = [line for item in job.resolved for line in as_lines(item, job)]
    if len({name_key(row.shown) for row in rows}) > 1 or len({row.report.id for row in rows}) < len(rows):
        return compose_clarify(job, rows)
    return job.answer("\n".join(_compared(row, threshold, job) for row in rows), "compare", notes=caveats(rows))


def _compared(row: Row, threshold: Condition, job: Job) -> str:
    assert threshold.amount
    column = column_for(row, (threshold.value,))
    cell = figure(row, column)
    mark = job.evidence.record(row, column)
    where, label = caption(row, job), row.item.column if isinstance(row.item, CellLine) else label_of(column, job)
    limit = Quantity("", None, threshold.amount.number, threshold.amount.unit)
    if cell is None or cell[1] is None or not is_comparable(cell[1], limit):
        said = cell[0] if cell and cell[0] else job.say("未填（空白）", "blank")
        return job.say(f"无法判断：{where}的{label}为{said}{mark}。", f"Cannot be judged: {label} of {where} is {said} {mark}.")
    holds = fulfils(cell[1], _reached(threshold.amount, row)) != threshold.negated
    asked = amount_text(threshold.amount)
    return job.say(
        f"{'是' if holds else '否'}：{where}的{label}为{cell[0]}{mark}（问的是：{asked}）。",
        f"{'Yes' if holds else 'No'}: {label} of {where} is {cell[0]} {mark} (asked: {asked}).",
    )


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
    return refusal(job.question.text, "没有找到可以判断的指标")


def _line(row: Row, job: Job) -> str:
    item = row.item
    assert isinstance(item, Indicator)
    mark = job.evidence.record(row, "actual")
    figures = _figures(row, job)
    where = caption(row, job)
    if item.verdict == "blank":
        return job.say(
            f"无法判断：{where}的完成值未填（空白），{figures}{mark}。",
            f"Cannot be judged: the actual value of {where} is blank, {figures} {mark}.",
        )
    if item.verdict == "undecidable":
        return job.say(
            f"无法判断：{where}的目标与完成值类型不一致，不能直接比较，{figures}{mark}。",
            f"Cannot be judged: target and actual of {where} are of different kinds, {figures} {mark}.",
        )
    done = item.verdict in _DONE
    effective = (item.corrected_verdict or item.verdict) in _DONE
    if done != effective and job.question.basis == "both":
        return _both(row, done, effective, mark, job)
    if job.question.basis == "corrected":
        done = effective
    if job.question.basis == "corrected" and item.corrected_target:
        word = "是，按更正后的目标完成" if done else "否，按更正后的目标未完成"
        return f"{word}：更正后目标值{item.corrected_target.text}，{where}，{figures}{mark}。"
    if _asks_exceeded(job) and _is_ceiling(item):
        return job.say(
            f"{'否，没有超出目标' if done else '是，超出目标'}：{where}，{figures}{mark}。",
            f"{'No, it is within' if done else 'Yes, it is above'} its target: {where}, {figures} {mark}.",
        )
    more = "超额完成" if item.verdict == "exceeded" else "已完成"
    if _asks_exceeded(job) and item.verdict != "exceeded":
        more = "已完成，但没有超额" if done else "未完成"
        return job.say(f"否，{more}：{where}，{figures}{mark}。", f"No, it did not pass its target: {where}, {figures} {mark}.")
    if done:
        return job.say(f"是，{more}：{where}，{figures}{mark}。", f"Yes, it met its target: {where}, {figures} {mark}.")
    return job.say(f"否，未完成：{where}，{figures}{mark}。", f"No, it missed its target: {where}, {figures} {mark}.")


def _asks_exceeded(job: Job) -> bool:
    return Condition("verdict", "exceeded") in job.question.conditions


def _is_ceiling(item: Indicator) -> bool:
    """A target that must not be passed (≤4000元): going over it is missing it."""
    return item.less_is_better or (item.target is not None and item.target.op in ("<", "<="))


def _both(row: Row, done: bool, effective: bool, mark: str, job: Job) -> str:
    item = row.item
    assert isinstance(item, Indicator)
    assert item.corrected_target
    words = ("完成", "未完成")
    target, figures, where = item.corrected_target.text, _figures(row, job), caption(row, job)
    return job.say(
        f"部分：按表中印的目标{words[not done]}，按原因分析更正后的目标{target}{words[not effective]}。{where}，{figures}{mark}。",
        f"Partly: by the printed target it was {'met' if done else 'not met'}, by the corrected target {target} "
        f"{'met' if effective else 'not met'}: {where}, {figures} {mark}.",
    )


def _figures(row: Row, job: Job) -> str:
    target, actual = row.field("target"), row.field("actual")
    shown = [
        job.say("目标值", "target ") + target.text if target and target.text else "",
        job.say("完成值", "actual ") + actual.text if actual and actual.text else "",
    ]
    item = row.item
    less = job.say("（越低越好）", " (lower is better)") if isinstance(item, Indicator) and item.less_is_better else ""
    return job.say("，", ", ").join(part for part in shown if part) + less
