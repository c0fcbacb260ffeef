"""What the pictures are told to draw; how it looks is tested in the browser (`test_pictures.py`)."""

import html
import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ingest.model.facts import Verdict
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from jiwen.page.charts import deviation_bars, execution_bars, rate_bars, trend_lines, verdict_squares, verdict_stacks
from jiwen.page.comparison import TrendRow, YearCell, compare_reports, trend_of
from jiwen.page.glance import look_at
from jiwen.page.glance_html import glance_to_html
from jiwen.page.wording import load_wording

ZH = load_wording("zh")


def test_a_square_for_each_indicator(report: Report) -> None:
    marks = verdict_squares(look_at(report), ZH)["marks"]
    assert [(mark["sign"], mark["tone"], mark["label"]) for mark in marks[:2]] == [
        ("✗", "missed", "青年公寓开工数：未完成"),
        ("▲", "exceeded", "河道清淤长度：超额完成"),
    ]


def test_a_square_far_above_its_target_says_so(report: Report) -> None:
    far = replace(report.indicators[1], actual=Quantity("90公里", None, Decimal(90), "公里"))
    (mark,) = verdict_squares(look_at(replace(report, indicators=(far,))), ZH)["marks"]
    assert (mark["tone"], mark["label"]) == ("far", "河道清淤长度：超额完成，远超目标")


def test_a_bar_says_all_that_is_drawn(report: Report) -> None:
    chart = deviation_bars(look_at(report), ZH)
    row = chart["rows"][0]
    assert (chart["from"], chart["to"], chart["lines"]) == (-10, 50, [])
    assert (row["text"], row["details"], row["length"]) == ("✗ -10.00%", ["目标 ≥20套", "完成 18套"], -10.0)
    assert row["label"] == "青年公寓开工数：✗ -10.00%，未完成，目标 ≥20套，完成 18套"


def test_both_targets_are_told(report: Report) -> None:
    item = replace(report.indicators[0], corrected_target=Quantity("10套", None, Decimal(10), "套"), corrected_verdict="exceeded")
    chart = deviation_bars(look_at(replace(report, indicators=(item,))), ZH)
    (row,) = chart["rows"]
    assert (row["text"], row["details"], row["ghost"]) == ("▲ +80.00%", ["目标 10套（表中≥20套）", "完成 18套", "远超目标"], -10.0)
    assert chart["lines"] == [{"at": 50, "text": "超50%"}]


def test_projects_of_one_file_stand_under_their_names(report: Report) -> None:
    lines = [replace(report.budget[0], project=project) for project in ("甲项目", "乙项目")]
    rows = execution_bars(look_at(replace(report, budget=tuple(lines))).executions, ZH)["rows"]
    assert [row.get("heading", row.get("text")) for row in rows] == ["甲项目", "75.00%", "乙项目", "75.00%"]


def test_years_of_a_department_stand_together(report: Report) -> None:
    reports = [report, replace(report, id="lin22", year=2022), replace(report, id="yun", department="云局")]
    lines = compare_reports(reports)
    assert [row.get("heading", row.get("name")) for row in rate_bars(lines, ZH)["rows"]] == ["临浦区住建局", "2023", "2022", "云局 2023"]
    stack = verdict_stacks(lines, ZH)["rows"][0]
    assert (stack["href"], stack["label"]) == ("#glance-lin", "临浦区住建局 2023：未完成 1，超额完成 2")
    assert [(part["text"], round(part["share"], 3)) for part in stack["parts"]] == [("✗ 1", 0.333), ("▲ 2", 0.667)]


def year(number: str | None, unit: str | None = "套", verdict: Verdict = "met") -> YearCell:
    return YearCell(f"{number}{unit}", "", verdict, "token", None if number is None else Decimal(number), unit)


@pytest.mark.parametrize(
    ("cells", "heights", "is_drawn"),
    [
        ((year("10"), year("20")), (0.0, 1.0), True),
        ((year("100"), year("101")), (0.5 - 1 / 20.2, 0.5 + 1 / 20.2), True),
        ((year("5"), None, year("5")), (0.5, None, 0.5), False),
        ((year("5"), year("5", verdict="missed")), (0.5, 0.5), True),
        ((year("10", "万元"), year("1", "亿元")), (None, None), False),
        ((year(None), year("1")), (None, None), False),
        ((year("0"), year("0")), (0.5, 0.5), False),
    ],
)
def test_heights_of_a_line(cells: tuple[YearCell | None, ...], heights: tuple[float | None, ...], is_drawn: bool) -> None:
    row = TrendRow("甲", cells)
    assert row.heights == pytest.approx(heights)
    assert row.is_drawn is is_drawn


def test_points_carry_their_year_and_their_words(report: Report) -> None:
    earlier = replace(report.indicators[0], actual=Quantity("25套", None, Decimal(25), "套"), verdict="exceeded")
    trend = trend_of([report, replace(report, id="lin22", year=2022, indicators=(earlier,))])
    assert trend is not None
    (row,) = trend_lines(trend.indicators, trend, ZH)["rows"]
    assert [(point["year"], point["text"], point["column"], point["height"]) for point in row["points"]] == [
        ("2022", "▲ 25套", 0, 1.0),
        ("2023", "✗ 18套", 1, 0.0),
    ]
    assert row["points"][0]["label"] == "青年公寓开工数 2022：25套，超额完成，目标 ≥20套"


def pictures(page: str) -> list[dict[str, Any]]:
    return [json.loads(html.unescape(found)) for found in re.findall(r'data-chart="([^"]*)"', page)]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"&\'> onload="x', "</figure>{{ 7*7 }}"])
def test_any_name_stays_text(report: Report, name: str) -> None:
    page = glance_to_html(look_at(replace(report, indicators=(replace(report.indicators[0], name=name),))), None, "zh")
    assert "<script" not in page
    assert 'onload="' not in page
    assert [row["name"] for picture in pictures(page) for row in picture.get("rows", [])] == [name, "项目支出"]


def test_lengths_alone_are_floats(report: Report) -> None:
    def floats(value: object, key: str = "") -> set[str]:
        if isinstance(value, dict):
            return {found for name, part in value.items() for found in floats(part, name)}
        if isinstance(value, list):
            return {found for part in value for found in floats(part, key)}
        return {key} if isinstance(value, float) else set()

    assert floats(pictures(glance_to_html(look_at(report), None, "zh"))) == {"length"}
