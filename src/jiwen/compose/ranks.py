"""Who is highest, lowest, first: rows, projects, reports or years in order of one figure; ties are said."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.arithmetic import magnitude
from jiwen.cells.lines import is_total
from jiwen.compose.counts import Entry, counts_of_checks, counts_of_parts, counts_of_reports, entry_line
from jiwen.compose.job import Job
from jiwen.compose.lists import row_summary
from jiwen.compose.passages import no_answer
from jiwen.compose.value import as_lines, column_for, figure, label_of, total_rows
from jiwen.lookup import Resolved
from jiwen.question.model import Order
from jiwen.question.names import name_key
from jiwen.rows import CellLine, Row
from jiwen.select import project_lines, select, sort_key

_SPENDING = ("rate", "spent", "budget", "initial", "adjusted")
_MONEY = ("left", "cut", "overspent", "adjustment")


def compose_rank(job: Job) -> Answer:
    """The first entries of the ranking asked for."""
    question = job.question
    order = _turned(job, question.order or Order(None, True, 1))
    if question.form == "checks":
        return rank_entries(job, order, counts_of_checks(job))
    if question.by == "group" and question.conditions:
        return rank_entries(job, order, counts_of_parts(job, select(question, job.shelf)))
    if question.by == "project" and (question.conditions or question.columns):
        return rank_entries(job, order, _projects(job, order))
    if len(job.resolved) > 1 and len(job.reports) == 1 and all(item.status != "none" for item in job.resolved):
        column = order.column or (question.columns[0] if question.columns else "actual")
        found = [_entry(row, _name_of(row, item), column, job) for item in job.resolved for row in as_lines(item, job)]
        return rank_entries(job, order, [entry for entry in found if entry])
    if question.by == "report" and len(job.reports) == 1 and not job.rows and _has_projects(job):
        job = replace(job, question=replace(question, by="project"))
        return rank_entries(job, order, _projects(job, order))
    if question.by in ("report", "year") or (len(job.reports) > 1 and job.rows and question.by is None):
        return rank_entries(job, order, report_entries(job, order))
    return _of_rows(job, order)


_HIGH, _LOW = r"最[多高大好快长]", r"最[少低小差慢短]"
_AND = r"[^,，。]{0,4}[和与跟、及][^,，。]{0,4}"
_BOTH_ENDS = re.compile(f"{_HIGH}{_AND}{_LOW}|{_LOW}{_AND}{_HIGH}")


def _of_both_ends(job: Job, order: Order) -> Answer:
    """花钱最多和最少的项目: the first and the last."""
    plain = replace(job, question=replace(job.question, folded=""))
    high, low = (_of_rows(plain, replace(order, descending=way)) for way in (True, False))
    if high.refused:
        return high
    notes = list(dict.fromkeys((*high.notes, *low.notes)))
    return job.answer(f"{high.text}\n\n{low.text}", "compare", notes=notes)


def _name_of(row: Row, item: Resolved) -> str:
    """The row's name; the words of the question for the total of a column that they name (基本支出和项目支出哪个大)."""
    return item.mention.text if item.mention and row.kind == "cell" and is_total(row.shown) else row.shown


