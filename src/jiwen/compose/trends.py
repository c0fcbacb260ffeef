"""A figure over years, bodies or projects, one line each, and whether it rose every year."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ingest.model.facts import Indicator
from jiwen.answer import Answer
from jiwen.arithmetic import magnitude
from jiwen.compose.counts import compose_counts, names_groups
from jiwen.compose.job import Job
from jiwen.compose.sums import Figure, figure_line, figures_of, named_rows, renamed
from jiwen.compose.value import column_for, compose_value, figure, label_of, total_rows, wants_form
from jiwen.rows import Row

_UP, _DOWN = "好高多大增升涨提上", "差低少小减降下跌"
_EVERY_YEAR = re.compile(rf"(?:一年比一年|逐年|年年|连年|每年都|一路|持续|一直)(?:在|都)?(?:变|越来越)?(?P<word>[{_UP}{_DOWN}])")


def compose_trend(job: Job) -> Answer:
    """The figure of each year (or of each name), oldest first."""
    if job.question.conditions and (not job.rows or names_groups(job)):
        return compose_counts(job)
    rows = named_rows(job) or _wholes(job)
    columns = [column_for(row, (column,)) for row in rows[:1] for column in job.question.columns[1:]]
    found = figures_of(rows, job)
    found += [item for column in dict.fromkeys(columns) for item in figures_of(rows, job, column) if item not in found]
    if not found and wants_form(job):
        return compose_value(job)
    if not found:
        return job.refuse("没有找到所问的数据")
    others = [row for row in named_rows(job) if row not in [r for r, _, _ in found]]
    lines = [figure_line(item, job) for item in found] + [_wordy_line(row, job) for row in others if _words_of(row, job)]
    names = list(dict.fromkeys(row.shown for row, _, _ in found))
    blanks = [job.say("{where}的数据为空白", where=job.caption(row)) for row in others if not _words_of(row, job)]
    head = job.list_of(f"“{name}”" for name in names)
    return job.answer(
        "\n".join([_course(found, job) + head + job.say("：").rstrip(), "", *lines]),
        "compare",
        notes=renamed(found, job) + blanks + job.caveats([r for r, _, _ in found]),
    )


def _course(found: Sequence[Figure], job: Job) -> str:
    """一年比一年好吗: yes where every year passes the one before in the direction asked about."""
    asked = _EVERY_YEAR.search(job.question.folded)
    years = [row.report.year for row, _, _ in found]
    is_one = len(set(years)) == len(years) > 1 and len({row.kind for row, _, _ in found}) == 1
    if asked is None or not is_one or not re.search(r"[吗么没不]|是否|有没有", job.question.folded):
        return ""
    ordered = [magnitude(quantity) or Decimal(0) for _, _, quantity in sorted(found, key=lambda item: item[0].report.year or 0)]
    item = found[0][0].item
    is_turned = asked["word"] in "好差" and isinstance(item, Indicator) and item.less_is_better
    rises = (asked["word"] in _UP) != is_turned
    holds = all(after > before if rises else after < before for before, after in pairwise(ordered))
    return job.say("是。" if holds else "否。")


def _wholes(job: Job) -> list[Row]:
    """The forms where a score is asked of every project, else the total budget lines."""
    if {"score", "total_score", "grade", "total_weight"} & set(job.question.columns):
        return [row for row in job.shelf.of("form") if row.project]
    return list(total_rows(job))


def _words_of(row: Row, job: Job) -> str:
    """The cell of a row that has words where the others have figures (达成预期指标)."""
    cell = figure(row, column_for(row, job.question.columns))
    return cell[0] if cell else ""


def _wordy_line(row: Row, job: Job) -> str:
    column = column_for(row, job.question.columns)
    return f"- {job.caption(row)}{job.say('：')}{label_of(column, job)} {_words_of(row, job)}{job.evidence.record(row, column)}"
