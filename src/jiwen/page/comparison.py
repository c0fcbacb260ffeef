"""Reports side by side: all of the library in one table, and one department through its years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.facts import BudgetLine, Indicator, Verdict
from ingest.model.report import Report
from jiwen.page.glance import Share, execution_rate, verdict_shares
from jiwen.page.tokens import Source, to_token


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in the overview. `rate` is the execution rate of its first budget line, the total in every form;
    a file of several project forms has none."""

    id: str
    name: str
    title: str
    year: int | None
    indicator_count: int
    shares: tuple[Share, ...]
    missed: int
    rate: str | None
    rate_token: str | None
    contradictions: int
    doubts: int


@dataclass(frozen=True, slots=True)
class YearCell:
    """What one year says of an indicator or budget line."""

    text: str
    target: str
    verdict: Verdict | None
    token: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One name through the years; None where a year does not have it."""

    name: str
    cells: tuple[YearCell | None, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The names that at least two years share, in the order of the newest report."""

    years: tuple[int, ...]
    indicators: tuple[TrendRow, ...]
    budget: tuple[TrendRow, ...]


def compare_reports(reports: Iterable[Report]) -> tuple[ReportLine, ...]:
    """One line a report, by department, newest first."""
    lines = (_line(report) for report in reports)
    return tuple(sorted(lines, key=lambda line: (line.name, -(line.year or 0))))


def _line(report: Report) -> ReportLine:
    is_one = len({line.project for line in report.budget}) == 1
    total = next(((line, rate) for line in report.budget if (rate := execution_rate(line)) is not None), None) if is_one else None
    return ReportLine(
        report.id,
        report.department or report.title,
        report.title,
        report.year,
        len(report.indicators),
        verdict_shares(report),
        sum(item.verdict == "missed" for item in report.indicators),
        None if total is None else f"{total[1]:.2f}%",
        None if total is None else _budget_token(report.id, total[0]),
        sum(check.severity == "error" for check in report.checks),
        sum(check.severity == "warning" for check in report.checks),
    )


def trend_of(reports: Sequence[Report]) -> Trend | None:
    """One department's reports through the years; None with fewer than two years. Names are compared as printed, without blanks."""
    by_year = {report.year: report for report in sorted(reports, key=lambda report: report.year or 0) if report.year is not None}
    if len(by_year) < 2:
        return None
    ordered = tuple(by_year.values())
    return Trend(
        tuple(year for year in by_year if year is not None),
        _rows(
            [{_plain(item.name): _indicator_cell(report.id, item) for item in reversed(report.indicators)} for report in ordered], ordered
        ),
        _rows([_budget_cells(report) for report in ordered], ordered),
    )


def _rows(years: list[dict[str, YearCell]], reports: Sequence[Report]) -> tuple[TrendRow, ...]:
    names = [name for report in reports for name in (*(item.name for item in report.indicators), *(line.name for line in report.budget))]
    printed = {_plain(name): name for name in names}
    newest_first = dict.fromkeys(name for year in reversed(years) for name in reversed(year))
    shared = [name for name in newest_first if sum(name in year for year in years) > 1]
    return tuple(TrendRow(printed[name], tuple(year.get(name) for year in years)) for name in shared)


def _plain(name: str) -> str:
    return "".join(name.split())


def _indicator_cell(report_id: str, item: Indicator) -> YearCell:
    text = item.actual.text if item.actual else "—"
    token = to_token(Source(report_id, item.cells.get("actual", item.place), text, item.name))
    return YearCell(text, item.target.text if item.target else "", item.verdict, token)


def _budget_cells(report: Report) -> dict[str, YearCell]:
    cells = {}
    for line in reversed(report.budget):
        rate = execution_rate(line)
        if rate is not None:
            spent = "" if line.actual is None else _amount(line.actual, line.unit)
            cells[_plain(line.name)] = YearCell(f"{rate:.2f}%", spent, None, _budget_token(report.id, line))
    return cells


def _amount(value: Decimal, unit: str | None) -> str:
    return f"{value:,f} {unit or ''}".strip()


def _budget_token(report_id: str, line: BudgetLine) -> str:
    return to_token(Source(report_id, line.cells.get("rate", line.place), line.printed.get("rate", ""), line.name))
