"""What a term means, in the words of the reports."""

from jiwen.answer import Answer
from jiwen.compose.job import Job
from jiwen.prose import find_meanings
from jiwen.texts import report_sources

_MOST = 3


def compose_meaning(job: Job) -> Answer:
    """The definitions that reports print, each wording once; a refusal where none explains the term."""
    term = "".join(mention.text for mention in job.question.mentions) or job.say("所问的词")
    said: dict[str, str] = {}
    for report in job.reports:
        for found in find_meanings(term, report_sources(report)):
            if found.text not in said and len(said) < _MOST:
                source = job.say("——{body}的报告对“{term}”的解释", body=job.body(report), term=term)
                said[found.text] = f"“{found.text}”{job.evidence.quote(found)}\n\n{source}"
    if said:
        return job.answer("\n\n".join(said.values()), "passage")
    return job.refuse("报告里没有解释“{term}”的含义", term=term)