def _of_rows(job: Job, order: Order) -> Answer:
    if _BOTH_ENDS.search(job.question.folded):
        return _of_both_ends(job, order)
    chosen = select(job.question, job.shelf)
    if chosen.unknown or not chosen.pool:
        return job.refuse("没有找到可以排序的数据")
    names_figures = bool(job.question.mentions) and not job.question.conditions and order.column is None
    column = "actual" if names_figures and chosen.rows and chosen.rows[0].kind == "indicator" else _column(order, chosen.rows)
    keyed = sorted(
        ((key, row) for row in chosen.rows if (key := sort_key(row, column)) is not None),
        key=lambda item: item[0],
        reverse=order.descending,
    )
    if not keyed:
        return job.refuse("报告里没有可以按“{label}”排序的数据", label=label_of(column, job))
    top = order.top or 1
    last = keyed[min(top, len(keyed)) - 1][0]
    kept = [row for position, (key, row) in enumerate(keyed) if position < top or key == last]
    if order.place is not None:
        kept = [row for key, row in keyed if key == last]
    lines = [_row_line(row, number, column, job) for number, row in enumerate(kept, 1)]
    tie = [job.say("第{place}位并列，一并列出", place=top)] if len(kept) > (1 if order.place else top) else []
    where = job.list_of(job.body(report) for report in job.reports[:3])
    direction = job.say("最高" if order.descending else "最低")
    if order.place is not None:
        direction = job.say("从高到低第{place}" if order.descending else "从低到高第{place}", place=order.place)
    head = job.say("{where}{label}{direction}的是：", where=where, label=label_of(column, job), direction=direction)
    value = None
    cell = figure(kept[0], column_for(kept[0], (column,)))
    if len(kept) == 1 and cell and cell[1] and cell[1].number is not None:
        value = cell[1]
    return job.answer("\n".join([head, *lines]), "compare", value=value, notes=[*tie, *job.caveats(kept)])


def _row_line(row: Row, number: int, column: str, job: Job) -> str:
    cell = figure(row, column)
    mark = job.evidence.record(row, column)
    led = (
        job.say("{label}{text}", label=label_of(column, job), text=cell[0]) + job.say("，")
        if cell and column not in ("target", "actual", "deviation", "initial", "adjusted", "spent", "rate")
        else ""
    )
    return f"{number}. {row.shown}{job.say('：')}{led}{row_summary(row, job)}{mark}"


def _column(order: Order, rows: Sequence[Row]) -> str:
    """What to order by when the question does not say: over-achievement of indicators, spending of budget lines."""
    column = order.column
    is_budget = bool(rows) and rows[0].kind == "budget"
    if column in (None, "count", "short", "actual"):
        return "spent" if is_budget else "over"
    if column == "deviation" and not is_budget:
        return "deviation"
    return {"target": "budget", "completion": "rate"}.get(column or "", column or "spent") if is_budget else column or "over"


def _has_projects(job: Job) -> bool:
    """谁得分最高, 谁的执行率最低 inside one report ask for its projects, where it has several."""
    if any(column in _SPENDING for column in job.question.columns):
        return sum(len(project_lines(report)) for report in job.reports) > 1
    return len({row.project for row in job.shelf.of("form") if row.project}) > 1 and bool(job.question.columns or job.question.conditions)


def _projects(job: Job, order: Order) -> list[Entry]:
    """Projects by a count of rows, or by a figure of their form or budget total."""
    if job.question.conditions and order.column not in _MONEY:
        return counts_of_parts(job, select(job.question, job.shelf))
    column = order.column or job.question.columns[0]
    has_scores = any(row.field("total_score") for row in job.shelf.of("form"))
    column = "total_score" if column in ("score", "lost") and has_scores else column
    rows = [row for row in job.shelf.of("form") if row.project] if column in ("total_score", "grade", "total_weight") else []
    rows = rows or [row for report in job.reports for row in project_lines(report)]
    return [entry for row in rows if (entry := _entry(row, row.shown, column, job))]


def _turned(job: Job, order: Order) -> Order:
    """三公经费变动率降得最多的: of a row that is itself a change the lowest figure fell most."""
    fell = re.search(r"(?:降|减|下降|减少|降低|压减)(?:得|的|幅)?最(?:多|大|快|厉害|明显)", job.question.folded)
    is_change = bool(job.rows) and all(re.search(r"变[动化]率|增长率|增减率|增[长]?幅", row.shown) for row in job.rows)
    return replace(order, descending=False) if fell and is_change and order.descending else order


