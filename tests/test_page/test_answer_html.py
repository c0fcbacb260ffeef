"""Answers as chat messages: order, links, and nothing of a report that could run."""

import re
from decimal import Decimal

import pytest

from ingest.model.place import Box, Place
from ingest.model.quantity import Quantity
from jiwen.answer import Answer, Citation, Record
from jiwen.page.answer_html import answer_to_html, shown_text
from jiwen.page.record_table import row_remark, telling_columns
from jiwen.page.tokens import from_token
from jiwen.saying import Language

PLACE = Place((3,), (Box(3, 1, 2, 3, 4),), "自评表")
CITATION = Citation("lin", "自评报告", PLACE, "18套", "青年公寓开工数")


def value(text: str, number: str | None = None, unit: str | None = None, body: str = "完成[1]") -> Answer:
    return Answer("问", body, "value", value=Quantity(text, None, Decimal(number) if number else None, unit), citations=(CITATION,))


@pytest.mark.parametrize(
    ("answer", "figure"),
    [
        (value("18套", "18", "套"), '<strong>18</strong><span class="jw-unit">套</span>'),
        (value("=100 亿元", "100", "亿元"), '<strong>100</strong><span class="jw-unit">亿元</span>'),
        (value("1,234.50", "1234.5", "万元"), '<strong>1,234.50</strong><span class="jw-unit">万元</span>'),
        (value("-22.70%", "-22.70", "%"), '<strong>-22.70</strong><span class="jw-unit">%</span>'),
        (value("≥98%", "98", "%"), '<strong>≥98</strong><span class="jw-unit">%</span>'),
        (value("健全"), "<strong>健全</strong>"),
    ],
)
def test_the_figure_comes_first_as_printed(answer: Answer, figure: str) -> None:
    html = answer_to_html("0", answer)
    assert figure in html
    assert html.index(figure) < html.index("jw-text")


def test_a_long_qualitative_value_is_text() -> None:
    assert "jw-figure" not in answer_to_html("0", value("建立了较为完善的制度体系和长效机制"))


def test_a_mark_links_to_its_cell() -> None:
    html = answer_to_html("0", value("18套", "18", "套"))
    token = html.split('href="#cite-')[1].split('"')[0]
    assert from_token(token).place == PLACE
    assert "第 3 页" in html


def test_a_mark_without_citation_stays_text() -> None:
    assert "[7]" in answer_to_html("0", value("18套", "18", "套", "完成[7]"))


def test_citations_that_the_text_does_not_mention_are_shown() -> None:
    assert answer_to_html("0", value("18套", "18", "套", "完成")).count("jw-cite") == 1


def test_it_is_one_line_of_html() -> None:
    assert "\n" not in answer_to_html("0", value("18套", "18", "套", "一\n\n二\n\n- 三"))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[点](javascript:alert(1))",
        "![图](http://other.example/x.png)",
        "<http://other.example>",
        "`code` ~~~",
        "[1]: http://other.example",
        "&lt;b&gt;",
    ],
)
def test_report_text_stays_letters(text: str) -> None:
    citation = Citation("lin", text, Place((1,), (), text), text, text)
    records = tuple(Record("indicator", "lin", text, {text: text}, None, 1) for _ in range(2))
    answer = Answer(
        text, text, "list", reason=text, records=records, citations=(citation,), notes=(text,), choices=(text,), suggestions=(text,)
    )
    html = answer_to_html("0", answer)
    for live in ("<script", "<img", "<b>", 'href="javascript', 'href="http', 'onerror="', "<code"):
        assert live not in html


def test_rows_stand_in_the_table_alone() -> None:
    records = tuple(Record("indicator", "lin", name, {"完成值": "1"}, "missed", 1) for name in ("甲", "乙"))
    answer = Answer("问", "共2项：\n\n**某局**\n\n1. 甲：1[1]\n2. 乙：1[1]", "list", records=records, citations=(CITATION,))
    assert shown_text(answer, has_table=True).strip() == "共2项："
    html = answer_to_html("0", answer)
    assert html.count("<tr>") == 3
    assert html.count('<th scope="row"') == 2
    assert html.count("✗") == 2
    assert "未完成" in html


def test_a_table_over_several_reports_names_them() -> None:
    records = tuple(Record("indicator", report, "甲", {"完成值": "1"}) for report in ("lin", "yun"))
    html = answer_to_html("0", Answer("问", "共2项", "list", records=records), names={"lin": "林局 2023", "yun": "云局 2022"})
    assert "林局 2023" in html
    assert "云局 2022" in html


def test_choices_and_suggestions_are_buttons() -> None:
    html = answer_to_html("0", Answer("问", "哪个？", "clarify", choices=("甲", "乙")))
    assert html.count("jw-choice") == 2


def test_a_candidate_has_its_button_beside_it() -> None:
    lines = "不止一处符合，您问的是哪一个？\n\n- 甲局“执行率”：91%[1]\n- 乙局“执行率”：92%"
    html = answer_to_html("0", Answer("问", lines, "clarify", citations=(CITATION,), choices=("甲局的执行率", "乙局的执行率")))
    assert html.count("91%") == html.count("92%") == 1
    assert re.findall(r'jw-choice" title="([^"]+)"', html) == ["甲局的执行率", "乙局的执行率"]
    assert "为什么？</button>" in answer_to_html("0", Answer("问", "答", "value", suggestions=("为什么？",)))


