"""A report at a glance (体检): verdict counts, distances from target, execution, and what does not add up."""

from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from ingest.model.facts import BudgetLine, Check, Indicator, Severity, Verdict
from ingest.model.place import Place
from ingest.model.report import Report
from jiwen.page.tokens import Source, to_token

FAR_OVER_PERCENT = 50
FULL_BAR_PERCENT = 100
SCALES = (5, 10, 20, 50, FULL_BAR_PERCENT)
VERDICTS: tuple[Verdict, ...] = ("exceeded", "met", "qualitative", "missed", "undecidable", "blank")
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class Share:
    """How many indicators have one verdict, how wide its part of the bar is, and (name, token) of each."""

    verdict: Verdict
    count: int
    percent: float
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A line with a bar. `percent` is what is written; `length` (0–100) what is drawn, to the left when `is_left`."""

    name: str
    token: str
    percent: str
    length: float
    is_left: bool
    tone: str
    verdict: Verdict | None = None
    corrected: Verdict | None = None
    less_is_better: bool = False
    first: str = ""
    second: str = ""
    is_computed: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One check, with the place it points at (None when it has none)."""

    severity: Severity
    message: str
    token: str | None


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything the check-up shows. `deviations` end at ±`full_percent`; `on_target` hit their target exactly."""

    report: str
    title: str
    department: str | None
    year: int | None
    indicator_count: int
    shares: tuple[Share, ...]
    deviations: tuple[Bar, ...]
    on_target: tuple[Bar, ...]
    full_percent: int
    executions: tuple[Bar, ...]
    findings: tuple[Finding, ...]


def look_at(report: Report) -> Glance:
    """The check-up of one report."""
    measured = [(percent, item) for item in report.indicators if (percent := deviation_percent(item)) is not None]
    full = next((scale for scale in SCALES if all(abs(percent) <= scale for percent, _ in measured)), FULL_BAR_PERCENT)
    bars = [_deviation_bar(report.id, item, percent, full) for percent, item in sorted(measured, key=lambda pair: pair[0])]
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    return Glance(
        report.id,
        report.title,
        report.department,
        report.year,
        len(report.indicators),
        verdict_shares(report),
        tuple(bar for bar in bars if bar.length),
        tuple(bar for bar in bars if not bar.length),
        full,
        tuple(bar for line in report.budget if (bar := _execution_bar(report.id, line)) is not None),
        tuple(_finding(report.id, check) for check in sorted(report.checks, key=lambda check: order[check.severity])),
    )


def deviation_percent(item: Indicator) -> Decimal | None:
    """(actual − target) / target × 100 from the exact values, the corrected target where there is one; None where that has no meaning."""
    target = item.corrected_target or item.target
    if target is None or item.actual is None or not target.number or item.actual.number is None:
        return None
    if target.unit != item.actual.unit and None not in (target.unit, item.actual.unit):
        return None
    return (item.actual.number - target.number) / abs(target.number) * 100


def verdict_shares(report: Report) -> tuple[Share, ...]:
    """One share a verdict that occurs, best first."""
    groups = {verdict: [item for item in report.indicators if item.verdict == verdict] for verdict in VERDICTS}
    whole = max(len(report.indicators), 1)
    return tuple(
        Share(verdict, len(items), len(items) / whole * 100, tuple((item.name, _actual_token(report.id, item)) for item in items))
        for verdict, items in groups.items()
        if items
    )


def _actual_token(report_id: str, item: Indicator) -> str:
    return _token(report_id, item.cells.get("actual", item.place), item.name, item.actual.text if item.actual else "")


def _deviation_bar(report_id: str, item: Indicator, percent: Decimal, full: int) -> Bar:
    verdict = item.corrected_verdict or item.verdict
    far = verdict in ("met", "exceeded") and abs(percent) > FAR_OVER_PERCENT
    tone = "missed" if verdict == "missed" else "far" if far else "met"
    return Bar(
        item.name,
        _actual_token(report_id, item),
        f"{percent:+.2f}%" if percent else "0%",
        float(min(abs(percent) / full, Decimal(1)) * 100),
        percent < 0,
        tone,
        item.verdict,
        item.corrected_verdict,
        item.less_is_better,
        (item.corrected_target or item.target or item.actual).text if item.actual else "",
        item.actual.text if item.actual else "",
        item.deviation is None,
    )


def execution_rate(line: BudgetLine) -> Decimal | None:
    """The printed rate in percent, else actual / adjusted × 100, else None."""
    if line.rate is None and line.adjusted and line.actual is not None:
        return line.actual / line.adjusted * 100
    return line.rate


def _execution_bar(report_id: str, line: BudgetLine) -> Bar | None:
    rate = execution_rate(line)
    if rate is None:
        return None
    tone = "met" if rate >= 90 else "low" if rate >= 60 else "missed"
    unit = line.unit or ""
    return Bar(
        line.name,
        _token(report_id, line.cells.get("rate", line.place), line.name, line.printed.get("rate", "")),
        f"{rate:.2f}%",
        float(min(max(rate, Decimal(0)), Decimal(FULL_BAR_PERCENT))),
        False,
        tone,
        first=_amount(line.adjusted, unit),
        second=_amount(line.actual, unit),
        is_computed=line.rate is None,
        level=line.level,
    )


def _amount(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{value:,f} {unit}".strip()


def _finding(report_id: str, check: Check) -> Finding:
    token = _token(report_id, check.places[0], check.names[0] if check.names else "") if check.places else None
    return Finding(check.severity, check.message, token)


def _token(report_id: str, place: Place, row: str, quote: str = "") -> str:
    return to_token(Source(report_id, place, quote, row or None))
