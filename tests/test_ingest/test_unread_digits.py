"""What reading lost is told with its page: digits in no table or text, rows of figures that are no table."""

from pathlib import Path

import pytest

from ingest.facts.loose_rows import find_loose_rows
from ingest.facts.unread import find_unread_digits
from ingest.layout.lines import Line
from ingest.model.document import Block, Cell, Grid, Page, Paragraph, Span, Word
from ingest.model.place import Box, Place
from ingest.model.report import Passage, Report, Section
from ingest.model.table import Table
from ingest.report import read_report
from ingest.tables.blocks import LaidOut
from tests.pdfs.draw import Sheet


def word(text: str, top: float = 100) -> Word:
    return Word(text, 80, top, 80 + 10 * len(text), top + 10, 10)


def page(*texts: str, number: int = 1) -> Page:
    return Page(number, 595, 842, tuple(word(text, 100 + 20 * n) for n, text in enumerate(texts)))


def place(number: int = 1, top: float = 0) -> Place:
    return Place((number,), (Box(number, 0, top, 9, top + 9),))


def paragraph(text: str, number: int = 1) -> Paragraph:
    return Paragraph(text, place(number), (Span(0, len(text), place(number)),))


def grid(*texts: str) -> Grid:
    cells = tuple(Cell(text, place(top=10.0 * n), 0, n) for n, text in enumerate(texts))
    return Grid((cells,), place())


def report(*tables: Grid, prose: tuple[str, ...] = ()) -> Report:
    section = Section("一", "概况", tuple(Passage(paragraph(text)) for text in prose), place())
    return Report("r", "报告", "r.pdf", 1, tables=tuple(Table("表", (), g.rows, g.place) for g in tables), sections=(section,))


def messages(pages: tuple[Page, ...], laid: LaidOut, read: Report) -> list[str]:
    checks = find_unread_digits(pages, laid, read)
    assert all((check.rule, check.severity) == ("unread_digits", "warning") for check in checks)
    return [check.message for check in checks]


def test_digits_of_tables_text_and_furniture_are_read() -> None:
    table, text = grid("1,200.5", "98%"), paragraph("全年支出1,200.5万元。")
    laid = LaidOut((table, text), (Line((word("- 7 -"),), 1),))
    pages = (page("1,200.5", "98%", "全年支出1,20", "0.5万元。", "- 7 -"),)
    assert messages(pages, laid, report(table, prose=(text.text,))) == []


def test_words_that_are_in_no_block_are_told_with_the_share_that_was_read() -> None:
    table = grid("1,200.5", "98%")
    pages = (page("1,200.5", "98%"), page("3,456.78", "备注", number=2))
    assert messages(pages, LaidOut((table,)), report(table)) == [
        "有数字没有进入任何表格或正文：第2页 6 位数字中 6 位未读入（读入 0.0%）。例如“3,456.78”，请对照原件核对"
    ]


def test_a_cell_that_no_table_took_is_told() -> None:
    table = grid("1,200.5")
    laid = LaidOut((table, Grid(((Cell("33.3", place(top=500), 0, 0),),), place())))
    assert messages((page("1,200.5", "33.3"),), laid, report(table)) == [
        "有数字没有进入任何表格或正文：第1页 8 位数字中 3 位未读入（读入 62.5%）。例如“33.3”，请对照原件核对"
    ]


@pytest.mark.parametrize("text", ["（2023年度）", "公开03表", "目录 第12页"])
def test_captions_and_contents_are_no_loss(text: str) -> None:
    laid = LaidOut((paragraph(text), grid("（2023年度）")))
    assert messages((page(text, "（2023年度）"),), laid, report()) == []


def test_a_paragraph_with_figures_that_no_section_took_is_told() -> None:
    text = "全年支出 1,234.56 万元"
    (message,) = messages((page(text),), LaidOut((paragraph(text),)), report())
    assert message.startswith("有数字没有进入任何表格或正文：第1页 6 位数字中 6 位未读入")


def test_files_without_pages_name_the_spot() -> None:
    cell = Cell("1,234.56", Place(anchor="表3 第5行"), 0, 0)
    assert messages((), LaidOut((Grid(((cell,),), Place()),)), report()) == [
        "有数字没有进入任何表格或正文：表3 第5行。例如“1,234.56”，请对照原件核对"
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ["行政运行 1,511.90 1,511.90", "事业运行 300.00 300.00", "合计 1,811.90 1,811.90"],
            "第1页 3 行。例如“行政运行 1,511.90 1,511.90”",
        ),
        (["1,511.90", "98.5%", "12"], "第1页 3 行。例如“1,511.90”"),
        (["1,511.90", "98.5%"], None),
        (["一是支出 1,511.90 万元，占 80%。", "二是支出 1.9 万元，占 2%。", "三是支出 3.2 万元，占 3%。"], None),
    ],
)
def test_rows_of_figures_outside_tables_are_told(lines: list[str], told: str | None) -> None:
    blocks: list[Block] = [paragraph(line) for line in lines]
    found = [check.message for check in find_loose_rows(blocks)]
    assert (told is None and not found) or (told is not None and told in found[0])


def test_a_table_without_lines_is_told_by_the_whole_route(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(80, 60, "一、收支情况")
    for row, name in enumerate(["行政运行", "事业运行", "水利工程", "合计"]):
        for column, text in enumerate([name, f"{row + 1},511.90", f"{row + 1},400.25"]):
            sheet.text(80 + 160 * column, 100 + 24 * row, text)
    checks = [check for check in read_report(sheet.save()).checks if check.rule == "unread_digits"]
    read = read_report(tmp_path / "a.pdf")
    assert len(checks) == 1 or any(len(table.rows) >= 3 for table in read.tables)


def test_a_sound_report_has_no_such_check(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(80, 60, "一、收支情况")
    sheet.text(80, 90, "全年预算1,200.50万元，支出1,150.25万元，执行率95.8%。")
    for row, texts in enumerate([["项目", "预算", "支出"], ["行政运行", "900.50", "880.25"], ["水利工程", "300.00", "270.00"]]):
        sheet.row([80, 240, 400, 520], 120 + 24 * row, 144 + 24 * row, texts)
    assert [check.message for check in read_report(sheet.save()).checks if check.rule == "unread_digits"] == []
