"""Printed lines to paragraphs, headings and sections."""

from pathlib import Path

import pytest

from ingest.layout.lines import Line, join_texts
from ingest.layout.numbering import Numbering, heading_end, inline_heading_starts, read_numbering
from ingest.layout.paragraphs import lines_to_paragraphs
from ingest.layout.sections import sections_from_blocks
from ingest.model.document import Paragraph, Word
from ingest.model.place import Place
from ingest.readers.pdf import read_pdf
from ingest.tables.blocks import blocks_from_pages
from tests.pdfs.draw import Sheet

WIDE = "示例市全年完成绿道建设一百二十公里较上年增长百分之五并新增停车泊位二百个惠及群众"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、部门概况", Numbering(1, "一", 2)),
        ("十二、其他", Numbering(1, "十二", 3)),
        ("第三部分 决算情况说明", Numbering(0, "三", 5)),
        ("（二）改进措施", Numbering(2, "二", 3)),
        ("(二) 改进措施", Numbering(2, "二", 4)),
        ("3.资产情况", Numbering(3, "3", 2)),
        ("3、资产情况", Numbering(3, "3", 2)),
        ("（4）预算执行率", Numbering(4, "4", 3)),
        ("3.5亿元已经拨付", None),
        ("2023年度", None),
        ("一是加强管理", None),
    ],
)
def test_reads_heading_numbers(text: str, expected: Numbering | None) -> None:
    assert read_numbering(text) == expected


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("一、预算部门名称：示例局", "预算部门名称", "示例局"),
        ("一、部门概况", "部门概况", ""),
        ("（一）部门管理情况 1.预决算工作。按时完成。", "部门管理情况", "1.预决算工作。按时完成。"),
        ("一、今年以来，各项工作有序推进。", "", "今年以来，各项工作有序推进。"),
    ],
)
def test_tells_heading_from_the_text_that_runs_on(text: str, heading: str, rest: str) -> None:
    numbering = read_numbering(text)
    assert numbering is not None
    end, start = heading_end(text, numbering.start)
    assert (text[numbering.start : end], text[start:]) == (heading, rest)


def test_finds_numbered_items_inside_a_paragraph() -> None:
    text = "（一）甲。内容3.5亿元；（二）乙。1.丙。2.丁达到12.5%。"
    assert [text[i : i + 3] for i in inline_heading_starts(text)] == ["（二）", "1.丙", "2.丁"]


@pytest.mark.parametrize(
    ("first", "second", "joined"), [("完成绿", "道", "完成绿道"), ("Open", "Data", "Open Data"), ("1,20", "0.5", "1,200.5")]
)
def test_joins_wrapped_lines(first: str, second: str, joined: str) -> None:
    assert join_texts(first, second) == joined


def _prose(path: Path, *paragraphs: str, per_line: int = 38) -> Path:
    sheet, top = Sheet(path), 80.0
    for text in paragraphs:
        indented = "　　" + text
        for start in range(0, len(indented), per_line):
            line = indented[start : start + per_line]
            sheet.text(80 + (20 if start == 0 else 0), top, line.strip("　"))
            top += 16
    return sheet.save()


def test_wrapped_lines_become_one_paragraph(tmp_path: Path) -> None:
    path = _prose(tmp_path / "a.pdf", WIDE + "。" + WIDE + "。", "另一段" + WIDE + "。")
    found = [block.text for block in blocks_from_pages(read_pdf(path).pages) if isinstance(block, Paragraph)]
    assert found == [WIDE + "。" + WIDE + "。", "另一段" + WIDE + "。"]


def test_a_paragraph_goes_on_over_the_page_break(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(100, 700, WIDE[:36])
    sheet.text(80, 716, WIDE[:38])
    sheet.next_page()
    sheet.text(80, 80, WIDE[:38])
    sheet.text(80, 96, "结束。")
    (paragraph,) = blocks_from_pages(read_pdf(sheet.save()).pages)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.place.pages == (1, 2)
    assert [paragraph.text[s.start : s.end] for s in paragraph.spans][-1] == "结束。"


def printed(text: str, x0: float, top: float, size: float) -> Line:
    return Line((Word(text, x0, top, x0 + size * len(text), top + size, size),), 1)


def test_a_large_title_over_two_lines_is_one_paragraph_and_the_annex_number_above_it_another() -> None:
    body = [printed("本报告所列数据均取自部门决算和业务台账，经核对无误。" * 2, 60, 300 + 15 * i, 9) for i in range(5)]
    lines = [printed("附件1", 60, 50, 12), printed("某某局2023年度部门整体", 200, 75, 13), printed("绩效自评表", 239, 92, 13), *body]
    texts = [found.text for found in lines_to_paragraphs(lines, {1: 595.0})]
    assert texts[:2] == ["附件1", "某某局2023年度部门整体绩效自评表"]


def paragraph(text: str, size: float = 12.0, centred: bool = False) -> Paragraph:
    return Paragraph(text, Place((1,)), size_pt=size, is_centred=centred)


def test_sections_keep_the_path_of_sub_headings() -> None:
    blocks = [
        paragraph("示例市示例局2023年度绩效自评报告", 20, True),
        paragraph("（2023年度）", 14, True),
        paragraph("一、单位名称：示例局"),
        paragraph("二、管理情况"),
        paragraph("（一）预算管理。1.编制。按时完成编制。2.执行。执行率98.5%。"),
        paragraph("（二）资产管理。账实相符。"),
    ]
    sections = sections_from_blocks(blocks)
    assert [(s.number, s.title) for s in sections] == [("一", "单位名称"), ("二", "管理情况")]
    assert sections[0].text == "示例局"
    assert [(p.path, p.paragraph.text) for p in sections[1].passages] == [
        (("（一）预算管理",), "（一）预算管理。"),
        (("（一）预算管理", "1.编制"), "1.编制。按时完成编制。"),
        (("（一）预算管理", "2.执行"), "2.执行。执行率98.5%。"),
        (("（二）资产管理",), "（二）资产管理。账实相符。"),
    ]


def test_a_table_of_contents_is_no_section() -> None:
    blocks = [
        paragraph("目 录", 18, True),
        paragraph("一、概况........1"),
        paragraph("二、决算........3"),
        paragraph("一、概况"),
        paragraph("本局负责绿化。"),
        paragraph("二、决算"),
        paragraph("支出1200万元。"),
    ]
    assert [(s.title, s.text) for s in sections_from_blocks(blocks)] == [("概况", "本局负责绿化。"), ("决算", "支出1200万元。")]


def test_part_headings_stand_first_in_the_path() -> None:
    blocks = [
        paragraph("第一部分 概况", 18, True),
        paragraph("一、职能"),
        paragraph("负责绿化。"),
        paragraph("第二部分 说明", 18, True),
        paragraph("一、收入"),
        paragraph("收入1200万元。"),
    ]
    assert [s.passages[0].path for s in sections_from_blocks(blocks)] == [("第一部分 概况",), ("第二部分 说明",)]
