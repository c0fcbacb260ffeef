"""How many rows something holds for: in each report, each project, each group of indicators."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.model.quantity import Quantity
from jiwen.answer import Answer
from jiwen.compose.job import Job
from jiwen.compose.lists import counted_as
from jiwen.rows import Row
from jiwen.select import Selection, names_group, select


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a ranking: its name, the figure it is ordered by, that figure as shown, the rows behind it.

    `value` where the figure is one cell.
    """

    name: str
    key: Decimal
    text: str
    rows: tuple[Row, ...]
    value: Quantity | None = None


def compose_counts(job: Job) -> Answer:
    """How many rows fulfil the conditions in each group or project asked for, else in each report in order of year."""
    groups = _groups_named(job)
    chosen = select(replace(job.question, mentions=()) if groups else job.question, job.shelf)
    if chosen.unknown or not chosen.pool:
        return job.refuse("没有找到可以计数的数据")
    entries = groups or counts_of_parts(job, chosen) or counts_of_reports(job, chosen.rows)
    return job.answer(
        "\n".join(entry_line(entry, number, job, is_best=True) for number, entry in enumerate(entries, 1)),
        "compare",
        notes=job.caveats(chosen.rows),
    )


def _groups_named(job: Job) -> list[Entry]:
    """产出、效益、满意度各几个没完成: one entry for each group that the question names, empty where it names anything else."""
    if not names_groups(job):
        return []
    found = [(mention, select(replace(job.question, mentions=(mention,)), job.shelf)) for mention in job.question.mentions]
    return [counted(job.list_of(chosen.within) or mention.text, chosen.rows, job) for mention, chosen in found]


def names_groups(job: Job) -> bool:
    """Whether the question names several groups and nothing else."""
    rows = [row for row, _ in job.shelf.rows]
    return len(job.question.mentions) > 1 and all(names_group(mention, rows) for mention in job.question.mentions)


def counts_of_parts(job: Job, chosen: Selection) -> list[Entry]:
    """One entry for each project or group of the rows judged, in their order; empty where neither is asked for."""
    if job.question.by == "project":
        projects = dict.fromkeys(row.project for row in chosen.pool if row.project)
        return [counted(project, [row for row in chosen.rows if row.project == project], job) for project in projects]
    if job.question.by != "group":
        return []
    groups = _groups(job.question.folded, chosen.pool)
    return [counted(group, [row for row in chosen.rows if group in row.groups], job) for group in groups]


def _groups(folded: str, rows: Sequence[Row]) -> list[str]:
    """The groups of one level: of the one asked for (二级), else of the first that has more than one."""
    depth = max((len(row.groups) for row in rows), default=0)
    levels = [list(dict.fromkeys(row.groups[at] for row in rows if len(row.groups) > at)) for at in range(depth)]
    if "二级" in folded and depth > 1:
        return levels[1]
    return next((level for level in levels if len(level) > 1), levels[0] if levels else [])


def counts_of_checks(job: Job) -> list[Entry]:
    """How many contradictions (and doubts, where those are asked for) each report has."""
    only_errors = re.search("矛盾|冲突|打架|对不上|不一致|错", job.question.folded) is not None
    entries = []
    for report in job.reports:
        found = [check for check in report.checks if check.severity == "error" or (check.severity == "warning" and not only_errors)]
        mark = next((job.evidence.place(report, check.places[0], check.message) for check in found if check.places), "")
        text = job.say("矛盾{n}处" if only_errors else "矛盾和疑点{n}处", n=len(found))
        entries.append(Entry(job.body(report), Decimal(len(found)), text + mark, ()))
    return entries


def asks_change_of_count(job: Job) -> bool:
    """没完成的指标比2022年多了几个."""
    question = job.question
    about_rows = any(condition.kind == "verdict" for condition in question.conditions)
    return question.form == "difference" and about_rows and not job.rows and len(job.reports) == 2


def compose_change_of_count(job: Job) -> Answer:
    """How many more rows fulfil the conditions in the newer report, with both counts."""
    older, newer = counts_of_reports(job, select(job.question, job.shelf).rows)
    change = int(newer.key - older.key)
    word = job.say("增加" if change > 0 else "减少" if change < 0 else "持平")
    value = job.count(change)
    lines = [entry_line(entry, number, job, is_best=True) for number, entry in enumerate((older, newer), 1)]
    return job.answer(
        "\n".join([f"**{job.count(abs(change)).text}**{job.say('（{word}）', word=word)}", "", *lines]),
        "aggregate",
        value=value,
        notes=job.caveats(older.rows + newer.rows),
    )


def counts_of_reports(job: Job, rows: Sequence[Row]) -> list[Entry]:
    """One entry for each report in reach."""
    return [counted(job.body(report), [row for row in rows if row.report is report], job) for report in job.reports]


def counted(name: str, rows: Sequence[Row], job: Job) -> Entry:
    """How many rows an entry has."""
    return Entry(name, Decimal(len(rows)), counted_as(job.question.conditions, len(rows), job), tuple(rows))


def entry_line(entry: Entry, number: int, job: Job, *, is_best: bool) -> str:
    marks = "".join(
        job.evidence.record(row) if is_best or (len(entry.rows) == 1 and job.question.by != "project") else job.evidence.row(row)
        for row in entry.rows[:12]
    )
    names = job.list_of(row.shown for row in entry.rows)
    rows = job.say("（{word}）", word=names) if is_best and len(entry.rows) > 1 else ""
    return f"{number}. {entry.name}{job.say('：')}{entry.text}{rows}{marks}"
