"""Which rows a list, a count or a ranking goes over, and which of them fulfil the conditions. Every row is judged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.model.facts import BudgetLine, Indicator
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from jiwen.arithmetic import completion, deviation, fulfils, lost_score, over_rate, score_rate
from jiwen.lookup import Shelfful, resolve, without
from jiwen.question.fold import fold_name
from jiwen.question.model import MONEY_CONDITIONS, Amount, Condition, Mention, Question
from jiwen.question.names import fit, is_light, name_key, standard_mention
from jiwen.rows import Row, rows_of
from jiwen.spending import budget_column, money, money_holds

_SUMMARY_LINE = re.compile(r"^(?:其中[：:])?(?:基本支出|项目支出|人员经费|公用经费|人员类项目|公用类项目|工资福利支出)$")
_SOURCE_LINE = re.compile(
    r"财政拨款|结转资金|其他资金|其它资金|自有资金|一般公共预算|政府性基金|单位资金|上级资金|国有资本|事业收入|经营收入|专户"
)
_NO_NOTE = re.compile(r"^(?:无|没有|—+|-+|/|不涉及)?[。.]?$")

_NO_TEST = ("always", "others")


_COMPUTED = {"completion": completion, "over": over_rate, "deviation": deviation, "score_rate": score_rate, "lost": lost_score}


@dataclass(frozen=True, slots=True)
class Selection:
    """`pool` is every row that was judged, `rows` those that fulfil all conditions; `within` names what narrowed the pool."""

    pool: tuple[Row, ...]
    rows: tuple[Row, ...]
    within: tuple[str, ...] = ()
    unknown: tuple[Mention, ...] = ()


def select(question: Question, shelf: Shelfful) -> Selection:
    """All rows that the question's conditions hold for."""
    pool = _with_actuals(_pool(question, shelf), question)
    within: list[str] = []
    unknown: list[Mention] = []
    for mention in question.mentions:
        if question.domain == "indicator" and is_light(mention.content) and not names_group(mention, pool):
            continue
        narrowed = _narrowed(mention, pool, shelf, question)
        if narrowed is None:
            unknown.append(mention)
        elif any(condition.kind == "others" for condition in question.conditions):
            pool = [row for row in pool if row not in narrowed[0]]
        else:
            pool, name = narrowed
            within.append(name)
    tests = [condition for condition in question.conditions if condition.kind not in _NO_TEST]
    rows = [row for row in pool if all(holds(row, condition, question) for condition in tests)]
    if question.contains:
        rows = [row for row in rows if all(any(word in fold_name(name) for name in row.names) for word in question.contains)]
    if question.excluded:
        named = [standard_mention(Mention(name, (1.0,) * len(name))) for name in question.excluded]
        rows = [row for row in rows if not any(says(mention, row) for mention in named)]
    return Selection(tuple(pool), tuple(rows), tuple(within), tuple(unknown))


def _pool(question: Question, shelf: Shelfful) -> list[Row]:
    if question.domain == "task":
        return shelf.of("task")
    if any(condition.kind == "verdict" for condition in question.conditions):
        return shelf.of("indicator")
    if question.domain == "form":
        return [row for row in shelf.of("form") if row.project] or shelf.of("form")
    if question.domain == "budget":
        return [row for report in shelf.reports for row in project_lines(report)]
    return shelf.of("indicator")


def _with_actuals(rows: list[Row], question: Question) -> list[Row]:
    """Asked which actuals are blank: without the reports that plan the year and print no actual of any indicator, where others do."""
    if Condition("verdict", "blank") not in question.conditions:
        return rows
    told = {row.report.id for row in rows if row.verdict != "blank"}
    return [row for row in rows if row.report.id in told] if told else rows


def project_lines(report: Report) -> list[Row]:
    """The budget lines that are projects. In a file of project forms: each form's total under the project's name."""
    budget = [row for row in rows_of(report) if row.kind == "budget"]
    if len({row.project for row in budget if row.project}) > 0:
        return [replace(row, name=row.project, names=(row.project,)) for row in budget if row.project and row.is_total]
    return [row for row in budget if not row.is_total and not _is_summary(row)]


