"""Tables of indicators without vertical lines: read where rows and columns are certain, told where they are not."""

from pathlib import Path

from ingest.model.document import Grid
from ingest.readers.pdf import read_pdf
from ingest.report import read_report
from ingest.tables.blocks import blocks_from_pages
from ingest.tables.unruled import Known
from tests.pdfs.draw import Sheet
from tests.test_ingest.form_grids import grid_of, report_of

XS = (60, 130, 270, 360, 450, 500)
HEAD = ("一级指标", "指标名称", "目标值", "完成值", "分值", "得分")
ROWS = (
    ("新建绿道长度", "≥12公里", "13公里", "10", "10"),
    ("管护合格率", "≥95%", "93%", "10", "8"),
    ("路灯更换数量", "≥80盏", "80盏", "10", "10"),
)


def put(sheet: Sheet, top: float, texts: tuple[str, ...]) -> None:
    for x, text in zip(XS, texts, strict=True):
        sheet.text(x, top, text)


def drawn(path: Path, groups: tuple[str, ...]) -> Path:
    """The table with its groups in their rows, blank where they go on."""
    sheet = Sheet(path)
    sheet.text(220, 70, "项目绩效自评表", 14)
    put(sheet, 120, HEAD)
    for i, (group, row) in enumerate(zip(groups, ROWS, strict=True)):
        put(sheet, 145 + 25 * i, (group, *row))
    sheet.text(60, 300, "以上为本单位填报的绩效目标完成情况，数据截至年末，已经财务科室核对，并按规定在门户网站公开，接受社会监督。")
    return sheet.save()


def test_reads_columns_that_only_blank_strips_part(tmp_path: Path) -> None:
    report = read_report(drawn(tmp_path / "a.pdf", ("产出指标", "产出指标", "产出指标")))
    assert [(i.groups, i.name, i.target.text, i.actual.text, str(i.weight), str(i.score)) for i in report.indicators] == [  # type: ignore[union-attr]
        (("产出指标",), *row) for row in ROWS
    ]
    assert not [check for check in report.checks if check.rule == "uneven_rows"]


def test_blank_groups_take_the_group_above(tmp_path: Path) -> None:
    report = read_report(drawn(tmp_path / "a.pdf", ("产出指标", "", "效益指标")))
    assert [i.groups[0] for i in report.indicators] == ["产出指标", "产出指标", "效益指标"]


def test_groups_centred_on_their_rows_cover_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 120, HEAD)
    for i, row in enumerate(ROWS):
        put(sheet, 145 + 25 * i, ("", *row))
    sheet.text(60, 157.5, "产出指标")
    sheet.text(60, 195, "效益指标")
    report = read_report(sheet.save())
    assert [i.groups[0] for i in report.indicators] == ["产出指标", "产出指标", "效益指标"]


def test_a_wrapped_name_is_one_cell(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 120, HEAD)
    put(sheet, 151, ("产出指标", "", *ROWS[0][1:]))
    sheet.text(130, 145, "新建绿道长度")
    sheet.text(130, 157, "及配套步道")
    put(sheet, 182, ("产出指标", *ROWS[1]))
    report = read_report(sheet.save())
    assert [i.name for i in report.indicators] == ["新建绿道长度及配套步道", "管护合格率"]


def test_rows_that_do_not_come_out_even_are_told_and_not_read(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 120, HEAD)
    for i, row in enumerate(ROWS):
        put(sheet, 145 + 25 * i, ("产出指标", *row[:3], "", ""))
        sheet.text(450, 151 + 25 * i, row[3])
    report = read_report(sheet.save())
    assert report.indicators == ()
    (check,) = [check for check in report.checks if check.rule == "uneven_rows"]
    assert check.message.startswith("第1页的文字像是指标表（“一级指标")
    assert check.places[0].pages == (1,)


def test_running_text_makes_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for i in range(6):
        sheet.text(60, 100 + 18 * i, "各单位围绕指标名称、目标值、完成值、分值和得分开展自评，并对偏差原因作出说明。")
    blocks = blocks_from_pages(read_pdf(sheet.save()).pages, Known(lambda texts: len(texts)))
    assert not [block for block in blocks if isinstance(block, Grid)]


def test_a_table_like_one_of_indicators_that_gave_none_is_told() -> None:
    drawing = (
        "事项 | 年度目标值 | 全年完成值 | 分值 | 甲 | 乙 | 丙 | 丁 | 戊 | 指标名称\n绿道 | 良 | 良 | 中 | 无 | 无 | 无 | 无 | 无 | 长度"
    )
    report = report_of("绩效情况表", grid_of(drawing))
    assert report.indicators == ()
    told = [check.message for check in report.checks if check.rule == "unnamed_columns"]
    assert told == ["绩效情况表：像是指标表，但各列无法辨认，未读成指标，请核对原文"]


