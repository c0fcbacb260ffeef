"""A change against the year before that the newer report states itself, where the older report is not at hand."""

import re
from collections.abc import Sequence

from ingest.model.quantity import Quantity
from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.compose.job import Job
from jiwen.compose.sums import yes_or_no
from jiwen.compose.year_columns import subjects
from jiwen.prose.change import StatedChange, find_changes
from jiwen.question.model import Mention
from jiwen.texts import report_sources

_WAYS = {1: "增加", -1: "减少", 0: "与上年相同"}
_RATE = re.compile("几个(?:百分)?点|百分之|几成|[增降]幅")
_FLOW = re.compile("支出|收入")
_AGAINST = re.compile(r"(?:[比较和与跟同]|相比)(?:上一?年|去年|前一年|(?:19|20)\d\d年)")


def asks_change(folded: str) -> bool:
    """机关运行经费比上年: against another year, whichever word for the change is left out."""
    return _AGAINST.search(folded) is not None


def compose_stated_change(job: Job) -> Answer | None:
    """The one statement of how the thing named changed; None where there is none, or several that differ."""
    asked = subjects(job.question)
    every = ([(report, change) for report in job.reports for change in _changes(job, mention, report)] for mention in asked)
    stated = next((found for found in every if found), [])
    if len(stated) != 1:
        return None
    report, change = stated[0]
    amount = _asked(change.amounts, wants_rate=job.question.form == "growth" or _RATE.search(job.question.folded) is not None)
    word = job.say(_WAYS[change.way])
    mark = job.evidence.quote(change.quote)
    head = f"**{amount.text}**{job.say('（{word}）', word=word)}{mark}" if amount else f"{word}{mark}"
    lead = yes_or_no(job, change.way)
    said = job.say("{body}报告正文：“{quote}”", body=job.body(report), quote=change.quote.text)
    return job.answer(f"{lead}{head}\n\n{said}", "value", value=amount)


def _changes(job: Job, mention: Mention, report: Report) -> list[StatedChange]:
    year, sources = report.year - 1 if report.year else None, report_sources(report)
    flow = _FLOW.match(job.question.folded, mention.start + len(mention.text)) if job.question.mentions else None
    whole = Mention(mention.text + flow[0], (*mention.weights, 1.0, 1.0), mention.start) if flow else mention
    return find_changes(whole, year, sources) or find_changes(mention, year, sources)


def _asked(amounts: Sequence[Quantity], *, wants_rate: bool) -> Quantity | None:
    """The rate where a growth is asked, else the amount; what there is where only one is stated."""
    fitting = [amount for amount in amounts if (amount.unit == "%") == wants_rate]
    return next(iter([*fitting, *amounts]), None)
