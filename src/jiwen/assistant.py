"""Questions in, grounded answers out: understand, find the reports and rows, compose."""

import time
from collections.abc import Sequence
from dataclasses import replace

from ingest.model.report import Report
from jiwen.again import look_again, nearest_text
from jiwen.answer import Answer
from jiwen.cite import Evidence
from jiwen.compose.gaps import gap_notes
from jiwen.compose.job import REFUSALS, Job, heard, refusal
from jiwen.compose.route import compose
from jiwen.compose.stated import asks_change, compose_stated_change
from jiwen.compose.table_ranks import compose_table_rank
from jiwen.compose.year_columns import compose_year_columns
from jiwen.errors import UnknownReport
from jiwen.lookup import Cache, resolve, shelfful
from jiwen.naming import what_is_named
from jiwen.question.bodies import office_of
from jiwen.question.fold import fold_name, is_english
from jiwen.question.followup import Known, Meaning, fold_history
from jiwen.question.mentions import NameGrams
from jiwen.question.model import Body, Mention, Question
from jiwen.question.scoping import reach_of
from jiwen.question.understand import Context, understand
from jiwen.question.winner import Winner
from jiwen.saying import say, say_message
from jiwen.select import is_group_name, names_group
from jiwen.shelf import Shelf

LONGEST_QUESTION = 2000


