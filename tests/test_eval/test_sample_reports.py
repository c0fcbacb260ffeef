"""The sample reports are read exactly as they were written: every row, field by field, against the data they were drawn from."""

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.model.facts import Indicator
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from ingest.report import read_report

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCES = sorted(EXAMPLES.glob("*.json"))
DEPARTMENTS = ["chengyu_water_2022", "chengyu_water_2023"]
OPERATORS = {"≥": ">=", "≤": "<=", "=": "="}


@cache
def written(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return data


@cache
def read(name: str) -> Report:
    return read_report(EXAMPLES / "reports" / f"{name}.pdf")


def quantity(text: str) -> Quantity | None:
    """What a cell of the samples means, by their own simple spelling."""
    found = re.fullmatch(r"([≥≤=])?(-?[\d.]+) ?(\D*)", text)
    if not text:
        return None
    if found is None:
        return Quantity(text)
    operator, number, unit = found.groups()
    return Quantity(text, OPERATORS.get(operator), Decimal(number), unit or None)  # type: ignore[arg-type]


def same(got: Quantity | None, text: str) -> bool:
    """Equal but for blanks between number and unit."""
    want = quantity(text)
    if got is None or want is None:
        return got is want
    return (got.op, got.number, got.unit, got.text.replace(" ", "")) == (want.op, want.number, want.unit, text.replace(" ", ""))


def assert_row(got: Indicator, row: dict[str, Any]) -> None:
    assert (got.name, got.groups) == (row["name"], tuple(row["groups"]))
    assert same(got.target, row["target"]), got.target
    assert same(got.actual, row["actual"]), got.actual
    assert same(got.deviation, row.get("deviation", "")), got.deviation
    assert got.note == row.get("note")
    assert got.corrected_name == row.get("corrected_name")
    corrected = got.corrected_target and [str(got.corrected_target.number), got.corrected_target.unit]
    assert corrected == row.get("corrected_target")
    assert (got.verdict, got.corrected_verdict) == (row["verdict"], row.get("corrected_verdict"))
    assert got.less_is_better == row.get("less_is_better", False)
    assert (got.weight, got.score) == (decimal(row.get("weight")), decimal(row.get("score")))
    assert got.place.pages
    assert got.place.boxes


def decimal(text: str | None) -> Decimal | None:
    return None if text in (None, "-", "") else Decimal(str(text).replace(",", "").rstrip("%"))


def test_three_reports_of_two_forms_ship_with_the_project() -> None:
    assert [source.stem for source in SOURCES] == ["chengyu_water_2022", "chengyu_water_2023", "lixi_culture_2023"]


@pytest.mark.parametrize("name", [source.stem for source in SOURCES])
def test_report_says_who_and_when(name: str) -> None:
    data, report = written(name), read(name)
    assert (report.title, report.department, report.year) == (data["title"], data["department"], data["year"])
    assert report.kind == ("department" if data["form"] == "department" else "project")


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_every_indicator_of_a_department_report(name: str) -> None:
    data, report = written(name), read(name)
    assert [item.name for item in report.indicators] == [row["name"] for row in data["indicators"]]
    for got, row in zip(report.indicators, data["indicators"], strict=True):
        assert_row(got, row)


def test_a_row_cut_by_the_page_break_stands_on_both_pages() -> None:
    rows = {item.name: item for item in read("chengyu_water_2023").indicators}
    assert rows["预算执行率"].place.pages == (3, 4)
    assert rows["预算调整率"].place.pages == (4,)


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_every_budget_line(name: str) -> None:
    data, report = written(name), read(name)
    got = [(b.name, b.initial, b.adjustment, b.adjusted, b.actual, b.rate, b.unit) for b in report.budget]
    assert got == [(row[0], *map(decimal, row[1:]), data["budget_unit"]) for row in data["budget"]]
    assert [line.level for line in report.budget] == [0, 1, 1] + [2] * (len(data["budget"]) - 3)


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_every_key_task(name: str) -> None:
    got = [(task.duty, task.name, task.completion) for task in read(name).tasks]
    assert [tuple(text.replace(" ", "") for text in row) for row in got] == [
        tuple(text.replace(" ", "") for text in row) for row in written(name)["tasks"]
    ]


@pytest.mark.parametrize("name", [source.stem for source in SOURCES])
def test_every_paragraph_stands_in_its_section(name: str) -> None:
    sections = {section.number: bare(section.text) for section in read(name).sections}
    for heading, *paragraphs in written(name)["sections"]:
        for paragraph in paragraphs:
            assert bare(paragraph) in sections[heading[0]]


def bare(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


def test_every_project_form() -> None:
    data, report = written("lixi_culture_2023"), read("lixi_culture_2023")
    assert report.projects == tuple(form["project"] for form in data["forms"])
    for form, want in zip(report.forms, data["forms"], strict=True):
        for field in ("title", "project", "competent_department", "implementing_unit", "goal_expected", "goal_actual"):
            assert getattr(form, field) == want[field]
        assert (form.total_weight, form.total_score) == (decimal(want["total_weight"]), decimal(want["total_score"]))


def test_every_indicator_of_the_project_forms() -> None:
    data, report = written("lixi_culture_2023"), read("lixi_culture_2023")
    rows = [(form["project"], row) for form in data["forms"] for row in form["indicators"]]
    assert [(item.project, item.name) for item in report.indicators] == [(project, row["name"]) for project, row in rows]
    for got, (_, row) in zip(report.indicators, rows, strict=True):
        assert_row(got, row)


def test_every_line_of_project_funds() -> None:
    data, report = written("lixi_culture_2023"), read("lixi_culture_2023")
    got = [(b.project, b.name, b.initial, b.adjusted, b.actual, b.weight, b.rate, b.score, b.unit) for b in report.budget]
    assert got == [(form["project"], line[0], *map(decimal, line[1:]), form["unit"]) for form in data["forms"] for line in form["funds"]]


def test_written_rates_and_sums_are_right() -> None:
    """The samples' own arithmetic; what is wrong on purpose stands in the tables of indicators and in prose alone."""
    for name in DEPARTMENTS:
        lines = [tuple(map(decimal, row[1:])) for row in written(name)["budget"]]
        for initial, adjustment, adjusted, actual, rate in lines:
            assert initial + adjustment == adjusted
            assert round(100 * actual / adjusted, 2) == rate
        total, basic, projects, *items = lines
        for column in range(4):
            assert total[column] == basic[column] + projects[column]
            assert projects[column] == sum(item[column] for item in items)


@pytest.mark.parametrize(
    ("name", "rule", "about"),
    [
        ("chengyu_water_2023", "text_table_conflict", "预算总金额"),
        ("chengyu_water_2023", "deviation_mismatch", "创建节水型小区数"),
        ("chengyu_water_2023", "missed_without_reason", "水库安全监测点数"),
        ("chengyu_water_2023", "over_achievement", "排水户排查整治数量"),
        ("chengyu_water_2023", "blank_actual", "黑臭水体整治达标率"),
        ("chengyu_water_2023", "target_corrected", "带动社会投资额"),
        ("chengyu_water_2023", "name_corrected", "节水宣传活动参与人"),
        ("chengyu_water_2023", "type_mismatch", "中期规划编制完整性"),
        ("lixi_culture_2023", "total_score_mismatch", "全民健身设施更新"),
        ("lixi_culture_2023", "full_score_though_missed", "新增体育场地面积"),
    ],
)
def test_what_is_wrong_on_purpose_is_found(name: str, rule: str, about: str) -> None:
    assert any(check.rule == rule and about in check.message for check in read(name).checks)
