"""Next questions that fit an answer, where the assistant suggests none itself."""

from collections.abc import Sequence

from index.entries import ReportEntry
from jiwen.answer import Answer, Record
from jiwen.page.wording import Language, load_wording

MOST = 3


def next_questions(answer: Answer, entries: Sequence[ReportEntry], language: Language) -> tuple[str, ...]:
    """At most `MOST` questions about the same rows or report; none after a question back (its choices come first)."""
    if answer.suggestions or answer.kind == "clarify":
        return answer.suggestions
    t = load_wording(language)
    keys = _about_one(answer.records[0], entries) if len(answer.records) == 1 else _about_many(answer)
    name = answer.records[0].name if answer.records else ""
    asked = answer.question.rstrip("？?。 ")
    questions = [t(key, name=name) for key in keys]
    return tuple(question for question in questions if question.rstrip("？?") != asked)[:MOST]


def _about_one(record: Record, entries: Sequence[ReportEntry]) -> list[str]:
    keys = ["next_last_year"] if _has_year_before(record.report, entries) else []
    if record.type == "indicator":
        return [*(["next_why"] if record.verdict == "missed" else []), *keys, "next_missed", "next_far"]
    if record.type == "budget":
        return [*keys, "next_rate_of", "next_low_rates"]
    return ["next_tasks", "next_missed"]


def _about_many(answer: Answer) -> list[str]:
    kinds = {record.type for record in answer.records}
    verdicts = {record.verdict for record in answer.records}
    if kinds == {"indicator"}:
        return [*(["next_reasons"] if "missed" in verdicts else ["next_missed"]), "next_far", "next_exceeded"]
    if kinds == {"budget"}:
        return ["next_low_rates", "next_total"]
    return ["next_missed", "next_total", "next_doubts"]


def _has_year_before(report_id: str, entries: Sequence[ReportEntry]) -> bool:
    entry = next((entry for entry in entries if entry.id == report_id), None)
    if entry is None or entry.year is None or entry.department is None:
        return False
    return any(other.department == entry.department and other.year == entry.year - 1 for other in entries)
