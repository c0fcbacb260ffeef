"""Next questions that fit an answer, where the assistant suggests none itself."""

from collections.abc import Sequence

from index.entries import ReportEntry
from jiwen.answer import Answer, Record
from jiwen.page.wording import load_wording

MOST = 3


def next_questions(answer: Answer, entries: Sequence[ReportEntry]) -> tuple[str, ...]:
    """At most `MOST` questions about the same rows or report in the answer's language, none just answered; none after a question back."""
    if answer.suggestions or answer.kind == "clarify" or not entries:
        return answer.suggestions
    t = load_wording(answer.language)
    keys = _about_one(answer.records[0], entries) if len(answer.records) == 1 else _about_many(answer)
    answered = _answered(answer)
    name = answer.records[0].name if answer.records else ""
    asked = answer.question.rstrip("？?。 ")
    questions = dict.fromkeys(t(key, name=name) for key in keys if key not in answered)
    return tuple(question for question in questions if question.rstrip("？?") != asked)[:MOST]


def _about_one(record: Record, entries: Sequence[ReportEntry]) -> list[str]:
    keys = ["next_last_year"] if _has_year_before(record.report, entries) else []
    if record.type == "indicator":
        return [*(["next_why"] if record.verdict == "missed" else []), *keys, "next_missed", "next_far"]
    if record.type == "budget":
        return ["next_rate_of", "next_spent_of", *keys, "next_low_rates"]
    return ["next_tasks", "next_missed"]


def _about_many(answer: Answer) -> list[str]:
    kinds = {record.type for record in answer.records}
    verdicts = {record.verdict for record in answer.records}
    if kinds == {"indicator"}:
        return [*(["next_reasons"] if "missed" in verdicts else ["next_missed"]), "next_far", "next_exceeded", "next_missed"]
    if kinds == {"budget"}:
        return ["next_low_rates", "next_total", "next_missed"]
    return ["next_missed", "next_total", "next_doubts"]


def _answered(answer: Answer) -> set[str]:
    """The questions that this answer has answered, in whatever words it was asked."""
    columns = answer.explain.get("columns", ())
    verdicts = {condition.get("value") for condition in answer.explain.get("conditions", ()) if condition.get("kind") == "verdict"}
    form = answer.explain.get("form")
    known = {f"next_{verdict}" for verdict in verdicts if form in ("list", "count", "share", "why")}
    known |= {"next_why", "next_reasons"} if form == "why" else set()
    known |= {"next_last_year"} if form in ("difference", "growth", "trend") else set()
    known |= {"next_doubts"} if form == "checks" else set()
    if form == "rank":
        return known | ({"next_low_rates"} if "rate" in columns else {"next_far"})
    known |= {"next_rate_of"} if "rate" in columns else set()
    return known | ({"next_spent_of"} if "spent" in columns or "rate" not in columns else set())


def _has_year_before(report_id: str, entries: Sequence[ReportEntry]) -> bool:
    entry = next((entry for entry in entries if entry.id == report_id), None)
    if entry is None or entry.year is None or entry.department is None:
        return False
    return any(other.department == entry.department and other.year == entry.year - 1 for other in entries)