def _is_summary(row: Row) -> bool:
    item = row.item
    return isinstance(item, BudgetLine) and bool(item.part or _SUMMARY_LINE.match(item.name) or _SOURCE_LINE.search(item.name))


def _narrowed(mention: Mention, pool: Sequence[Row], shelf: Shelfful, question: Question) -> tuple[list[Row], str] | None:
    """The pool inside the group, project, or name that the mention means."""
    if question.domain == "budget" and pool and _SUMMARY_LINE.match(mention.text):
        return list(pool), mention.text
    standard = standard_mention(mention)
    inside = _group_in_project(mention, pool)
    if inside:
        return inside
    text = _group_text(mention)
    groups = {group for row in pool for group in row.groups if _is_group(text, group)}
    groups = {group for group in groups if text in (fold_name(group), fold_name(group).removesuffix("指标"))} or groups
    if groups:
        return [row for row in pool if groups & set(row.groups)], "、".join(sorted(groups))
    projects = _projects_named(standard, pool)
    if projects:
        return [row for row in pool if row.project in projects], "、".join(sorted(projects))
    found = resolve(mention, shelf, question)
    if found.status != "none" and any(row in pool for row in found.rows):
        named = [row for row in pool if says(standard, row)]
        return named or [row for row in found.rows if row in pool], mention.text
    named = [row for row in pool if says(standard, row)] or [row for row in pool if _note_says(standard, row)]
    return (named, mention.text) if named else None


def _group_text(mention: Mention) -> str:
    return fold_name(mention.text).removesuffix("指标").removesuffix("类").removeprefix("的") or mention.text


def _group_in_project(mention: Mention, pool: Sequence[Row]) -> tuple[list[Row], str] | None:
    """A group within a project, said in one breath: 免费开放补助的效益指标."""
    for project in dict.fromkeys(row.project for row in pool if row.project):
        rest = without(mention, project)
        if rest is not None and name_key(project) in name_key(mention.text):
            text = _group_text(rest)
            rows = [row for row in pool if row.project == project and any(_is_group(text, group) for group in row.groups)]
            if rows:
                return rows, f"{project}，{text}"
    return None


def is_group_name(mention: Mention, rows: Sequence[Row]) -> bool:
    """Whether a mention says just the name of a group (满意度, 满意度指标), though names of rows hold the word too."""
    text = _group_text(mention)
    return any(text == fold_name(group).removesuffix("指标").removesuffix("类") for row in rows for group in row.groups)


def names_group(mention: Mention, rows: Sequence[Row]) -> bool:
    """Whether a mention is a group of indicators (履职, 数量指标)."""
    text = _group_text(mention)
    return any(_is_group(text, group) for row in rows for group in row.groups)


def ordered(rows: Sequence[Row], question: Question) -> list[Row]:
    """Rows in the order asked for; rows without the figure come last."""
    order = question.order
    if order is None:
        return list(rows)
    column = "deviation" if order.column in (None, "short", "count") else order.column
    keyed = [(sort_key(row, column), row) for row in rows]
    known = sorted(((key, row) for key, row in keyed if key is not None), key=lambda item: item[0], reverse=order.descending)
    return [row for _, row in known] + [row for key, row in keyed if key is None]


def _is_group(text: str, group: str) -> bool:
    bare = fold_name(group).removesuffix("指标")
    return text in (bare, fold_name(group)) or (len(bare) >= 2 and bare in text and len(text) <= len(bare) + 2)


def _projects_named(mention: Mention, pool: Sequence[Row]) -> set[str]:
    fits = {project: fit(mention, name_key(project)) for row in pool if (project := row.project)}
    good = {project: f.score for project, f in fits.items() if f.recall >= 0.85 and len(f.leftover) < 2}
    best = max(good.values(), default=0.0)
    return {project for project, score in good.items() if score >= best - 0.1}


