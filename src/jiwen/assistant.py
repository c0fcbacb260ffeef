"""Questions in, grounded answers out: understand, find the reports and rows, compose."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.asked import asked_for
from jiwen.cellrows import figure_rows
from jiwen.cite import Evidence
from jiwen.compose.changes import asks_changes, compose_changes
from jiwen.compose.consistency import compose_consistency
from jiwen.compose.job import Job, refusal
from jiwen.compose.lists import compose_count, compose_list, compose_share
from jiwen.compose.meanings import compose_meaning
from jiwen.compose.money import asks_money
from jiwen.compose.overview import compose_checks, compose_projects, compose_reports, compose_summary, compose_task, compose_whose
from jiwen.compose.passages import compose_prose, no_answer
from jiwen.compose.ranks import compose_rank
from jiwen.compose.ratios import compose_ratio, compose_share_of_amount
from jiwen.compose.reasons import compose_why
from jiwen.compose.spending import compose_remaining
from jiwen.compose.sums import compose_difference, compose_growth, compose_sum, compose_trend
from jiwen.compose.value import compose_value, total_rows
from jiwen.compose.verdicts import compose_yesno
from jiwen.errors import UnknownReport
from jiwen.lookup import Cache, Resolved, Shelfful, aligned, resolve, shelfful
from jiwen.meaning import nearest_names, noun_phrase
from jiwen.question.bodies import office_of
from jiwen.question.followup import Meaning, fold_history
from jiwen.question.mentions import NameGrams
from jiwen.question.model import Condition, Mention, Question
from jiwen.question.scoping import reach_of
from jiwen.question.understand import Context, understand
from jiwen.rows import Row
from jiwen.select import is_group_name, names_group, ordered, select
from jiwen.shelf import Shelf

LONGEST_QUESTION = 2000
_REFUSALS = {
    "opinion": "这需要主观判断或决策建议，报告里没有依据，我只回答报告里写明的内容",
    "prediction": "这是对未来的预测，报告里没有依据",
    "injection": "我只回答绩效报告里的内容，不执行改变规则、透露设定或修改数据的要求",
    "other": "这与绩效报告无关，我只回答报告里的内容",
}
_COMPOSERS: dict[str, Callable[[Job], Answer]] = {
    "list": compose_list,
    "count": compose_count,
    "share": compose_share,
    "yesno": compose_yesno,
    "consistency": compose_consistency,
    "why": compose_why,
    "rank": compose_rank,
    "sum": compose_sum,
    "average": compose_sum,
    "difference": compose_difference,
    "remaining": compose_remaining,
    "growth": compose_growth,
    "ratio": compose_ratio,
    "trend": compose_trend,
    "whose": compose_whose,
    "projects": compose_projects,
    "checks": compose_checks,
    "summary": compose_summary,
    "reports": compose_reports,
    "value": compose_value,
}
_FIGURES = ("value", "sum", "average", "difference", "growth", "ratio", "share", "trend", "rank", "count")
_MOST_REPORTS = 4
_MOST_NAMES = 160
_SURE_MEANING, _MEANING_MARGIN = 0.85, 0.015
_TOTAL_COLUMNS = (
    "spent",
    "initial",
    "adjusted",
    "rate",
    "adjustment",
    "total_score",
    "grade",
    "goal",
    "goal_actual",
    "competent_department",
    "implementing_unit",
)
_OVER_YEARS = ("trend", "growth", "difference", "average")
_WITHOUT_NAMES = ("list", "count", "share", "rank", "checks", "summary", "reports", "projects")


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
        if not text.strip():
            return refusal(text, "没有收到问题，请输入要问的内容")
        if len(text) > LONGEST_QUESTION:
            return refusal(text[:200] + "…", f"问题太长（{len(text)}个字符，最多{LONGEST_QUESTION}个），请缩短后再问")
        try:
            selected = self.selected(reports)
        except UnknownReport as error:
            return refusal(text, str(error))
        question = self.understand(text, history, selected)
        answer = self.answer_question(question, selected)
        return replace(answer, question=text, explain=question.to_json())

    def understand(self, text: str, history: Sequence[str] = (), selected: Sequence[str] = ()) -> Question:
        """The typed question, with what a short question leaves out taken from `history`."""
        context = self._context(selected)
        earlier = [understand(turn, context) for turn in history if turn.strip() and len(turn) <= LONGEST_QUESTION]
        own = understand(text, context)
        folded = fold_history(own, earlier, lambda mention: self._meaning(mention, selected))
        return self._without_old_bodies(own, folded, selected)

    def _without_old_bodies(self, own: Question, folded: Question, selected: Sequence[str]) -> Question:
        """A body taken over from the turns before is dropped again where all names of the question are another body's."""
        carried = folded.scope.bodies if not own.scope.bodies else ()
        if not carried or not own.mentions:
            return folded
        theirs = [report_id for body in carried for report_id in body.reports]
        if any(self._meaning(mention, theirs) for mention in own.mentions):
            return folded
        known = all(self._meaning(mention, selected) in ("row", "project") for mention in own.mentions)
        return replace(folded, scope=replace(folded.scope, bodies=())) if known else folded

    def answer_question(self, question: Question, selected: Sequence[str] = ()) -> Answer:
        """The answer to a typed question."""
        if question.refusal:
            return refusal(question.text, _REFUSALS[question.refusal])
        reach = reach_of(question, self.library.reports(), selected)
        if reach.missing:
            return refusal(question.text, f"{reach.missing}，无法回答")
        loaded = [self.library.report(report_id) for report_id in reach.ids]
        if not loaded:
            return refusal(question.text, "库里还没有报告，请先导入")
        shelf = shelfful(loaded, self._rows)
        resolved = () if question.form in ("list", "count", "share") and question.conditions else _resolve_all(question, shelf)
        resolved = _with_cells(question, shelf, resolved)
        if question.form in _OVER_YEARS or question.by == "year":
            resolved = tuple(replace(item, rows=aligned(item.rows, shelf)) if item.status == "one" else item for item in resolved)
        if question.ordinal is not None and (question.conditions or question.domain == "task"):
            resolved = _nth(question, shelf)
        job = Job(question, shelf, resolved, Evidence({report.id: report for report in loaded}), self.library)
        answer = self._compose(job)
        if reach.widened:
            answer = replace(answer, notes=(*answer.notes, "对比年度的报告不在所选之内，取自库里同一单位的报告"))
        return answer

    def selected(self, refs: Sequence[str]) -> list[str]:
        """Ids of the reports that `refs` name by id, file name, or file name without its ending. Raises UnknownReport."""
        found = []
        for ref in refs:
            entry = next((e for e in self.library.reports() if ref in (e.id, e.source, e.source.rsplit(".", 1)[0])), None)
            if entry is None:
                raise UnknownReport(f"没有名为“{ref}”的报告，用 jiwen reports 查看全部报告")
            found.append(entry.id)
        return list(dict.fromkeys(found))

    def _compose(self, job: Job) -> Answer:
        question = job.question
        if asks_changes(job):
            return compose_changes(job)
        unknown = [item for item in job.resolved if item.status == "none"]
        if question.form == "share" and question.mentions and not question.conditions:
            return compose_share_of_amount(job) or self._from_text(job)
        if unknown and question.form == "consistency" and job.rows:
            job, unknown = replace(job, resolved=tuple(item for item in job.resolved if item.status != "none")), []
        if question.form == "value" and job.rows and all(row.kind == "task" for row in job.rows):
            return compose_prose(job, wants_value=True) or compose_task(job) or no_answer(job)
        if (
            question.form in ("count", "list")
            and not question.conditions
            and question.domain is None
            and (question.topic or not job.shelf.of("indicator"))
        ):
            return (
                compose_value(job) if job.rows and question.form == "count" else self._from_text(job, wants_value=question.form == "count")
            )
        if question.form == "yesno" and not job.rows and not question.mentions and not asks_money(question):
            return compose_value(job) if _asks_total(question) and total_rows(job) else compose_summary(job)
        if question.form == "task" and not question.mentions and question.domain != "task" and not question.columns:
            return compose_summary(job)
        if question.form == "task":
            answer = compose_task(job)
            return answer or self._from_text(job, wants_value=False)
        if question.form == "meaning":
            return compose_meaning(job)
        if question.form == "prose":
            return self._from_text(job, wants_value=False)
        if question.form == "value" and question.columns == ("completion",) and _all_groups(unknown, job):
            return compose_share(replace(job, question=replace(question, conditions=(Condition("verdict", "met"),))))
        if unknown and question.form not in _WITHOUT_NAMES and not (question.form == "trend" and job.rows):
            return self._from_text(job)
        if question.form == "value" and not job.rows and not (_asks_total(question) and (total_rows(job) or job.shelf.of("form"))):
            return self._from_text(job)
        return _COMPOSERS[question.form](job)

    def _from_text(self, job: Job, *, wants_value: bool | None = None) -> Answer:
        """No row bears the name: generic tables and the running text, else a refusal."""
        question = job.question
        if question.form == "why":
            known = tuple(item for item in job.resolved if item.status != "none")
            asked = question if known else replace(question, conditions=())
            return compose_why(replace(job, question=asked, resolved=known))
        as_value = question.form_is_explicit and question.form != "prose" if wants_value is None else wants_value
        answer = compose_prose(job, wants_value=as_value)
        if answer is None and wants_value is None and not as_value:
            answer = compose_prose(job, wants_value=True)
        return answer or no_answer(job)

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


