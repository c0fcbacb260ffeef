"""Which indicators changed their verdict between years: done then, missed now. Only those that both years have are judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.compose.job import VERDICTS, Job
from jiwen.compose.lists import row_summary
from jiwen.lookup import Shelfful, aligned
from jiwen.question.model import Condition
from jiwen.question.names import name_key
from jiwen.rows import Row
from jiwen.select import holds, select

_WORDS = {"met": "已完成", "missed": "未完成", "exceeded": "超额完成", "held": "正好完成", "blank": "完成值空白", "undecidable": "无法判断"}


@dataclass(frozen=True, slots=True)
class _Course:
    """One indicator over the years asked about, oldest first."""

    rows: tuple[Row, ...]

    def in_year(self, year: int) -> Row:
        return next(row for row in self.rows if row.report.year == year)


def asks_changes(job: Job) -> bool:
    """Whether the conditions belong to different years."""
    return any(condition.when is not None for condition in job.question.conditions)


def compose_changes(job: Job) -> Answer:
    """The indicators whose verdicts are those asked for, each with its figures of every year."""
    bodies = _years_of_bodies(job)
    if not bodies:
        return job.refuse("没有同一单位这些年度的报告，无法比较完成情况的变化")
    lines, found = [], []
    for reports in bodies:
        courses = _courses(reports, job)
        kept = [course for course in courses if _holds(course, job)]
        head = job.say("{what}：各年都有的指标共{all}项，其中{kept}项", what=_head(reports, job), all=len(courses), kept=len(kept))
        lines.append(f"**{head}{job.say('：' if kept else '。').rstrip()}**")
        lines += [_line(number, course, job) for number, course in enumerate(kept, 1)]
        found += kept
    notes = job.caveats([row for course in found for row in course.rows])
    if job.question.form != "count":
        return job.answer("\n".join(lines), "list", notes=notes)
    value = job.count(len(found))
    return job.answer("\n".join([f"**{value.text}**", "", *lines]), "aggregate", value=value, notes=notes)


def _years_of_bodies(job: Job) -> list[tuple[Report, ...]]:
    """The reports to compare, body by body, oldest first; bodies that lack one of the years are left out."""
    by_body: dict[str, list[Report]] = {}
    for report in job.reports:
        by_body.setdefault(report.department or report.title, []).append(report)
    found = []
    for reports in by_body.values():
        years = {_year(condition, reports) for condition in job.question.conditions if condition.when is not None}
        own = {report.year: report for report in reports if report.year in years}
        if len(own) == len(years) > 1:
            found.append(tuple(report for _, report in sorted(own.items(), key=lambda item: item[0] or 0)))
    return found


def _year(condition: Condition, reports: Sequence[Report]) -> int:
    when = condition.when or 0
    return when if when > 0 else max(report.year or 0 for report in reports) + when


def _courses(reports: Sequence[Report], job: Job) -> list[_Course]:
    shelf = Shelfful(tuple(reports), tuple(pair for pair in job.shelf.rows if pair[0].report in reports and pair[0].kind == "indicator"))
    newest = Shelfful((reports[-1],), tuple(pair for pair in shelf.rows if pair[0].report is reports[-1]))
    courses = []
    for row in select(replace(job.question, conditions=(), domain="indicator"), newest).rows:
        same = [other for other, keys in shelf.rows if name_key(row.shown) in keys and other.project == row.project]
        rows = {other.report.year: other for other in aligned([*same, *([] if row in same else [row])], shelf)}
        if len(rows) == len(reports):
            courses.append(_Course(tuple(rows[report.year] for report in reports)))
    return courses


def _holds(course: _Course, job: Job) -> bool:
    reports = [row.report for row in course.rows]
    return all(
        holds(course.in_year(_year(condition, reports)), condition, job.question)
        for condition in job.question.conditions
        if condition.kind != "always"
    )


def _head(reports: Sequence[Report], job: Job) -> str:
    dated = [condition for condition in job.question.conditions if condition.when is not None]
    dated.sort(key=lambda condition: _year(condition, reports))
    words = "{year}年{verdict}"
    said = [job.say(words, year=_year(each, reports), verdict=job.say(_WORDS.get(each.value, each.value))) for each in dated]
    return job.say("{body}{said}的指标", body=reports[0].department or reports[0].title, said=job.list_of(said))


def _line(number: int, course: _Course, job: Job) -> str:
    """Every year's figures. The newest row alone is the record: an indicator of two names is one indicator."""
    newest = course.rows[-1]
    years = [_figures(row, job) + job.evidence.row(row, "actual") for row in course.rows[:-1]]
    years.append(_figures(newest, job) + job.evidence.record(newest, "actual"))
    names = list(dict.fromkeys(row.shown for row in course.rows))
    renamed = job.say("（原名“{name}”）", name=names[0]) if len(names) > 1 else ""
    return f"{number}. {names[-1]}{renamed}{job.say('：')}{job.say('；').join(years)}"


def _figures(row: Row, job: Job) -> str:
    verdict = job.say(VERDICTS.get(row.verdict or "", ""))
    return job.say("{year}年{figures}（{verdict}）", year=row.report.year, figures=row_summary(row, job), verdict=verdict)
