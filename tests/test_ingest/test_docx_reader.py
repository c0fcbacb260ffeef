"""DOCX → blocks: what a person sees in Word, and nothing else."""

from pathlib import Path

import docx
import pytest

from ingest.errors import DamagedFile, IngestError
from ingest.model.document import Grid, Paragraph
from ingest.readers.docx import read_docx
from ingest.readers.docx_numbering import format_number, join_label
from tests.test_ingest.office_files import W, grid, paragraph, run, spans, texts, write_docx, write_raw_docx, write_zip

TBL = "<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def read_body(tmp_path: Path, body: str, parts: dict[str, str] | None = None) -> list[object]:
    return [texts(block) for block in read_docx(write_raw_docx(tmp_path / "甲局.docx", body, parts)).blocks]


def test_reads_headings_centring_size_and_order(tmp_path: Path) -> None:
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = 1
    title.add_run("东山区水务局自评报告").font.size = docx.shared.Pt(22)
    document.add_heading("一、基本情况", 1)
    document.add_paragraph("全年支出 1,234.5 万元。")
    document.save(str(tmp_path / "a.docx"))
    read = read_docx(tmp_path / "a.docx")
    first, second, third = read.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.text, first.is_centred, first.size_pt, first.place.anchor) == ("东山区水务局自评报告", True, 22.0, "第1段")
    assert (second.text, second.level) == ("一、基本情况", 1)
    assert texts(third) == "全年支出 1,234.5 万元。"
    assert (read.kind, read.page_count, read.source, read.faults) == ("docx", 0, "a.docx", ())


def test_merged_cells_stand_at_every_position_as_one_object(tmp_path: Path) -> None:
    wanted = grid([["绩效指标", "", "分值"], ["产出指标", "数量", "10"], ["", "质量", "20"]], [(0, 0, 0, 1), (1, 0, 2, 0)])
    (read,) = read_docx(write_docx(tmp_path / "a.docx", [wanted])).blocks
    assert isinstance(read, Grid)
    assert texts(read) == texts(wanted)
    assert spans(read) == {("绩效指标", 0, 0, 1, 2), ("产出指标", 1, 0, 2, 1)}
    assert read.rows[0][0] is read.rows[0][1]
    assert read.rows[1][0] is read.rows[2][0]
    assert read.rows[2][1].place.anchor == "表1 第3行第2列"


def test_soft_breaks_end_a_paragraph_only_after_a_sentence_or_before_a_heading(tmp_path: Path) -> None:
    body = paragraph("东山区水务局", "<w:r><w:br/></w:r>", "自评报告", "<w:r><w:br/></w:r>", "一、概况", "<w:r><w:br/></w:r>", "无。")
    assert read_body(tmp_path, body) == ["东山区水务局自评报告", "一、概况", "无。"]


def test_tracked_deletions_are_gone_and_insertions_stand(tmp_path: Path) -> None:
    body = paragraph(
        "完成", f"<w:del>{run('70').replace('w:t', 'w:delText')}</w:del>", f"<w:ins>{run('77.3')}</w:ins>", "亿元"
    ) + paragraph("其余", f"<w:moveFrom>{run('旧')}</w:moveFrom>", f"<w:moveTo>{run('新')}</w:moveTo>")
    assert read_body(tmp_path, body) == ["完成77.3亿元", "其余新"]


def test_deleted_rows_are_gone(tmp_path: Path) -> None:
    rows = row(cell("指标"), cell("值")) + row(cell("旧"), cell("1"), properties="<w:del/>") + row(cell("新"), cell("2"))
    assert read_body(tmp_path, TBL.format(rows)) == [[["指标", "值"], ["新", "2"]]]


def test_deleted_paragraph_mark_joins_the_next_paragraph(tmp_path: Path) -> None:
    body = (
        paragraph("执行率为", properties="<w:rPr><w:del/></w:rPr>")
        + paragraph("98%。")
        + paragraph("尾", properties="<w:rPr><w:del/></w:rPr>")
    )
    assert read_body(tmp_path, body) == ["执行率为98%。", "尾"]