def _all_groups(unknown: Sequence[Resolved], job: Job) -> bool:
    """履职指标完成率: no row bears a name of the question, only groups of indicators do."""
    rows = [row for row, _ in job.shelf.rows]
    return not job.rows and "指标" in job.question.folded and all(item.mention and names_group(item.mention, rows) for item in unknown)


def _by_meaning(found: Resolved, question: Question, shelf: Shelfful) -> Resolved:
    """An English name with words that no list knows: taken only where the embedding model agrees; a clear first alone is taken too."""
    if found.status == "one" and not question.unknown_words:
        return found
    names = [row.shown for row, _ in shelf.rows if row.kind in ("indicator", "budget") and not row.is_total]
    if len(names) > _MOST_NAMES:
        return found
    ranked = nearest_names(noun_phrase(question.text), names)
    if len(ranked) < 2:
        return found if not question.unknown_words else Resolved("none", (), found.near, found.mention)
    first, second = ranked[0], ranked[1]
    if found.status != "none":
        near = (first[0], second[0]) if len(question.unknown_words) < 2 else (first[0],)
        agreed = tuple(row for row in found.rows if row.shown in near)
        if found.status == "one" or not question.unknown_words:
            return found if agreed or not question.unknown_words else Resolved("none", (), (first[0], second[0]), found.mention)
        return Resolved("one" if len({row.shown for row in agreed}) == 1 else "many", agreed or found.rows, (), found.mention)
    if first[1] >= _SURE_MEANING and first[1] - second[1] >= _MEANING_MARGIN:
        rows = tuple(row for row, _ in shelf.rows if row.shown == first[0] and row.kind in ("indicator", "budget"))
        return Resolved("one", rows, (), found.mention)
    return Resolved("none", (), tuple(name for name, _ in ranked[:3]), found.mention)


