"""HTML → blocks: what a visitor sees, tables with their spans, layout tables opened."""

import time
from pathlib import Path

import pytest

from ingest.errors import DamagedFile, OversizedFile
from ingest.model.document import Grid, Paragraph
from ingest.readers.archive_limits import ReadLimits
from ingest.readers.html import read_html
from tests.test_ingest.office_files import grid, spans, texts, write_html


def read(tmp_path: Path, body: str, head: str = "") -> list[object]:
    path = tmp_path / "丙局.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return [texts(block) for block in read_html(path).blocks]


def test_headings_paragraphs_centring_and_size(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        '<body><h2 style="text-align:center;font-size:22px">自评<b>报告</b></h2>\n<div>第一段，\n 续行。<br>第二段。<p align=center>落款</p>尾</div>',
        encoding="utf-8",
    )
    first, *rest = read_html(path).blocks
    assert isinstance(first, Paragraph)
    assert (first.text, first.level, first.is_centred, first.size_pt, first.place.anchor) == ("自评报告", 2, True, 16.5, "第1段")
    assert [texts(block) for block in rest] == ["第一段，续行。", "第二段。", "落款", "尾"]
    assert [block.is_centred for block in rest if isinstance(block, Paragraph)] == [False, False, True, False]


def test_spans_are_one_object(tmp_path: Path) -> None:
    wanted = grid([["绩效指标", "", "分值"], ["产出", "数量", "10"], ["", "质量", "20"]], [(0, 0, 0, 1), (1, 0, 2, 0)])
    (table,) = read_html(write_html(tmp_path / "a.html", [wanted])).blocks
    assert isinstance(table, Grid)
    assert texts(table) == texts(wanted)
    assert spans(table) == {("绩效指标", 0, 0, 1, 2), ("产出", 1, 0, 2, 1)}
    assert table.rows[1][0] is table.rows[2][0]
    assert (table.place.anchor, table.rows[2][2].place.anchor) == ("表1", "表1 第3行第3列")


def test_tables_inside_layout_tables_are_found(tmp_path: Path) -> None:
    inner = grid([["项目", "执行率"], ["河道", "98%"]])
    paragraph = Paragraph("二、预算执行", inner.place)
    page = write_html(tmp_path / "a.html", [paragraph, inner], inside_layout=True)
    assert [texts(block) for block in read_html(page).blocks] == ["二、预算执行", [["项目", "执行率"], ["河道", "98%"]]]


def test_data_table_keeps_its_rows_around_an_inner_table(tmp_path: Path) -> None:
    rows = "<tr><td>甲<td>1<tr><td>乙<td>2<table><tr><td>子<td>9<tr><td>丑<td>8</table><tr><td>丙<td>3"
    assert read(tmp_path, f"<table>{rows}</table>") == [[["甲", "1"], ["乙", "2"], ["丙", "3"]], [["子", "9"], ["丑", "8"]]]


def test_a_table_of_one_row_is_a_line(tmp_path: Path) -> None:
    assert read(tmp_path, "<table><tr><td>编制单位：甲局<td>单位：万元</table>") == ["编制单位：甲局 单位：万元"]


@pytest.mark.parametrize(
    "head",
    [
        "<title>东山区水务局自评报告_东山区人民政府</title>",
        '<title>东山区</title><meta name="ArticleTitle" content="东山区水务局自评报告">',
    ],
)
def test_menus_before_the_title_are_dropped_and_the_title_is_a_heading(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<head>{head}</head><body><div>首页</div><div>您的位置</div><div>东山区水务局自评报告</div><p>正文</p>", encoding="utf-8"
    )
    title, text = read_html(path).blocks
    assert isinstance(title, Paragraph)
    assert (title.text, title.level, texts(text)) == ("东山区水务局自评报告", 1, "正文")


def test_text_before_the_title_stays(tmp_path: Path) -> None:
    body = "<p>" + "说明" * 40 + "。</p><p>东山区水务局自评报告</p>"
    assert read(tmp_path, body, "<title>东山区水务局自评报告</title>") == ["说明" * 40 + "。", "东山区水务局自评报告"]


