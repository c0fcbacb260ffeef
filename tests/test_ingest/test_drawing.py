"""What is painted over the pages: every column's role, rows and tables that go on over a page break, a legend."""

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4

from ingest.drawing.draw import DPI, draw_report
from ingest.drawing.marks import BUDGET_POINTS, BUDGET_ROLES, INDICATOR_ROLES, TASK_ROLES, find_marks
from ingest.drawing.paint import COLOURS
from ingest.drawing.stitches import find_halves, find_parts
from ingest.model.report import Report
from ingest.report import read_report
from jiwen.brief.face import font_file
from tests.pdfs.draw import Sheet

XS = (40, 90, 200, 260, 320, 370, 420, 560)
HEADER = ("一级指标", "三级指标", "目标值", "完成值", "分值", "得分", "偏差原因")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A form whose last row is cut by the page break."""
    sheet = Sheet(tmp_path / "白石县.pdf")
    sheet.text(200, 60, "项目支出绩效自评表", 14)
    sheet.row((40, 200, 560), 100, 120, ("项目名称", "渡口改造"))
    sheet.row(XS, 120, 140, HEADER)
    for i in range(4):
        sheet.row(
            XS, 140 + 20 * i, 160 + 20 * i, ("产出", f"改造渡口{i}期", f"{5 + i}个", f"{5 + i}个", "10", "10", "已按计划完成全部工作。")
        )
    sheet.row(XS, 700, 800, ("效益", "渡运投诉", "≤3起", "9起", "10", "6", "汛期停渡，投诉增多，"))
    sheet.next_page()
    sheet.row(XS, 60, 80, ("", "", "", "", "", "", "下年错峰检修。"))
    return sheet.save()


@pytest.fixture
def report(path: Path) -> Report:
    return read_report(path)


def test_header_cells_say_what_their_column_was_taken_for(report: Report) -> None:
    tags = [mark.tag for mark in find_marks(report) if mark.style == "header"]
    assert tags == ["分组", "指标名称", "目标值", "完成值", "分值", "得分", "原因"]


def test_cells_have_their_columns_role_and_actuals_their_verdict(report: Report) -> None:
    cells = [mark for mark in find_marks(report) if mark.style == "cell" and mark.box.page_number == 1]
    last = sorted((mark for mark in cells if mark.box.top > 650), key=lambda mark: mark.box.x0)
    assert [mark.role for mark in last] == ["分组", "指标名称", "目标值", "完成值", "分值", "得分", "原因"]
    assert [mark.tag for mark in cells if mark.role == "完成值"] == ["完成", "完成", "完成", "完成", "未完成"]


def test_fields_of_the_forms_head_are_framed(report: Report) -> None:
    assert [(mark.role, mark.tag) for mark in find_marks(report) if mark.style == "frame"] == [("表头项", "项目名称")]


def test_both_halves_of_a_cut_row_carry_one_number(report: Report) -> None:
    halves = find_halves(report)
    told = [(half.number, half.kind, half.box.page_number, half.comes_from_above, half.goes_on) for half in halves]
    assert told == [(1, "row", 1, False, True), (1, "row", 2, True, False)]
    assert [(part.number, part.box.page_number, part.before, part.after) for part in find_parts(report)] == [
        (1, 1, None, 2),
        (1, 2, 1, None),
    ]


def test_paints_every_page_with_a_legend_below(report: Report, path: Path, tmp_path: Path) -> None:
    pictures = draw_report(report, path, tmp_path / "图", font_file())
    assert [picture.name for picture in pictures] == ["白石县-001.png", "白石县-002.png"]
    first = Image.open(pictures[0])
    assert first.height > A4[1] * DPI / 72 + 40
    (header,) = [mark.box for mark in find_marks(report) if mark.tag == "得分"]
    scale = DPI / 72
    around = first.crop(tuple(round(edge * scale) for edge in (header.x0, header.top - 12, header.x1, header.top)))
    assert _rgb(COLOURS["得分"]) in {colour for _, colour in around.getcolors(10_000)}


def test_every_role_has_a_colour() -> None:
    assert {*INDICATOR_ROLES.values(), *BUDGET_ROLES.values(), *BUDGET_POINTS.values(), *TASK_ROLES.values()} <= set(COLOURS)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
