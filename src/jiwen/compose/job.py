"""What every composer works with, and the pieces that answers share: wording in two languages, captions, caveats."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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

VERDICTS_ZH = {
    "met": "完成",
    "missed": "未完成",
    "exceeded": "超额完成",
    "qualitative": "完成（定性）",
    "undecidable": "无法判断",
    "blank": "完成值空白",
}
_NOTED = {"similar_names", "less_is_better", "missed_without_reason"}

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

    def say(self, zh: str, en: str) -> str:
        return en if self.question.language == "en" else zh

    def answer(self, text: str, kind: AnswerKind, *, value: Quantity | None = None, notes: Sequence[str] = (), **more: Any) -> Answer:
        """The answer with all evidence collected so far."""
        return Answer(
            question=self.question.text,
            text=text,
            kind=kind,
            value=value,
            records=tuple(self.evidence.records),
            citations=tuple(self.evidence.citations),
            notes=tuple(dict.fromkeys([*notes, *scan_notes(self.evidence.citations, self.evidence.reports)])),
            **more,
        )

    def with_rows(self, rows: Sequence[Row]) -> "Job":
        """The same job about these rows."""
        return replace(self, resolved=(Resolved("one", tuple(rows)),))


def refusal(question: str, reason: str, near: Sequence[str] = ()) -> Answer:
    """A refusal: what was looked for, and the names (never figures) that come nearest."""
    more = f"\n\n报告里名称相近的有：{'、'.join(near)}。" if near else ""
    return Answer(
        question=question,
        text=reason + "。" * (not reason.endswith(("。", "？", "."))) + more,
        kind="refusal",
        reason=reason,
        suggestions=tuple(near),
    )


def heard(job: Job) -> list[str]:
    """Which names were taken for mistyped ones; nothing is taken silently."""
    return [f"“{item.read_as}”是按读音认出的，问题里写作“{item.mention.text}”" for item in job.resolved if item.read_as and item.mention]


def body_of(report: Report) -> str:
    """临江市教育局2023年度, or the title where the report names no body."""
    return f"{report.department or report.title}{report.year}年" if report.year else (report.department or report.title)


def caption(row: Row, job: Job) -> str:
    """Where a row stands: body and year, project, name."""
    project = f"“{row.project}”" if row.project and row.project != row.name else ""
    return f"{body_of(row.report)}{project}“{row.shown}”"


def caveats(rows: Sequence[Row], limit: int = 12) -> list[str]:
    """What a careful colleague would add about these rows: corrections, contradictions, blanks."""
    notes = []
    for row in rows:
        if isinstance(row.item, CellLine) and row.item.note:
            notes.append(row.item.note)
        notes += [note for note in _corrections(row) if note]
        notes += [
            check.message
            for check in checks_of(row)
            if check.rule not in _NOTED and check.rule not in ("target_corrected", "name_corrected")
        ]
    return list(dict.fromkeys(notes))[:limit]


def _corrections(row: Row) -> list[str]:
    item = row.item
    if not isinstance(item, Indicator):
        return []
    notes = []
    if item.corrected_name:
        notes.append(f"表中指标名称印为“{item.name}”，原因分析更正为“{item.corrected_name}”")
    if item.corrected_target and item.target:
        verdict = VERDICTS_ZH.get(item.corrected_verdict or "", "")
        notes.append(
            f"“{row.shown}”表中目标值为{item.target.text}，原因分析更正为{item.corrected_target.text}；"
            f"按表中目标{VERDICTS_ZH[item.verdict]}，按更正后的目标{verdict}"
        )
    return notes


def checks_of(row: Row) -> list[Check]:
    """The checks of the report that name this row, and its project where they name one."""
    return [check for check in row.report.checks if _names_row(check, row) and _same_project(check, row)]


def _names_row(check: Check, row: Row) -> bool:
    printed = {row.item.name} if isinstance(row.item, BudgetLine | Indicator) else set()
    return bool((set(row.names) | printed) & set(check.names))


def _same_project(check: Check, row: Row) -> bool:
    named = [project for project in row.report.projects if f"（{project}）" in check.message]
    return not named or row.project in named
