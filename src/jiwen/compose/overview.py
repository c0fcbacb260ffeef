"""The whole report at a glance: projects, whose a row is, tasks, what does not add up, a summary, the reports there are."""

import re
from collections.abc import Sequence

from ingest.model.facts import BudgetLine, Check, Indicator
from ingest.model.report import Report
from jiwen.answer import Answer, Record
from jiwen.compose.job import Job
from jiwen.compose.value import cell_words, compose_clarify, compose_value, total_rows
from jiwen.prose import find_topics
from jiwen.rows import LABELS
from jiwen.select import project_lines
from jiwen.texts import report_sources

_TEXT_AND_TABLE = ("text_table_conflict", "rate_stated_differently")
_OVER = ("over_achievement", "over_achievement_printed")
_BY_COLUMN = {"rate": ("rate_mismatch",), "deviation": ("deviation_mismatch",), "score": ("total_score_mismatch",)}
_SEVERITY = {"error": "矛盾", "warning": "疑点", "info": "提示"}
_SET_BADLY = re.compile("低|合理|科学|合适|恰当|不准|靠谱|离谱|保守|松|实际")
_LONGEST = 1900


def compose_projects(job: Job) -> Answer:
    """The project forms of the file; in a department's report its project lines of the budget."""
    lines = []
    for report in job.reports:
        forms = [row for row in job.shelf.of("form") if row.report is report and row.project]
        rows = forms or list(project_lines(report))
        if len(job.reports) > 1 and rows:
            lines.append(f"**{job.body(report)}**")
        lines += [f"{number}. {row.shown}{job.evidence.record(row)}" for number, row in enumerate(rows, 1)]
    if not job.evidence.records:
        return job.refuse("报告里没有列出项目")
    head = job.say("共{n}个项目：", n=len(job.evidence.records))
    return job.answer("\n".join([head, "", *lines]), "list")


def compose_whose(job: Job) -> Answer:
    """The project (or group) that a row belongs to."""
    if not job.rows:
        return job.refuse("没有找到所问的指标")
    lines = []
    for row in job.rows:
        mark = job.evidence.record(row)
        owner = job.say("项目“{name}”", name=row.project) if row.project else ""
        group = job.say("类别：{groups}", groups="／".join(row.groups)) if row.groups else ""
        whose = job.say("，").join(part for part in (owner, group) if part) or job.body(row.report)
        lines.append(job.say("“{name}”属于{whose}{mark}。", name=row.shown, whose=whose, mark=mark))
    return job.answer("\n".join(lines), "compare", notes=job.caveats(job.rows))


def compose_task(job: Job) -> Answer | None:
    """How a key task was completed, as the report says; for an indicator its verdict; None where the mention is neither."""
    tasks = [row for row in job.rows if row.kind == "task"]
    if not (job.question.mentions or tasks):
        tasks = job.shelf.of("task")
    if tasks:
        lines = [
            f"“{row.field_texts().get(LABELS['completion_text'], '')}”{job.evidence.record(row)}\n\n——{job.caption(row)}" for row in tasks
        ]
        return job.answer("\n\n".join(lines), "passage")
    indicators = [row for row in job.rows if row.kind == "indicator"]
    if indicators:
        from jiwen.compose.verdicts import compose_yesno

        return compose_yesno(job) if len({row.shown for row in indicators}) == 1 else compose_clarify(job, indicators)
    if job.rows and all(row.kind == "budget" for row in job.rows):
        return compose_value(job)
    return None


def compose_checks(job: Job) -> Answer:
    """What does not add up, errors first; "set too low" asks for over-achievement only."""
    rules = _rules(job.question.folded) or _BY_COLUMN.get(next(iter(job.question.columns), ""), ())
    names = {row.item.name for row in job.rows if isinstance(row.item, Indicator | BudgetLine)}
    lines: list[str] = []
    for report in job.reports:
        checks = [check for check in _wanted(report, rules) if not names or names & set(check.names)]
        if len(job.reports) > 1 and checks:
            lines.append(f"**{job.body(report)}**")
        for check in checks:
            severity, message = job.say(_SEVERITY[check.severity]), job.say_message(check.message)
            lines.append(f"- {severity}{job.say('：')}{message}{_cited(job, report, check)}")
    told = [found for report in job.reports for found in find_topics(job.question.folded, report_sources(report))] if not lines else []
    if told and not job.rows:
        return job.answer("\n\n".join(f"“{found.text}”{job.evidence.quote(found)}" for found in told), "passage")
    if not lines:
        nothing = "没有发现正文与表格不一致的地方。" if rules == _TEXT_AND_TABLE else "没有发现矛盾或疑点。"
        for row in job.rows[:4]:
            job.evidence.row(row)
        return job.answer((job.say("否。") if names and _asks_whether(job) else "") + job.say(nothing), "list")
    if names and _asks_whether(job):
        lines[0] = job.say("是。") + "\n" + lines[0]
    text = "\n".join(lines)
    notes = [] if len(text) <= _LONGEST else [job.say("内容较多，只列出前面的部分")]
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(line) <= _LONGEST:
            kept.append(line)
    return job.answer("\n".join(kept), "list", notes=notes)