def _nth(question: Question, shelf: Shelfful) -> tuple[Resolved, ...]:
    """The one of the list before that 第二个 means."""
    rows = ordered(select(question, shelf).rows, question)
    number = question.ordinal or 1
    at = number - 1 if number > 0 else number
    return (Resolved("one", (rows[at],)),) if -len(rows) <= at < len(rows) else ()


def _with_cells(question: Question, shelf: Shelfful, resolved: tuple[Resolved, ...]) -> tuple[Resolved, ...]:
    """Names that no fact bears (or none at all), looked up in tables and text of the reports, when a figure is asked for."""
    if question.form not in _FIGURES or len(shelf.reports) > _MOST_REPORTS or question.language == "en":
        return resolved
    rows = [row for row, _ in shelf.rows]
    missing = [item for item in resolved if item.status == "none" and item.mention and not names_group(item.mention, rows)]
    if question.mentions and not missing:
        return resolved
    if not question.mentions and (
        question.conditions or question.order or (any(row.is_total for row in shelf.of("budget")) and _asks_total(question))
    ):
        return resolved
    whole = _figures_for(question, shelf, question.mentions, asked_for(question, question.mentions))
    if whole and (len(question.mentions) < 2 or question.form == "value"):
        return (Resolved("one", tuple(whole), (), None),)
    found: list[Resolved] = []
    for item in resolved:
        own = (item.mention,) if item.mention else ()
        rows = _figures_for(question, shelf, own, asked_for(question, own)) if item.status == "none" else []
        found.append(Resolved("one", tuple(rows), (), item.mention) if rows else item)
    return tuple(found)


def _figures_for(question: Question, shelf: Shelfful, mentions: Sequence[Mention], asked: str) -> list[Row]:
    ignore = [body.text for body in question.scope.bodies] + [f"{year}年" for year in question.scope.years]
    return [row for report in shelf.reports for row in figure_rows(asked, report, mentions, ignore)]


def _asks_total(question: Question) -> bool:
    return question.total or any(column in _TOTAL_COLUMNS for column in question.columns)


def _resolve_all(question: Question, shelf: Shelfful) -> tuple[Resolved, ...]:
    """Every mention resolved. Two that only a word for rows parts (养护项目质量合格率) are one name, or none at all in a figure's question;
    two that stand side by side are tried as one where the first alone is none (路面修复和养护里程)."""
    resolved: list[Resolved] = []
    rest = list(question.mentions)
    while rest:
        mention = rest.pop(0)
        glue = _glue(mention, rest[0], question.folded) if rest else None
        found = resolve(_joined(mention, rest[0], glue), shelf, question) if glue else None
        if (found is not None and found.status != "none") or (found is not None and question.form == "value"):
            rest.pop(0)
        else:
            found = resolve(mention, shelf, question)
            both = resolve(_joined(mention, rest[0]), shelf, question) if found.status == "none" and rest else None
            if both is not None and both.status != "none":
                rest.pop(0)
                found = both
        resolved.append(_by_meaning(found, question, shelf) if question.language == "en" else found)
    known = [item for item in resolved if item.status != "none"]
    return tuple(known or resolved) if question.form == "trend" else tuple(resolved)


_GLUE = re.compile(r"的?(?:项目|任务|指标|工作)(?:资金|经费|支出)?的?")


def _glue(one: Mention, other: Mention, folded: str) -> str | None:
    """The words between two mentions where they part no two things: 项目, 任务 …"""
    between = folded[one.start + len(one.text) : other.start]
    return between if _GLUE.fullmatch(between) else None


def _joined(one: Mention, other: Mention, glue: str | None = "") -> Mention:
    glue = glue or ""
    return Mention(one.text + glue + other.text, (*one.weights, *(0.2 for _ in glue), *other.weights), one.start)
