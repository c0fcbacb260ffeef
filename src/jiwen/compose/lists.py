"""Lists, counts and shares: every row is judged, the denominator is said, printed and corrected verdicts stand side by side."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.model.facts import Indicator
from ingest.model.quantity import Quantity
from jiwen.answer import Answer
from jiwen.arithmetic import HUNDRED, over_rate, rounded, shown
from jiwen.compose.job import VERDICTS, Job
from jiwen.question.model import Amount, Condition
from jiwen.question.names import name_key
from jiwen.rows import LABELS, Row
from jiwen.select import Selection, has_note, holds, ordered, select

_DECIDED = ("met", "missed", "exceeded", "qualitative")
_SHOWN_VERDICT = {"missed": "未完成", "met": "已完成", "exceeded": "超额", "held": "持平", "undecidable": "无法判断", "blank": "完成值空白"}
_CONDITIONS = {
    "unspent": "预算没有花完",
    "exhausted": "预算花完",
    "untouched": "一分没花",
    "overspent": "支出超过预算",
    "enough": "支出没有超过预算",
    "cut": "预算被调减",
    "raised": "预算被调增",
    "changed": "预算调整过",
    "unchanged": "预算没有调整",
    "no_reason": "没写原因",
    "has_reason": "写了原因",
    "full_score": "得了满分",
    "lost_score": "没得满分",
    "scored": "有得分",
    "unscored": "没有得分",
    "corrected": "原因分析更正了目标值",
    "not_corrected": "没有更正目标值",
    "renamed": "更正了名称",
    "adjusted_target": "年中调整了指标值",
    "core": "核心指标",
    "less_is_better": "越低越好",
}
_LIMITS = {">": "超过{amount}", ">=": "不低于{amount}", "<": "低于{amount}", "<=": "不超过{amount}", "=": "等于{amount}"}
_DENIES = ("不是", "不等于", "没到", "没有到", "未到", "不为", "并非")
_ABOUT_SCORES = ("full_score", "lost_score", "scored", "unscored")


def compose_list(job: Job) -> Answer:
    """All rows that fulfil the conditions."""
    chosen = select(job.question, job.shelf)
    refused = _refused(job, chosen)
    if refused:
        return refused
    rows = ordered(_in_every_report(chosen.rows, job), job.question)
    head = _head(job, chosen, rows)
    lines = _lines(job, rows)
    first = _first_word(job, rows)
    if not rows:
        for row in chosen.pool[:1]:
            job.evidence.row(row)
    return job.answer("\n".join([first + head, *lines]), "list", notes=_notes(job, rows))


_ALL = re.compile(r"都|全部|全|一个不落|统统")
_WHETHER = re.compile(r"是不是|是否|[吗么](?=[?？。]?$)|没有?(?=[?？。]?$)")


def asks_all(job: Job) -> bool:
    """是不是所有定性指标都完成了."""
    question = job.question
    met = Condition("verdict", "met") in question.conditions and not any(condition.when is not None for condition in question.conditions)
    return met and question.form in ("list", "yesno") and bool(_ALL.search(question.folded)) and bool(_WHETHER.search(question.folded))


def compose_all(job: Job) -> Answer | None:
    """Yes where all rows were met, else no with those that were not; None for a name of one row."""
    others = tuple(condition for condition in job.question.conditions if condition.kind != "verdict")
    judged = select(replace(job.question, conditions=others), job.shelf)
    if judged.unknown or not judged.rows or any(row.kind != "indicator" for row in judged.rows):
        return None
    done = [row for row in judged.rows if holds(row, Condition("verdict", "met"), job.question)]
    rows = [row for row in judged.rows if row not in done]
    lead = job.say("否。" if rows else "是。")
    counts = job.say("共{all}项，已完成{met}项，没有完成或无法判断{rest}项", all=len(judged.rows), met=len(done), rest=len(rows))
    for row in done[:1] if not rows else ():
        job.evidence.row(row)
    return job.answer("\n".join([lead + counts, *_lines(job, rows)]), "list", notes=_notes(job, rows))


def compose_count(job: Job) -> Answer:
    """How many rows fulfil the conditions, with the rows."""
    chosen = select(job.question, job.shelf)
    refused = _refused(job, chosen)
    if refused:
        return refused
    rows = list(chosen.rows)
    head = _head(job, chosen, rows)
    lines = _lines(job, rows)
    value = job.count(len(rows))
    return job.answer("\n".join([f"**{value.text}**{job.say('。')}{head}", *lines]), "aggregate", value=value, notes=_notes(job, rows))


def compose_share(job: Job) -> Answer:
    """The share of rows that fulfil the conditions, of all rows."""
    if not job.question.conditions:
        job = replace(job, question=replace(job.question, conditions=(Condition("verdict", "met"),)))
    chosen = select(job.question, job.shelf)
    refused = _refused(job, chosen)
    if refused:
        return refused
    decimals = 2 if job.question.decimals is None else job.question.decimals
    share = rounded(Decimal(len(chosen.rows)) / len(chosen.pool) * HUNDRED, decimals)
    head = _head(job, chosen, chosen.rows)
    lines = _lines(job, chosen.rows)
    value = Quantity(f"{shown(share, decimals)}%", None, share, "%")
    return job.answer(
        "\n".join([f"**{shown(share, decimals)}%**{job.say('。')}{head}", *lines]), "aggregate", value=value, notes=_notes(job, chosen.rows)
    )


def _refused(job: Job, chosen: Selection) -> Answer | None:
    """Why there is nothing to list: a name that nothing bears, no rows of the kind, scores asked of tables that print none."""
    where = job.list_of(job.body(report) for report in job.reports[:4])
    if chosen.unknown:
        names = job.list_of(f"“{mention.text}”" for mention in chosen.unknown)
        return job.refuse("在{where}的报告里没有找到{names}", where=where, names=names)
    if not chosen.pool:
        return job.refuse("所问的报告里没有这类数据")
    if any(c.kind.startswith("grade_") for c in job.question.conditions) and not any(row.field("grade") for row in chosen.pool):
        return job.refuse("{where}的报告里没有评定等级", where=where)
    if any(c.kind in _ABOUT_SCORES for c in job.question.conditions) and not any(_has_score(row) for row in chosen.pool):
        return job.refuse("{where}的指标表里没有得分一栏", where=where)
    return None


def _has_score(row: Row) -> bool:
    score = row.field("score")
    return score is not None and bool(score.text)


def _first_word(job: Job, rows: Sequence[Row]) -> str:
    if job.question.folded.startswith(("有没有", "有无")) or "有没有" in job.question.folded:
        return job.say("有。" if rows else "没有。")
    return ""


def _head(job: Job, chosen: Selection, rows: Sequence[Row]) -> str:
    count = len(job.reports)
    where = job.list_of(job.body(report) for report in job.reports) if count <= 3 else job.say("共有{n}份报告", n=count)
    inside = job.say("（{groups}）", groups=job.list_of(chosen.within)) if chosen.within else ""
    decided = sum(row.verdict in _DECIDED for row in chosen.pool)
    conditions = job.question.conditions
    judged = any(c.kind == "verdict" for c in conditions) and decided != len(chosen.pool)
    words = "{where}{inside}：共{all}项，可判定{decided}项，{counted}" if judged else "{where}{inside}：共{all}项，{counted}"
    counted = counted_as(conditions, len(rows), job)
    head = job.say(words, where=where, inside=inside, all=len(chosen.pool), decided=decided, counted=counted)
    return head + job.say("：" if rows else "。").rstrip()


def counted_as(conditions: Sequence[Condition], count: int, job: Job) -> str:
    """未完成5项, 没写原因的列出3项, 列出12项."""
    what = describe(conditions, job)
    is_plain = len(conditions) == 1 and conditions[0].kind == "verdict" and conditions[0].value in ("missed", "met", "exceeded", "held")
    words = "{what}{n}项" if is_plain else "{what}的列出{n}项" if what else "列出{n}项"
    return job.say(words, what=what, n=count)


def describe(conditions: Sequence[Condition], job: Job) -> str:
    """The conditions in words: 未完成, 没写原因且核心指标; "" where there are none."""
    words = []
    for condition in conditions:
        if condition.kind == "verdict":
            words.append(job.say(_SHOWN_VERDICT.get(condition.value, condition.value)))
        elif condition.kind == "column" and condition.amount:
            label = job.say("超出目标" if condition.value == "over" else LABELS.get(condition.value, condition.value))
            text = amount_words(condition.amount, job)
            said = "{label}不是{text}" if condition.negated and not text.startswith(_DENIES) else "{label}{text}"
            words.append(job.say(said, label=label, text=text))
        elif condition.kind.startswith("grade_"):
            words.append(job.say("{label}{text}", label=job.say("等级"), text=condition.kind.removeprefix("grade_")))
        elif condition.kind in _CONDITIONS:
            words.append(job.say(_CONDITIONS[condition.kind]))
    return job.say("且").join(words)


def amount_words(amount: Amount, job: Job) -> str:
    """The threshold as it was typed (不到八成): no figure stands in an answer that neither report nor question states.

    An English question is read by its Chinese terms, so there it is the figure: below 80%."""
    if amount.text and job.question.language == "zh":
        return amount.text
    return job.say(_LIMITS[amount.op], amount=f"{amount.number:f}{amount.unit or ''}")


def _in_every_report(rows: Sequence[Row], job: Job) -> Sequence[Row]:
    """Where "every year" is asked: rows whose name is on the list of each report."""
    if not any(condition.kind == "always" for condition in job.question.conditions) or len(job.reports) < 2:
        return rows
    reports: dict[str, set[str]] = {}
    for row in rows:
        reports.setdefault(name_key(row.shown), set()).add(row.report.id)
    return [row for row in rows if len(reports[name_key(row.shown)]) == len(job.reports)]


def _lines(job: Job, rows: Sequence[Row]) -> list[str]:
    lines, report = [], None
    for number, row in enumerate(rows, 1):
        if len(job.reports) > 1 and row.report is not report:
            report = row.report
            lines.append(f"\n**{job.body(report)}**\n")
        mark = job.evidence.record(row, "actual" if row.kind == "indicator" else None)
        lines.append(f"{number}. {row.shown}{_project(row, job)}{job.say('：')}{row_summary(row, job)}{mark}")
    return lines


def _project(row: Row, job: Job) -> str:
    several = row.project and row.project != row.name and len({r.project for r in job.shelf.of(row.kind)}) > 1
    return job.say("（{word}）", word=row.project) if several else ""


def row_summary(row: Row, job: Job) -> str:
    """The cells that matter for the question, as printed."""
    if row.kind == "task":
        field = row.field("completion_text")
        return field.text if field else ""
    if row.kind == "form":
        return job.say("，").join(part for key in ("total_score", "grade") if (part := _part(row, key, job)))
    keys = ("target", "actual", "deviation") if row.kind == "indicator" else ("initial", "adjusted", "spent", "rate")
    kinds = {condition.kind for condition in job.question.conditions}
    if kinds & {"full_score", "lost_score", "scored"}:
        keys = (*keys, "weight", "score")
    if "adjusted_target" in kinds:
        keys = ("initial_target", "adjusted_target", "actual")
    parts = [_part(row, key, job) for key in keys]
    if any(c.value == "over" or (c.kind == "column" and c.value == "deviation") for c in job.question.conditions) and not row.field(
        "deviation"
    ):
        rate = over_rate(row)
        parts.append(job.say("相对目标{percent}%", percent=shown(rate, 2)) if rate is not None else "")
    if kinds & {"no_reason", "has_reason"} and has_note(row):
        parts.append(_part(row, "note", job))
    return job.say("，").join(part for part in [*parts, _correction(row, job)] if part)


def _part(row: Row, key: str, job: Job) -> str:
    field = row.field(key)
    if field is None:
        return ""
    return job.say("{label}{text}", label=job.say(LABELS[key]), text=field.text or job.say("未填（空白）"))


def _correction(row: Row, job: Job) -> str:
    item = row.item
    if not isinstance(item, Indicator) or item.corrected_target is None:
        return ""
    verdict = job.say(VERDICTS[item.corrected_verdict or "undecidable"])
    return job.say("原因分析更正目标值为{target}，按更正后的目标{verdict}", target=item.corrected_target.text, verdict=verdict)


def _notes(job: Job, rows: Sequence[Row]) -> list[str]:
    """How the list changes by corrected targets, then what touches its rows."""
    notes = []
    asked = {c.value for c in job.question.conditions if c.kind == "verdict"}
    if asked & {"missed", "met", "exceeded"} and job.question.basis == "both":
        changed = [row for row in rows if row.effective_verdict != row.verdict]
        if changed:
            words = "按表中印的目标判定；其中{n}项的原因分析更正了目标值，按更正后的目标结果不同：{names}"
            notes.append(job.say(words, n=len(changed), names=job.list_of(row.shown for row in changed)))
    return notes + job.caveats(rows)