def report_entries(job: Job, order: Order) -> list[Entry]:
    """Reports (or years) by a count of rows, by the row named, or by their total budget line."""
    question = job.question
    if question.conditions and not job.rows:
        return counts_of_reports(job, select(question, job.shelf).rows)
    named = [row for item in job.resolved for row in as_lines(item, job)]
    if question.mentions and not named:
        return []  # 营养餐哪年最多: nothing bears the name, and the total is not asked about
    column = order.column if order.column not in (None, "count", "short") else (question.columns[0] if question.columns else None)
    one_name = len({name_key(row.shown) for row in named}) == 1
    entries: list[Entry | None] = []
    for report in job.reports:
        own = [row for row in named if row.report is report] or _only_total(job, report)
        if question.by == "year" and (of_years := _of_years(own)):
            entries += [_entry(row, heading, column or "actual", job) for row, heading in of_years]
            continue
        plain = len(own) == 1 and (one_name or not named)
        entries += [_entry(row, job.body(report) if plain else job.caption(row), column or "actual", job) for row in own]
    return [entry for entry in entries if entry]


def _of_years(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """Cells of one name under headings of several years, with these; changes apart, and plans where there are accounts."""
    headed = [(row, row.item.column) for row in rows if isinstance(row.item, CellLine) and re.search(r"(?:19|20)\d\d", row.item.column)]
    headed = [(row, heading) for row, heading in headed if not re.search("增减|比.*年|变动", heading)]
    done = [(row, heading) for row, heading in headed if not re.search("预算|计划", heading)]
    kept = done if len(done) > 1 else headed
    return kept if len(kept) > 1 else []


def _only_total(job: Job, report: Report) -> list[Row]:
    """The total budget line stands in where 执行率 is asked and the report has no indicator of that name.

    A file of project forms has a total for each project and none of all: the first is not the report's.
    """
    asks_total = not job.rows or set(job.question.columns) & {"rate", "spent", "initial", "adjusted"}
    totals = [row for row in total_rows(job) if row.report is report]
    return totals if asks_total and len(totals) == 1 else []


def _left_out(job: Job, entries: Sequence[Entry]) -> list[str]:
    """Says which reports have no figure to compare."""
    there = {row.report.id for entry in entries for row in entry.rows}
    others = [job.body(report) for report in job.reports if report.id not in there]
    if job.question.by not in ("report", "year") or job.question.conditions or not others:
        return []
    more = job.say("等{n}份", n=len(others)) if len(others) > 6 else ""
    return [job.say("没有可比的单一数据、未列入比较：{names}", names=job.list_of(others[:6]) + more)]


def _entry(row: Row, name: str, column: str, job: Job) -> Entry | None:
    column = column_for(row, (column,))
    if row.kind == "indicator" and column == "completion" and "率" in row.name:
        column = "actual"
    cell = figure(row, column)
    if cell is None or cell[1] is None or cell[1].number is None:
        return None
    key = magnitude(cell[1])
    return None if key is None else Entry(name, key, cell[0], (row,), cell[1])


def rank_entries(job: Job, order: Order, entries: Sequence[Entry]) -> Answer:
    """The first of the entries, and all of them in order."""
    ordered = sorted(entries, key=lambda entry: entry.key, reverse=order.descending)
    if not ordered and any(item.status == "none" for item in job.resolved):
        return no_answer(job)
    if not ordered:
        return job.refuse("所问的报告里没有可以比较的数据")
    top = order.top or 1
    last = ordered[min(top, len(ordered)) - 1].key
    best = [entry for position, entry in enumerate(ordered) if (position < top and order.place is None) or entry.key == last]
    direction = job.say("最高" if order.descending else "最低")
    what = job.rows[0].shown if job.rows and job.question.by in ("report", "year") and len(job.resolved) == 1 else ""
    shown = best if order.column in _MONEY else ordered
    lines = [entry_line(entry, number, job, is_best=entry in best) for number, entry in enumerate(shown, 1)]
    names = job.list_of(entry.name + job.say("（{word}）", word=entry.text) for entry in best)
    head = job.say("{what}{direction}的是{names}。", what=what, direction=direction, names=names).lstrip()
    value = best[0].value if len(best) == 1 else None
    notes = [*([job.say("{n}者并列", n=len(best))] if len(best) > top else []), *_left_out(job, entries)]
    rows = [row for entry in ordered for row in entry.rows]
    return job.answer("\n".join([head, "", *lines]), "compare", value=value, notes=[*notes, *job.caveats(rows)])
