"""Does it agree: prose with table, deviation with target and actual, parts with total, scores with the total score."""

import re
from collections.abc import Sequence

from ingest.model.facts import Check
from ingest.model.report import Report
from jiwen.answer import Answer
from jiwen.arithmetic import is_comparable, magnitude
from jiwen.compose.job import Job, checks_of
from jiwen.compose.overview import compose_checks
from jiwen.compose.value import as_lines, total_rows
from jiwen.prose import find_value
from jiwen.rows import LABELS, Row
from jiwen.texts import report_sources

_CONTRADICTIONS = (
    "text_table_conflict",
    "rate_stated_differently",
    "deviation_mismatch",
    "rate_mismatch",
    "adjusted_mismatch",
    "sum_mismatch",
    "total_score_mismatch",
    "score_mismatch",
    "grade_mismatch",
)
_SUM_WORDS = re.compile(r"来源|分项|各项|几项|明细|加起来|合计|之和|相加|拨款|基本支出|项目支出")
_TEXT_WORDS = re.compile(r"正文|文字|报告(?:里|中)?(?:写|说)|前后")
_EQUALS = re.compile(r"等于|相等|一样|相同|一致")
_COLUMN_WORDS = {"adjusted": "调整后预算", "spent": "执行数", "initial": "年初预算", "rate": "执行率"}


def compose_consistency(job: Job) -> Answer:
    """No with both figures, or yes with the figure that agrees."""
    rows = _rows(job)
    equal = _equal_columns(job, rows)
    if equal is not None:
        return equal
    wanted = _rules(job)
    if "total_score_mismatch" in wanted:
        return _scores(job, rows)
    if not rows:
        return compose_checks(job)
    if "sum_mismatch" in wanted and any(row.kind == "budget" for row in rows):
        rows = [*rows, *(row for row in job.shelf.of("budget") if row.is_total and row not in rows and row.project == rows[0].project)]
    found = [(row, check) for row in rows for check in checks_of(row) if check.rule in _CONTRADICTIONS]
    hits = [(row, check) for row, check in found if check.rule in wanted and _says_column(check, job)]
    hits = hits or [(row, check) for row, check in found if check.rule in wanted]
    if hits:
        return _no(job, [row for row, _ in hits], [check for _, check in hits])
    return _yes(job, rows, [check for _, check in found])


def _equal_columns(job: Job, rows: Sequence[Row]) -> Answer | None:
    """年初预算是否等于调整后预算: two cells of one row side by side."""
    columns = job.question.columns
    if len(columns) != 2 or len(rows) != 1 or not _EQUALS.search(job.question.folded):
        return None
    one, other = (rows[0].field(column) for column in columns)
    if not (one and other and one.quantity and other.quantity and is_comparable(one.quantity, other.quantity)):
        return None
    same = magnitude(one.quantity) == magnitude(other.quantity)
    mark = job.evidence.record(rows[0], columns[0])
    head = job.say("是，两者相等" if same else "否，两者不等")
    cells = job.say("，").join(job.say("{label}{text}", label=job.say(cell.label), text=cell.text) for cell in (one, other))
    text = job.say("{head}：{where}，{cells}{mark}。", head=head, where=job.caption(rows[0]), cells=cells, mark=mark)
    return job.answer(text, "compare", notes=job.caveats(rows))


def _rows(job: Job) -> list[Row]:
    rows = [row for item in job.resolved for row in as_lines(item, job)]
    return rows or (list(total_rows(job)) if job.question.domain == "budget" or job.question.total else [])


def _rules(job: Job) -> tuple[str, ...]:
    """The rules that the question is about; all of them when it does not say."""
    question = job.question
    columns = set(question.columns)
    if columns & {"score", "total_score"}:
        return ("total_score_mismatch",)
    if _TEXT_WORDS.search(question.folded):
        return ("text_table_conflict", "rate_stated_differently")
    if "deviation" in columns:
        return ("deviation_mismatch",)
    if "rate" in columns:
        return ("rate_mismatch", "rate_stated_differently")
    if "adjustment" in columns or columns >= {"initial", "adjusted"}:
        return ("adjusted_mismatch",)
    if _SUM_WORDS.search(question.folded):
        return ("sum_mismatch", "adjusted_mismatch")
    return _CONTRADICTIONS


