"""Reports side by side: all of the library in one table, and one department through its years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.facts import BudgetLine, Indicator, Verdict
from ingest.model.report import Report
from jiwen.page.glance import Share, verdict_shares
from jiwen.page.printed import amount_text, execution_rate, rate_text
from jiwen.page.tokens import Source, to_token

LEAST_SPREAD = Decimal("0.1")
"""Changes within a tenth of the figure are drawn as the small changes that they are."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The execution rate of a budget line: in percent, as written, and its cell."""

    percent: Decimal
    text: str
    spent: str
    token: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in the overview. `rate` is that of its first budget line, the total in every form;
    a file of several project forms has none."""

    id: str
    name: str
    title: str
    year: int | None
    indicator_count: int
    shares: tuple[Share, ...]
    missed: int
    rate: Rate | None
    contradictions: int
    doubts: int


@dataclass(frozen=True, slots=True)
class YearCell:
    """What one year says of an indicator or budget line. `value` is the number in `text`, to draw it; None for words."""

    text: str
    target: str
    verdict: Verdict | None
    token: str
    value: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One name through the years; None where a year does not have it."""

    name: str
    cells: tuple[YearCell | None, ...]

    @property
    def heights(self) -> tuple[float | None, ...]:
        """Where each year stands between the row's least (0) and most (1); all None where fewer than two years share a unit."""
        values = [cell.value for cell in self.cells if cell and cell.value is not None]
        units = {cell.unit for cell in self.cells if cell and cell.value is not None}
        if len(values) < 2 or len(units) > 1:
            return (None,) * len(self.cells)
        least, most = min(values), max(values)
        spread = max(most - least, max(abs(least), abs(most)) * LEAST_SPREAD) or Decimal(1)
        start = (least + most - spread) / 2
        return tuple(None if cell is None or cell.value is None else float((cell.value - start) / spread) for cell in self.cells)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a change to be seen."""
        said = {(cell.value, cell.verdict) for cell in self.cells if cell is not None}
        return len(said) > 1 and any(height is not None for height in self.heights)


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
    return ReportLine(
        report.id,
        report.department or report.title,
        report.title,
        report.year,
        len(report.indicators),
        verdict_shares(report),
        sum(item.verdict == "missed" for item in report.indicators),
        next((rate for line in report.budget if (rate := _rate(report.id, line)) is not None), None) if is_one else None,
        sum(check.severity == "error" for check in report.checks),
        sum(check.severity == "warning" for check in report.checks),
    )


def _rate(report_id: str, line: BudgetLine) -> Rate | None:
    percent = execution_rate(line)
    if percent is None:
        return None
    printed = line.printed.get("rate", "")
    token = to_token(Source(report_id, line.cells.get("rate", line.place), printed, line.name))
    return Rate(percent, rate_text(printed, percent), amount_text(line, "actual"), token)


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
    number, unit = (item.actual.number, item.actual.unit) if item.actual else (None, None)
    return YearCell(text, item.target.text if item.target else "", item.verdict, token, number, unit or item.row_unit)


def _budget_cells(report: Report) -> dict[str, YearCell]:
    rates = ((line.name, _rate(report.id, line)) for line in reversed(report.budget))
    return {_plain(name): YearCell(rate.text, rate.spent, None, rate.token, rate.percent, "%") for name, rate in rates if rate is not None}