def test_rows_with_targets_and_no_header_are_told() -> None:
    report = report_of("绩效情况表", grid_of("绿道 | ≥95 | 93 | 10\n步道 | ≥30 | 36 | 6"))
    assert report.indicators == ()
    assert [check.message for check in report.checks if check.rule == "unnamed_columns"]


def test_a_table_whose_last_rows_do_not_fit_its_columns_is_not_cut_short(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 120, HEAD)
    for i, row in enumerate(ROWS):
        put(sheet, 138 + 18 * i, ("产出指标", *row))
    sheet.text(60, 192, "满意度指标及服务对象满意度")
    put(sheet, 192, ("", "", "≥90%", "95%", "10", "10"))
    report = read_report(sheet.save())
    assert report.indicators == ()
    assert [check.rule for check in report.checks if "像是指标表" in check.message] == ["uneven_rows"]


def test_a_total_centred_over_several_columns_closes_the_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 120, HEAD)
    for i, row in enumerate(ROWS):
        put(sheet, 138 + 18 * i, ("产出指标", *row))
    sheet.text(95, 192, "总分合计")  # across the strip between the first two columns
    sheet.text(450, 192, "30")
    sheet.text(500, 192, "28")
    report = read_report(sheet.save())
    assert [(i.name, str(i.score)) for i in report.indicators] == [("新建绿道长度", "10"), ("管护合格率", "8"), ("路灯更换数量", "10")]


def test_rows_whose_texts_begin_at_their_tops(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 120, HEAD)
    put(sheet, 145, ("产出指标", "新建绿道长度", *ROWS[0][1:]))
    sheet.text(130, 157, "及配套步道")
    put(sheet, 175, ("", *ROWS[1]))
    sheet.text(360, 187, "（抽检）")
    put(sheet, 205, ("效益指标", *ROWS[2]))
    report = read_report(sheet.save())
    assert [(i.groups[0], i.name, i.actual and i.actual.text) for i in report.indicators] == [
        ("产出指标", "新建绿道长度及配套步道", "13公里"),
        ("产出指标", "管护合格率", "93%（抽检）"),
        ("效益指标", "路灯更换数量", "80盏"),
    ]


def test_lines_across_tell_rows_and_merged_groups(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 125, HEAD)
    for i, row in enumerate(ROWS):
        put(sheet, 150 + 25 * i, ("", *row))
    sheet.text(60, 159, "产出指标")  # not quite in the middle of its two rows
    sheet.text(60, 200, "效益指标")
    for top, x0 in ((118, 55), (143, 55), (168, 125), (193, 55), (218, 55)):
        sheet.canvas.line(x0, sheet.height - top, 540, sheet.height - top)
    report = read_report(sheet.save())
    assert [(i.groups[0], i.name, str(i.score)) for i in report.indicators] == [
        ("产出指标", "新建绿道长度", "10"),
        ("产出指标", "管护合格率", "8"),
        ("效益指标", "路灯更换数量", "10"),
    ]


def test_a_header_over_two_columns_names_neither(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 120, (*HEAD[:2], "指标完成情况", "", *HEAD[4:]))
    sheet.text(270, 142, "目标值")
    sheet.text(360, 142, "完成值")
    for i, row in enumerate(ROWS):
        put(sheet, 170 + 25 * i, ("产出指标", *row))
    report = read_report(sheet.save())
    assert [(i.target and i.target.text, i.actual and i.actual.text) for i in report.indicators] == [row[1:3] for row in ROWS]


def test_a_title_of_spaced_characters_is_one_column(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 120, (*HEAD[:4], "分", "得分"))
    sheet.text(474, 120, "值")
    for i, row in enumerate(ROWS):
        put(sheet, 145 + 25 * i, ("产出指标", *row))
    report = read_report(sheet.save())
    assert [(str(i.weight), str(i.score)) for i in report.indicators] == [row[3:] for row in ROWS]


def test_rows_are_no_header_though_the_titles_above_them_are_known(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    put(sheet, 120, HEAD)
    for i, row in enumerate(ROWS):
        put(sheet, 132 + 20 * i, ("", *row))
    sheet.text(60, 156, "产出指标")  # neither on a row nor in the middle of all
    report = read_report(sheet.save())
    assert not [i.name for i in report.indicators if i.name == "产出指标"]