def _asks_whether(job: Job) -> bool:
    return re.search(r"是不是|是否|有没有|[吗么]", job.question.folded) is not None


def _rules(folded: str) -> Sequence[str]:
    """The rules that the question is about; none where it asks for all."""
    if "目标" in folded and _SET_BADLY.search(folded):
        return _OVER
    return _TEXT_AND_TABLE if re.search("正文|文字", folded) and "表" in folded else ()


def _wanted(report: Report, rules: Sequence[str]) -> Sequence[Check]:
    if rules:
        return [check for check in report.checks if check.rule in rules]
    order = {"error": 0, "warning": 1}
    return sorted((check for check in report.checks if check.severity in order), key=lambda check: order[check.severity])


def _cited(job: Job, report: Report, check: Check) -> str:
    rows = [row for kind in ("indicator", "budget") for row in job.shelf.of(kind) if row.report is report and row.item.name in check.names]  # type: ignore[union-attr]
    if rows:
        named = [row for row in rows if row.project is None or f"（{row.project}）" in check.message] or rows
        mark = job.evidence.row(named[0])
        record = Record(
            named[0].record_type,
            report.id,
            named[0].shown,
            {**named[0].field_texts(), "核对": check.message},
            named[0].verdict,
            int(mark[1:-1]),
        )
        if all(other.name != record.name for other in job.evidence.records):
            job.evidence.records.append(record)
        if check.places:
            job.evidence.place(report, check.places[0], check.message)
        return mark
    return job.evidence.place(report, check.places[0], check.message) if check.places else ""


def compose_summary(job: Job) -> Answer:
    """Verdict counts, misses, spending, contradictions, and the report's own words on problems."""
    parts = [_summary(job, report) for report in job.reports[:4]]
    return job.answer("\n\n".join(parts)[:_LONGEST], "passage")


def _summary(job: Job, report: Report) -> str:
    rows = [row for row in job.shelf.of("indicator") if row.report is report]
    lines = [f"**{job.body(report)}**"]
    if rows:
        missed = [row for row in rows if row.verdict == "missed"]
        met = sum(row.verdict in ("met", "exceeded", "qualitative") for row in rows)
        named = job.list_of(f"{row.shown}{job.evidence.record(row)}" for row in missed[:8])
        counts = job.say("指标共{all}项，已完成{met}项，未完成{missed}项", all=len(rows), met=met, missed=len(missed))
        lines.append(f"- {counts}{job.say('：') if missed else ''}{named}")
    for row in total_rows(job)[:6]:
        if row.report is report:
            cells = cell_words([field for key in ("initial", "adjusted", "spent", "rate") if (field := row.field(key))], job)
            lines.append(f"- {row.shown}{job.say('：')}{cells}{job.evidence.record(row)}")
    for check in [check for check in report.checks if check.severity == "error"][:5]:
        contradiction = job.say("数据矛盾：{message}", message=job.say_message(check.message))
        lines.append(f"- {contradiction}{_cited(job, report, check)}")
    section = next((section for section in report.sections if "问题" in section.title and section.passages), None)
    if section:
        text = section.text[:300]
        own_words = job.say("报告自述：“{text}”", text=text)
        lines.append(f"- {own_words}{job.evidence.place(report, section.place, text, section.title)}")
    return "\n".join(lines)


def compose_reports(job: Job) -> Answer:
    """The reports in reach."""
    words = "{number}. {body}：{title}（{file}）"
    lines = [
        job.say(words, number=number, body=job.body(report), title=report.title, file=report.source)
        for number, report in enumerate(job.reports, 1)
    ]
    return job.answer("\n".join(lines) or job.say("库里还没有报告。"), "list")
