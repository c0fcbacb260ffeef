from dataclasses import replace
from decimal import Decimal

from ingest.model.quantity import Quantity
from ingest.model.report import Report
from jiwen.page.comparison import compare_reports, trend_of
from jiwen.page.glance_html import overview_to_html


def test_one_line_a_report(report: Report) -> None:
    other = replace(report, id="yun", department="云局", indicators=(), budget=(), checks=())
    lines = compare_reports([report, other])
    assert [(line.id, line.missed, line.indicator_count, line.rate and line.rate.text, line.contradictions) for line in lines] == [
        ("lin", 1, 3, "75.00%", 1),
        ("yun", 0, 0, None, 0),
    ]
    html = overview_to_html(lines, "zh")
    assert "1 / 3" in html
    assert "<img" not in html


def test_a_department_through_its_years(report: Report) -> None:
    item = replace(report.indicators[0], name="青年公寓 开工数", actual=Quantity("25套", None, Decimal(25), "套"), verdict="exceeded")
    earlier = replace(
        report, id="lin22", year=2022, indicators=(item,), budget=(replace(report.budget[0], rate=None, actual=Decimal(180)),)
    )
    trend = trend_of([report, earlier])
    assert trend is not None
    assert trend.years == (2022, 2023)
    (row,) = trend.indicators
    assert [(cell.text, cell.verdict) for cell in row.cells if cell] == [("25套", "exceeded"), ("18套", "missed")]
    assert [cell.text for cell in trend.budget[0].cells if cell] == ["90.00%", "75.00%"]


def test_one_year_has_no_trend(report: Report) -> None:
    assert trend_of([report]) is None
    assert trend_of([report, replace(report, year=None)]) is None
