"""Answers from running text: an amount that a sentence states, or the sentences that say the topic."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.asked import main_clause
from jiwen.compose.blanks import left_blank
from jiwen.compose.job import Job
from jiwen.compose.reasons import scope_words
from jiwen.prose import Found, ProseValue, find_passages, find_value
from jiwen.prose.measures import can_be
from jiwen.question.names import hangs_together, is_measure
from jiwen.texts import report_sources

_MOST_REPORTS = 3
_LONGEST = 1900
_MARGIN = 0.04


def compose_prose(job: Job, *, wants_value: bool) -> Answer | None:
    """What the text of the reports says; None when it says nothing of it."""
    reports = _likely(job)
    if wants_value:
        for asked in dict.fromkeys((asked_text(job), job.question.text if job.question.language == "zh" else asked_text(job))):
            values = [(r, v) for r in reports if (v := find_value(asked, report_sources(r), ignore=scope_words(job))) and _fits(v, job)]
            if values:
                return _value(job, values)
        return None
    asked = asked_text(job)
    found = [(report, hit) for report in reports if (hit := find_passages(asked, report_sources(report), ignore=scope_words(job))).quotes]
    found = [(report, kept) for report, hit in found if (kept := _saying_measures(hit, job)).quotes]
    return _passages(job, found) if found else None


def _saying_measures(hit: Found, job: Job) -> Found:
    """Without the quotes that do not say the measured thing asked about."""
    named = [mention for mention in job.question.mentions if is_measure(mention.content)]
    kept = tuple(q for q in hit.quotes if all(hangs_together(mention, "".join((*q.path, q.text))) for mention in named))
    return replace(hit, quotes=kept)


def _fits(value: ProseValue, job: Job) -> bool:
    around = "".join((*value.quote.path, value.quote.text))
    together = [hangs_together(mention, around) for mention in job.question.mentions]
    is_named = all(together) or (len(together) > 1 and any(together))
    return is_named and all(can_be(mention, value) for mention in job.question.mentions)


def asked_text(job: Job) -> str:
    """The question as the text search reads it: as typed; an English one by its Chinese terms, the names first."""
    question = job.question
    if question.language == "zh":
        return main_clause(question.text, question.mentions)
    names = "".join(mention.text for mention in question.mentions)
    if question.form == "share":
        return f"{'占'.join(mention.text for mention in question.mentions)}的比例是多少"
    return f"{names}有多少{question.unit_hint or ''}" if question.form == "value" else names or question.folded


def _likely(job: Job) -> Sequence[Report]:
    """The reports to read: all in reach when few, else those that the search names first."""
    if len(job.reports) <= _MOST_REPORTS or job.library is None:
        return job.reports[:_MOST_REPORTS]
    hits = job.library.search(job.question.text, reports=[report.id for report in job.reports], top_n=12)
    ids = list(dict.fromkeys(hit.report_id for hit in hits))[:_MOST_REPORTS]
    return [report for report_id in ids for report in job.reports if report.id == report_id] or job.reports[:_MOST_REPORTS]


def _value(job: Job, values: Sequence[tuple[Report, ProseValue]]) -> Answer:
    ordered = sorted(values, key=lambda item: -item[1].score)
    (report, best), rest = ordered[0], ordered[1:]
    if best.margin < _MARGIN and best.rival is not None:
        return _either(job, [(report, best), (report, best.rival)])
    close = [(r, v) for r, v in rest if v.score > best.score - 0.05 and v.quantity != best.quantity]
    if close and not job.question.scope.bodies:
        return _either(job, [(report, best), *close])
    mark = job.evidence.quote(best.quote)
    said = job.say("{body}报告正文：“{quote}”", body=job.body(report), quote=best.quote.text)
    text = f"**{best.quantity.text}**{mark}\n\n{said}"
    return job.answer(text, "value", value=best.quantity, notes=[job.say_message(message) for message in _conflicts(report, best)])


def _conflicts(report: Report, value: ProseValue) -> list[str]:
    """Contradictions of the report that name this figure."""
    number = format(value.quantity.number, "f") if value.quantity.number is not None else ""
    return [check.message for check in report.checks if check.rule == "text_table_conflict" and number and number in check.message]


def _either(job: Job, values: Sequence[tuple[Report, ProseValue]]) -> Answer:
    lines = [
        f"- {job.body(report)}{job.say('：')}{value.quantity.text}——“{value.quote.text}”{job.evidence.quote(value.quote)}"
        for report, value in values
    ]
    return job.answer(
        "\n".join([job.say("正文里有几处可能相符，您问的是哪一处？"), "", *lines]),
        "clarify",
    )


def _passages(job: Job, found: Sequence[tuple[Report, Found]]) -> Answer:
    best = max(hit.score for _, hit in found)
    parts, length = [], 0
    for report, hit in found:
        if hit.score < best - 0.05:
            continue
        if len(job.reports) > 1:
            parts.append(f"**{job.body(report)}**")
        for quote in hit.quotes:
            if length and length + len(quote.text) > _LONGEST:
                break
            text = quote.text[:_LONGEST]
            length += len(text)
            parts.append(f"“{text}”{job.evidence.quote(replace(quote, text=text))}")
    return job.answer("\n\n".join(parts), "passage")


def no_answer(job: Job) -> Answer:
    """Not in the reports: what was looked for, where, and the nearest names."""
    blank = left_blank(job, asked_text(job))
    if blank is not None:
        return blank
    unknown = [" ".join(job.question.unknown_words)] if job.question.unknown_words else []
    names = job.list_of(f"“{name}”" for name in [mention.text for mention in job.question.mentions] or unknown) or job.say("所问的内容")
    where = job.list_of(job.body(report) for report in job.reports[:4]) + (job.say("等") if len(job.reports) > 4 else "")
    near = list(dict.fromkeys(name for item in job.resolved for name in item.near))[:3]
    return job.refuse("在{where}的报告里没有找到{names}", where=where, names=names, near=near)
