"""Lists, counts and shares: every row is judged, the denominator is said, printed and corrected verdicts stand side by side."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.model.facts import Indicator
from ingest.model.quantity import Quantity
from jiwen.answer import Answer
from jiwen.arithmetic import HUNDRED, over_rate, rounded, shown
from jiwen.compose.job import VERDICTS_ZH, Job, body_of, caveats, refusal
from jiwen.question.intent import amount_text
from jiwen.question.model import Condition
from jiwen.question.names import name_key
from jiwen.rows import LABELS, Row
from jiwen.select import Selection, has_note, ordered, select

_DECIDED = ("met", "missed", "exceeded", "qualitative")
_SHOWN_VERDICT = {"missed": "未完成", "met": "已完成", "exceeded": "超额", "held": "持平", "undecidable": "无法判断", "blank": "完成值空白"}
_SHOWN_VERDICT_EN = {
    "missed": "missed",
    "met": "met",
    "exceeded": "exceeded",
    "held": "held",
    "undecidable": "undecidable",
    "blank": "without an actual",
}
_CONDITIONS = {
    "unspent": "预算没有花完",
    "exhausted": "预算花完",
    "overspent": "支出超过预算",
    "enough": "支出没有超过预算",
    "cut": "预算被调减",
    "raised": "预算被调增",
    "changed": "预算调整过",
    "no_reason": "没写原因",
    "has_reason": "写了原因",
    "full_score": "得了满分",
    "lost_score": "没得满分",
    "scored": "有得分",
    "corrected": "原因分析更正了目标值",
    "not_corrected": "没有更正目标值",
    "renamed": "更正了名称",
    "adjusted_target": "年中调整了指标值",
    "core": "核心指标",
    "less_is_better": "越低越好",
}
_ABOUT_SCORES = ("full_score", "lost_score", "scored")


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


def compose_count(job: Job) -> Answer:
    """How many rows fulfil the conditions, with the rows."""
    chosen = select(job.question, job.shelf)
    refused = _refused(job, chosen)
    if refused:
        return refused
    rows = list(chosen.rows)
    head = _head(job, chosen, rows)
    lines = _lines(job, rows)
    value = Quantity(f"{len(rows)}项", None, Decimal(len(rows)), "项")
    return job.answer("\n".join([f"**{len(rows)}项**。{head}", *lines]), "aggregate", value=value, notes=_notes(job, rows))


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
        "\n".join([f"**{shown(share, decimals)}%**。{head}", *lines]), "aggregate", value=value, notes=_notes(job, chosen.rows)
    )


def _refused(job: Job, chosen: Selection) -> Answer | None:
    """Why there is nothing to list: a name that nothing bears, no rows of the kind, scores asked of tables that print none."""
    where = "、".join(body_of(report) for report in job.reports[:4])
    if chosen.unknown:
        names = "、".join(f"“{mention.text}”" for mention in chosen.unknown)
        return refusal(job.question.text, f"在{where}的报告里没有找到{names}")
    if not chosen.pool:
        return refusal(job.question.text, "所问的报告里没有这类数据")
    if any(c.kind in _ABOUT_SCORES for c in job.question.conditions) and not any(_has_score(row) for row in chosen.pool):
        return refusal(job.question.text, f"{where}的指标表里没有得分一栏")
    return None


def _has_score(row: Row) -> bool:
    score = row.field("score")
    return score is not None and bool(score.text)


def _first_word(job: Job, rows: Sequence[Row]) -> str:
    if job.question.folded.startswith(("有没有", "有无")) or "有没有" in job.question.folded:
        return job.say("有。" if rows else "没有。", "Yes. " if rows else "No. ")
    return ""


def _head(job: Job, chosen: Selection, rows: Sequence[Row]) -> str:
    where = "、".join(body_of(report) for report in job.reports) if len(job.reports) <= 3 else f"共有{len(job.reports)}份报告"
    inside = f"（{'、'.join(chosen.within)}）" if chosen.within else ""
    decided = sum(row.verdict in _DECIDED for row in chosen.pool)
    judged = f"，可判定{decided}项" if any(c.kind == "verdict" for c in job.question.conditions) and decided != len(chosen.pool) else ""
    what = describe(job.question.conditions) or job.say("列出", "listed ")
    if job.question.language == "en":
        return f"{where}{inside}: {_counts_en(job, chosen, rows, decided)}"
    return f"{where}{inside}：共{len(chosen.pool)}项{judged}，{what}{len(rows)}项{'：' if rows else '。'}"


def _counts_en(job: Job, chosen: Selection, rows: Sequence[Row], decided: int) -> str:
    conditions = job.question.conditions
    judged = f", {decided} can be judged" if any(c.kind == "verdict" for c in conditions) and decided != len(chosen.pool) else ""
    verdict = _SHOWN_VERDICT_EN.get(conditions[0].value) if len(conditions) == 1 and conditions[0].kind == "verdict" else None
    what = f"{len(rows)} {verdict}" if verdict else f"{describe(conditions) or 'listed '}{len(rows)}"
    return f"{len(chosen.pool)} in all{judged}, {what}"


def describe(conditions: Sequence[Condition]) -> str:
    """The conditions in words that a count can follow: 未完成, 其中, 列出."""
    words = []
    for condition in conditions:
        if condition.kind == "verdict":
            words.append(_SHOWN_VERDICT.get(condition.value, condition.value))
        elif condition.kind == "column" and condition.amount:
            label = "超出目标" if condition.value == "over" else LABELS.get(condition.value, condition.value)
            words.append(f"{label}{amount_text(condition.amount)}")
        elif condition.kind in _CONDITIONS:
            words.append(_CONDITIONS[condition.kind])
    text = "且".join(words)
    simple = len(conditions) == 1 and conditions[0].kind == "verdict" and conditions[0].value in ("missed", "met", "exceeded", "held")
    return text if simple or not text else f"{text}的列出"


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
            lines.append(f"\n**{body_of(report)}**\n")
        mark = job.evidence.record(row, "actual" if row.kind == "indicator" else None)
        lines.append(f"{number}. {row.shown}{_project(row, job)}：{row_summary(row, job)}{mark}")
    return lines


def _project(row: Row, job: Job) -> str:
    several = row.project and row.project != row.name and len({r.project for r in job.shelf.of(row.kind)}) > 1
    return f"（{row.project}）" if several else ""


def row_summary(row: Row, job: Job) -> str:
    """The cells that matter for the question, as printed."""
    if row.kind == "task":
        field = row.field("completion_text")
        return field.text if field else ""
    keys = ("target", "actual", "deviation") if row.kind == "indicator" else ("initial", "adjusted", "spent", "rate")
    kinds = {condition.kind for condition in job.question.conditions}
    if kinds & {"full_score", "lost_score", "scored"}:
        keys = (*keys, "weight", "score")
    if "adjusted_target" in kinds:
        keys = ("initial_target", "adjusted_target", "actual")
    parts = [_part(row, key) for key in keys]
    if any(c.value == "over" or (c.kind == "column" and c.value == "deviation") for c in job.question.conditions) and not row.field(
        "deviation"
    ):
        rate = over_rate(row)
        parts.append(f"相对目标{shown(rate, 2)}%" if rate is not None else "")
    if kinds & {"no_reason", "has_reason"} and has_note(row):
        parts.append(_part(row, "note"))
    return "，".join(part for part in [*parts, _correction(row)] if part)


def _part(row: Row, key: str) -> str:
    field = row.field(key)
    if field is None:
        return ""
    return f"{LABELS[key]}{field.text}" if field.text else f"{LABELS[key]}未填（空白）"


def _correction(row: Row) -> str:
    item = row.item
    if not isinstance(item, Indicator) or item.corrected_target is None:
        return ""
    return f"原因分析更正目标值为{item.corrected_target.text}，按更正后的目标{VERDICTS_ZH.get(item.corrected_verdict or '', '无法判断')}"


def _notes(job: Job, rows: Sequence[Row]) -> list[str]:
    """How the list changes by corrected targets, then what touches its rows."""
    notes = []
    asked = {c.value for c in job.question.conditions if c.kind == "verdict"}
    if asked & {"missed", "met", "exceeded"} and job.question.basis == "both":
        changed = [row for row in rows if row.effective_verdict != row.verdict]
        if changed:
            names = "、".join(row.shown for row in changed)
            notes.append(f"按表中印的目标判定；其中{len(changed)}项的原因分析更正了目标值，按更正后的目标结果不同：{names}")
    return notes + caveats(rows)
