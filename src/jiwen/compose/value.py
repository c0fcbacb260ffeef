"""One figure: the cell that the question names, blank cells said to be blank, several candidates shown to choose from."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.model.quantity import Quantity
from jiwen.answer import Answer
from jiwen.arithmetic import completion, over_rate, rounded, shown
from jiwen.compose.job import VERDICTS, Job
from jiwen.lookup import Resolved
from jiwen.question.names import name_key
from jiwen.rows import LABELS, CellLine, Field, Row
from jiwen.select import column_value, names_group, project_lines, select
from jiwen.spending import budget_column

_FOR_BUDGET = {"actual": "spent", "target": "adjusted", "initial_target": "initial", "adjusted_target": "adjusted", "completion": "rate"}
_FOR_INDICATOR = {
    "spent": "actual",
    "initial": "target",
    "adjusted": "target",
    "budget": "target",
    "rate": "completion",
    "total_score": "score",
}


def compose_value(job: Job) -> Answer:
    """The figure asked for, or every candidate when the name fits several rows."""
    if job.question.conditions and not job.rows and all(names_group(m, [row for row, _ in job.shelf.rows]) for m in job.question.mentions):
        return _of_chosen(job)
    groups = [as_lines(item, job) for item in job.resolved]
    if len(groups) > 1 and all(groups) and len({row for rows in groups for row in rows}) > 1:
        return _several(job, [row for rows in groups for row in rows])
    rows = groups[0] if groups else (form_rows(job) if wants_form(job) else total_rows(job))
    if not rows:
        return job.refuse("没有找到可以回答的数据")
    if len(rows) > 1 and not groups and wants_form(job):
        return _several(job, rows)
    if len(rows) > 1 and not groups and len(job.reports) == 1:
        from jiwen.compose.sums import sum_of_rows

        return sum_of_rows(job, rows)
    if len(rows) > 1:
        return compose_clarify(job, rows)
    return _single(job, rows[0])


def _of_chosen(job: Job) -> Answer:
    """A column of the rows for which something holds: 没填完成值的那个,目标是多少."""
    rows = select(job.question, job.shelf).rows
    if not rows:
        return job.answer(job.say("没有符合条件的指标"), "list")
    return _single(job, rows[0]) if len(rows) == 1 else _several(job, rows)


def as_lines(item: Resolved, job: Job) -> tuple[Row, ...]:
    """The rows of a mention; a project form stands for its budget total where money is asked for."""
    rows: list[Row] = []
    for row in item.rows:
        lines = (
            [line for line in project_lines(row.report) if line.project == row.project]
            if row.kind == "form" and not wants_form(job)
            else []
        )
        rows += lines or [row]
    return tuple(rows)


_FORM_COLUMNS = ("total_score", "grade", "total_weight", "goal", "goal_actual", "competent_department", "implementing_unit")


def wants_form(job: Job) -> bool:
    """Whether a column of forms is asked for: the total score, the goal."""
    return any(column in _FORM_COLUMNS or column in ("score", "weight", "lost") for column in job.question.columns)


def form_rows(job: Job) -> tuple[Row, ...]:
    """The forms in reach, where their head or total is asked for."""
    return tuple(job.shelf.of("form"))


def total_rows(job: Job) -> tuple[Row, ...]:
    """The total budget line of each report in reach; in a file of project forms, the total of every form."""
    rows = []
    for report in job.reports:
        totals = [row for row in job.shelf.of("budget") if row.is_total and row.report is report]
        rows += project_lines(report) if len({row.project for row in totals if row.project}) > 1 else totals[:1]
    return tuple(rows)


def column_for(row: Row, columns: Sequence[str]) -> str:
    """The column that is meant for this kind of row."""
    column = columns[0] if columns else "actual"
    if row.kind == "budget" and column == "budget":
        return budget_column(row)
    if row.kind == "budget":
        asked = _FOR_BUDGET.get(column, column)
        filled = [key for key in ("spent", "adjusted", "initial") if (cell := row.field(key)) and cell.text]
        return filled[0] if not columns and filled else asked
    if row.kind == "indicator":
        is_own = (column == "rate" and "率" in row.name) or (column == "completion" and row.name.endswith(("完成率", "达成率")))
        mapped = "actual" if is_own else _FOR_INDICATOR.get(column, column)
        if mapped in ("initial_target", "adjusted_target") and row.field(mapped) is None:
            return "target" if mapped == "initial_target" else "corrected_target"
        return mapped
    if row.kind == "cell":
        return "value"
    if row.kind == "task":
        return "completion_text"
    return {"score": "total_score", "weight": "total_weight"}.get(column, column) if columns else "total_score"


def label_of(column: str, job: Job) -> str:
    return job.say("超出目标的幅度" if column == "over" else LABELS.get(column, column))


def cell_words(fields: Sequence[Field], job: Job) -> str:
    """目标值100家，完成值98家: the cells that are filled."""
    return job.say("，").join(job.say("{label}{text}", label=job.say(field.label), text=field.text) for field in fields if field.text)


def figure(row: Row, column: str) -> tuple[str, Quantity | None] | None:
    """(text as printed, quantity) of a cell, computed columns included; None where the form has no such column."""
    if column in ("completion", "over"):
        rate = completion(row) if column == "completion" else over_rate(row)
        return None if rate is None else (f"{shown(rate, 2)}%", Quantity(f"{shown(rate, 2)}%", None, rounded(rate, 2), "%"))
    if column in ("left", "cut", "overspent", "lost", "score_rate"):
        computed = column_value(row, column)
        return None if computed is None or computed.number is None else (f"{shown(computed.number)}{computed.unit or ''}", computed)
    field = row.field(column)
    if field is None:
        return None
    counts_points = column in ("score", "weight", "total_score", "total_weight") and field.text and not field.text.endswith("分")
    return (f"{field.text}分" if counts_points else field.text), field.quantity


def _single(job: Job, row: Row) -> Answer:
    column = column_for(row, job.question.columns)
    cell = figure(row, column)
    label = row.item.column if isinstance(row.item, CellLine) else label_of(column, job)
    if cell is None:
        return _no_column(job, row, column, label)
    text, quantity = cell
    if column == "over" and row.verdict == "missed" and quantity and quantity.number and "超" in job.question.folded and _is_ceiling(row):
        quantity = replace(quantity, text=text.removeprefix("-"), number=abs(quantity.number))
        text = quantity.text
    mark = job.evidence.record(row, column)
    where = job.caption(row)
    if isinstance(row.item, CellLine) and row.item.context:
        where += job.say("（{word}）", word=f"“{row.item.context}”")
    if not text:
        blank = job.say("{where}的{label}未填（表中为空白）{mark}。", where=where, label=label, mark=mark) + _context(row, column, job)
        note = job.say("“{name}”的{label}一栏为空白", name=row.shown, label=label)
        return job.answer(blank, "value", notes=[note, *job.caveats([row])])
    line = f"**{text}**{mark}\n\n" + job.say("{where}的{label}。", where=where, label=label) + _context(row, column, job)
    line += _other_columns(row, column, job)
    value = quantity if quantity and quantity.number is not None else None
    return job.answer(line, "value", value=value, notes=job.caveats([row]))


def _is_ceiling(row: Row) -> bool:
    target = row.field("target")
    return bool(target and target.quantity and target.quantity.op in ("<", "<="))


def _other_columns(row: Row, column: str, job: Job) -> str:
    """Further columns that were asked for at once: 目标是多少，实际是多少."""
    lines = []
    for other in job.question.columns[1:]:
        key = column_for(row, (other,))
        cell = figure(row, key)
        if key != column and cell and cell[0]:
            lines.append(f"\n- {label_of(key, job)} {cell[0]}")
    return "\n" + "".join(lines) if lines else ""


def _no_column(job: Job, row: Row, column: str, label: str) -> Answer:
    if column == "score" and "分" not in job.question.folded and row.field("actual"):
        return _single(replace(job, question=replace(job.question, columns=("actual",))), row)
    if column in ("corrected_target", "adjusted_target") and row.field("target"):
        mark = job.evidence.record(row, "target")
        target = row.field("target")
        assert target is not None
        words = "报告没有更正{where}的目标值；表中目标值为{target}{mark}。"
        if column == "adjusted_target":
            words = "报告没有调整{where}的目标值；表中目标值为{target}{mark}。"
        text = job.say(words, where=job.caption(row), target=target.text, mark=mark)
        return job.answer(text, "passage", notes=job.caveats([row]))
    return job.refuse("{body}的报告里，“{name}”没有“{label}”这一列", body=job.body(row.report), name=row.shown, label=label)


def _context(row: Row, column: str, job: Job) -> str:
    """The neighbouring cells that put a figure in proportion."""
    keys = {"indicator": ("target", "actual"), "budget": ("initial", "adjusted", "spent", "rate")}.get(row.kind, ())
    cells = cell_words([field for key in keys if key != column and (field := row.field(key))], job)
    verdict = job.say(VERDICTS.get(row.verdict or "", ""))
    beside = job.say("，").join(part for part in (cells, verdict) if part)
    return job.say("{cells}。", cells=beside) if cells else ""


def compose_clarify(job: Job, rows: Sequence[Row]) -> Answer:
    """Every candidate with its figure, and the question which one is meant."""
    kept = rows[:16]
    lines = []
    for row in kept:
        column = column_for(row, job.question.columns)
        cell = figure(row, column)
        mark = job.evidence.record(row, column)
        lines.append(_candidate(row, column, cell, mark, job))
    names = len({name_key(row.shown) for row in kept})
    head = job.say("名称符合的不止一项，您问的是哪一个？" if names > 1 else "不止一处符合，您问的是哪一个？")
    more = [job.say("另有{n}处未列出", n=len(rows) - len(kept))] if len(rows) > len(kept) else []
    return job.answer("\n".join([head, "", *lines]), "clarify", notes=more, choices=tuple(_choice(row, job) for row in kept))


def _choice(row: Row, job: Job) -> str:
    """What is asked when this row is picked: with the column, which a name like 预算总金额 would be taken for."""
    if job.question.form != "value" or isinstance(row.item, CellLine):
        return job.caption(row)
    return job.say("{where}的{label}", where=job.caption(row), label=label_of(column_for(row, job.question.columns), job))


def _several(job: Job, rows: Sequence[Row]) -> Answer:
    lines = []
    for row in rows:
        column = column_for(row, job.question.columns)
        cell = figure(row, column)
        mark = job.evidence.record(row, column)
        lines.append(_candidate(row, column, cell, mark, job))
    return job.answer("\n".join(lines), "list", notes=job.caveats(rows))


def _candidate(row: Row, column: str, cell: tuple[str, Quantity | None] | None, mark: str, job: Job) -> str:
    label = row.item.column if isinstance(row.item, CellLine) else label_of(column, job)
    if cell is None:
        return f"- {job.caption(row)}{job.say('：')}{job.say('没有“{label}”这一列', label=label)}{mark}"
    text = cell[0] or job.say("未填（空白）")
    return f"- {job.caption(row)}{job.say('：')}{job.say('{label}{text}', label=label, text=text)}{mark}"
