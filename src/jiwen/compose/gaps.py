"""What a report lost when it was read, told beside answers that promise to be complete and beside "not in the reports"."""

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from ingest.model.facts import Check
from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.compose.job import Job

_SWEEPS = frozenset({"list", "count", "share", "rank", "sum", "average", "projects", "checks", "summary"})
"""Forms of question that go over all rows of a report."""
_MOST_PAGES, _MOST_REPORTS = 6, 3


def gap_notes(job: Job, answer: Answer) -> list[str]:
    """At most one note, with the pages that were not read; none about reports that were read whole, nor beside a named figure."""
    is_sweep = job.question.form in _SWEEPS and not (job.question.form in ("sum", "average") and job.rows)
    if not (answer.refused or is_sweep):
        return []
    rules = {*_known()["of_pages"], *(_known()["of_indicator_tables"] if job.question.domain in (None, "indicator") else ())}
    places = [where for report in job.reports if (where := _where(report, rules, job))]
    if not places:
        return []
    words = "{where}没有读全，所问的内容可能在其中" if answer.refused else "{where}没有读全，结果可能不完整"
    more = job.say("等{n}份", n=len(places)) if len(places) > _MOST_REPORTS else ""
    return [job.say(words, where=job.list_of(places[:_MOST_REPORTS]) + more)]


def _where(report: Report, rules: set[str], job: Job) -> str:
    """《某某自评报告》第5页, 第7页的表; "" where nothing was lost."""
    lost = [check for check in report.checks if check.rule in rules and check.severity == "warning" and not _lost_nothing(check)]
    of_tables = set(_known()["of_indicator_tables"])
    whole = _pages(check for check in lost if check.rule not in of_tables)
    tables = [page for page in _pages(check for check in lost if check.rule in of_tables) if page not in whole]
    parts = [job.say("第{pages}页", pages=_listed(whole, job))] if whole else []
    parts += [job.say("第{pages}页的表", pages=_listed(tables, job))] if tables else []
    anchors = dict.fromkeys(place.anchor for check in lost for place in check.places if not place.pages and place.anchor)
    parts += [f"“{anchor}”" for anchor in list(anchors)[:_MOST_PAGES]]
    if not lost:
        return ""
    named = job.say("《{title}》", title=report.title) if len(job.reports) > 1 or not parts else job.say("报告")
    return named + job.list_of(parts)


def _pages(checks: Iterable[Check]) -> list[int]:
    return sorted({page for check in checks for place in check.places for page in place.pages})


def _listed(pages: Sequence[int], job: Job) -> str:
    return job.list_of(map(str, pages[:_MOST_PAGES])) + (job.say("等") if len(pages) > _MOST_PAGES else "")


def _lost_nothing(check: Check) -> bool:
    return any(re.search(words, check.message) for words in _known()["nothing_lost"])


@cache
def _known() -> dict[str, list[str]]:
    known: dict[str, list[str]] = json.loads((files("jiwen.compose") / "gaps.json").read_text("utf-8"))
    return known
