"""A numbered part of the report: 第三部分讲了什么."""

import re

from ingest.values.numerals import read_number
from jiwen.answer import Answer
from jiwen.compose.job import Job

_PART = re.compile(r"第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?:个)?(?:大)?(?:部分|章节|章|节|段|点|块)(?:内容)?")
_FORMS = ("value", "list", "prose", "summary", "meaning", "task")
_LONGEST = 1200


def asks_part(job: Job) -> bool:
    return job.question.form in _FORMS and _PART.search(job.question.folded) is not None and not job.rows


def compose_part(job: Job) -> Answer | None:
    """The title and the beginning of the sections of that number; None where no report in reach has one."""
    found = _PART.search(job.question.folded)
    number = read_number(found["number"]) if found else None
    lines = []
    for report in job.reports[:4]:
        for section in report.sections:
            if number is not None and read_number(section.number) == number:
                text = section.text[:_LONGEST]
                mark = job.evidence.place(report, section.place, text or section.title, section.title)
                lines.append(f"**{job.body(report)}** {section.number}、{section.title}\n\n“{text}”{mark}")
    return job.answer("\n\n".join(lines), "passage") if lines else None
