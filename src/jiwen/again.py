"""A second look where the first finds nothing: the question in printed words, then the passage that comes nearest in meaning."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.entries import Hit
from jiwen.answer import Answer
from jiwen.compose.job import Job
from jiwen.prose import Quote, find_topics
from jiwen.prose.by_meaning import Ranked, find_by_meaning
from jiwen.question.model import Question
from jiwen.question.names import is_measure
from jiwen.question.spoken import Reading, as_change, readings, whole_readings
from jiwen.shelf import Shelf
from jiwen.texts import report_sources

Ask = Callable[[str], Answer]


def look_again(question: Question, ask: Ask, owners: Sequence[str] = (), *, is_open: bool = False) -> Answer | None:
    """The answer to the first other reading that has one; it says what was taken for what. `is_open`: the first look found several figures,
    between which only a reading of the whole question decides. `owners`: the bodies of the reports in reach."""
    others = whole_readings(question, owners) if is_open else readings(question, owners)
    for reading in [*as_change(question), *others]:
        answer = ask(reading.text)
        if _answers(answer, question) and not (reading.only_stated and answer.kind == "aggregate"):
            return _told(answer, reading)
    return None


def _answers(answer: Answer, question: Question) -> bool:
    """Whether an answer is one, and no count where the question asks for money."""
    unit = answer.value.unit if answer.value else None
    is_about_money = question.domain == "budget" or _MONEY.search(question.folded) is not None
    is_count = bool(unit) and is_about_money and not (unit or "").endswith(("元", "%"))
    return not answer.refused and answer.kind != "clarify" and not is_count


def _told(answer: Answer, reading: Reading) -> Answer:
    return replace(answer, notes=(*answer.notes, f"“{reading.said}”按“{reading.meant}”理解"))


_MONEY = re.compile("多少钱|花(?:了|费)?多少|几(?:万|亿)?元")
_FIGURE = re.compile("最[高大多低小少]|多少|几[^乎]|第几|占比|比例|百分|率(?:是|为|有|$)|[额费数](?:是|$)|倍|排名")
_NAMES = re.compile("哪些|哪几|叫(?:什么|啥)|都有(?:谁|什么|啥)|分别(?:是|叫)")
_MOST_RANKED, _MOST_READ = 30, 3


def nearest_text(job: Job) -> Answer | None:
    """The text under the heading that names what is asked for, else the passage that comes nearest in meaning.

    None for a question that asks for a figure, which only its own name answers."""
    question = job.question
    asks_figure = _FIGURE.search(question.folded) is not None and question.form != "why"
    if not asks_figure or _NAMES.search(question.folded):
        topics = [found for report in job.reports[:_MOST_READ] for found in find_topics(question.folded, report_sources(report))]
        if topics:
            return _quoted(job, topics)
    if asks_figure or any(is_measure(mention.content) for mention in question.mentions):
        return None
    ids = [report.id for report in job.reports]
    ignore = [body.text for body in question.scope.bodies]
    quotes = find_by_meaning(question.folded, _ranked(question.text, ids, job.library), ignore=ignore)
    return _quoted(job, quotes, "问题的说法与报告不同，这是意思最接近的原文") if quotes else None


def _quoted(job: Job, quotes: Sequence[Quote], *notes: str) -> Answer:
    return job.answer("\n\n".join(f"“{found.text}”{job.evidence.quote(found)}" for found in quotes), "passage", notes=notes)


def _ranked(text: str, ids: Sequence[str], library: Shelf) -> list[Ranked]:
    """The best passages by words and vectors together, with the likeness of each; by words alone where no model can be had."""
    hits: Sequence[Hit] = library.search(text, reports=ids, top_n=_MOST_RANKED)
    likest: Sequence[Hit] = library.search(text, reports=ids, top_n=_MOST_RANKED, by="vectors") if library.embedder() else ()
    near = {hit.passage_id: hit.score for hit in likest}
    return [Ranked(hit, near.get(hit.passage_id, 0.75), place) for place, hit in enumerate(hits, 1)]
