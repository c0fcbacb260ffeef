"""What a term means, in the words of the reports."""

from jiwen.answer import Answer
from jiwen.compose.job import Job, body_of, refusal
from jiwen.prose import find_meanings
from jiwen.texts import report_sources

_MOST = 3


def compose_meaning(job: Job) -> Answer:
    """The definitions that reports print, each wording once; a refusal where none explains the term."""
    term = "".join(mention.text for mention in job.question.mentions) or "所问的词"
    said: dict[str, str] = {}
    for report in job.reports:
        for found in find_meanings(term, report_sources(report)):
            if found.text not in said and len(said) < _MOST:
                said[found.text] = f"“{found.text}”{job.evidence.quote(found)}\n\n——{body_of(report)}的报告对“{term}”的解释"
    if said:
        return job.answer("\n\n".join(said.values()), "passage")
    return refusal(job.question.text, job.say(f"报告里没有解释“{term}”的含义", f"The reports do not define: {term}"))
