"""Which is the most, and which grew or shrank, over the columns of any table: 哪个地区债务率最高, 哪些项目比上年减少了."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.arithmetic import magnitude
from jiwen.cells.lines import is_total
from jiwen.cells.series import Point, Series, series_of
from jiwen.cells.wording import Alphabet, bare_label, plain, words
from jiwen.compose.counts import Entry
from jiwen.compose.job import Job
from jiwen.compose.ranks import rank_entries
from jiwen.prose.wording import read_subject, said_positions
from jiwen.question.model import Order
from jiwen.rows import CellLine, Row

_MOST = re.compile("最(?:高|大|多|重|贵)|排第一|大头")
_LEAST = re.compile("最(?:低|小|少|轻|便宜)")
_GREW = re.compile("(?:增加|增长|上升|提高|涨|变多|多)(?:了|的)*[?？]?$")
_SHRANK = re.compile("(?:减少|下降|降低|降|压减|变少|少|跌)(?:了|的)*[?？]?$")
_WHICH = re.compile("哪|谁|什么")
_LEAST_SAID = 0.99
_SIDES = (("支出", "收入"), ("收入", "支出"))


def compose_table_rank(job: Job) -> Answer | None:
    """The names in order of the column asked for; None where no column of one report is clearly meant."""
    folded = job.question.folded
    if len(job.reports) != 1 or not _WHICH.search(folded):
        return None
    report = job.reports[0]
    if _LEAST.search(folded) or _MOST.search(folded):
        found = _chosen(folded, report, next(iter(job.question.scope.years), report.year))
        return _ranked(job, found, is_most=not _LEAST.search(folded)) if found else None
    way = 1 if _GREW.search(folded) else -1 if _SHRANK.search(folded) else 0
    return _changed(job, report, way) if way else None


def _chosen(folded: str, report: Report, year: int | None) -> Series | None:
    """The column that says most of the question; of those that say as much, the one of that year, a total, the first."""
    fitting = [(series, named) for series in series_of(report.tables) if (named := _fits(folded, series)) is not None]
    return max(fitting, key=lambda item: (item[1], *_plainness(item[0], year)), default=(None, 0))[0]


def _fits(folded: str, series: Series) -> int | None:
    """How many words of the question the column's own heading says; None where heading, names and title leave some unsaid."""
    alphabet = Alphabet()
    subject = read_subject(folded, alphabet, words()["ranked_asking"])
    column = "".join(map(bare_label, series.column))
    where = "".join((column, series.heads, series.table.title))
    said = said_positions(subject, alphabet.symbols(plain(where)), alphabet)
    nouns = [entry["heads"] for entry in words()["ranked"] if re.search(entry["ask"], folded)]
    is_named = any(re.search(heads, series.heads + series.table.title) for heads in nouns)
    if any(side in folded and side not in where and other in where for side, other in _SIDES):
        return None
    if len(said) < _LEAST_SAID * len(subject.positions) or (nouns and not is_named) or not (nouns or subject.positions):
        return None
    return len(said_positions(subject, alphabet.symbols(plain(column)), alphabet))


def _plainness(series: Series, year: int | None) -> tuple[bool, bool, bool]:
    column = "".join(series.column)
    is_share = all(point.quantity.unit == "%" for point in series.points)
    return (
        not is_share,
        f"{year}" in column,
        any(is_total(head) or bare_label(head) in words()["plain_leaf"] for head in series.column),
    )


def _ranked(job: Job, series: Series, *, is_most: bool) -> Answer:
    entries = [_entry(job, series, point) for point in series.points]
    answer = rank_entries(job, replace(job.question.order or Order(None, True, 1), column=None, descending=is_most, top=1), entries)
    return replace(answer, text=f"按“{series.table.title}”的“{'/'.join(series.column)}”，{answer.text}")


def _entry(job: Job, series: Series, point: Point) -> Entry:
    row = _row(job, series, point)
    item = row.item
    assert isinstance(item, CellLine)
    return Entry(point.name, magnitude(point.quantity) or Decimal(0), item.text, (row,), item.quantity)


def _row(job: Job, series: Series, point: Point) -> Row:
    unit = point.quantity.unit or ""
    text = point.cell.text if unit and unit in point.cell.text else f"{point.cell.text}{unit}"
    place = replace(point.cell.place, table=series.table.title)
    line = CellLine(point.name, "/".join(series.column), text, replace(point.quantity, text=text), place)
    return Row("cell", job.reports[0], line, point.name, (point.name,), series.table.project)


def _changed(job: Job, report: Report, way: int) -> Answer | None:
    """The names whose change has the sign asked for: the change that a column prints, else that between the columns of two years."""
    fitting = [series for series in series_of(report.tables) if _fits(job.question.folded, series) is not None]
    for series in fitting:
        is_change = any(word in "".join(series.column) for word in words()["change"])
        if is_change and not all(point.quantity.unit == "%" for point in series.points):
            kept = [
                (point.name, [_row(job, series, point)]) for point in series.points if _sign(point.quantity.number or Decimal(0)) == way
            ]
            return _listed(job, series, kept)
    for new in fitting:
        for old in fitting:
            if new.table is old.table and f"{report.year}" in "".join(new.column) and f"{(report.year or 0) - 1}" in "".join(old.column):
                return _listed(job, new, _between(job, old, new, way))
    return None


def _between(job: Job, old: Series, new: Series, way: int) -> list[tuple[str, list[Row]]]:
    before = {point.name: point for point in old.points}
    kept = []
    for point in new.points:
        then = before.get(point.name)
        if then and _sign((magnitude(point.quantity) or Decimal(0)) - (magnitude(then.quantity) or Decimal(0))) == way:
            kept.append((point.name, [_row(job, old, then), _row(job, new, point)]))
    return kept


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _listed(job: Job, series: Series, kept: Sequence[tuple[str, list[Row]]]) -> Answer:
    lines = []
    for number, (name, rows) in enumerate(kept, 1):
        mark = "".join(job.evidence.row(row) for row in rows[:-1]) + job.evidence.record(rows[-1])
        figures = "，".join(f"{row.item.column} {row.item.text}" for row in rows if isinstance(row.item, CellLine))
        lines.append(f"{number}. {name}：{figures}{mark}")
    head = f"“{series.table.title}”共{len(series.points)}项，其中{len(kept)}项："
    return job.answer("\n".join([head, "", *lines]), "list")
