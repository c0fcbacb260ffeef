"""The pictures of the check-up as data for `static/charts.js`. Words and figures are the text that is shown; only lengths are floats."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from ingest.model.facts import Verdict
from jiwen.page.comparison import Rate, ReportLine, Trend, TrendRow, YearCell
from jiwen.page.glance import (
    FAR_OVER_PERCENT,
    FULL_BAR_PERCENT,
    MOST_EXECUTED_PERCENT,
    Deviation,
    Execution,
    Glance,
    clipped,
    rate_tone,
)
from jiwen.page.record_table import VERDICT_SIGNS
from jiwen.page.wording import Wording

REACHED: tuple[Verdict, ...] = ("met", "exceeded")
Chart = dict[str, Any]


def verdict_squares(glance: Glance, t: Wording) -> Chart:
    """One square an indicator, what was missed first."""
    far = {bar.token for bar in glance.deviations if bar.tone == "far"}
    return {"kind": "squares", "marks": [_square(share.verdict, *item, far, t) for share in glance.shares for item in share.items]}


def _square(verdict: Verdict, name: str, token: str, far: set[str], t: Wording) -> Chart:
    is_far = token in far and verdict in REACHED
    said = t("comma").join([t("verdict_" + verdict), *([t("far_over")] if is_far else [])])
    return {
        "href": f"#cite-{token}",
        "label": f"{name}{t('colon')}{said}",
        "tone": "far" if is_far else verdict,
        "sign": VERDICT_SIGNS[verdict],
    }


def deviation_bars(glance: Glance, t: Wording) -> Chart:
    """Bars to both sides of the target."""
    least, most = glance.scale
    lines = [{"at": FAR_OVER_PERCENT, "text": t("far_over_line")}] if most > FAR_OVER_PERCENT else []
    return {"kind": "bars", "from": least, "to": most, "lines": lines, "rows": [_deviation_row(bar, t) for bar in glance.deviations]}


def _deviation_row(bar: Deviation, t: Wording) -> Chart:
    verdict = bar.corrected or bar.verdict
    printed = t("glance_printed_target", target=bar.printed_target) if bar.printed_target else ""
    parts = [f"{t('target')} {bar.target}{printed}", f"{t('actual')} {bar.actual}"]
    parts += [t("glance_less")] if bar.less_is_better else []
    parts += [t("far_over")] if bar.tone == "far" else []
    row = _row(bar.name, bar.token, f"{VERDICT_SIGNS[verdict]} {bar.percent}", parts, bar, t, verdict=t("verdict_" + verdict))
    return row | {"ghost": bar.printed_length}


def execution_bars(executions: Iterable[Execution], t: Wording) -> Chart:
    """The spent part of each adjusted budget; the lines of each project form under its name."""
    rows: list[Chart] = []
    for project, lines in groupby(executions, key=lambda line: line.project):
        rows += [{"heading": project}] if project else []
        rows += [_execution_row(line, t) for line in lines]
    return _rate_chart(rows)


def _execution_row(line: Execution, t: Wording) -> Chart:
    amounts = " / ".join(part for part in (line.actual, line.adjusted) if part)
    details = [part for part in (amounts, t("computed") if line.is_computed else "") if part]
    return _row(line.name, line.token, line.rate, details, line, t) | {"level": line.level}


def _row(name: str, token: str, text: str, details: list[str], bar: Deviation | Execution, t: Wording, verdict: str = "") -> Chart:
    said = t("comma").join(part for part in (text, verdict, *details) if part)
    return {
        "name": name,
        "href": f"#cite-{token}",
        "text": text,
        "details": details,
        "label": f"{name}{t('colon')}{said}",
        "tone": bar.tone,
        "length": bar.length,
        "clipped": bar.is_clipped,
    }


def _rate_chart(rows: list[Chart]) -> Chart:
    most = max((row["length"] for row in rows if "length" in row), default=0)
    return {"kind": "bars", "from": 0, "to": max(FULL_BAR_PERCENT, most), "lines": [], "track": FULL_BAR_PERCENT, "rows": rows}


def rate_bars(lines: Iterable[ReportLine], t: Wording) -> Chart:
    """The total execution rate of each report, a department's years together."""
    rated = [(line, line.rate) for line in lines if line.rate is not None]
    rows: list[Chart] = []
    for name, pairs in groupby(rated, key=lambda pair: pair[0].name):
        years = [_year_row(line, rate, t) for line, rate in pairs]
        rows += [{"heading": name}, *years] if len(years) > 1 else [years[0] | {"name": f"{name} {years[0]['name']}"}]
    return _rate_chart(rows)


def _year_row(line: ReportLine, rate: Rate, t: Wording) -> Chart:
    year = str(line.year or line.title)
    return {
        "name": year,
        "href": f"#cite-{rate.token}",
        "text": rate.text,
        "details": [rate.spent] if rate.spent else [],
        "label": f"{line.name} {year}{t('colon')}{rate.text}",
        "tone": rate_tone(rate.percent),
        "length": clipped(rate.percent, 0, MOST_EXECUTED_PERCENT),
        "clipped": rate.percent > MOST_EXECUTED_PERCENT,
    }


def verdict_stacks(lines: Iterable[ReportLine], t: Wording) -> Chart:
    """How each report's indicators are shared out among the verdicts. A row opens its report's check-up."""
    return {"kind": "stacks", "rows": [_stack(line, t) for line in lines if line.shares]}


def _stack(line: ReportLine, t: Wording) -> Chart:
    name = f"{line.name} {line.year or ''}".strip()
    said = t("comma").join(f"{t('verdict_' + share.verdict)} {share.count}" for share in line.shares)
    parts = [
        {"tone": share.verdict, "sign": sign, "text": f"{sign} {share.count}", "share": share.count / line.indicator_count}
        for share in line.shares
        for sign in (VERDICT_SIGNS[share.verdict],)
    ]
    return {"name": name, "href": f"#glance-{line.id}", "label": f"{name}{t('colon')}{said}", "parts": parts}


def trend_lines(rows: Iterable[TrendRow], trend: Trend, t: Wording) -> Chart:
    """A line a name through the years, for those whose figures have one unit and changed, or whose verdict did."""
    drawn = [{"name": row.name, "points": list(_points(row, trend.years, t))} for row in rows if row.is_drawn]
    return {"kind": "lines", "columns": len(trend.years), "rows": drawn}


def _points(row: TrendRow, years: tuple[int, ...], t: Wording) -> Iterator[Chart]:
    for column, (year, cell, height) in enumerate(zip(years, row.cells, row.heights, strict=True)):
        if cell is not None and height is not None:
            yield _point(row.name, year, cell, t) | {"column": column, "height": height}


def _point(name: str, year: int, cell: YearCell, t: Wording) -> Chart:
    sign = f"{VERDICT_SIGNS[cell.verdict]} " if cell.verdict else ""
    beside = [t("verdict_" + cell.verdict), f"{t('target')} {cell.target}"] if cell.verdict else [cell.target]
    return {
        "href": f"#cite-{cell.token}",
        "year": str(year),
        "text": f"{sign}{cell.text}",
        "label": f"{name} {year}{t('colon')}{t('comma').join(part for part in (cell.text, *beside) if part)}",
        "tone": cell.verdict or "line",
    }
