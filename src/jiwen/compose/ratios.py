"""One amount as a share of another: as the report states it, else computed from two figures that are both named."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.values import find_quantities
from jiwen.answer import Answer
from jiwen.arithmetic import HUNDRED, is_comparable, magnitude
from jiwen.cellrows import figure_rows
from jiwen.compose.job import Job
from jiwen.compose.passages import compose_prose, no_answer
from jiwen.compose.sums import Figure, computed, figure_line, figures_of, named_rows
from jiwen.compose.value import as_lines, compose_value, total_rows
from jiwen.lookup import Resolved, Shelfful, resolve
from jiwen.question.model import Mention
from jiwen.question.names import fit, name_key, standard_mention
from jiwen.rows import CellLine, Row
from jiwen.select import ordered, project_lines

_IS_SHARE = re.compile(r"占.*(?:比|率)|比重|比例|占比")
_OF_A_WHOLE = re.compile("(?:里面|里头|里|当中|之中|其中)[^，,。]{0,16}占")
_NO_PAIR = "没有找到可以相除的两个数"


def compose_share_of_amount(job: Job) -> Answer | None:
    """An indicator that bears the share (…占…比重), a sentence that states it, or two figures; None where a name is not found."""
    named = _share_indicator(job)
    if named is not None:
        return compose_value(job.with_rows(named.rows))
    is_known = all(item.status != "none" for item in job.resolved)
    if is_known and job.rows and all(row.kind != "cell" for row in job.rows):
        return compose_ratio(job)
    return stated_percentage(job) or (compose_ratio(job) if is_known else None)


def asks_share_of_top(job: Job) -> bool:
    """两个最大的项目占总支出的多少."""
    question = job.question
    is_money = question.domain == "budget" and not question.conditions and not question.mentions
    return question.form == "share" and question.order is not None and is_money and len(job.reports) == 1


def compose_share_of_top(job: Job) -> Answer:
    """The spending of the first lines of the ranking, together, as a share of the total."""
    order = job.question.order
    totals = figures_of(total_rows(job), job, "spent")
    assert order
    chosen = replace(job.question, order=replace(order, column="spent"))
    kept = figures_of(ordered(project_lines(job.reports[0]), chosen)[: order.top or 1], job, "spent")
    whole = magnitude(totals[0][2]) if len(totals) == 1 else None
    if not kept or not whole:
        return job.refuse("报告里没有唯一的总额可以作分母")
    part = sum((magnitude(quantity) or Decimal(0) for _, _, quantity in kept), Decimal(0))
    value = computed(part / whole * HUNDRED, "%", 2 if job.question.decimals is None else job.question.decimals)
    lines = [figure_line(item, job) for item in (*kept, *totals)]
    return job.answer(
        "\n".join([f"**{value.text}**", "", *lines]), "aggregate", value=value, notes=job.caveats([row for row, _, _ in kept])
    )


def _share_indicator(job: Job) -> Resolved | None:
    first = job.question.mentions[0]
    shares = Shelfful(job.reports, tuple((row, keys) for row, keys in job.shelf.rows if _IS_SHARE.search(row.shown)))
    named = resolve(Mention(first.text + "占比重", (*first.weights, 1.0, 1.0, 1.0), first.start), shares, job.question)
    if named.status == "none" and _IS_SHARE.search(first.text):
        named = resolve(first, shares, job.question)
    return named if named.status == "one" and len(job.question.mentions) == 1 else None


def stated_percentage(job: Job) -> Answer | None:
    """The percentage that a sentence states for the whole question, which need not be computed then."""
    answer = compose_prose(job, wants_value=True)
    is_rate = answer is not None and answer.value is not None and answer.value.unit == "%"
    return answer if answer and is_rate and _is_part(job.question.mentions, answer) else None


def _is_part(mentions: Sequence[Mention], answer: Answer) -> bool:
    """Whether the words right before 占 say what is asked about: 出国费100万元，占“三公”经费的20% is no share of the grant that pays it."""
    quote, value = answer.citations[0].quote if answer.citations else "", answer.value
    before, found, _ = quote.partition(value.text if value else "")
    part, share, _ = before.rpartition("占")
    if not mentions or not found or not share:
        return True
    clause = re.split(r"[，,；;。]", part.rstrip("，, "))[-1]
    return fit(standard_mention(mentions[0]), name_key(clause)).recall >= 0.85


def compose_ratio(job: Job) -> Answer:
    """A line of its total, a first name of a second, spending of the initial budget."""
    rows = named_rows(job)
    columns = job.question.columns
    if len(rows) == 1 and rows[0].kind == "budget" and ("initial" in columns or job.question.form == "ratio"):
        base = "initial" if "initial" in columns else "adjusted"
        return _ratio(job, figures_of(rows, job, "spent"), figures_of(rows, job, base))
    if job.question.form == "ratio" and "预算" in job.question.folded and all(row.kind == "cell" for row in rows):
        return stated_percentage(job) or _spent_of_budget(job)
    if len(rows) >= 2 and len(job.resolved) >= 2:
        found = [figures_of(as_lines(item, job), job) for item in job.resolved[:2]]
        return _ratio(job, found[0], found[1])
    if not rows or rows[0].kind not in ("budget", "cell"):
        return job.refuse(_NO_PAIR)
    if rows[0].kind == "cell" and (_is_of_text(rows[0]) or _OF_A_WHOLE.search(job.question.folded)):
        return job.refuse(_NO_PAIR)
    if rows[0].kind == "cell":
        wholes = (figure_rows(f"{name}是多少", rows[0].report) for name in ("本年支出合计", "支出总计"))
        totals = next((list(found) for found in wholes if len(found) == 1), [])
    else:
        totals = [row for row in total_rows(job) if row.report is rows[0].report]
    if len(totals) != 1:
        return job.refuse("报告里没有唯一的总额可以作分母")
    return _ratio(job, figures_of(rows[:1], job), figures_of(totals[:1], job))


def _is_of_text(row: Row) -> bool:
    """Whether a figure is a sentence's: its whole is what the sentence is about, not the report's total."""
    return isinstance(row.item, CellLine) and bool(row.item.context)


def _spent_of_budget(job: Job) -> Answer:
    """Spending and budget of one name, each looked up for itself in the tables and the text of one report; where a sentence states the
    budget, the spending must stand beside it."""
    names = "".join(mention.text for mention in job.question.mentions)
    if len(job.reports) != 1 or not names:
        return no_answer(job)
    asked = ("年初预算",) if "年初" in job.question.folded else ("预算", "年初预算")
    report, mentions = job.reports[0], job.question.mentions
    spent = figure_rows(f"{names}支出决算是多少", report, mentions)
    planned = next((rows for word in asked if (rows := figure_rows(f"{names}{word}是多少", report, mentions))), ())
    beside = [row for row in spent if all(_stands_beside(row, other) for other in planned)]
    return _ratio(job, figures_of(beside, job), figures_of(planned, job)) if beside and planned else no_answer(job)


def _stands_beside(spent: Row, planned: Row) -> bool:
    one, other = spent.item, planned.item
    if not isinstance(one, CellLine) or not isinstance(other, CellLine) or not other.context:
        return True
    number = one.quantity.number if one.quantity else None
    return any(found.quantity.number == number for found in find_quantities(other.context))


def _ratio(job: Job, part: Sequence[Figure], whole: Sequence[Figure]) -> Answer:
    if len(part) != 1 or len(whole) != 1 or not is_comparable(part[0][2], whole[0][2]):
        return job.refuse(_NO_PAIR)
    above, below = magnitude(part[0][2]), magnitude(whole[0][2])
    if above is None or not below or (part[0][0] is whole[0][0] and part[0][1] == whole[0][1]):
        return job.refuse(_NO_PAIR)
    decimals = 2 if job.question.decimals is None else job.question.decimals
    if job.question.form == "share" and abs(above) > abs(below):
        return job.refuse("“{part}”大于“{whole}”，不能算作占比", part=part[0][0].shown, whole=whole[0][0].shown)
    is_times = "倍" in job.question.folded
    value = computed(above / below if is_times else above / below * HUNDRED, "倍" if is_times else "%", decimals)
    value = replace(value, text=value.text.replace("倍", job.say("倍")))
    lines = [figure_line(item, job) for item in (part[0], whole[0])]
    return job.answer("\n".join([f"**{value.text}**", "", *lines]), "aggregate", value=value, notes=job.caveats([part[0][0]]))
