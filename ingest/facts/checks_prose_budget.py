"""Which budget amount a figure of the running text states: 年初预算, 调整后预算, 实际支出 or 执行率, of the whole or of one project."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.facts.check_wording import project_names
from ingest.facts.statements import Statement, is_reserved, strip_neutral
from ingest.facts.sums import is_total
from ingest.facts.words import PROSE_WORDS
from ingest.model.facts import BudgetLine
from ingest.model.report import Report
from ingest.values import unit_scale

_FIELDS = {key: re.compile(rf"^(?P<subject>.*?)(?:{words})$") for key, words in PROSE_WORDS["fields"].items()}
_WHOLE = re.compile(rf"(?:.*{PROSE_WORDS['organisation']})?{PROSE_WORDS['whole_budget']}")
_MONEY = "元"


@dataclass(frozen=True, slots=True)
class BudgetStatement:
    """A figure of the text, the amount it states, and the lines it may be compared with, first choice first."""

    statement: Statement
    key: str
    lines: tuple[BudgetLine, ...]

    @property
    def values(self) -> list[tuple[BudgetLine, Decimal]]:
        return [(line, value) for line in self.lines if (value := getattr(line, self.key)) is not None]


def find_budget_statements(statements: Sequence[Statement], report: Report) -> list[BudgetStatement]:
    """The statements that give a budget amount. One without a subject speaks of the same lines as the one before it in its paragraph,
    the first of a paragraph of the whole; where the subject is not in the tables, `lines` is empty.
    """
    found: list[BudgetStatement] = []
    whole = _whole_lines(report)
    lines = whole
    for statement in statements:
        if statement.starts_paragraph:
            lines = whole
        read = _read(statement)
        if read is not None:
            key, subject = read
            lines = _lines_of(subject, report, whole) if subject else lines
            found.append(BudgetStatement(statement, key, lines))
    return found


def _read(statement: Statement) -> tuple[str, str] | None:
    """(amount, subject) that the words before a figure name; the figure must be money, or a percentage for the rate."""
    base = unit_scale(statement.quantity.unit)[1]
    for key, words in _FIELDS.items():
        match = words.match(statement.head)
        if match and not is_reserved(match["subject"]) and base == ("%" if key == "rate" else _MONEY):
            return key, strip_neutral(match["subject"])
    return None


def _whole_lines(report: Report) -> tuple[BudgetLine, ...]:
    """The totals of the department, or of the only project of a project's report; a department's text is not about one project's form."""
    is_one_project = report.kind == "project" and len(project_names(report)) <= 1
    lines = [line for line in report.budget if line.project is None or is_one_project]
    totals = tuple(line for line in lines if is_total(line))
    if totals or not lines or any(line.level == 0 for line in lines[1:]):
        return totals
    return (lines[0],)


def _lines_of(subject: str, report: Report, whole: tuple[BudgetLine, ...]) -> tuple[BudgetLine, ...]:
    """The lines of the project or budget line that the subject ends with; the totals for the department itself; else none."""
    named = [line for line in report.budget if len(line.name) >= 4 and subject.endswith(line.name)]
    owned = [line for line in report.budget if line.project and subject.endswith(line.project) and is_total(line)]
    if named or owned:
        return tuple(owned or named)
    return whole if _WHOLE.fullmatch(subject) else ()
