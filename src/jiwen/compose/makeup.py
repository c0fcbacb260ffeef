"""收入主要靠什么, 钱主要花在哪些方面: the breakdown as the reports print it."""

from jiwen.answer import Answer
from jiwen.compose.job import Job
from jiwen.prose.makeup import asked_side, find_makeup
from jiwen.texts import report_sources

_MOST_READ = 3


def asks_makeup(job: Job) -> bool:
    return job.question.language == "zh" and not job.question.conditions and asked_side(job.question.folded) is not None


def compose_makeup(job: Job) -> Answer | None:
    """One line of each report; None where none breaks it down."""
    side = asked_side(job.question.folded) or ""
    found = [(report, line) for report in job.reports[:_MOST_READ] if (line := find_makeup(side, report_sources(report)))]
    if not found or len(job.reports) > _MOST_READ:
        return None
    parts = []
    for report, line in found:
        head = f"**{job.body(report)}**\n\n" if len(job.reports) > 1 else ""
        parts.append(f"{head}“{line.text}”{job.evidence.quote(line)}")
    return job.answer("\n\n".join(parts), "passage")
