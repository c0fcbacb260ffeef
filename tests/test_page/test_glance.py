from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.model.facts import Indicator
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from jiwen.page.glance import look_at
from jiwen.page.glance_html import glance_to_html
from jiwen.page.printed import deviation_percent, deviation_text, execution_rate, rate_text
from jiwen.page.tokens import from_token


def test_counts_and_bars(report: Report) -> None:
    glance = look_at(report)
    assert [(share.verdict, share.count) for share in glance.shares] == [("missed", 1), ("exceeded", 2)]
    assert [(bar.name[:4], bar.percent, bar.tone, bar.length > 0) for bar in glance.deviations] == [
        ("青年公寓", "-10.00%", "missed", False),
        ("办结率<", "+2.11%", "met", True),
        ("河道清淤", "+50.00%", "met", True),
    ]
    assert [(bar.rate, bar.length, bar.tone, bar.actual, bar.adjusted) for bar in glance.executions] == [
        ("75.00%", 75.0, "low", "150 万元", "200 万元")
    ]


def test_the_scale_holds_every_bar_and_hits_are_put_apart(report: Report) -> None:
    hit = replace(report.indicators[2], actual=report.indicators[2].target)
    glance = look_at(replace(report, indicators=(*report.indicators[:2], hit)))
    assert glance.scale == (-10, 50)
    assert [bar.length for bar in glance.deviations] == [-10.0, 50.0]
    assert [bar.percent for bar in glance.on_target] == ["0%"]


def test_what_was_missed_comes_first_whatever_its_side(report: Report) -> None:
    over = replace(report.indicators[1], verdict="missed", less_is_better=True)
    bars = look_at(replace(report, indicators=(report.indicators[2], over, report.indicators[0]))).deviations
    assert [bar.percent for bar in bars] == ["-10.00%", "+50.00%", "+2.11%"]


def test_a_far_outlier_is_clipped_and_written_whole(report: Report) -> None:
    far = replace(report.indicators[1], actual=Quantity("4500公里", None, Decimal(4500), "公里"))
    (bar,) = look_at(replace(report, indicators=(far,))).deviations
    assert (bar.percent, bar.length, bar.is_clipped, bar.tone) == ("+14900.00%", 100.0, True, "far")


def test_every_count_names_its_indicators(report: Report) -> None:
    name, token = look_at(report).shares[0].items[0]
    assert (name, from_token(token).place) == ("青年公寓开工数", report.indicators[0].cells["actual"])


def test_every_bar_leads_to_its_cell(report: Report) -> None:
    assert from_token(look_at(report).deviations[0].token).place == report.indicators[0].cells["actual"]


@pytest.mark.parametrize(
    ("target", "actual", "percent"),
    [
        (Quantity("100", None, Decimal(100)), Quantity("180", None, Decimal(180)), Decimal(80)),
        (Quantity("0%", None, Decimal(0), "%"), Quantity("1%", None, Decimal(1), "%"), None),
        (Quantity("100万元", None, Decimal(100), "万元"), Quantity("1亿元", None, Decimal(1), "亿元"), None),
        (Quantity("健全"), Quantity("健全"), None),
        (None, Quantity("1", None, Decimal(1)), None),
    ],
)
def test_the_distance_is_exact_or_absent(report: Report, target: Quantity | None, actual: Quantity, percent: Decimal | None) -> None:
    assert deviation_percent(Indicator("甲", report.indicators[0].place, target=target, actual=actual)) == percent


def test_a_corrected_target_counts(report: Report) -> None:
    item = replace(report.indicators[0], corrected_target=Quantity("10套", None, Decimal(10), "套"), corrected_verdict="exceeded")
    bar = look_at(replace(report, indicators=(item,))).deviations[0]
    assert (bar.percent, bar.tone, bar.corrected) == ("+80.00%", "far", "exceeded")
    assert (bar.target, bar.printed_target, bar.printed_length) == ("10套", "≥20套", -10.0)


@pytest.mark.parametrize(
    ("printed", "unit", "expected"),
    [("-10%", "%", "-10%"), ("-10.0%", "%", "-10.0%"), ("10.00%", "%", "-10.00%"), ("-9%", "%", "-10.00%"), ("-10", None, "-10.00%")],
)
def test_a_deviation_is_written_as_printed_where_the_print_is_right(report: Report, printed: str, unit: str | None, expected: str) -> None:
    item = replace(report.indicators[0], deviation=Quantity(printed, None, Decimal(printed.rstrip("%")), unit))
    assert deviation_text(item, Decimal(-10)) == expected


@pytest.mark.parametrize(
    ("rate", "printed", "expected"),
    [("75", "75%", "75%"), ("75", "75.0", "75.0%"), ("0.75", "0.75", "75.00%"), (None, "", "75.00%"), ("80", "80.00%", "80.00%")],
)
def test_a_rate_is_written_as_printed(report: Report, rate: str | None, printed: str, expected: str) -> None:
    line = replace(report.budget[0], rate=None if rate is None else Decimal(rate), printed={"rate": printed})
    exact = execution_rate(line)
    assert exact is not None
    assert rate_text(printed, exact) == expected


@pytest.mark.parametrize("language", ["zh", "en"])
def test_html_escapes_and_shows_signs(report: Report, language: str) -> None:
    html = glance_to_html(look_at(report), None, language)  # type: ignore[arg-type]
    assert "<script" not in html
    assert "<img" not in html
    assert "✗" in html
    assert "▲" in html


def test_an_empty_report_says_so(report: Report) -> None:
    html = glance_to_html(look_at(replace(report, indicators=(), budget=(), checks=())), None, "zh")
    assert "没有读出指标表" in html
    assert "没有读出预算表" in html
    assert "没有发现矛盾" in html
