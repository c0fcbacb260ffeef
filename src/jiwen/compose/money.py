"""Was the money enough, spent up, overspent, cut or raised: yes or no by the budget line as printed."""

from jiwen.answer import Answer
from jiwen.arithmetic import shown
from jiwen.compose.job import Job, checks_of
from jiwen.compose.value import as_lines, cell_words, compose_clarify, total_rows
from jiwen.question.model import MONEY_CONDITIONS, Question
from jiwen.question.names import name_key
from jiwen.rows import Row
from jiwen.spending import money, money_holds

_SAID = {
    "unspent": ("有结余", "没有结余"),
    "untouched": ("一分没花", "花了钱"),
    "exhausted": ("花完了", "没有花完"),
    "overspent": ("支出超过了预算", "支出没有超过预算"),
    "enough": ("支出没有超过预算", "支出超过了预算"),
    "cut": ("预算调减过", "预算没有调减"),
    "raised": ("预算追加过", "预算没有追加"),
    "unchanged": ("预算没有调整", "预算调整过"),
    "changed": ("预算调整过", "预算没有调整"),
}
_CELLS = ("initial", "adjustment", "adjusted", "spent", "rate")


def asks_money(question: Question) -> bool:
    """Whether the budget was enough, spent up, changed: asked of a line or of the whole report."""
    return any(condition.kind in MONEY_CONDITIONS for condition in question.conditions)


def compose_money(job: Job) -> Answer:
    """Yes or no for the budget lines named, else for the total of each report."""
    kind = next(c.kind for c in job.question.conditions if c.kind in MONEY_CONDITIONS)
    named = [line for item in job.resolved for line in as_lines(item, job) if line.kind == "budget"]
    rows = named or ([] if job.question.mentions else list(total_rows(job)))
    if not rows:
        return job.refuse("没有找到所问的预算行")
    crowded = len({name_key(row.shown) for row in rows}) > 1 and len(job.resolved) < 2
    if crowded or len({row.report.id for row in rows}) > 4:
        return compose_clarify(job, rows)
    return job.answer("\n".join(_line(row, kind, job) for row in rows), "compare", notes=job.caveats(rows))


def _line(row: Row, kind: str, job: Job) -> str:
    holds = money_holds(row, kind)
    mark = job.evidence.record(row, "spent")
    cells = cell_words([field for key in _CELLS if (field := row.field(key))], job)
    where = job.caption(row)
    if holds is None:
        return job.say("无法判断：{where}没有填报所需的数，{cells}{mark}。", where=where, cells=cells, mark=mark)
    rest = "" if kind in ("cut", "raised", "changed", "unchanged", "untouched") else _rest(row, job)
    said = job.say(_SAID[kind][not holds])
    wrong = [check for check in checks_of(row) if check.rule == "sum_mismatch" and "执行数" in check.message]
    head = job.say("是，{said}" if holds else "否，{said}", said=said) + rest
    if kind == "untouched" and holds and wrong:
        head = job.say("部分，表中{said}，分项另有数", said=said)
    line = job.say("{head}：{where}，{cells}{mark}。", head=head, where=where, cells=cells, mark=mark)
    return "\n\n- ".join([line, *(job.say_message(check.message) for check in wrong[:1])])


def _rest(row: Row, job: Job) -> str:
    left = money(row, "left")
    if left is None or not left.number:
        return ""
    return job.say("，剩{amount}" if left.number > 0 else "，超出{amount}", amount=f"{shown(abs(left.number))}{left.unit or ''}")