def _says_column(check: Check, job: Job) -> bool:
    words = [_COLUMN_WORDS[column] for column in job.question.columns if column in _COLUMN_WORDS]
    return not words or check.rule not in ("text_table_conflict", "sum_mismatch") or any(word in check.message for word in words)


def _no(job: Job, rows: Sequence[Row], checks: Sequence[Check]) -> Answer:
    marks = "".join(dict.fromkeys(job.evidence.record(row) for row in dict.fromkeys(rows)))
    unique = list(dict.fromkeys(checks))
    for check in unique:
        report = next(row.report for row in rows)
        for place in check.places:
            job.evidence.place(report, place, check.message)
        if not check.places:
            job.evidence.place(report, rows[0].item.place, check.message)
    lines = [f"- {job.say_message(check.message)}" for check in unique]
    lines += ["- " + job.say("表中：{where}，{cells}", where=job.caption(row), cells=_cells(row, job)) for row in dict.fromkeys(rows)]
    asks_wrong = re.search("(?:算|填|写|标|弄|搞|报|印|加|合)(?:反|错|颠倒)", job.question.folded) is not None
    head = job.say("是，对不上{marks}：" if asks_wrong else "否，对不上{marks}：", marks=marks)
    return job.answer(
        "\n".join([head, "", *lines]),
        "compare",
        notes=[n for n in job.caveats(list(dict.fromkeys(rows))) if n not in {job.say_message(c.message) for c in unique}],
    )


def _yes(job: Job, rows: Sequence[Row], others: Sequence[Check]) -> Answer:
    row = rows[0]
    mark = job.evidence.record(row)
    cells = _cells(row, job)
    spoken = find_value(job.question.text, report_sources(row.report)) if _TEXT_WORDS.search(job.question.folded) else None
    prose = job.say("；正文：“{quote}”{mark}", quote=spoken.quote.text, mark=job.evidence.quote(spoken.quote)) if spoken else ""
    notes = list(dict.fromkeys(job.say_message(check.message) for check in others)) + job.caveats(rows[:1])
    text = job.say("是，对得上：{where}，{cells}{mark}{prose}。", where=job.caption(row), cells=cells, mark=mark, prose=prose)
    return job.answer(text, "compare", notes=notes)


def _cells(row: Row, job: Job) -> str:
    shown = ((label, text) for label, text in row.field_texts().items() if label in _shown_labels(row))
    return job.say("，").join(job.say("{label}{text}", label=job.say(label), text=text) for label, text in shown)


def _shown_labels(row: Row) -> set[str]:
    keys = ("target", "actual", "deviation") if row.kind == "indicator" else ("initial", "adjustment", "adjusted", "spent", "rate")
    return {LABELS[key] for key in keys}


def _scores(job: Job, rows: Sequence[Row]) -> Answer:
    """The scores of each form against its printed total."""
    projects = {row.project for row in rows if row.project} | {row.name for row in rows if row.kind == "form"}
    lines, bad = [], False
    for report in job.reports:
        checks = [check for check in report.checks if check.rule == "total_score_mismatch" and _of_project(check, projects)]
        for check in checks:
            bad = True
            form = _form_of(report, check, job)
            mark = job.evidence.record(form) if form else ""
            for place in check.places:
                job.evidence.place(report, place, check.message)
            if form and not check.places:
                job.evidence.place(report, form.item.place, check.message)
            lines.append(f"- {job.body(report)}{job.say('：')}{job.say_message(check.message)}{mark}")
        if not checks:
            lines += _agreeing(job, report, projects)
    if not lines:
        return job.refuse("报告里没有可以核对的得分与总分")
    head = job.say("否，对不上：" if bad else "是，对得上：")
    return job.answer("\n".join([head, "", *lines]), "compare")


def _of_project(check: Check, projects: set[str]) -> bool:
    return not projects or any(project in check.message for project in projects)


def _form_of(report: Report, check: Check, job: Job) -> Row | None:
    forms = [row for row in job.shelf.of("form") if row.report is report]
    return next((row for row in forms if row.project and row.project in check.message), forms[0] if forms else None)


def _agreeing(job: Job, report: Report, projects: set[str]) -> list[str]:
    lines = []
    for row in job.shelf.of("form"):
        field = row.field("total_score")
        if row.report is report and field and (not projects or row.project in projects):
            words = "{name}：总分{score}分{mark}，与各项得分之和一致"
            lines.append("- " + job.say(words, name=row.shown, score=field.text, mark=job.evidence.record(row)))
    return lines
