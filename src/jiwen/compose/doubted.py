"""Which of two figures holds (到底是452还是595), and what the text says where the table says otherwise: both, with their places."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.model.facts import Check
from ingest.model.report import Report
from ingest.values import read_quantity
from jiwen.answer import Answer
from jiwen.arithmetic import shown
from jiwen.compose.job import Job, checks_of
from jiwen.compose.passages import compose_prose
from jiwen.compose.value import as_lines, compose_value, form_rows, total_rows, wants_form
from jiwen.prose.outline import text_to_sentences
from jiwen.question.names import hangs_together
from jiwen.rows import Row

_CONFLICTS = ("text_table_conflict", "rate_stated_differently", "rate_mismatch", "sum_mismatch", "total_score_mismatch")
_IN_TEXT = re.compile(r"正文|文字(?:部分|说明)|报告里写")
_SAID = re.compile(r"正文为(?P<text>[^，]+)，")


def asks_which(job: Job) -> bool:
    """Two figures to choose from, for something that is known."""
    return bool(job.question.choice) and job.question.form == "value" and all(item.status == "one" for item in job.resolved)


def compose_which(job: Job) -> Answer | None:
    """The figure of the table, with every contradiction that touches it and the sentences that state a figure of the question."""
    answer = compose_value(job)
    if answer.kind != "value" or answer.value is None:
        return None
    checks = [(row, check) for row in _rows(job) for check in _conflicts(row)]
    lines = [f"- {job.say_message(check.message)}{_mark(job, row.report, check)}" for row, check in checks]
    told = "".join((answer.text, *lines))
    for number in job.question.choice:
        if not _states(told, number):
            lines += list(_sentences(job, number))[:1]
    text = "\n".join([answer.text, "", *lines]) if lines else answer.text
    return job.answer(text, "value", value=answer.value, notes=answer.notes)


def asks_text(job: Job) -> bool:
    """优良路率正文写的多少: the figure of the running text."""
    question = job.question
    return question.form == "value" and _IN_TEXT.search(question.folded) is not None and len(job.rows) == 1


def compose_text(job: Job) -> Answer | None:
    """What the text says of a row: the figure that differs from the table's, else the sentence; None where it says nothing of it."""
    row = job.rows[0]
    for check in _conflicts(row):
        said = _SAID.search(check.message)
        if check.rule == "text_table_conflict" and said:
            mark = _mark(job, row.report, check)
            own = job.evidence.record(row, "actual" if row.kind == "indicator" else "spent")
            text = f"**{said['text']}**{mark}\n\n{job.body(row.report)}{job.say('：')}{job.say_message(check.message)}{own}"
            return job.answer(text, "value", value=read_quantity(said["text"]), notes=job.caveats([row]))
    return compose_prose(job, wants_value=True)


def _rows(job: Job) -> list[Row]:
    named = [line for item in job.resolved for line in as_lines(item, job)]
    return named or list(form_rows(job) if wants_form(job) else total_rows(job))


def _conflicts(row: Row) -> Sequence[Check]:
    if row.kind == "form":
        of_scores = [check for check in row.report.checks if check.rule == "total_score_mismatch"]
        return [check for check in of_scores if row.project is None or row.project in check.message]
    return [check for check in checks_of(row) if check.rule in _CONFLICTS]


def _mark(job: Job, report: Report, check: Check) -> str:
    return job.evidence.place(report, check.places[0], check.message) if check.places else ""


def _sentences(job: Job, number: Decimal) -> Iterator[str]:
    """Sentences of the text that state the figure and say the name asked about."""
    for report in job.reports[:2]:
        for section in report.sections:
            for passage in section.passages:
                text = passage.paragraph.text
                for start, end in text_to_sentences(text):
                    sentence = text[start:end].strip()
                    named = all(hangs_together(mention, sentence) for mention in job.question.mentions)
                    if named and _states(sentence, number):
                        yield f"- “{sentence}”{job.evidence.place(report, passage.paragraph.place, sentence, section.title)}"


def _states(text: str, number: Decimal) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(shown(number))}(?![\d.]*\d)", text.replace(",", "")) is not None
