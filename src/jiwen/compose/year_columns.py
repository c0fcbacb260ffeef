"""Years that no report of their own covers, but a column of a newer one does: 2022年决算数 | 2023年执行数, 上年预算 | 本年预算."""

import re
from collections.abc import Sequence

from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.cellrows import figure_rows
from jiwen.compose.job import Job
from jiwen.compose.sums import difference_of, figures_of, growth_of
from jiwen.compose.value import compose_value
from jiwen.question.model import Mention, Question
from jiwen.rows import CellLine, Row

_WHOLES = ("收支总计", "收入预算", "支出预算", "收入总计", "支出总计", "预算总计", "财政拨款收入")
_HEADINGS = ("", "预算", "决算", "执行数")
_PARTS = re.compile("项目支出|基本支出|人员经费|公用经费|三公经费|机关运行经费|政府采购")

_WORDS = {0: re.compile("本年|今年|当年|本期"), -1: re.compile("上年|去年|上期")}


def subjects(question: Question) -> list[Mention]:
    """What a comparison is about: the one name, else a part of the budget that every report has, else the budget as a whole by each of its
    names (预算比去年多了还是少了). Empty for several names."""
    if question.mentions:
        return list(question.mentions[:1]) if len(question.mentions) == 1 else []
    part = _PARTS.search(question.folded)
    return [Mention(name, (1.0,) * len(name), 0) for name in ((part[0],) if part else _WHOLES)]


def compose_year_columns(job: Job, years: Sequence[int]) -> Answer | None:
    """The figure of the one year, or how it changed between the first and the last; None where no table has a column for each."""
    if len(job.reports) != 1 or job.question.form not in ("value", "difference", "growth"):
        return None
    if not all(_has_year(job.reports[0], year) for year in years):
        return None
    for mention in subjects(job.question):
        found = [row for year in sorted(years) if (row := _in_year(mention, year, job.reports[0]))]
        if len(found) == len(years):
            return _changed(job, found) if len(found) > 1 else compose_value(job.with_rows(found))
    return None


def _has_year(report: Report, year: int) -> bool:
    """Whether any table has a heading of that year, above or beside its figures: without one there is nothing to look for."""
    word = _WORDS.get(year - (report.year or 0))
    texts = (cell.text for table in report.tables for row in (*table.header, *(row[:1] for row in table.rows)) for cell in row)
    return any(f"{year}" in text or (word is not None and word.search(text) is not None) for text in texts)


def _in_year(mention: Mention, year: int, report: Report) -> Row | None:
    """The one cell of that name under or beside a heading of that year."""
    for heading in _HEADINGS:
        rows = [row for row in figure_rows(f"{mention.text}{year}年{heading}是多少", report, (mention,)) if _is_of(row, year, report)]
        if len(rows) == 1:
            return rows[0]
    return None


def _is_of(row: Row, year: int, report: Report) -> bool:
    item = row.item
    heading = f"{item.column} {item.name}" if isinstance(item, CellLine) else ""
    word = _WORDS.get(year - (report.year or 0))
    return f"{year}" in heading or (word is not None and word.search(heading) is not None)


def _changed(job: Job, rows: Sequence[Row]) -> Answer | None:
    """The newest figure against the oldest, in the form asked for."""
    found = figures_of(rows, job)
    if len(found) != len(rows):
        return None
    pair = (found[-1], found[0])
    return growth_of(job, pair) if job.question.form == "growth" else difference_of(job, pair)