def _note_says(mention: Mention, row: Row) -> bool:
    """The reason speaks of it (受机构改革影响…)."""
    note = row.field("note")
    if note is None or not note.text:
        return False
    f = fit(mention, name_key(note.text))
    return f.recall >= 0.9 and len(f.leftover) < 2


def says(mention: Mention, row: Row) -> bool:
    """Whether the name of a row holds all that the mention says."""
    return any(fit(mention, name_key(name)).recall >= 0.95 for name in row.names)


def holds(row: Row, condition: Condition, question: Question) -> bool:
    """Whether one row fulfils one condition."""
    if condition.kind == "verdict":
        return _has_verdict(row, condition.value, question)
    if condition.kind == "column" and condition.amount:
        value = column_value(row, condition.value)
        exceeds = any(other.kind == "verdict" and other.value == "exceeded" for other in question.conditions)
        if condition.value in ("deviation", "over"):
            rate = over_rate(row) if exceeds or condition.value == "over" else deviation(row)
            signed = exceeds or condition.amount.number <= 0
            value = None if rate is None else Quantity("", None, rate if signed else abs(rate), "%")
        return value is not None and fulfils(value, _percent(condition.amount, value)) != condition.negated
    if condition.kind.startswith("grade_"):
        grade = row.field("grade")
        return grade is not None and grade.text.startswith(condition.kind.removeprefix("grade_"))
    if condition.kind in MONEY_CONDITIONS:
        return money_holds(row, condition.kind) is True
    return _test(row, condition.kind)


def _percent(amount: Amount, value: Quantity) -> Amount:
    """The threshold in the unit of the figure: 一倍 of a percentage is 100 %."""
    if amount.unit == "倍" and value.unit == "%":
        return Amount(amount.op, amount.number * 100, "%")
    return Amount(amount.op, amount.number, amount.unit or value.unit)


def _has_verdict(row: Row, wanted: str, question: Question) -> bool:
    verdict = row.effective_verdict if question.basis == "corrected" else row.verdict
    if wanted == "met":
        return verdict in ("met", "exceeded", "qualitative")
    return verdict == ("met" if wanted == "held" else wanted)


def has_note(row: Row) -> bool:
    """True where a reason is written; 无 and dashes are none."""
    note = row.field("note")
    return note is not None and not _NO_NOTE.match(note.text.strip())


def _test(row: Row, kind: str) -> bool:
    item = row.item
    if not isinstance(item, Indicator):
        return False
    tests = {
        "no_reason": not has_note(row),
        "has_reason": has_note(row),
        "full_score": item.score is not None and item.score == item.weight,
        "lost_score": item.score is not None and item.weight is not None and item.score < item.weight,
        "scored": item.score is not None,
        "unscored": item.score is None,
        "corrected": item.corrected_target is not None,
        "not_corrected": item.corrected_target is None,
        "renamed": item.corrected_name is not None,
        "adjusted_target": item.adjusted_target is not None and item.adjusted_target != item.initial_target,
        "core": item.core is True,
        "qualitative": item.target is not None and item.target.number is None,
        "quantitative": item.target is not None and item.target.number is not None,
        "less_is_better": item.less_is_better,
    }
    return tests.get(kind, False)


def column_value(row: Row, column: str) -> Quantity | None:
    """The figure of a column, computed ones (completion, over, deviation) included."""
    if column in ("left", "cut", "overspent", "adjustment") and row.kind == "budget":
        return money(row, column)
    if column == "budget" and row.kind == "budget":
        column = budget_column(row)
    computed = {"completion": completion, "over": over_rate, "deviation": deviation, "score_rate": score_rate, "lost": lost_score}.get(
        column
    )
    if computed:
        rate = computed(row)
        return None if rate is None else Quantity("", None, rate, "分" if column == "lost" else "%")
    field = row.field(column)
    return field.quantity if field and field.quantity and field.quantity.number is not None else None


def sort_key(row: Row, column: str) -> Decimal | None:
    """The figure by which a ranking orders, in base units; deviations by their size."""
    from jiwen.arithmetic import magnitude

    value = column_value(row, column)
    key = magnitude(value) if value else None
    return abs(key) if key is not None and column == "deviation" else key