class Assistant:
    """Answers questions about a library of reports. Keeps the name tables of reports that were asked about."""

    def __init__(self, library: Shelf) -> None:
        self.library = library
        self._rows: Cache = {}
        self._grams: dict[tuple[str, ...], tuple[tuple[Report, ...], NameGrams]] = {}

    def ask(self, question: str, *, history: Sequence[str] = (), reports: Sequence[str] = ()) -> Answer:
        """The answer. `history`: earlier user questions, oldest first; `reports`: ids or file names to look in (empty: all)."""
        started = time.perf_counter()
        answer = self._answer(question, history, reports)
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _answer(self, text: str, history: Sequence[str], reports: Sequence[str]) -> Answer:
        unread = Question(text, "", "value", "en" if is_english(text[:LONGEST_QUESTION]) else "zh")
        if not text.strip():
            return refusal(unread, say(unread.language, "没有收到问题，请输入要问的内容"))
        if len(text) > LONGEST_QUESTION:
            words = "问题太长（{count}个字符，最多{most}个），请缩短后再问"
            reason = say(unread.language, words, count=len(text), most=LONGEST_QUESTION)
            return refusal(replace(unread, text=text[:200] + "…"), reason)
        try:
            selected = self.selected(reports)
        except UnknownReport as error:
            return refusal(unread, say_message(unread.language, str(error)))
        question = self.understand(text, history, selected)
        answer = self.answer_question(question, selected)
        if (answer.refused or answer.kind == "clarify") and not question.refusal and question.language == "zh":
            answer = self._second_look(question, answer, history, selected) or answer
        return replace(answer, question=text, explain=question.to_json())

    def _second_look(self, question: Question, first: Answer, history: Sequence[str], selected: Sequence[str]) -> Answer | None:
        def asked_as(text: str) -> Answer:
            return self.answer_question(self.understand(text, history, selected), selected)

        owners = [entry.department or "" for entry in self.library.reports() if not selected or entry.id in selected]
        again = look_again(question, asked_as, owners, is_open=not first.refused)
        if again or not first.refused:
            return again
        reach = reach_of(question, self.library.reports(), selected)
        job = self._job(question, reach.ids or self._newest(question, selected))
        return compose_table_rank(job) or (None if reach.missing else nearest_text(job))

    def _newest(self, question: Question, selected: Sequence[str]) -> list[str]:
        """The newest of the reports in reach, where years are asked for that only columns of it may cover."""
        here = replace(question, scope=replace(question.scope, years=(), relative=(), recent=None))
        reports = [self.library.report(report_id) for report_id in reach_of(here, self.library.reports(), selected).ids]
        newest = max((report.year or 0 for report in reports), default=0)
        years = {*question.scope.years, *(newest + step for step in question.scope.relative)}
        return [report.id for report in reports if report.year == newest] if years and max(years) <= newest else []

    def _job(self, question: Question, ids: Sequence[str]) -> Job:
        reports = [self.library.report(report_id) for report_id in ids]
        return Job(question, shelfful(reports, self._rows), (), Evidence({report.id: report for report in reports}), self.library)

    def understand(self, text: str, history: Sequence[str] = (), selected: Sequence[str] = ()) -> Question:
        """The typed question, with what a short question leaves out taken from `history`."""
        context = self._context(selected)
        earlier = [understand(turn, context) for turn in history if turn.strip() and len(turn) <= LONGEST_QUESTION]
        own = understand(text, context)
        folded = fold_history(
            own,
            earlier,
            Known(lambda mention: self._meaning(mention, selected), lambda before, place: self._winner(before, place, selected)),
        )
        return self._without_old_bodies(own, folded, selected)

    def _without_old_bodies(self, own: Question, folded: Question, selected: Sequence[str]) -> Question:
        """A body taken over from the turns before is dropped again where all names of the question are another body's."""
        carried = folded.scope.bodies if not own.scope.bodies else ()
        if not carried or not own.mentions:
            return folded
        theirs = [report_id for body in carried for report_id in body.reports]
        if any(self._meaning(mention, theirs) for mention in own.mentions):
            return folded
        if any(_says(self.library.report(report_id), mention) for report_id in theirs for mention in own.mentions):
            return folded
        known = all(self._meaning(mention, selected) in ("row", "project") for mention in own.mentions)
        return replace(folded, scope=replace(folded.scope, bodies=())) if known else folded

    def answer_question(self, question: Question, selected: Sequence[str] = ()) -> Answer:
        """The answer to a typed question."""
        if question.refusal:
            return refusal(question, say(question.language, REFUSALS[question.refusal]))
        reach = reach_of(question, self.library.reports(), selected)
        if reach.missing:
            return self._without_that_year(question, selected) or refusal(question, reach.missing)
        loaded = [self.library.report(report_id) for report_id in reach.ids]
        if not loaded:
            return refusal(question, say(question.language, "库里还没有报告，请先导入"))
        shelf = shelfful(loaded, self._rows)
        evidence = Evidence({report.id: report for report in loaded})
        job = Job(question, shelf, what_is_named(question, shelf, self.library), evidence, self.library)
        answer = compose(job)
        answer = replace(answer, notes=(*heard(job), *gap_notes(job, answer), *answer.notes))
        if reach.widened:
            answer = replace(answer, notes=(*answer.notes, job.say("对比年度的报告不在所选之内，取自库里同一单位的报告")))
        return answer

    def _without_that_year(self, question: Question, selected: Sequence[str]) -> Answer | None:
        """比上年增加多少 without the report of that year: what the newest report says itself, in its text or in a column of that year."""
        job = self._job(question, self._newest(question, selected))
        if not job.reports:
            return None
        newest = job.reports[0].year or 0
        years = {*question.scope.years, *(newest + step for step in question.scope.relative)}
        compares = question.form in ("difference", "growth") or asks_change(question.folded)
        stated = compose_stated_change(job) if compares and max(years) >= newest - 1 else None
        return stated or compose_year_columns(job, sorted({newest, *years} if compares else years))

    def selected(self, refs: Sequence[str]) -> list[str]:
        """Ids of the reports that `refs` name by id, file name, or file name without its ending. Raises UnknownReport."""
        found = []
        for ref in refs:
            entry = next((e for e in self.library.reports() if ref in (e.id, e.source, e.source.rsplit(".", 1)[0])), None)
            if entry is None:
                raise UnknownReport(f"没有名为“{ref}”的报告，用 jiwen reports 查看全部报告")
            found.append(entry.id)
        return list(dict.fromkeys(found))

    def _winner(self, ranking: Question, place: int, selected: Sequence[str]) -> Winner | None:
        """What the answer to a ranking or list puts at a place, counted from 1; -1 is the last."""
        answer = self.answer_question(ranking, selected)
        at = place - 1 if place > 0 else place
        if not -len(answer.records) <= at < len(answer.records):
            return None
        first = answer.records[at]
        entries = {entry.id: entry for entry in self.library.reports()}
        own = entries[first.report]
        body = Body(own.department or own.title, tuple(e.id for e in entries.values() if e.department == own.department))
        name = None if ranking.by in ("report", "year") else first.name
        if ranking.by == "project" and first.type == "indicator":
            name = next((row.project for row in self.library.report(own.id).indicators if row.name == first.name), None) or first.name
        return Winner(name, body, own.year, "budget" if first.type == "budget" else None)

    def _meaning(self, mention: Mention, selected: Sequence[str]) -> Meaning:
        """Whether a mention names a row, a project or a group of rows in the reports in reach."""
        ids = selected or [entry.id for entry in self.library.reports()]
        shelf = shelfful([self.library.report(report_id) for report_id in ids], self._rows)
        found = resolve(mention, shelf, Question("", "", "value"))
        if found.status == "many" and is_group_name(mention, [row for row, _ in shelf.rows]):
            return "group"
        if found.status != "none":
            return "project" if all(row.kind == "form" for row in found.rows) else "row"
        return "group" if names_group(mention, [row for row, _ in shelf.rows]) else None

    def _context(self, selected: Sequence[str]) -> Context:
        entries = self.library.reports()
        ids = tuple(selected) or tuple(entry.id for entry in entries)
        offices = tuple(office_of(entry.id, entry.department or entry.title) for entry in entries)
        return Context(offices, self._names(ids))

    def _names(self, ids: tuple[str, ...]) -> NameGrams:
        loaded = tuple(self.library.report(report_id) for report_id in ids)
        kept = self._grams.get(ids)
        if kept is None or any(old is not new for old, new in zip(kept[0], loaded, strict=True)):
            shelf = shelfful(loaded, self._rows)
            names = [name for row, _ in shelf.rows if not row.is_total for name in row.names]
            kept = self._grams[ids] = (loaded, NameGrams(names))
        return kept[1]


def _says(report: Report, mention: Mention) -> bool:
    """Whether a cell of the report's tables holds the words."""
    words = fold_name(mention.text)
    return any(words in fold_name(cell.text) for table in report.tables for row in (*table.header, *table.rows) for cell in row)
