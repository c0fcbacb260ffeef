"""Ruled tables of one page and over page breaks, drawn and read back."""

from pathlib import Path

import pytest

from ingest.model.document import Cell, Grid, Paragraph
from ingest.readers.pdf import read_pdf
from ingest.tables.blocks import blocks_from_pages
from tests.pdfs.draw import Sheet

XS = (60, 110, 250, 330, 410, 520)
HEAD = ("类别", "指标名称", "目标值", "完成值", "原因分析")


def blocks(path: Path) -> tuple[Paragraph | Grid, ...]:
    return blocks_from_pages(read_pdf(path).pages)


def grids(path: Path) -> list[Grid]:
    return [block for block in blocks(path) if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_reads_cells_with_wrapped_lines_rejoined(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row(XS, 100, 120, HEAD)
    sheet.row(XS, 120, 160, ("产出", "新建绿道\n长度", "≥12.5\n公里", "13.1公里", "Open\nData 平台"))
    (grid,) = grids(sheet.save())
    assert texts(grid)[1] == ["产出", "新建绿道长度", "≥12.5公里", "13.1公里", "Open Data 平台"]


def test_a_merged_cell_stands_at_every_position_it_covers(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.cell(60, 100, 250, 120, "类别")
    sheet.row(XS[2:], 100, 120, HEAD[2:])
    sheet.cell(60, 120, 110, 160, "产出")
    sheet.row(XS[1:], 120, 140, ("甲", "1", "1", ""))
    sheet.row(XS[1:], 140, 160, ("乙", "2", "2", ""))
    (grid,) = grids(sheet.save())
    assert grid.rows[1][0] is grid.rows[2][0]
    assert grid.rows[0][0] is grid.rows[0][1]
    group = grid.rows[1][0]
    assert (group.text, group.row, group.column, group.row_span, group.column_span) == ("产出", 1, 0, 2, 1)


def test_words_that_touch_a_border_stay_in_their_cells(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row((60, 90, 120), 100, 120, ("", ""))
    sheet.text(62, 105, "123")
    sheet.text(90.5, 105, "456")
    sheet.row((60, 90, 120), 120, 140, ("甲", "乙"))
    (grid,) = grids(sheet.save())
    assert texts(grid)[0] == ["123", "456"]


def test_every_cell_keeps_page_and_box(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row(XS, 100, 120, HEAD)
    sheet.row(XS, 120, 140, ("产出", "甲", "1", "2", ""))
    (grid,) = grids(sheet.save())
    cell = grid.rows[1][2]
    (box,) = cell.place.boxes
    assert cell.place.pages == (1,)
    assert 330 > box.x1 > box.x0 >= 250
    assert 120 <= box.top < box.bottom <= 140


def _first_page(sheet: Sheet, last_row: tuple[str, ...], group_bottom: float = 800) -> None:
    sheet.row(XS, 100, 120, HEAD)
    sheet.cell(60, 120, 110, group_bottom, "产出")
    for i in range(6):
        sheet.row(XS[1:], 120 + 20 * i, 140 + 20 * i, (f"指标{i}", f"≥{i + 3}个", f"{i + 4}个", ""))
    sheet.row(XS[1:], 240, group_bottom, last_row)


def _rest(sheet: Sheet, top: float) -> None:
    for i in range(4):
        sheet.row(XS[1:], top + 20 * i, top + 20 + 20 * i, (f"后续{i}", f"≥{i + 13}个", f"{i + 14}个", ""))


def test_stitches_row_split_by_a_page_break(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    _first_page(sheet, ("服务企业数", "=550家", "570家", "指标目标值\n以专项资金中"))
    sheet.next_page()
    sheet.cell(60, 60, 110, 180, "")
    sheet.row(XS[1:], 60, 100, ("", "", "", "该指标500\n家为准。"))
    _rest(sheet, 100)
    (grid,) = grids(sheet.save())
    row = [cell.text for cell in grid.rows[7]]
    assert row == ["产出", "服务企业数", "=550家", "570家", "指标目标值以专项资金中该指标500家为准。"]
    assert grid.rows[7][4].place.pages == (1, 2)
    assert [r[0].text for r in grid.rows] == ["类别"] + ["产出"] * 11
    assert len(grid.rows) == 12


def test_a_name_cut_by_the_page_break_is_rejoined(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    _first_page(sheet, ("公共服务信息", "≥9个", "9个", ""))
    sheet.next_page()
    sheet.cell(60, 60, 110, 160, "")
    sheet.row(XS[1:], 60, 80, ("公开度", "", "", ""))
    _rest(sheet, 80)
    (grid,) = grids(sheet.save())
    assert [cell.text for cell in grid.rows[7]] == ["产出", "公共服务信息公开度", "≥9个", "9个", ""]
    assert len(grid.rows) == 12


def test_a_complete_row_after_the_break_stays_a_row(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    _first_page(sheet, ("甲指标", "≥9个", "9个", "原因略"))
    sheet.next_page()
    sheet.cell(60, 60, 110, 160, "")
    sheet.row(XS[1:], 60, 80, ("乙指标", "≥8个", "", ""))
    _rest(sheet, 80)
    (grid,) = grids(sheet.save())
    assert [cell.text for cell in grid.rows[8]] == ["产出", "乙指标", "≥8个", "", ""]
    assert len(grid.rows) == 13


def test_a_repeated_header_is_dropped(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    _first_page(sheet, ("甲指标", "≥9个", "9个", ""))
    sheet.next_page()
    sheet.text(480, 40, "续表")
    sheet.row(XS, 60, 80, HEAD)
    sheet.cell(60, 80, 110, 160, "效益")
    _rest(sheet, 80)
    (grid,) = grids(sheet.save())
    assert [row[0].text for row in grid.rows] == ["类别"] + ["产出"] * 7 + ["效益"] * 4


def test_a_repeated_header_is_known_though_its_brackets_differ(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row((60, 200, 300, 400), 100, 120, ("项目", "预算数（万元）", "执行率（%）"))
    sheet.row((60, 200, 300, 400), 120, 140, ("绿道建设", "120.5", "98.2"))
    sheet.next_page()
    sheet.row((60, 200, 300, 400), 60, 80, ("项目", "预算数(万元)", "执行率(%)"))
    sheet.row((60, 200, 300, 400), 80, 100, ("照明改造", "80.25", "100"))
    (grid,) = grids(sheet.save())
    assert [row[0].text for row in grid.rows] == ["项目", "绿道建设", "照明改造"]


def test_the_next_form_on_the_next_page_is_a_table_of_its_own(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for name in ("绿道工程", "照明改造"):
        sheet.row((60, 160, 520), 100, 120, ("项目名称", name))
        sheet.row((60, 160, 520), 120, 140, ("主管部门", "示例局"))
        sheet.next_page()
    assert [texts(grid)[0][1] for grid in grids(sheet.save())] == ["绿道工程", "照明改造"]


def test_a_table_without_side_borders_is_closed(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for top in (100, 120, 140):
        sheet.canvas.line(60, sheet.height - top, 400, sheet.height - top)
    sheet.canvas.line(200, sheet.height - 100, 200, sheet.height - 140)
    sheet.text(65, 105, "项目")
    sheet.text(210, 105, "金额")
    sheet.text(65, 125, "绿化")
    sheet.text(210, 125, "1,200.50")
    (grid,) = grids(sheet.save())
    assert texts(grid) == [["项目", "金额"], ["绿化", "1,200.50"]]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_rotated_page_reads_like_an_upright_one(tmp_path: Path, rotation: int) -> None:
    import pypdfium2

    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row(XS, 100, 120, HEAD)
    sheet.row(XS, 120, 140, ("产出", "甲", "1", "2", ""))
    upright = grids(sheet.save())[0]
    # draw the page turned, and let /Rotate turn it back
    pdf = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    page = pdf[0]
    width, height = page.get_size()
    angle = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[rotation]
    for item in page.get_objects():
        item.transform(pypdfium2.PdfMatrix(*angle))
    page.gen_content()
    if rotation != 180:
        page.set_mediabox(0, 0, height, width)
    page.set_rotation(rotation)
    pdf.save(tmp_path / "b.pdf")
    pdf.close()
    (turned,) = grids(tmp_path / "b.pdf")
    assert texts(turned) == texts(upright)


def test_page_numbers_and_running_heads_are_no_text(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for number in range(1, 5):
        sheet.text(250, 30, "示例市示例局")
        sheet.text(80, 200, f"第{'一二三四'[number - 1]}段正文到此为止。")
        sheet.text(290, 800, f"— {number} —")
        sheet.next_page()
    found = [block.text for block in blocks(sheet.save()) if isinstance(block, Paragraph)]
    assert "".join(found) == "第一段正文到此为止。第二段正文到此为止。第三段正文到此为止。第四段正文到此为止。"


def test_holes_are_blank_cells() -> None:
    from ingest.model.place import Box
    from ingest.tables.drafts import Draft, sheet_to_grid

    box = (Box(1, 0, 0, 1, 1),)
    grid = sheet_to_grid((Draft(0, 1, 0, 50, "甲", box), Draft(1, 2, 0, 25, "乙", box)))
    assert [[cell.text for cell in row] for row in grid.rows] == [["甲", "甲"], ["乙", ""]]
    assert isinstance(grid.rows[1][1], Cell)


def test_a_merged_cell_without_a_line_at_the_page_end_is_closed(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row(XS[1:], 700, 720, ("甲", "1", "1", ""))
    sheet.row(XS[1:], 720, 740, ("乙", "2", "2", ""))
    for x0, y0, x1, y1 in ((60, 700, 110, 700), (60, 700, 60, 741)):
        sheet.canvas.line(x0, sheet.height - y0, x1, sheet.height - y1)
    sheet.text(63, 716, "产出")
    (grid,) = grids(sheet.save())
    assert [row[:3] for row in texts(grid)] == [["产出", "甲", "1"], ["产出", "乙", "2"]]


def test_a_page_break_in_the_next_forms_head_is_no_repeated_header(tmp_path: Path) -> None:
    def head(name: str) -> tuple[tuple[str, str], ...]:
        return (("项目名称", name), ("主管部门", "东山区水务局"))

    sheet = Sheet(tmp_path / "a.pdf")
    rows = [*head("公园维护"), ("指标名称", "目标值"), ("新建绿道", "≥12公里"), *head("路灯改造")]
    for i, row in enumerate(rows[:5]):
        sheet.row((60, 200, 400), 680 + 20 * i, 700 + 20 * i, row)
    sheet.next_page()
    sheet.row((60, 200, 400), 60, 80, rows[5])
    sheet.row((60, 200, 400), 80, 100, ("指标名称", "目标值"))
    (grid,) = grids(sheet.save())
    assert texts(grid)[4:] == [["项目名称", "路灯改造"], ["主管部门", "东山区水务局"], ["指标名称", "目标值"]]


def test_blank_cells_below_a_group_stay_its_rows_over_a_page_break(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row(XS, 680, 700, HEAD)
    rows = [("产出", "甲", "1", "1", "无"), ("", "乙", "2", "2", "无"), ("", "丙", "3", "3", "无"), ("", "丁", "4", "4", "无")]
    for i, row in enumerate(rows):
        sheet.row(XS, 700 + 20 * i, 720 + 20 * i, row)
    sheet.next_page()
    for i, row in enumerate([("效益", "戊", "5", "5", "无"), ("", "己", "6", "6", "无")]):
        sheet.row(XS, 60 + 20 * i, 80 + 20 * i, row)
    (grid,) = grids(sheet.save())
    assert [row[0] for row in texts(grid)[1:]] == ["产出", "", "", "", "效益", ""]


def test_a_page_break_right_below_the_header_joins_no_header_with_the_body(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row((60, 110, 250), 700, 740, ("一级目标", "指标名称"))
    sheet.cell(250, 700, 410, 720, "评分")
    sheet.row((250, 330, 410), 720, 740, ("分值", "得分"))
    sheet.cell(410, 700, 520, 740, "原因分析")
    sheet.next_page()
    sheet.cell(60, 60, 110, 100, "产出指标")
    for i, row in enumerate([("甲", "10", "8", ""), ("乙", "10", "10", "")]):
        sheet.row(XS[1:], 60 + 20 * i, 80 + 20 * i, row)
    (grid,) = grids(sheet.save())
    assert texts(grid)[1:3] == [["一级目标", "指标名称", "分值", "得分", "原因分析"], ["产出指标", "甲", "10", "8", ""]]


def test_a_blank_code_below_a_page_break_stays_blank(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    rows = [
        ("201", "", "一般公共服务支出", "9.10"),
        ("201", "06", "财政事务", "4.20"),
        ("206", "", "科学技术支出", "3.30"),
        ("206", "04", "技术研究", "2.40"),
    ]
    for i, row in enumerate(rows):
        sheet.row((60, 110, 160, 300, 400), 700 + 20 * i, 720 + 20 * i, row)
    sheet.next_page()
    for i, row in enumerate([("208", "", "社会保障支出", "1.50"), ("208", "05", "养老支出", "0.60")]):
        sheet.row((60, 110, 160, 300, 400), 60 + 20 * i, 80 + 20 * i, row)
    (grid,) = grids(sheet.save())
    assert [row[1] for row in texts(grid)] == ["", "06", "", "04", "", "05"]


def test_a_side_label_that_goes_on_over_the_whole_page_is_a_column(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row(XS[1:], 60, 80, ("甲", "1", "1", "无"))
    sheet.row(XS[1:], 80, 100, ("乙", "2", "2", "无"))
    sheet.canvas.line(60, sheet.height - 60, 60, sheet.height - 100)
    sheet.text(63, 75, "绩效")
    (grid,) = grids(sheet.save())
    assert texts(grid) == [["绩效", "甲", "1", "1", "无"], ["绩效", "乙", "2", "2", "无"]]


def test_a_row_that_letters_the_columns_is_no_half_of_the_next_row(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for i, row in enumerate([HEAD, ("", "", "A", "B", "")]):
        sheet.row(XS, 700 + 20 * i, 720 + 20 * i, row)
    sheet.next_page()
    for i, row in enumerate(
        [("产出", "甲", "≥12公里", "11公里", "雨天"), ("产出", "乙", "≥2个", "3个", "无"), ("产出", "丙", "≥4个", "4个", "无")]
    ):
        sheet.row(XS, 60 + 20 * i, 80 + 20 * i, row)
    (grid,) = grids(sheet.save())
    assert texts(grid)[2] == ["产出", "甲", "≥12公里", "11公里", "雨天"]