def test_caption_head_and_cell_breaks(tmp_path: Path) -> None:
    body = "<table><caption>表一</caption><thead><tr><th>年初<br>预算数<th>备注</thead><tbody><tr><td><p>10</p><p>20</p><td>a\nb</table>"
    assert read(tmp_path, body) == ["表一", [["年初预算数", "备注"], ["10 20", "a b"]]]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">假</p>',
        '<span style="visibility:hidden">假</span>',
        "<div hidden>假<p>更假</p></div>",
        '<p style="font-size:0">假</p>',
        '<p class="big gone">假</p>',
        '<p id="trap">假</p>',
        "<script>var a='假';</script>",
        "<style>p{}假</style>",
        "<textarea>假</textarea>",
        "<nav>首页</nav>",
        "<!-- 假 -->",
        "<del>假</del>",
        '<span style="text-decoration:line-through">假</span>',
        "<p>\u200b\u202e\U000e0041</p>",
    ],
)
def test_what_nobody_sees_is_left_out(tmp_path: Path, hidden: str) -> None:
    assert read(tmp_path, f"<p>真</p>{hidden}<p>实</p>", "<style>.gone{display:none} #trap , .x { visibility: hidden }</style>") == [
        "真",
        "实",
    ]


def test_a_child_makes_text_of_no_size_readable_again(tmp_path: Path) -> None:
    assert read(tmp_path, '<div style="font-size:0">假<span style="font-size:14px">真</span></div>') == ["真"]


def test_hidden_rows_of_a_table_are_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text('<table><tr><td>甲<td>1<tr style="display:none"><td>乙<td>2<tr><td>丙<td>3</table>', encoding="utf-8")
    document = read_html(path)
    assert [texts(block) for block in document.blocks] == [[["甲", "1"], ["丙", "3"]]]
    assert [(fault.rule, fault.message) for fault in document.faults] == [("hidden_content", "隐藏内容未读取，共 1 处。")]


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        ('<td style="visibility:hidden">9', ["甲", "", "1"]),
        ('<td style="text-decoration:line-through">9', ["甲", "", "1"]),
        ('<td style="display:none">9', ["甲", "1", ""]),
        ("<td hidden>9", ["甲", "1", ""]),
        ('<td class="gone">9', ["甲", "1", ""]),
        ("<td><s>9</s>", ["甲", "", "1"]),
    ],
)
def test_cells_keep_their_column_beside_an_invisible_one(tmp_path: Path, cell: str, row: list[str]) -> None:
    table = f"<table><tr><td>指标<td>旧<td>新<tr><td>甲{cell}<td>1</table>"
    assert read(tmp_path, table, "<style>.gone{display:none}</style>") == [[["指标", "旧", "新"], row]]


def test_superscript_keeps_figures_apart(tmp_path: Path) -> None:
    assert read(tmp_path, "<p>面积10<sup>4</sup>平方米</p><pre>一行\n二行</pre>") == ["面积10⁴平方米", "一行", "二行"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),
        ("gb18030", "gb2312"),
        ("gb18030", ""),
        ("utf-16", "utf-8"),
        ("big5", "big5"),
        ("utf-8-sig", ""),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, declared: str) -> None:
    path = tmp_path / "a.html"
    text = "預算績效報告" if encoding == "big5" else "预算绩效自评报告，执行率９８％"
    path.write_bytes(f'<html><meta charset="{declared}"><body><p>{text}</p></body></html>'.encode(encoding))
    assert [texts(block) for block in read_html(path).blocks] == [text]


def test_web_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + "<p>正文</p>".encode() + b"\r\n--x--\r\n"
    )
    assert [texts(block) for block in read_html(path).blocks] == ["正文"]


def test_huge_and_wrong_spans(tmp_path: Path) -> None:
    body = "<table><tr><td colspan=100000>题<tr><td rowspan=0>甲<td colspan=x>1<tr><td>2<tr><td>3</table>"
    assert read(tmp_path, body) == [[["题", "题"], ["甲", "1"], ["甲", "2"], ["甲", "3"]]]


def test_refuses_spans_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<table>" + "<tr><td colspan=1000 rowspan=60000>x<td>y" * 30 + "</table>", encoding="utf-8")
    with pytest.raises(OversizedFile, match=r"a\.html：一张表有"):
        read_html(path, ReadLimits(table_cells=10_000))


@pytest.mark.parametrize("tag", ["div", "font", "table><tr><td", "b", "ul><li"])
def test_deep_nesting_is_read(tmp_path: Path, tag: str) -> None:
    started = time.perf_counter()
    assert "底" in "".join(map(str, read(tmp_path, f"<{tag}>" * 450 + "底")))
    assert time.perf_counter() - started < 10


def test_refuses_bottomless_nesting_rather_than_losing_the_end(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match="嵌套超过 2048 层"):
        read(tmp_path, "<div>" * 5000 + "底")


def test_refuses_an_empty_page(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile) as caught:
        read(tmp_path, "<script>load()</script>")
    assert str(caught.value).startswith("丙局.html：网页里没有可见的文字（内容可能由脚本载入）。")
