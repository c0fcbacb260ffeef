"""What the brief of a report says: verdict counts, misses with reasons, execution, contradictions, each with its place."""

from dataclasses import dataclass
from decimal import Decimal

from ingest.model.facts import BudgetLine, Check, Indicator, Severity, Verdict
from ingest.model.place import Place
from ingest.model.report import Report
from jiwen.page.printed import deviation_percent, execution_rate, rate_text

VERDICTS: tuple[Verdict, ...] = ("exceeded", "met", "qualitative", "missed", "undecidable", "blank")
UNJUDGED: tuple[Verdict, ...] = ("undecidable", "blank")
FINDINGS: tuple[Severity, ...] = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Miss:
    """An indicator that missed its printed or its corrected target. Texts as printed; `deviation_is_computed` where none is printed."""

    name: str
    project: str | None
    target: str
    actual: str
    corrected_target: str | None
    corrected: Verdict | None
    deviation: str
    deviation_is_computed: bool
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Spending:
    """A budget line with a rate. Amounts as printed, `rate` with its sign; `share` is the rate for the bar, 0 to 100."""

    name: str
    project: str | None
    level: int
    adjusted: str
    actual: str
    unit: str
    rate: str
    rate_is_computed: bool
    share: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything, before it is cut to one page. `counts` holds every verdict by the printed targets, `corrected_missed` the misses by
    the corrected ones where any target was corrected."""

    report: Report
    counts: dict[Verdict, int]
    corrected_missed: int | None
    misses: tuple[Miss, ...]
    spendings: tuple[Spending, ...]
    findings: tuple[Check, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def judged(self) -> int:
        return self.total - sum(self.counts[verdict] for verdict in UNJUDGED)


def brief_of(report: Report) -> Brief:
    """The brief of one report. Spendings: totals first, then the lowest rates; findings: contradictions before doubts."""
    items = report.indicators
    has_corrections = any(item.corrected_verdict for item in items)
    lines = [spending for line in report.budget if (spending := _spending(line)) is not None]
    return Brief(
        report,
        {verdict: sum(item.verdict == verdict for item in items) for verdict in VERDICTS},
        sum((item.corrected_verdict or item.verdict) == "missed" for item in items) if has_corrections else None,
        tuple(_miss(item) for item in items if "missed" in (item.verdict, item.corrected_verdict)),
        tuple(sorted(lines, key=lambda line: (line.level > 0, line.share if line.level else 0))),
        tuple(check for severity in FINDINGS for check in report.checks if check.severity == severity),
    )


def _miss(item: Indicator) -> Miss:
    percent = None if item.deviation else deviation_percent(item)
    computed = "" if percent is None else f"{percent:+.2f}%"
    return Miss(
        item.name,
        item.project,
        item.target.text if item.target else "",
        item.actual.text if item.actual else "",
        item.corrected_target.text if item.corrected_target else None,
        item.corrected_verdict,
        item.deviation.text if item.deviation else computed,
        bool(computed),
        item.note or "",
        item.cells.get("actual", item.place),
    )


def _spending(line: BudgetLine) -> Spending | None:
    rate = execution_rate(line)
    if rate is None:
        return None
    return Spending(
        line.name,
        line.project,
        line.level,
        line.printed.get("adjusted", ""),
        line.printed.get("actual", ""),
        line.unit or "",
        rate_text(line.printed.get("rate", ""), rate),
        line.rate is None,
        min(max(rate, Decimal(0)), Decimal(100)),
        line.cells.get("rate", line.place),
    )
