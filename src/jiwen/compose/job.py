"""What every composer works with, and the pieces that answers share: wording in two languages, captions, caveats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ingest.model.facts import BudgetLine, Check, Indicator
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from jiwen.answer import Answer, AnswerKind
from jiwen.cite import Evidence
from jiwen.compose.scans import scan_notes
from jiwen.lookup import Resolved, Shelfful
from jiwen.question.model import Question
from jiwen.rows import CellLine, Row
from jiwen.saying import say, say_message

VERDICTS = {
    "met": "完成",
    "missed": "未完成",
    "exceeded": "超额完成",
    "qualitative": "完成（定性）",
    "undecidable": "无法判断",
    "blank": "完成值空白",
}
_NOTED = {"similar_names", "less_is_better", "missed_without_reason", "target_corrected", "name_corrected"}
"""Rules that are no caveat of a figure, or are told by `_corrections`."""

REFUSALS = {
    "opinion": "这需要主观判断或决策建议，报告里没有依据，我只回答报告里写明的内容",
    "prediction": "这是对未来的预测，报告里没有依据",
    "injection": "我只回答绩效报告里的内容，不执行改变规则、透露设定或修改数据的要求",
    "other": "这与绩效报告无关，我只回答报告里的内容",
}


@dataclass(frozen=True, slots=True)
class Job:
    """A question with everything found for it. `search` is the library's passage search over the reports in reach."""

    question: Question
    shelf: Shelfful
    resolved: tuple[Resolved, ...]
    evidence: Evidence
    library: Any

    @property
    def reports(self) -> tuple[Report, ...]:
        return self.shelf.reports

    @property
    def rows(self) -> tuple[Row, ...]:
        """Rows of all resolved mentions, each once."""
        return tuple(dict.fromkeys(row for item in self.resolved for row in item.rows))

    def say(self, chinese: str, /, **values: object) -> str:
        """The sentence in the language of the question, its `{places}` filled."""
        return say(self.question.language, chinese, **values)

    def say_message(self, message: str) -> str:
        """A message that was written before anybody asked, in the language of the question."""
        return say_message(self.question.language, message)

    def list_of(self, words: Iterable[str]) -> str:
        """甲、乙."""
        return self.say("、").join(words)

    def count(self, number: int) -> Quantity:
        """5项."""
        return Quantity(self.say("{n}项", n=number), None, Decimal(number), self.say("项") or None)

    def body(self, report: Report) -> str:
        """临江市教育局2023年, or the title where the report names no body."""
        name = report.department or report.title
        return self.say("{name}{year}年", name=name, year=report.year) if report.year else name

    def caption(self, row: Row) -> str:
        """Where a row stands: body and year, project, name."""
        project = f"“{row.project}”" if row.project and row.project != row.name else ""
        return self.say("{body}{project}“{name}”", body=self.body(row.report), project=project, name=row.shown)

    def refuse(self, chinese: str, /, *, near: Sequence[str] = (), **values: object) -> Answer:
        """A refusal for the reason given, with the names (never figures) that come nearest."""
        return refusal(self.question, self.say(chinese, **values), near)

    def caveats(self, rows: Sequence[Row], limit: int = 12) -> list[str]:
        """What a careful colleague would add about these rows: corrections, contradictions, blanks."""
        notes = []
        for row in rows:
            if isinstance(row.item, CellLine) and row.item.note:
                notes.append(self.say_message(row.item.note))
            notes += self._corrections(row)
            notes += [self.say_message(check.message) for check in checks_of(row) if check.rule not in _NOTED]
        return list(dict.fromkeys(notes))[:limit]

    def _corrections(self, row: Row) -> list[str]:
        item = row.item
        if not isinstance(item, Indicator):
            return []
        notes = []
        if item.corrected_name:
            words = "表中指标名称印为“{name}”，原因分析更正为“{corrected}”"
            notes.append(self.say(words, name=item.name, corrected=item.corrected_name))
        if item.corrected_target and item.target:
            by_printed, by_corrected = (self.say(VERDICTS.get(verdict or "", "")) for verdict in (item.verdict, item.corrected_verdict))
            words = "“{name}”表中目标值为{target}，原因分析更正为{corrected}；按表中目标{by_printed}，按更正后的目标{by_corrected}"
            values = {"name": row.shown, "target": item.target.text, "corrected": item.corrected_target.text}
            notes.append(self.say(words, by_printed=by_printed, by_corrected=by_corrected, **values))
        return notes

    def answer(self, text: str, kind: AnswerKind, *, value: Quantity | None = None, notes: Sequence[str] = (), **more: Any) -> Answer:
        """The answer with all evidence collected so far."""
        return Answer(
            question=self.question.text,
            text=text,
            kind=kind,
            language=self.question.language,
            value=value,
            records=tuple(self.evidence.records),
            citations=tuple(self.evidence.citations),
            notes=tuple(dict.fromkeys([*notes, *scan_notes(self.evidence.citations, self.evidence.reports, self.say)])),
            **more,
        )

    def with_rows(self, rows: Sequence[Row]) -> "Job":
        """The same job about these rows."""
        return replace(self, resolved=(Resolved("one", tuple(rows)),))


def refusal(question: Question, reason: str, near: Sequence[str] = ()) -> Answer:
    """A refusal: what was looked for, and the names that come nearest."""
    more = "\n\n" + say(question.language, "报告里名称相近的有：{names}。", names=say(question.language, "、").join(near)) if near else ""
    stop = "" if reason.endswith(("。", "？", ".")) else say(question.language, "。").rstrip()
    return Answer(question.text, reason + stop + more, "refusal", question.language, reason=reason, suggestions=tuple(near))


def heard(job: Job) -> list[str]:
    """Which names were taken for mistyped ones; nothing is taken silently."""
    words = "“{name}”是按读音认出的，问题里写作“{typed}”"
    return [job.say(words, name=item.read_as, typed=item.mention.text) for item in job.resolved if item.read_as and item.mention]


def checks_of(row: Row) -> list[Check]:
    """The checks of the report that name this row, and its project where they name one."""
    return [check for check in row.report.checks if _names_row(check, row) and _same_project(check, row)]


def _names_row(check: Check, row: Row) -> bool:
    printed = {row.item.name} if isinstance(row.item, BudgetLine | Indicator) else set()
    return bool((set(row.names) | printed) & set(check.names))


def _same_project(check: Check, row: Row) -> bool:
    named = [project for project in row.report.projects if f"（{project}）" in check.message]
    return not named or row.project in named
