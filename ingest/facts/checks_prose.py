"""Running text against the tables: figures of indicators and of the budget that the text states differently."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from ingest.facts.check_wording import AMOUNT_LABELS, row_label
from ingest.facts.checks_prose_budget import BudgetStatement, find_budget_statements
from ingest.facts.statements import Statement, find_goal_statements, find_statements, is_reserved, says_the_same, strip_neutral
from ingest.facts.words import PROSE_WORDS
from ingest.model.facts import Check, Form, Indicator
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from ingest.values import plain, unit_scale

_MEASURE_NOUN = re.compile("(?:" + "|".join(PROSE_WORDS["measure_nouns"]) + ")$")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_EXECUTION_RATE = re.compile(PROSE_WORDS["fields"]["rate"])
_LONG_NAME, _SHORTENED, _SHORT_NAME = 7, 6, 4


def find_prose_checks(report: Report) -> list[Check]:
    """Every figure of the text that names an indicator or budget amount and gives another value than its table.

    The text must use the name, exact or shortened, and the same unit; what could mean two rows, another year, or a plan is left alone.
    """
    statements = find_statements(report)
    budget = find_budget_statements(statements, report)
    about_budget = {id(item.statement) for item in budget}
    others = [statement for statement in statements if id(statement) not in about_budget]
    checks = [check for item in budget if (check := _budget_check(item, report)) is not None]
    rows = _by_measure(report.indicators)
    checks += [check for statement in others if (check := _indicator_check(statement, rows)) is not None]
    checks += [check for form in report.forms for check in _goal_checks(form, report)]
    return list({check.message: check for check in checks}.values())


def _budget_check(item: BudgetStatement, report: Report) -> Check | None:
    held = [(line, Quantity("", None, value, "%" if item.key == "rate" else line.unit)) for line, value in item.values]
    if not held or any(says_the_same(item.statement, value) for _, value in held):
        return None
    line, value = held[0]
    label = row_label(line, report)
    name = label.replace(line.name, f"{line.name}{AMOUNT_LABELS[item.key]}", 1)
    message = f"{name}：正文为{item.statement.figure}，表中为{value.number:f}{value.unit or ''}"
    return Check("text_table_conflict", "error", message, (line.name,), (line.place, item.statement.place))


def _goal_checks(form: Form, report: Report) -> Iterator[Check]:
    """The goal boxes of a form against its rows: what was to be reached against the targets, what was reached against the actuals."""
    rows = [row for row in report.indicators if row.project == form.project]
    as_planned = [replace(row, actual=row.initial_target or row.target) for row in rows]
    for text, held in ((form.goal_expected, _by_measure(as_planned)), (form.goal_actual, _by_measure(rows))):
        for statement in find_goal_statements(text or "", form.place, report.year):
            check = _indicator_check(statement, held)
            if check is not None:
                yield check


def _by_measure(indicators: Iterable[Indicator]) -> Mapping[str, Sequence[Indicator]]:
    """The rows with a figure by what they are measured in: 元 holds those in 万元 too."""
    rows: dict[str, list[Indicator]] = defaultdict(list)
    for row in indicators:
        unit = _unit(row)
        if row.actual is not None and row.actual.number is not None and unit:
            rows[unit_scale(unit)[1]].append(row)
    return rows


def _indicator_check(statement: Statement, by_measure: Mapping[str, Sequence[Indicator]]) -> Check | None:
    rows = _rows_meant(statement, by_measure.get(unit_scale(statement.quantity.unit)[1], ()))
    if not rows or any(_agrees(statement, row) for row in rows):
        return None
    actual = rows[0].actual
    message = f"{rows[0].name}：正文为{statement.figure}，表中为{actual.text if actual else ''}"
    return Check("text_table_conflict", "error", message, (rows[0].name,), (rows[0].place, statement.place))


def _agrees(statement: Statement, row: Indicator) -> bool:
    return row.actual is None or says_the_same(statement, row.actual, _unit(row))


def _rows_meant(statement: Statement, indicators: Sequence[Indicator]) -> list[Indicator]:
    """The rows of the one name that the words before the figure fit best; none where two names fit as well."""
    if _EXECUTION_RATE.search(statement.head):
        return []
    ranked = [(_fit(statement, row), row) for row in indicators]
    best = max((fit for fit, _ in ranked), default=(0, 0))
    rows = [row for fit, row in ranked if fit == best and best > (0, 0)]
    return rows if len({row.name for row in rows}) == 1 else []


def _unit(row: Indicator) -> str | None:
    return (row.actual.unit if row.actual else None) or row.row_unit or (row.target.unit if row.target else None)


def _fit(statement: Statement, row: Indicator) -> tuple[int, int]:
    """How well the words name the row: 4 wholly, 3 but for 数 or 面积, 2 by a clear part, 1 nearly; with the length that fits."""
    fits = [_fit_name(statement, name) for name in (row.corrected_name, row.name) if name]
    return max(fits)


def _fit_name(statement: Statement, name: str) -> tuple[int, int]:
    whole, core = _whole_and_core(name)
    for rank, wanted in ((4, whole), (3, core)):
        if len(wanted) >= 3 and statement.lead.endswith(wanted) and _may_precede(statement, wanted):
            return rank, len(wanted)
    head = strip_neutral(statement.head)
    if len(core) >= _LONG_NAME and core in statement.lead and not is_reserved(statement.lead.replace(core, "")) and set(head) <= set(core):
        return 2, len(core)
    if len(head) >= _SHORT_NAME and head in whole and len(head) * 2 >= len(core):
        return (0, 0) if is_reserved(head) else (2, len(head))
    if _is_nearly(head, core) or (not head and _is_told_after(statement.tail, core)):
        return 1, len(core)
    return 0, 0


@lru_cache(maxsize=4096)
def _whole_and_core(name: str) -> tuple[str, str]:
    """The name without brackets and quotes, and without 数 or 面积 at its end."""
    whole = _BRACKETS.sub("", re.sub(r"[\s“”\"‘’《》]", "", plain(name)))
    return whole, _MEASURE_NOUN.sub("", whole)


def _is_nearly(head: str, core: str) -> bool:
    """The same words in another order, a shortened name, or one with a word exchanged; what differs must not make it a plan or a change."""
    if len(head) < _SHORTENED or len(core) < _SHORTENED:
        return False
    if sorted(head) == sorted(core):
        return True
    same_start, same_end = head[:2] == core[:2], head[-2:] == core[-2:]
    if len(head) < _LONG_NAME or not (same_start or same_end):
        return False
    matcher = SequenceMatcher(None, head, core, autojunk=False)
    blocks = matcher.get_matching_blocks()
    if is_reserved("".join(head[b.a + b.size : after.a] for b, after in pairwise([Match(0, 0, 0), *blocks]))):
        return False
    is_shortened = same_end and sum(block.size for block in blocks) == len(head)
    return is_shortened or (same_start and matcher.ratio() >= 0.8)


def _is_told_after(tail: str, core: str) -> bool:
    """786名教师参加交流轮岗: the name's words follow the figure, six of them in one piece."""
    if len(core) < _LONG_NAME or not set(core) <= set(tail):
        return False
    return SequenceMatcher(None, tail, core, autojunk=False).find_longest_match().size >= _SHORTENED


def _may_precede(statement: Statement, name: str) -> bool:
    """A short name with other words before it may be the end of another one (职业院校毕业生就业率 is not 就业率)."""
    before = statement.head[: -len(name)] if statement.head.endswith(name) else ""
    return not is_reserved(before) and not strip_neutral(before)
