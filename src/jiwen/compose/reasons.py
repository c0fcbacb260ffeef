"""Why: the reason as the report writes it, or that it writes none."""

from collections.abc import Sequence
from dataclasses import replace

from jiwen.answer import Answer
from jiwen.compose.job import VERDICTS, Job
from jiwen.compose.value import as_lines, cell_words, compose_clarify
from jiwen.prose import find_reasons
from jiwen.question.model import Condition
from jiwen.question.names import hangs_together, name_key
from jiwen.rows import Row
from jiwen.select import has_note, holds, is_group_name, select
from jiwen.texts import report_sources


def compose_why(job: Job) -> Answer:
    """The notes of the rows asked about; without rows, sentences that give a cause."""
    rows = [row for row in job.rows if row.kind == "indicator"]
    within = _within_group(job)
    if within:
        return _listed(job, within)
    lost = [] if rows else _lost_in_projects(job)
    if lost:
        return _listed(job, lost)
    is_known = not any(item.status == "none" for item in job.resolved) and not any(row.kind == "budget" for row in job.rows)
    if not rows and job.question.conditions and is_known:
        rows = list(select(job.question, job.shelf).rows)
        return _listed(job, rows) if rows else job.refuse("没有符合条件的指标")
    if not rows:
        return _from_prose(job)
    if len({name_key(row.shown) for row in rows}) > 1 or len({row.report.id for row in rows}) < len(rows):
        return compose_clarify(job, rows)
    return job.answer("\n\n".join(_line(row, job) for row in rows), "passage", notes=job.caveats(rows))


def _line(row: Row, job: Job) -> str:
    mark = job.evidence.record(row, "note")
    note = row.field("note")
    facts = cell_words([field for key in ("target", "actual") if (field := row.field(key))], job)
    facts = job.say("，").join(part for part in (facts, job.say(VERDICTS.get(row.verdict or "", ""))) if part)
    where = job.caption(row)
    if not has_note(row):
        column = job.say("原因分析一栏为空白" if note is not None else "该表没有原因分析一栏")
        return job.say("报告没有写原因（{column}）{mark}。{where}，{facts}。", column=column, mark=mark, where=where, facts=facts)
    assert note is not None
    return f"“{note.text}”{mark}\n\n" + job.say("——{where}的原因分析；{facts}。", where=where, facts=facts)


def _listed(job: Job, rows: Sequence[Row]) -> Answer:
    lines = []
    for number, row in enumerate(rows, 1):
        note = row.field("note")
        text = f"“{note.text}”" if note and has_note(row) else job.say("没有写原因（空白）")
        lines.append(f"{number}. {row.shown}{job.say('：')}{text}{job.evidence.record(row, 'note')}")
    return job.answer("\n".join(lines), "list", notes=job.caveats(rows))


def _from_prose(job: Job) -> Answer:
    """Sentences that say the subject and a cause."""
    names = "".join(mention.text for mention in job.question.mentions if mention.text not in job.question.folded)
    for report in job.reports[:4]:
        found = find_reasons(f"{names}{job.question.text}", report_sources(report), ignore=scope_words(job))
        quotes = [quote for quote in found.quotes if _is_about(job, f"{''.join(quote.path)}{quote.text}")]
        if quotes:
            return job.answer("\n\n".join(f"“{quote.text}”{job.evidence.quote(quote)}" for quote in quotes), "passage")
    lines = [line for item in job.resolved for line in as_lines(item, job) if line.kind == "budget"]
    if lines and len({name_key(line.shown) for line in lines}) == 1:
        return job.answer("\n".join(_without_reason(line, job) for line in lines), "passage", notes=job.caveats(lines))
    names = job.list_of(mention.text for mention in job.question.mentions) or job.say("所问的内容")
    return job.refuse("报告里没有说明“{names}”的原因", names=names, near=[name for item in job.resolved for name in item.near])


def _is_about(job: Job, text: str) -> bool:
    """Whether a cause speaks of what is asked about, where that is named: the reason of another thing is none."""
    mentions = job.question.mentions
    return not mentions or any(hangs_together(mention, text) for mention in mentions)


def _without_reason(line: Row, job: Job) -> str:
    """A budget line has no column for reasons: its figures, and that the text gives none."""
    facts = cell_words([field for key in ("initial", "adjusted", "spent", "rate") if (field := line.field(key))], job)
    mark = job.evidence.record(line, "spent")
    column = job.say("该表没有原因分析一栏")
    return job.say("报告没有写原因（{column}）{mark}。{where}，{facts}。", column=column, mark=mark, where=job.caption(line), facts=facts)


def _within_group(job: Job) -> list[Row]:
    """农村公路项目的成本为什么超: the indicators of a group of a project, those that were missed first."""
    everything = [row for row, _ in job.shelf.rows]
    mentions = job.question.mentions
    if len(mentions) < 2 or not any(is_group_name(mention, everything) for mention in mentions):
        return []
    conditions = job.question.conditions or (Condition("verdict", "missed"),)
    chosen = select(replace(job.question, domain="indicator", conditions=conditions), job.shelf)
    return [] if chosen.unknown else list(chosen.rows)


def _lost_in_projects(job: Job) -> list[Row]:
    """Asked why a project did badly: its indicators that lost points, where none are scored those that were missed."""
    projects = {row.name for row in job.rows if row.kind == "form"}
    if not projects or any(row.kind != "form" for row in job.rows):
        return []
    rows = [row for row in job.shelf.of("indicator") if row.project in projects]
    kinds = (Condition("lost_score"), Condition("verdict", "missed"))
    found = ([row for row in rows if holds(row, kind, job.question)] for kind in kinds)
    return next((lost for lost in found if lost), [])


def scope_words(job: Job) -> list[str]:
    """Words of the question that say which report is meant; they need not stand in a sentence that answers."""
    words = [body.text for body in job.question.scope.bodies]
    words += [str(year) for year in job.question.scope.years] + [f"{year}年" for year in job.question.scope.years]
    words += [report.department for report in job.reports if report.department]
    return [*words, "今年", "本年", "当年"]
