"""Watermarks across the page, headers on their side, pages drawn sideways, dashed borders."""

from itertools import pairwise
from pathlib import Path

from ingest.model.document import Grid
from ingest.readers.pdf import read_pdf
from ingest.tables.blocks import blocks_from_pages
from tests.pdfs.draw import FONT, Sheet

XS = (60, 110, 250, 330)
ROWS = (("类别", "指标名称", "目标值"), ("产出", "新建绿道", "4645.05"), ("效益", "知晓率", "≥85%"))


def rows(path: Path) -> list[list[str]]:
    (grid,) = [block for block in blocks_from_pages(read_pdf(path).pages) if isinstance(block, Grid)]
    return [[cell.text for cell in row] for row in grid.rows]


def drawn(sheet: Sheet) -> None:
    for i, texts in enumerate(ROWS):
        sheet.row(XS, 100 + 20 * i, 120 + 20 * i, texts)


def turned(sheet: Sheet, x: float, top: float, angle: float, text: str, size: float) -> None:
    sheet.canvas.saveState()
    sheet.canvas.translate(x, sheet.height - top)
    sheet.canvas.rotate(angle)
    sheet.canvas.setFont(FONT, size)
    sheet.canvas.drawString(0, 0, text)
    sheet.canvas.restoreState()


def test_a_slanted_watermark_ends_in_no_cell_and_is_told(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    turned(sheet, 180, 200, 45, "内部资料", 40)
    drawn(sheet)
    path = sheet.save()
    assert rows(path) == [list(row) for row in ROWS]
    (fault,) = read_pdf(path).faults
    assert (fault.rule, fault.message) == ("hidden_content", "第1页斜排或浅色的水印文字“内部资料”未读入")


def test_a_header_on_its_side_is_read_in_its_order(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row((60, 90, 250), 100, 160, ("", "指标名称"))
    turned(sheet, 80, 155, 90, "分值权重", 10)
    sheet.row((60, 90, 250), 160, 180, ("10", "新建绿道"))
    assert rows(sheet.save()) == [["分值权重", "指标名称"], ["10", "新建绿道"]]


def test_a_page_drawn_sideways_is_turned(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.height = 595  # counted along the turned page
    sheet.canvas.translate(595, 0)
    sheet.canvas.rotate(90)
    drawn(sheet)
    assert rows(sheet.save()) == [list(row) for row in ROWS]


def test_radicals_in_the_text_layer_are_read_as_characters(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row((60, 250, 350), 100, 120, ("工程长度", "⽉均⽤⽔量"))
    assert rows(sheet.save()) == [["工程长度", "月均用水量"]]


def test_dotted_borders_are_lines(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for i, texts in enumerate(ROWS):
        for x, text in zip(XS, texts, strict=False):
            sheet.text(x + 3, 104 + 20 * i, text)
    for x in XS:
        for y in range(80):
            sheet.canvas.rect(x, sheet.height - 100 - 0.75 * y, 0.75, 0.4, stroke=0, fill=1)
    for y in range(4):
        for x in range(180):
            sheet.canvas.rect(60 + 1.5 * x, sheet.height - 100 - 20 * y, 0.75, 0.75, stroke=0, fill=1)
    assert rows(sheet.save()) == [list(row) for row in ROWS]


def test_the_last_dash_of_a_border_may_be_a_dot(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for i, texts in enumerate(ROWS):
        for x, text in zip(XS, texts, strict=False):
            sheet.text(x + 3, 104 + 20 * i, text)
    xs = (60, 109.9, 249.8, 329.7)
    for x in xs:
        sheet.canvas.line(x, sheet.height - 100, x, sheet.height - 160)
    for y in (sheet.height - 100 - 20 * i for i in range(4)):
        for start, end in pairwise(xs):
            for n in range(int((end - start) // 4) + 1):
                sheet.canvas.line(start + 4 * n, y, min(start + 4 * n + 2.2, end), y)
    assert rows(sheet.save()) == [list(row) for row in ROWS]
