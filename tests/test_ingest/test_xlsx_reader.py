"""XLSX → blocks: what the sheet shows, with titles, units and notes beside the tables."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import DamagedFile, IngestError, OversizedFile
from ingest.model.document import Document, Grid, Paragraph
from ingest.readers.archive_limits import ReadLimits
from ingest.readers.xlsx import read_xlsx
from ingest.readers.xlsx_sheet import read_range, reference
from tests.test_ingest.office_files import spans, texts, write_zip

LINE = Side(style="thin")
BOX = Border(LINE, LINE, LINE, LINE)


def read_sheet(tmp_path: Path, fill: Callable[[Worksheet], None], name: str = "Sheet1") -> Document:
    book = openpyxl.Workbook()
    book.active.title = name
    fill(book.active)
    book.save(tmp_path / "乙局.xlsx")
    return read_xlsx(tmp_path / "乙局.xlsx")


def rows(sheet: Worksheet, top: int, *lines: list[object], box: bool = False) -> None:
    for r, line in enumerate(lines):
        for c, value in enumerate(line):
            cell = sheet.cell(top + r, 1 + c, value)
            if box:
                cell.border = BOX


def test_title_unit_and_note_stand_beside_the_table(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["2023年度东山区水务局预算执行表"])
        sheet.merge_cells("A1:C1")
        sheet["A1"].alignment = Alignment(horizontal="center")
        sheet["C2"] = "单位：万元"
        rows(sheet, 3, ["项目", "预算数", "执行数"], ["合计", 1234.5, 1200], ["河道", 34.5, 30], box=True)
        rows(sheet, 6, ["注：执行数为年末数。"])

    title, unit, table, note = read_sheet(tmp_path, fill).blocks
    assert isinstance(title, Paragraph)
    assert (title.text, title.is_centred, title.place.anchor) == ("2023年度东山区水务局预算执行表", True, "Sheet1!A1")
    assert [texts(unit), texts(note)] == ["单位：万元", "注：执行数为年末数。"]
    assert texts(table) == [["项目", "预算数", "执行数"], ["合计", "1234.5", "1200"], ["河道", "34.5", "30"]]
    assert isinstance(table, Grid)
    assert (table.place.anchor, table.rows[1][2].place.anchor) == ("Sheet1!A3:C5", "Sheet1!C4")


def test_title_inside_the_box_is_a_line_too(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["项目支出绩效自评表", None], ["项目名称", "河道整治"], ["备注：无", None], box=True)
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A3:B3")

    assert [texts(b) for b in read_sheet(tmp_path, fill).blocks] == ["项目支出绩效自评表", [["项目名称", "河道整治"]], "备注：无"]


def test_without_borders_single_texts_above_and_notes_below_are_lines(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(
            sheet,
            2,
            ["收支总表"],
            ["编制单位：东山区水务局", None, "单位：万元"],
            ["项目", "预算", "决算"],
            ["工资", 1, 2],
            ["合计", 1, 2],
            ["注：无"],
        )

    assert [texts(b) for b in read_sheet(tmp_path, fill).blocks] == [
        "收支总表",
        "编制单位：东山区水务局 单位：万元",
        [["项目", "预算", "决算"], ["工资", "1", "2"], ["合计", "1", "2"]],
        "注：无",
    ]


def test_a_text_of_several_lines_in_one_cell_is_read_as_paragraphs(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "一、概况\n全年无事故。\n资金按时\n拨付。\n\n二、问题"
        rows(sheet, 3, ["目\n标", "值"], ["10\n20", "1"])

    assert [texts(b) for b in read_sheet(tmp_path, fill).blocks] == [
        *["一、概况", "全年无事故。", "资金按时拨付。", "二、问题"],
        [["目标", "值"], ["10 20", "1"]],
    ]


def test_merged_cells_are_one_object(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["一级指标", "三级指标", "目标值", None], ["产出", "甲", 1, 2], [None, "乙", 3, 4], box=True)
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("A2:A3")

    (table,) = read_sheet(tmp_path, fill).blocks
    assert isinstance(table, Grid)
    assert texts(table) == [["一级指标", "三级指标", "目标值", "目标值"], ["产出", "甲", "1", "2"], ["产出", "乙", "3", "4"]]
    assert spans(table) == {("目标值", 0, 2, 1, 2), ("产出", 1, 0, 2, 1)}
    assert table.rows[1][0] is table.rows[2][0]


@pytest.mark.parametrize("box", [True, False])
def test_blank_rows_separate_tables(tmp_path: Path, box: bool) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["甲", "乙"], [1, 2], box=box)
        rows(sheet, 4, ["丙", "丁"], [3, 4], box=box)

    assert [texts(b) for b in read_sheet(tmp_path, fill).blocks] == [[["甲", "乙"], ["1", "2"]], [["丙", "丁"], ["3", "4"]]]


def test_totals_below_a_blank_row_belong_to_the_table_above(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["项目", "预算数"], ["工资", 1])
        rows(sheet, 4, ["收入总计", "1,234.00"])

    assert [texts(b) for b in read_sheet(tmp_path, fill).blocks] == [[["项目", "预算数"], ["工资", "1"], ["收入总计", "1,234.00"]]]


def test_blank_total_at_the_bottom_is_no_note(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["类", "款", "金额"], ["201", "01", None], ["合计", None, None])
        sheet.merge_cells("A3:B3")

    assert [texts(b) for b in read_sheet(tmp_path, fill).blocks] == [[["类", "款", "金额"], ["201", "01", ""], ["合计", "合计", ""]]]


def test_line_between_boxed_tables_separates_them(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["甲", "乙"], [1, 2], box=True)
        rows(sheet, 3, ["二、项目表"])
        rows(sheet, 4, ["丙", "丁"], [3, 4], box=True)

    assert [texts(b) for b in read_sheet(tmp_path, fill).blocks] == [[["甲", "乙"], ["1", "2"]], "二、项目表", [["丙", "丁"], ["3", "4"]]]


def test_blank_boxed_rows_and_columns_stay(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["指标", "", "得分"], ["", "", ""], ["甲", "", 5], box=True)

    assert [texts(b) for b in read_sheet(tmp_path, fill).blocks] == [[["指标", "", "得分"], ["", "", ""], ["甲", "", "5"]]]


def test_numbers_dates_and_booleans_as_shown(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["执行率", "金额", "日期", "完成"], [0.9981, 1234567.8, date(2023, 12, 31), True])
        for cell, code in (("A2", "0.00%"), ("B2", "#,##0.00"), ("C2", 'yyyy"年"m"月"d"日"')):
            sheet[cell].number_format = code

    (table,) = read_sheet(tmp_path, fill).blocks
    assert texts(table) == [["执行率", "金额", "日期", "完成"], ["99.81%", "1,234,567.80", "2023年12月31日", "TRUE"]]


def test_hidden_rows_columns_and_sheets_are_left_out_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评"
    rows(sheet, 1, ["指标", "内部", "值"], ["甲", "x", 1], ["乙", "y", 2], ["丙", "z", 3])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("底稿")
    other["A1"] = "不公开"
    other.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    read = read_xlsx(tmp_path / "a.xlsx")
    assert [texts(b) for b in read.blocks] == ["自评", [["指标", "值"], ["甲", "1"], ["丙", "3"]]]
    assert [(f.rule, f.message) for f in read.faults] == [
        ("hidden_content", "隐藏的工作表未读取：底稿。"),
        ("hidden_content", "工作表“自评”：1 个隐藏行未读取：第 3 行。"),
        ("hidden_content", "工作表“自评”：1 个隐藏列未读取：B 列。"),
    ]


def test_merged_range_shows_in_its_first_visible_row(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, 1, ["组", "名"], ["产出", "甲"], [None, "乙"], [None, "丙"])
        sheet.merge_cells("A2:A4")
        sheet.row_dimensions[2].hidden = True

    (table,) = read_sheet(tmp_path, fill).blocks
    assert texts(table) == [["组", "名"], ["产出", "乙"], ["产出", "丙"]]


def test_formula_without_stored_result_is_said(tmp_path: Path) -> None:
    read = read_sheet(tmp_path, lambda sheet: rows(sheet, 1, ["甲", "乙"], [1, "=A2*2"]))
    assert [texts(b) for b in read.blocks] == [[["甲", "乙"], ["1", ""]]]
    (fault,) = read.faults
    assert fault.rule == "unread_digits"
    assert fault.message == "工作表“Sheet1”：1 个公式没有保存计算结果，数值未读取：B2。请用办公软件打开并保存一次。"
    assert fault.place.anchor == "Sheet1!B2"


def raw_xlsx(path: Path, sheet: str, strings: str = "", name: str = "表") -> Path:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return write_zip(
        path,
        {
            "xl/workbook.xml": f'<workbook {main} xmlns:r="{links}"><sheets><sheet name="{name}" sheetId="1" r:id="s"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships {package}><Relationship Id="s" Type="{links}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
                f'<Relationship Id="t" Type="{links}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
            ),
            "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {main}>{sheet}</worksheet>",
        },
    )


def test_reads_rich_inline_and_formula_strings_and_unaddressed_cells(tmp_path: Path) -> None:
    strings = "<si><r><t>绩</t></r><r><t>效</t></r><rPh><t>jx</t></rPh></si><si><t>第一行_x000D_\n第二行</t></si>"
    sheet = (
        '<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="inlineStr"><is><t>甲</t></is></c>'
        '<c t="str"><f>A1&amp;"x"</f><v>乙</v></c></row><row><c><f>1+1</f><v>2</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    )
    read = read_xlsx(raw_xlsx(tmp_path / "a.xlsx", sheet, strings))
    assert [texts(b) for b in read.blocks] == [[["绩效", "第一行第二行"], ["甲", "乙"], ["2", "#DIV/0!"]]]
    assert [fault.message for fault in read.faults] == ["工作表“表”：1 个单元格是错误值：B3。"]


def test_sheet_name_is_the_title_only_where_rows_give_none(tmp_path: Path) -> None:
    def bare(sheet: Worksheet) -> None:
        rows(sheet, 1, [None, "单位：元"], ["甲", "乙"], [1, 2])

    assert [texts(b) for b in read_sheet(tmp_path, bare, "预算执行").blocks] == ["预算执行", "单位：元", [["甲", "乙"], ["1", "2"]]]
    assert [texts(b) for b in read_sheet(tmp_path, bare, "Sheet2").blocks] == ["单位：元", [["甲", "乙"], ["1", "2"]]]


def test_far_apart_cells_and_whole_sheet_merges_end_quickly(tmp_path: Path) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A2:XFD1048575"/></mergeCells>'
    )
    read = read_xlsx(raw_xlsx(tmp_path / "a.xlsx", sheet))
    assert [texts(b) for b in read.blocks] == [[["1", "2"]], "3"]


def test_refuses_merges_beyond_the_limit(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="B{r}"><v>1</v></c></row>' for r in range(1, 40))
    merges = "".join(f'<mergeCell ref="A{r}:B40"/>' for r in range(1, 40))
    path = raw_xlsx(tmp_path / "a.xlsx", f"<sheetData>{cells}</sheetData><mergeCells>{merges}</mergeCells>")
    with pytest.raises(OversizedFile, match=r"a\.xlsx：工作表“表”的合并单元格覆盖"):
        read_xlsx(path, ReadLimits(table_cells=200))


def test_refuses_a_workbook_without_visible_content(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile) as caught:
        read_xlsx(raw_xlsx(tmp_path / "空.xlsx", "<sheetData/>"))
    assert str(caught.value) == "空.xlsx：工作簿里没有可见的内容（共 1 张工作表）。请取消隐藏，或确认导出时带有数据。"


def test_refuses_entities(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'})
    with pytest.raises(IngestError, match="声明了文档类型或实体"):
        read_xlsx(path)


def test_references_and_ranges() -> None:
    assert [reference(7, 2), reference(1, 27), reference(1048576, 16384)] == ["B7", "AA1", "XFD1048576"]
    assert [read_range("A1"), read_range("A1:ZZZ9"), read_range("A0:B2")] == [None, None, None]