@pytest.mark.parametrize(("mark", "what"), [("<w:vanish/>", "隐藏文字"), ("<w:strike/>", "删除线文字"), ("<w:dstrike/>", "删除线文字")])
def test_hidden_and_struck_text_is_left_out_and_said(tmp_path: Path, mark: str, what: str) -> None:
    read = read_docx(write_raw_docx(tmp_path / "a.docx", paragraph("得分", run("99", mark), "10")))
    assert [texts(block) for block in read.blocks] == ["得分10"]
    (fault,) = read.faults
    assert (fault.rule, fault.message) == ("hidden_content", f"{what}未读取，共 1 处，首处在第1段附近。")


def test_text_hidden_by_a_style_is_left_out(tmp_path: Path) -> None:
    styles = f'<w:styles {W}><w:style w:type="character" w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    body = paragraph("甲", run("乙", '<w:rStyle w:val="H"/>'), run("丙", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>'))
    assert read_body(tmp_path, body, {"styles": styles}) == ["甲丙"]


def test_list_labels_are_counted_as_word_counts_them(tmp_path: Path) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        "</w:numbering>"
    )

    def numbered(text: str, number: int, level: int) -> str:
        return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    body = "".join(
        numbered(*item)
        for item in [
            ("概况", 1, 0),
            ("职责", 1, 1),
            ("2023年", 1, 1),
            ("点", 1, 2),
            ("绩效", 1, 0),
            ("预算", 1, 1),
            ("问题", 2, 0),
            ("无", 0, 0),
        ]
    )
    assert read_body(tmp_path, body, {"numbering": numbering}) == [
        "一、概况",
        "1.1职责",
        "1.2 2023年",
        "点",
        "二、绩效",
        "2.1预算",
        "五、问题",
        "无",
    ]


@pytest.mark.parametrize(
    ("number", "number_format", "label"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (3, "ideographTraditional", "丙"),
        (21, "decimalEnclosedCircle", "21"),
        (28, "upperLetter", "BB"),
        (9, "lowerRoman", "ix"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (3, "unknownFormat", "3"),
    ],
)
def test_number_formats(number: int, number_format: str, label: str) -> None:
    assert format_number(number, number_format) == label


@pytest.mark.parametrize(
    ("label", "text", "joined"),
    [("1.", "2023年", "1. 2023年"), ("1.", "概况", "1.概况"), ("（一）", "2023", "（一）2023"), ("", "甲", "甲")],
)
def test_label_keeps_apart_from_a_figure(label: str, text: str, joined: str) -> None:
    assert join_label(label, text) == joined


def test_automatic_row_numbers_in_a_table_are_shown(tmp_path: Path) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )
    label = "<w:tc>" + paragraph(properties='<w:numPr><w:numId w:val="4"/></w:numPr>') + "</w:tc>"
    body = TBL.format(row(cell("序号"), cell("名称")) + row(label, cell("甲")) + row(label, cell("乙")))
    assert read_body(tmp_path, body, {"numbering": numbering}) == [[["序号", "名称"], ["1", "甲"], ["2", "乙"]]]


def test_two_paragraphs_of_a_cell_close_up_but_figures_stay_apart(tmp_path: Path) -> None:
    stacked = f"<w:tc>{paragraph('10')}{paragraph('20')}</w:tc>"
    words = f"<w:tc>{paragraph('年度')}{paragraph('目标值')}</w:tc>"
    assert read_body(tmp_path, TBL.format(row(stacked, words))) == [[["10 20", "年度目标值"]]]


def test_footnote_mark_leaves_no_digit_and_the_note_follows(tmp_path: Path) -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("含上年结转。")}</w:footnote></w:footnotes>'
    )
    body = paragraph("支出100", '<w:r><w:footnoteReference w:id="2"/></w:r>', "万元") + paragraph("下一段")
    assert read_body(tmp_path, body, {"footnotes": notes}) == ["支出100万元", "含上年结转。", "下一段"]


def test_superscript_digits_do_not_join_the_figure_before_them(tmp_path: Path) -> None:
    assert read_body(tmp_path, paragraph("10", run("4", '<w:vertAlign w:val="superscript"/>'), "立方米")) == ["10⁴立方米"]


def test_symbol_font_boxes_are_read(tmp_path: Path) -> None:
    body = paragraph(
        '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "是", '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>', "否"
    )
    assert read_body(tmp_path, body) == ["☑是□否"]


