"""What one indicator row says against itself, or leaves open: types, scores, reasons, corrections."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.facts.check_wording import is_empty_reason, percent_text, row_label
from ingest.facts.verdict import comparable_numbers, is_blank, judge, less_is_better, states_partly, states_reached
from ingest.facts.words import CHECK_WORDS
from ingest.model.facts import Check, Indicator, Severity
from ingest.model.report import Report

_NOTE_COLUMN = re.compile(CHECK_WORDS["note_columns"])
_REACHED = ("met", "exceeded", "qualitative")
_TOO_FAR_PERCENT = Decimal(50)


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with what its report says of its form: how it is named in messages, and which columns its form has."""

    item: Indicator
    label: str
    form_has_actuals: bool
    form_has_notes: bool

    @property
    def target(self) -> str:
        return self.item.target.text if self.item.target else ""

    @property
    def actual(self) -> str:
        return self.item.actual.text if self.item.actual else ""

    @property
    def is_missed(self) -> bool:
        """Missed by the target that holds: a corrected one outweighs the printed one."""
        return (self.item.corrected_verdict or judge(self.item)) == "missed"


def find_row_checks(report: Report) -> list[Check]:
    """Every check of single indicators, in the order of the rows."""
    return [check for row in _rows(report) for rule in _RULES if (check := rule(row)) is not None]


def _rows(report: Report) -> list[Row]:
    forms: dict[tuple[str | None, str | None], list[Indicator]] = {}
    for item in report.indicators:
        forms.setdefault((item.project, item.place.table), []).append(item)
    with_actuals = {form for form, items in forms.items() if any(not is_blank(item.actual) for item in items)}
    with_notes = {form for form, items in forms.items() if any(item.note for item in items) or _prints_note_column(report, form[1])}
    return [
        Row(item, row_label(item, report), form in with_actuals, form in with_notes)
        for item in report.indicators
        for form in [(item.project, item.place.table)]
    ]


def _prints_note_column(report: Report, title: str | None) -> bool:
    """False only where the form's header is known and has no column for reasons."""
    headers = [cell.text for table in report.tables if table.title == title for row in table.header for cell in row]
    return not headers or any(_NOTE_COLUMN.search(text) for text in headers)


def _check(row: Row, rule: str, severity: Severity, words: str) -> Check:
    return Check(rule, severity, f"{row.label}：{words}", (row.item.name,), (row.item.place,))


def _mixed_types(row: Row) -> Check | None:
    target, actual = row.item.target, row.item.actual
    if target is None or actual is None or is_blank(target) or is_blank(actual):
        return None
    if (target.number is None) == (actual.number is None):
        return None
    if states_reached(actual):
        words = f"目标为数值{target.text}，完成值只写“{actual.text}”"
        return _check(row, "actual_states_reached", "info", words)
    if states_partly(actual):
        return None
    return _check(row, "type_mismatch", "warning", f"目标“{target.text}”与完成值“{actual.text}”类型不一致")


def _partly(row: Row) -> Check | None:
    if row.item.actual is None or not states_partly(row.item.actual):
        return None
    return _check(row, "partly_reached", "warning", f"目标“{row.target}”，完成值写“{row.actual}”，只部分完成")


def _blank(row: Row) -> Check | None:
    """Forms that only set goals have no actuals at all; their rows are not blank but not yet due."""
    if not row.form_has_actuals or is_blank(row.item.target) or not is_blank(row.item.actual):
        return None
    return _check(row, "blank_actual", "warning", "完成值为空")


def _missed_without_reason(row: Row) -> Check | None:
    if not row.is_missed or not row.form_has_notes or not is_empty_reason(row.item.note):
        return None
    why = f"原因空泛：{row.item.note}" if row.item.note else "原因为空"
    return _check(row, "missed_without_reason", "warning", f"目标{row.target}、完成{row.actual}，未完成但{why}")


def _full_score_though_missed(row: Row) -> Check | None:
    item = row.item
    if not row.is_missed or item.score is None or not item.weight or item.score < item.weight:
        return None
    return _check(row, "full_score_though_missed", "warning", f"目标{row.target}、完成{row.actual}，未完成却得满分{item.score:f}")


def _score_lost_without_reason(row: Row) -> Check | None:
    item = row.item
    reached = judge(item) in _REACHED and not row.is_missed
    if not reached or item.score is None or item.weight is None or item.score >= item.weight or not is_empty_reason(item.note):
        return None
    return _check(row, "score_lost_without_reason", "warning", f"已完成但得分{item.score:f}低于分值{item.weight:f}，未说明原因")


def _over_achieved(row: Row) -> Check | None:
    """More than half above the target that holds; where only the printed one is passed so far, that is said instead."""
    item, printed = row.item, _percent_over(row.item)
    if item.corrected_target is None:
        return None if printed is None else _over(row, row.target, printed)
    corrected = _percent_over(replace(item, target=item.corrected_target))
    if corrected is not None:
        return _over(row, item.corrected_target.text, corrected)
    if printed is None:
        return None
    words = f"按表中目标{row.target}超出50%，按更正后的目标{item.corrected_target.text}未超出50%"
    return _check(row, "over_achievement_printed", "info", words)


def _over(row: Row, target: str, percent: Decimal) -> Check:
    return _check(row, "over_achievement", "warning", f"目标{target}、完成{row.actual}，超出{percent_text(percent, 1)}")


def _percent_over(item: Indicator) -> Decimal | None:
    """By how many percent the target is passed, where that is too far; None also where less is better."""
    pair = comparable_numbers(item)
    if pair is None or pair[0] <= 0 or less_is_better(item):
        return None
    percent = (pair[1] - pair[0]) / pair[0] * 100
    return percent if percent > _TOO_FAR_PERCENT else None


def _less_is_better(row: Row) -> Check | None:
    if not less_is_better(row.item) or judge(row.item) != "exceeded":
        return None
    return _check(row, "less_is_better", "info", f"越低越好，目标{row.target}、完成{row.actual}，低于目标为完成")


def _target_corrected(row: Row) -> Check | None:
    corrected = row.item.corrected_target
    if corrected is None:
        return None
    return _check(row, "target_corrected", "info", f"表中目标{row.target}，说明更正为{corrected.text}")


def _target_adjusted(row: Row) -> Check | None:
    initial, adjusted = row.item.initial_target, row.item.adjusted_target
    if initial is None or adjusted is None or is_blank(adjusted) or initial.text == adjusted.text:
        return None
    return _check(row, "target_adjusted", "info", f"年初指标值{initial.text}，调整为{adjusted.text}")


def _name_corrected(row: Row) -> Check | None:
    item = row.item
    if item.corrected_name is None:
        return None
    names = (item.name, item.corrected_name)
    return Check("name_corrected", "info", f"“{item.name}”应为“{item.corrected_name}”", names, (item.place,))


_RULES: tuple[Callable[[Row], Check | None], ...] = (
    _mixed_types,
    _partly,
    _blank,
    _missed_without_reason,
    _full_score_though_missed,
    _score_lost_without_reason,
    _over_achieved,
    _less_is_better,
    _target_corrected,
    _target_adjusted,
    _name_corrected,
)