def test_english_labels() -> None:
    assert "Copy" in answer_to_html("0", Answer("q", "a", "value"), "en")


def test_the_figure_takes_its_marks_along() -> None:
    html = answer_to_html("0", value("18套", "18", "套", "**18套**[1]\n\n某局的完成值。"))
    assert html.count("18") == 1 + html.split('title="')[1].split('"')[0].count("18") + html.split('href="')[1].split('"')[0].count("18")
    assert html.index("jw-cite") < html.index("某局的完成值")


def test_what_a_line_says_beyond_its_cells_becomes_a_remark() -> None:
    record = Record("indicator", "lin", "甲", {"目标值": "=100 亿元", "原因分析": "以60亿元为准。"}, "missed", 1)
    assert row_remark("1. 甲：目标值=100 亿元，按更正后的目标完成[1]", record) == "按更正后的目标完成"
    assert row_remark("1. 甲：“以60亿元为准。”[1]", record) == ""


def test_many_notes_are_folded() -> None:
    html = answer_to_html("0", Answer("问", "答", "value", notes=tuple("甲乙丙丁")))
    assert html.index("乙") < html.index("<details") < html.index("丙")


def test_one_verdict_for_all_needs_no_column() -> None:
    def table(*verdicts: str) -> str:
        records = tuple(Record("indicator", "lin", name, {"完成值": "1"}, verdict) for name, verdict in zip("甲乙", verdicts, strict=True))
        return answer_to_html("0", Answer("问", "共2项", "list", records=records)).split("<tbody>")[0]

    assert "完成情况" not in table("missed", "missed")
    assert "完成情况" in table("missed", "met")


def test_long_texts_stand_in_one_line_under_their_row() -> None:
    reason = "受雨季影响，工期顺延至次年第一季度，" * 3
    fields = {"目标值": "20套", "完成值": "18套", "原因分析": reason}
    records = tuple(Record("indicator", "lin", name, fields, "missed") for name in ("甲", "乙"))
    html = answer_to_html("0", Answer("问", "共2项", "list", records=records))
    assert telling_columns(records) == ("目标值", "完成值")
    assert html.count(f'<summary title="更多">原因分析：{reason}</summary>') == 2
    assert html.count('<td colspan="3">') == 2


def test_columns_beyond_the_room_stand_under_the_row() -> None:
    fields = {f"第{n}列的长标题": f"{n}234567.89万元" for n in range(8)}
    records = tuple(Record("budget", "lin", name, fields) for name in ("甲", "乙"))
    assert telling_columns(records) == tuple(fields)[:3]
    assert "第7列的长标题：7234567.89万元" in answer_to_html("0", Answer("问", "共2项", "list", records=records))


def test_columns_are_called_in_the_language_of_the_page() -> None:
    records = tuple(Record("indicator", "lin", name, {"目标值": "1", "自拟栏": "2"}) for name in ("甲", "乙"))
    html = answer_to_html("0", Answer("q", "2", "list", records=records), "en")
    assert '<th scope="col">Target</th>' in html
    assert '<th scope="col">自拟栏</th>' in html


@pytest.mark.parametrize(("count", "is_long"), [(15, False), (16, True)])
def test_a_long_list_can_be_unfolded(count: int, is_long: bool) -> None:
    records = tuple(Record("indicator", "lin", f"指标{n}", {"完成值": "1套"}, "met", 1) for n in range(count))
    html = answer_to_html("0", Answer("问", "列出", "list", records=records, citations=(CITATION,)))
    assert ("jw-unfold" in html, "展开全部 16 项" in html) == (is_long, is_long)


@pytest.mark.parametrize(
    ("language", "text", "unit", "left"),
    [
        ("zh", "**13.5公里**（减少）", "公里", "（减少）"),
        ("en", "**13.5公里** (less)", "公里", "(less)"),
        ("zh", "**13.5个百分点**（减少）", "个百分点", "（减少）"),
        ("en", "**13.5 percentage points** (less)", "个百分点", "(less)"),
        ("zh", "是，**13.5公里**（减少）", "公里", "是，**13.5公里**（减少）"),
    ],
)
def test_a_fall_is_not_said_twice(language: Language, text: str, unit: str, left: str) -> None:
    answer = Answer("问", text, "aggregate", language, value=Quantity(f"-13.5{unit}", None, Decimal("-13.5"), unit))
    assert "<strong>-13.5</strong>" in answer_to_html("0", answer, language)
    assert shown_text(answer, has_table=False) == left


@pytest.mark.parametrize(
    ("text", "has_table"),
    [
        ("“执行率”：\n\n- 2022年：91%[1]\n- 2023年：96%[2]", False),
        ("共2项：\n1. 甲：91%[1]\n2. 乙：96%[2]", True),
        ("- 甲[1]\n其余见表", True),
    ],
)
def test_rows_told_one_by_one_need_no_table(text: str, has_table: bool) -> None:
    records = tuple(
        Record("indicator", "lin", name, {"完成值": figure}, "met", n) for n, (name, figure) in enumerate((("甲", "91%"), ("乙", "96%")), 1)
    )
    answer = Answer("问", text, "compare", records=records, citations=(CITATION, CITATION))
    assert ("jw-records" in answer_to_html("0", answer)) is has_table
    assert "jw-open-table" in answer_to_html("0", answer)
