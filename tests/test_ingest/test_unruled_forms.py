"""Whole forms without vertical lines: project, funds and goals above the table of indicators."""

from pathlib import Path

from ingest.report import read_report
from tests.pdfs.draw import Sheet

FUNDS = (60, 150, 270, 350, 430, 500)
TABLE = (60, 150, 270, 350, 430, 480)
HEAD = ("一级指标", "指标名称", "目标值", "完成值", "分值", "得分")
ROWS = (
    ("新建绿道长度", "≥12公里", "13公里", "10", "10"),
    ("管护合格率", "≥95%", "93%", "10", "8"),
    ("路灯更换数量", "≥80盏", "80盏", "10", "10"),
)


def put(sheet: Sheet, xs: tuple[int, ...], top: float, texts: tuple[str, ...]) -> None:
    for x, text in zip(xs, texts, strict=True):
        if text:
            sheet.text(x, top, text)


def form(path: Path, *, astray: float = 0.0) -> Path:
    """`astray`: how far one amount of the funds stands left of its column."""
    sheet = Sheet(path)
    sheet.text(200, 60, "项目支出绩效自评表", 14)
    put(sheet, (60, 150), 100, ("项目名称", "滨河绿道工程"))
    put(sheet, (60, 150, 350, 430), 120, ("主管部门", "甲市园林局", "实施单位", "甲市绿化处"))
    put(sheet, FUNDS, 140, ("", "", "年初预算数", "全年预算数", "全年执行数", "执行率"))
    sheet.text(60, 164, "项目资金")
    sheet.text(60, 176, "（万元）")
    put(sheet, FUNDS, 160, ("", "年度资金总额", "100", "120", "90", "75%"))
    put(sheet, FUNDS, 180, ("", "其中：财政拨款", "80", "", "70", "70%"))
    sheet.text(FUNDS[3] - astray, 180, "100")
    put(sheet, FUNDS, 200, ("", "上年结转资金", "20", "20", "20", "100%"))
    put(sheet, (150, 350), 220, ("预期目标", "实际完成情况"))
    sheet.text(60, 230, "年度总体目标")
    put(sheet, (150, 350), 240, ("建成绿道并开放使用", "绿道已建成开放"))
    put(sheet, TABLE, 262, HEAD)
    for i, row in enumerate(ROWS):
        put(sheet, TABLE, 284 + 20 * i, ("产出指标", *row))
    put(sheet, TABLE, 344, ("总分", "", "", "", "30", "28"))
    return sheet.save()


def test_head_and_funds_of_a_form_without_lines(tmp_path: Path) -> None:
    report = read_report(form(tmp_path / "a.pdf"))
    assert [(b.name, b.adjusted, b.actual, b.unit) for b in report.budget if b.project == "滨河绿道工程"] == [
        ("年度资金总额", 120, 90, "万元"),
        ("其中：财政拨款", 100, 70, "万元"),
        ("上年结转资金", 20, 20, "万元"),
    ]
    (project,) = report.forms
    assert (project.project, project.competent_department, project.total_score) == ("滨河绿道工程", "甲市园林局", 28)
    assert [(i.name, i.project, i.score) for i in report.indicators] == [(row[0], "滨河绿道工程", int(row[4])) for row in ROWS]


def test_funds_that_stand_in_no_columns_are_not_read_but_the_table_is(tmp_path: Path) -> None:
    report = read_report(form(tmp_path / "a.pdf", astray=30))
    assert report.budget == ()
    assert [i.name for i in report.indicators] == [row[0] for row in ROWS]
