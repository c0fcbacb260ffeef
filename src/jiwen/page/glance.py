"""A report at a glance (体检): verdict counts, distances from target, execution, and what does not add up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from ingest.model.facts import BudgetLine, Check, Indicator, Severity, Verdict
from ingest.model.place import Place
from ingest.model.report import Report
from jiwen.page.printed import amount_text, deviation_percent, deviation_text, execution_rate, rate_text
from jiwen.page.tokens import Source, to_token

FAR_OVER_PERCENT = 50
LOW_PERCENT, MISSED_PERCENT = 90, 60
FULL_BAR_PERCENT = 100
MOST_EXECUTED_PERCENT = 120
VERDICTS: tuple[Verdict, ...] = ("missed", "met", "exceeded", "qualitative", "undecidable", "blank")
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

Tone = Literal["missed", "low", "met", "far"]


@dataclass(frozen=True, slots=True)
class Share:
    """How many indicators have one verdict, and (name, token) of each."""

    verdict: Verdict
    count: int
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Deviation:
    """One measured indicator. `percent` is its distance as written; `length` what is drawn of it, in percent, clipped to the scale.

    `printed_length` and `printed_target`: the distance from the printed target, None where no note corrects it.
    """

    name: str
    token: str
    percent: str
    length: float
    printed_length: float | None
    is_clipped: bool
    tone: Tone
    verdict: Verdict
    corrected: Verdict | None
    less_is_better: bool
    target: str
    printed_target: str | None
    actual: str


@dataclass(frozen=True, slots=True)
class Execution:
    """One budget line. `rate` and amounts as written; `length` is the drawn part of the adjusted budget, in percent, clipped.

    `project`: the form it stands in, None in a file of one form.
    """

    name: str
    token: str
    rate: str
    length: float
    is_clipped: bool
    tone: Tone
    actual: str
    adjusted: str
    is_computed: bool
    level: int
    project: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One check, with the place it points at (None when it has none)."""

    severity: Severity
    message: str
    token: str | None


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything the check-up shows.

    `deviations`: what was missed first, then the others, each part from below the target to above; drawn within `scale` (percent).
    `on_target` hit their target exactly.
    """

    report: str
    title: str
    department: str | None
    year: int | None
    indicator_count: int
    shares: tuple[Share, ...]
    deviations: tuple[Deviation, ...]
    on_target: tuple[Deviation, ...]
    scale: tuple[int, int]
    executions: tuple[Execution, ...]
    findings: tuple[Finding, ...]


def look_at(report: Report) -> Glance:
    """The check-up of one report."""
    measured = [(percent, item) for item in report.indicators if (percent := deviation_percent(item)) is not None]
    bars = [_deviation(report.id, item, percent) for percent, item in sorted(measured, key=lambda pair: pair[0])]
    bars.sort(key=lambda bar: bar.tone != "missed")
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    has_projects = len({line.project for line in report.budget}) > 1
    return Glance(
        report.id,
        report.title,
        report.department,
        report.year,
        len(report.indicators),
        verdict_shares(report),
        tuple(bar for bar in bars if bar.length),
        tuple(bar for bar in bars if not bar.length),
        _scale([length for bar in bars for length in (0, bar.length, bar.printed_length or 0)]),
        tuple(bar for line in report.budget if (bar := _execution(report.id, line, has_projects)) is not None),
        tuple(_finding(report.id, check) for check in sorted(report.checks, key=lambda check: order[check.severity])),
    )


def _scale(lengths: Sequence[float]) -> tuple[int, int]:
    """The tens that hold all lengths and zero, e.g. (-10, 80)."""
    return math.floor(min(lengths, default=0) / 10) * 10, math.ceil(max(lengths, default=0) / 10) * 10


def verdict_shares(report: Report) -> tuple[Share, ...]:
    """One share a verdict that occurs, what was missed first."""
    groups = {verdict: [item for item in report.indicators if item.verdict == verdict] for verdict in VERDICTS}
    return tuple(
        Share(verdict, len(items), tuple((item.name, _actual_token(report.id, item)) for item in items))
        for verdict, items in groups.items()
        if items
    )


def _actual_token(report_id: str, item: Indicator) -> str:
    return _token(report_id, item.cells.get("actual", item.place), item.name, item.actual.text if item.actual else "")


def _deviation(report_id: str, item: Indicator, percent: Decimal) -> Deviation:
    verdict = item.corrected_verdict or item.verdict
    is_far = verdict in ("met", "exceeded") and abs(percent) > FAR_OVER_PERCENT
    printed = deviation_percent(item, by_printed_target=True) if item.corrected_target else None
    target = item.corrected_target or item.target
    return Deviation(
        item.name,
        _actual_token(report_id, item),
        deviation_text(item, percent),
        clipped(percent, -FULL_BAR_PERCENT, FULL_BAR_PERCENT),
        None if printed is None else clipped(printed, -FULL_BAR_PERCENT, FULL_BAR_PERCENT),
        abs(percent) > FULL_BAR_PERCENT,
        "missed" if verdict == "missed" else "far" if is_far else "met",
        item.verdict,
        item.corrected_verdict,
        item.less_is_better,
        target.text if target else "",
        item.target.text if item.target and item.corrected_target else None,
        item.actual.text if item.actual else "",
    )


def _execution(report_id: str, line: BudgetLine, has_projects: bool) -> Execution | None:
    rate = execution_rate(line)
    if rate is None:
        return None
    return Execution(
        line.name,
        _token(report_id, line.cells.get("rate", line.place), line.name, line.printed.get("rate", "")),
        rate_text(line.printed.get("rate", ""), rate),
        clipped(rate, 0, MOST_EXECUTED_PERCENT),
        rate > MOST_EXECUTED_PERCENT,
        rate_tone(rate),
        amount_text(line, "actual"),
        amount_text(line, "adjusted"),
        line.rate is None,
        line.level,
        line.project if has_projects else None,
    )


def rate_tone(rate: Decimal) -> Tone:
    """How an execution rate is drawn."""
    return "met" if rate >= LOW_PERCENT else "low" if rate >= MISSED_PERCENT else "missed"


def clipped(percent: Decimal, least: int, most: int) -> float:
    """A length that is drawn; what is written stays whole."""
    return float(min(max(percent, Decimal(least)), Decimal(most)))


def _finding(report_id: str, check: Check) -> Finding:
    token = _token(report_id, check.places[0], check.names[0] if check.names else "") if check.places else None
    return Finding(check.severity, check.message, token)


def _token(report_id: str, place: Place, row: str, quote: str = "") -> str:
    return to_token(Source(report_id, place, quote, row or None))
