"""Computed answers: sums, differences, growth. The figures they rest on are shown."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.model.quantity import Quantity
from ingest.values import read_number, unit_scale
from jiwen.answer import Answer
from jiwen.arithmetic import HUNDRED, in_unit, is_comparable, magnitude, rounded, shown
from jiwen.compose.job import Job
from jiwen.compose.value import as_lines, column_for, compose_clarify, compose_value, figure, label_of, total_rows
from jiwen.question.names import name_key, standard_mention
from jiwen.rows import CellLine, Row
from jiwen.select import project_lines, says, select

Figure = tuple[Row, str, Quantity]


def compose_sum(job: Job) -> Answer:
    """The sum (or the mean) of one column over the named rows, or over all rows of the list asked for."""
    rows = _all_that_fit(job) or named_rows(job)
    if not rows and set(job.question.columns) & {"score", "total_score"} and not (job.question.conditions or job.question.mentions):
        rows = _scored(job)
    if not rows:
        chosen = select(job.question, job.shelf)
        rows = list(chosen.rows) if not chosen.unknown else []
    return sum_of_rows(job, rows)


def _scored(job: Job) -> list[Row]:
    """The forms where the points of projects are asked for, else every row that prints points, that of the budget among them."""
    forms = [row for row in job.shelf.of("form") if row.project and row.field("total_score")]
    if forms and "项目" in job.question.folded:
        return forms
    rows = [*job.shelf.of("indicator"), *job.shelf.of("budget")]
    return [row for row in rows if (field := row.field("score")) and field.quantity]


def _all_that_fit(job: Job) -> list[Row]:
    """三个污染防治专项一共多少: every row whose name says the words, where they are no name of one row."""
    if len(job.resolved) != 1 or job.resolved[0].status != "many" or job.resolved[0].mention is None:
        return []
    kind = job.rows[0].kind
    pool = [line for report in job.reports for line in project_lines(report)] if kind == "budget" else job.shelf.of(kind)
    return [row for row in pool if says(standard_mention(job.resolved[0].mention), row)]


_SEVERAL_ROWS = re.compile(r"[两三四五六七八九几各]个?(?:项|类|个|种)|指标|这些|所有|各项")


def sum_of_rows(job: Job, rows: Sequence[Row]) -> Answer:
    """The sum (or mean) of the asked column over `rows`."""
    found = figures_of(rows, job)
    if not found or not all(is_comparable(found[0][2], item[2]) for item in found):
        return job.refuse("没有找到可以相加的数据")
    is_one_name = len(job.resolved) == 1 and job.resolved[0].status == "many" and _SEVERAL_ROWS.search(job.question.folded) is None
    if is_one_name and job.question.form == "average":
        return compose_clarify(job, rows)
    if len(found) == 1 and job.rows:
        return compose_value(job)
    if found[0][2].unit == "%" and job.question.form != "average":
        return compose_clarify(job, rows)
    is_mean = job.question.form == "average"
    total = sum((m for _, _, q in found if (m := magnitude(q)) is not None), Decimal(0)) / (len(found) if is_mean else 1)
    unit = found[0][2].unit
    result = in_unit(total, unit)
    decimals = job.question.decimals if job.question.decimals is not None else (2 if is_mean else None)
    value = computed(result, unit, decimals)
    lines = [figure_line(item, job) for item in found]
    head = f"**{value.text}**" + job.say("（平均）" if is_mean else "（合计）")
    return job.answer("\n".join([head, "", *lines]), "aggregate", value=value, notes=job.caveats([r for r, _, _ in found]))


def compose_difference(job: Job) -> Answer:
    """The difference of two figures: two rows, two years or two columns; the newer minus the older, the first minus the second."""
    if _is_a_change(job):
        return compose_value(job)
    pair, refused = _pair(job)
    if pair is None:
        return refused or job.refuse("没有找到可以相比的两个数")
    return difference_of(job, _in_time(pair))


def difference_of(job: Job, pair: tuple[Figure, Figure]) -> Answer:
    """The first figure minus the second."""
    (one, _, a), (other, _, b) = pair
    first, second = magnitude(a), magnitude(b)
    if first is None or second is None or not is_comparable(a, b):
        return job.refuse("“{one}”与“{other}”的单位不同，不能相减", one=one.shown, other=other.shown)
    unit = a.unit if unit_scale(a.unit)[0] <= unit_scale(b.unit)[0] else b.unit
    value = computed(in_unit(first - second, unit), "个百分点" if unit == "%" else unit, job.question.decimals)
    word = job.say("增加" if first > second else "减少" if first < second else "持平")
    size = shown(abs(value.number or Decimal(0)), job.question.decimals)
    lines = [figure_line(item, job) for item in pair]
    lead = yes_or_no(job, first - second)
    lines += _what_it_is(one, value, job)
    return job.answer(
        "\n".join([f"{lead}**{size}{job.say(value.unit or '')}**{job.say('（{word}）', word=word)}", "", *lines]),
        "aggregate",
        value=value,
        notes=renamed(pair, job) + job.caveats([one, other]),
    )


def _is_a_change(job: Job) -> bool:
    """碳排放降了多少: the row 碳排放降低 is the answer, and its distance from the target is not asked about."""
    plain = not job.question.columns and not job.question.scope.years and len(job.rows) == 1
    return plain and re.search(r"(?:降低|下降|增长|减少|提高|缩短)(?:率|幅度|比例)?$|[增涨降]幅$", job.rows[0].shown) is not None


_IN_TIME = ("initial_target", "adjusted_target", "target", "actual", "initial", "adjusted", "spent")


def _in_time(pair: tuple[Figure, Figure]) -> tuple[Figure, Figure]:
    """Two columns of one row: the later one first, so that a budget which was raised is an increase in whichever order they are named."""
    (one, first, _), (other, second, _) = pair
    turned = one is other and first in _IN_TIME and second in _IN_TIME and _IN_TIME.index(first) < _IN_TIME.index(second)
    return (pair[1], pair[0]) if turned else pair


def _what_it_is(row: Row, value: Quantity, job: Job) -> list[str]:
    """Asked what the difference consists of: the cells of the report that print just this amount."""
    if row.kind != "cell" or not re.search(r"是(?:什么|哪些|啥)|哪来的|来自", job.question.folded) or value.number is None:
        return []
    lines = []
    for table in row.report.tables:
        for cells in table.rows:
            for cell in cells:
                label = next((c.text for c in cells if c.text and read_number(c.text) is None and c is not cell), "")
                if label and read_number(cell.text) == abs(value.number):
                    mark = job.evidence.place(row.report, cell.place, f"{label}：{cell.text}", label)
                    lines.append("- " + job.say("与差额相等的一行：{cell}", cell=f"{label} {cell.text}{mark}"))
    return list(dict.fromkeys(lines))[:3]


_ASKS_UP = re.compile(r"(?:高|多(?![少大])|大|好|增加|增长|上升|提高|涨)(?:了|些|一些)?(?:吗|没有|没|不|么)")
_ASKS_DOWN = re.compile(r"(?:低|(?<!多)少|小|差|减少|下降|降低|跌)(?:了|些|一些)?(?:吗|没有|没|不|么)")


def yes_or_no(job: Job, change: Decimal | int) -> str:
    """比去年高吗？ begins with yes or no."""
    folded = job.question.folded
    if _ASKS_UP.search(folded):
        return job.say("是，" if change > 0 else "否，")
    if _ASKS_DOWN.search(folded):
        return job.say("是，" if change < 0 else "否，")
    return ""


def compose_growth(job: Job) -> Answer:
    """(newer − older) / older in percent; of last year only where its report is there."""
    if len(job.reports) == 1 and not job.question.columns and re.search("同比|上一?年|去年", job.question.folded):
        from jiwen.compose.stated import compose_stated_change

        return compose_stated_change(job) or job.refuse("报告里没有上年的数可以比较")
    pair, refused = _pair(job)
    if pair is None:
        return refused or job.refuse("没有找到可以相比的两个数")
    return growth_of(job, pair)


def growth_of(job: Job, pair: tuple[Figure, Figure]) -> Answer:
    """(first − second) / second in percent."""
    (one, _, a), (other, _, b) = pair
    if a.unit == b.unit == "%" and "百分点" in job.question.folded:
        return difference_of(job, pair)
    first, second = magnitude(a), magnitude(b)
    if first is None or not second or not is_comparable(a, b):
        return job.refuse("两年的数据不能相比（单位不同，或上年为零）")
    decimals = 2 if job.question.decimals is None else job.question.decimals
    rate = (first - second) / abs(second) * HUNDRED
    value = computed(rate, "%", decimals)
    word = job.say("增长" if rate >= 0 else "下降")
    lines = [figure_line(item, job) for item in pair]
    return job.answer(
        "\n".join([f"**{shown(abs(rounded(rate, decimals)), decimals)}%**{job.say('（{word}）', word=word)}", "", *lines]),
        "aggregate",
        value=value,
        notes=renamed(pair, job) + job.caveats([one, other]),
    )


def named_rows(job: Job) -> list[Row]:
    """Rows of the mentions; each once where the same thing is named twice (renamed over the years), in the order of the reports."""
    rows = [row for item in job.resolved for row in as_lines(item, job)]
    if len(job.reports) == 1 or job.question.form not in ("trend", "growth", "difference"):
        return rows
    order = [report.id for report in job.reports]
    return sorted(dict.fromkeys(rows), key=lambda row: order.index(row.report.id))


def figures_of(rows: Sequence[Row], job: Job, column: str | None = None) -> list[Figure]:
    found = []
    for row in rows:
        key = column or column_for(row, job.question.columns)
        cell = figure(row, key)
        if cell and cell[1] and cell[1].number is not None:
            found.append((row, key, cell[1]))
    return found


def _pair(job: Job) -> tuple[tuple[Figure, Figure] | None, Answer | None]:
    """Newer and older figure of one name, or the figures of two names."""
    rows = named_rows(job) or _chosen(job) or list(total_rows(job))
    by_report: dict[str, list[Row]] = {}
    for row in rows:
        by_report.setdefault(row.report.id, []).append(row)
    if len(by_report) > 1:
        crowded = next((own for own in by_report.values() if len({name_key(row.shown) for row in own}) > 1), None)
        if crowded:
            return None, compose_clarify(job, rows)
        found = figures_of([own[0] for own in by_report.values()], job)
        found.sort(key=lambda item: item[0].report.year or 0, reverse=True)
        return ((found[0], found[-1]), None) if len(found) > 1 else (None, None)
    found = figures_of(rows, job)
    fits_several = len(job.resolved) == 1 and len({name_key(row.shown) for row in rows}) > 1
    if fits_several and re.search("两|之间|相差|各", job.question.folded) is None:
        return None, compose_clarify(job, rows)
    if len(found) == 2:
        return (found[0], found[1]), None
    columns = job.question.columns
    if columns == ("initial",) and rows and rows[0].kind == "budget":
        columns = ("adjusted", "initial")
    if len(rows) == 1 and len(columns) >= 2:
        both = [item for column in columns[:2] for item in figures_of(rows, job, column_for(rows[0], (column,)))]
        return ((both[0], both[1]), None) if len(both) == 2 else (None, None)
    if len(rows) == 1 and rows[0].kind == "indicator":
        both = figures_of(rows, job, "actual") + figures_of(rows, job, "target")
        return ((both[0], both[1]), None) if len(both) == 2 else (None, None)
    return None, compose_clarify(job, rows) if len(rows) > 2 else None


def _chosen(job: Job) -> list[Row]:
    """The one row that a list before came to (没完成的是哪个？ 差多少？)."""
    chosen = select(job.question, job.shelf) if job.question.conditions and not job.rows else None
    return list(chosen.rows) if chosen and len(chosen.rows) == 1 else []


def computed(number: Decimal, unit: str | None, decimals: int | None) -> Quantity:
    number = rounded(number, decimals) if decimals is not None else number
    text = shown(number, decimals)
    return Quantity(f"{text}{unit or ''}", None, Decimal(text), unit)


def figure_line(item: Figure, job: Job) -> str:
    row, column, quantity = item
    mark = job.evidence.record(row, column)
    cell = figure(row, column)
    label = row.item.column if isinstance(row.item, CellLine) else label_of(column, job)
    return f"- {job.caption(row)}{job.say('：')}{label} {cell[0] if cell else quantity.text}{mark}"


def renamed(figures: Sequence[Figure], job: Job) -> list[str]:
    """Says so where the rows of different years bear different names or units."""
    names = {name_key(row.shown): row for row, _, _ in figures}
    notes = []
    if len(names) > 1 and len({row.report.id for row in names.values()}) > 1:
        years = [job.say("{year}年“{name}”", year=row.report.year, name=row.shown) for row, _, _ in figures]
        notes.append(job.say("各年名称不同，按同一指标对齐：{years}", years=job.say("；").join(years)))
    units = list(dict.fromkeys(quantity.unit for _, _, quantity in figures if quantity.unit))
    if len(units) > 1 and len({row.report.id for row, _, _ in figures}) > 1:
        notes.append(job.say("各年单位不同（{units}），已换算后比较，数字按原文列出", units=job.list_of(units)))
    return notes
