"""What the page and the API stand on: a library, an assistant, and the things they share."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.entries import ReportEntry
from index.library import Library
from jiwen.answer import Answer
from jiwen.page.answers import Answers, Kept
from jiwen.page.feedback import Feedback
from jiwen.page.next_questions import next_questions
from jiwen.page.pictures import PagePictures
from jiwen.page.uploads import Uploads

MAX_QUESTION = 500
MAX_HISTORY = 20


class Asks(Protocol):
    """`jiwen.assistant.Assistant`, or a scripted one in tests."""

    def ask(self, question: str, *, history: Sequence[str] = (), reports: Sequence[str] = ()) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a request may need."""

    library: Library
    assistant: Asks
    pictures: PagePictures
    answers: Answers
    uploads: Uploads
    feedback: Feedback

    def entry(self, report_id: str) -> ReportEntry | None:
        """The library's line for this id, None when there is none."""
        return next((entry for entry in self.library.reports() if entry.id == report_id), None)

    def names(self) -> dict[str, str]:
        """What to call each report where several stand side by side: its department (title where it names none) and year."""
        return {entry.id: f"{entry.department or entry.title}{f' {entry.year}' if entry.year else ''}" for entry in self.library.reports()}

    def ask(self, question: str, history: Sequence[str] = (), reports: Sequence[str] = ()) -> tuple[str, Answer]:
        """The answer and the number under which it is kept for tables and downloads. Reports that were removed meanwhile are left out;
        where none of those asked for is left, the assistant says so instead of asking all."""
        known = {entry.id for entry in self.library.reports()} if reports else set()
        chosen = tuple(report for report in reports if report in known)
        earlier = tuple(history)[-MAX_HISTORY:]
        answer = self.assistant.ask(question, history=earlier, reports=chosen or tuple(reports))
        answer = replace(answer, suggestions=next_questions(answer, self.library.reports()))
        return self.answers.keep(Kept(answer, earlier, chosen)), answer

    def index_version(self) -> str:
        """A short word that changes whenever a report is added, replaced or removed."""
        lines = "\n".join(f"{entry.id} {entry.sha256} {entry.added_at}" for entry in self.library.reports())
        return hashlib.sha256(lines.encode()).hexdigest()[:12]