def test_text_box_is_read_once_behind_its_paragraph(tmp_path: Path) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    both = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    body = paragraph("正文", f"<w:r><mc:AlternateContent {mc}>{both}</mc:AlternateContent></w:r>")
    assert read_body(tmp_path, body) == ["正文", "框内文字"]


def test_table_of_contents_is_left_out(tmp_path: Path) -> None:
    styles = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style></w:styles>'
    assert read_body(tmp_path, paragraph("一、概况\t3", properties='<w:pStyle w:val="10"/>') + paragraph("正文"), {"styles": styles}) == [
        "正文"
    ]


def test_nested_table_follows_its_outer_table_and_a_frame_is_opened(tmp_path: Path) -> None:
    inner = TBL.format(row(cell("子"), cell("1")))
    outer = TBL.format(row(cell("甲"), f"<w:tc>{paragraph('见下')}{inner}</w:tc>"))
    frame = TBL.format(row(f"<w:tc>{paragraph('框架')}{TBL.format(row(cell('丙'), cell('3')))}</w:tc>"))
    assert read_body(tmp_path, outer + frame) == [[["甲", "见下"]], [["子", "1"]], "框架", [["丙", "3"]]]


def test_rows_that_start_late_or_end_early_are_padded(tmp_path: Path) -> None:
    late = row(cell("乙"), properties='<w:gridBefore w:val="1"/>')
    assert read_body(tmp_path, TBL.format(row(cell("甲"), cell("丙")) + late + row(cell("丁")))) == [[["甲", "丙"], ["", "乙"], ["丁", ""]]]


def test_old_horizontal_merge_and_slivers_close_up(tmp_path: Path) -> None:
    rows = row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("乙", '<w:gridSpan w:val="3"/>')) + row(
        cell("1"), cell("2"), cell("3", '<w:gridSpan w:val="3"/>')
    )
    assert read_body(tmp_path, TBL.format(rows)) == [[["甲", "甲", "乙"], ["1", "2", "3"]]]


def test_content_controls_links_and_fields_are_read(tmp_path: Path) -> None:
    begin, middle = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate"))
    field = f"{begin}<w:r><w:instrText>=SUM(A1)</w:instrText></w:r>{middle}"
    link = f"<w:hyperlink>{run('分')}</w:hyperlink>"
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('合计', field, '96', link)}</w:sdtContent></w:sdt>"
    assert read_body(tmp_path, body) == ["合计96分"]


def test_invisible_characters_are_removed(tmp_path: Path) -> None:
    assert read_body(tmp_path, paragraph("完\u200b成\u202e率\ufeff９８％\U000e0041")) == ["完成率９８％"]


def test_strict_namespace_is_read(tmp_path: Path) -> None:
    body = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{paragraph("正文")}</w:body></w:document>'
    assert [texts(b) for b in read_docx(write_zip(tmp_path / "a.docx", {"word/document.xml": body})).blocks] == ["正文"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "甲局.docx：文档里没有文字也没有表格（只有图片或空白）。如果内容是图片，请导出为 PDF 后再试。"),
        ("<w:p>", "甲局.docx：部件 word/document.xml 不是完整的 XML，文件已损坏"),
        ("<w:p>" * 400 + "</w:p>" * 400, "甲局.docx：部件 word/document.xml 不是完整的 XML，文件已损坏"),
    ],
)
def test_refuses_empty_broken_and_bottomless_documents(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(DamagedFile) as caught:
        read_body(tmp_path, body)
    assert str(caught.value).startswith(message)


def test_refuses_entities(tmp_path: Path) -> None:
    declared = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    bomb = f"{declared}<w:document {W}><w:body>{paragraph('&x;')}</w:body></w:document>"
    with pytest.raises(IngestError, match="声明了文档类型或实体"):
        read_docx(write_zip(tmp_path / "a.docx", {"word/document.xml": bomb}))


def test_huge_spans_end(tmp_path: Path) -> None:
    wide = row(cell("题", '<w:gridSpan w:val="99999999"/>')) + row(cell("1"), cell("2"))
    assert read_body(tmp_path, TBL.format(wide)) == [[["题", "题"], ["1", "2"]]]
