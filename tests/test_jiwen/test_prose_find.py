"""Amounts and sentences out of prose. Names and figures are made up."""

from decimal import Decimal

import pytest

from ingest.model.document import Paragraph, Span
from ingest.model.place import Box, Place
from ingest.model.report import Passage, Report, Section
from jiwen.prose import find_passages, find_reasons, find_value, sources_of

ABOUT = (
    "1.主要职责：（一）拟订全市档案事业规划。（二）指导档案工作；（三）负责档案安全。2.内设机构：市档案局设7个内设机构：包括办公室、"
    "业务处、法规处（督查处）。3.人员编制：实有在职人数31人，其中行政编制24名，工勤编制3名，另有离退休人员19人。4.资产情况：期末资产总额"
    "为200万元，其中：流动资产30万元，占资产总额的15%，固定资产120万元，占资产总额的60%；无形资产50万元，占资产总额的25%。"
)
DONE = (
    "全年接收进馆档案4.2万卷，累计馆藏110万卷。首创“档案e站通”模式，服务企业达380家、同比增长12%，线上查档余额3.1万次。"
    "（1）预算调整率为2.4%，主要是由于部分数字化经费年中追加。（2）预算执行率97%。"
)
TROUBLE = "（一）主要问题及原因分析。一是数字化进度偏慢。二是库房不足。（二）改进的方向和措施。加快进度，新建库房。"
USED = "（一）绩效自评结果拟应用。用于明年预算编制。（二）绩效自评结果公开情况。随决算公开。"


def report() -> Report:
    sections = [
        ("一", "单位概况", ABOUT),
        ("二", "绩效实现情况", DONE),
        ("三", "存在问题及改进措施", TROUBLE),
        ("四", "结果应用和公开", USED),
    ]
    return Report("r1", "云山市档案局自评报告", "a.pdf", 4, sections=tuple(section(*s, page) for page, s in enumerate(sections, 1)))


def section(number: str, title: str, text: str, page: int) -> Section:
    half = len(text) // 2
    spans = tuple(Span(a, b, line(page, n)) for n, (a, b) in enumerate([(0, half), (half, len(text))]))
    return Section(number, title, (Passage(Paragraph(text, line(page, 0), spans)),), line(page, 0))


def line(page: int, n: int) -> Place:
    return Place((page,), (Box(page, 50, 100 + 20 * n, 500, 115 + 20 * n),))


SOURCES = sources_of(report())


@pytest.mark.parametrize(
    ("question", "number", "unit"),
    [
        ("行政编制多少名？", "24", "名"),
        ("内设机构有几个？", "7", "个"),
        ("固定资产占总资产的百分之几？", "60", "%"),
        ("流动资产占资产总额的比重是多少", "15", "%"),
        ("离退休人员有多少人？", "19", "人"),
        ("在职人员有多少", "31", "人"),
        ("档案e站通服务了多少家企业？", "380", "家"),
        ("接收进馆档案多少卷", "4.2", "万卷"),
        ("预算调整率是多少", "2.4", "%"),
        ("无形资产多少万元？", "50", "万元"),
    ],
)
def test_reads_the_amount_that_its_own_clause_names(question: str, number: str, unit: str) -> None:
    found = find_value(question, SOURCES)
    assert found is not None
    assert (found.quantity.number, found.quantity.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    "question",
    [
        "退耕还林面积有多少亩？",
        "行政编制得了多少分？",
        "接待来访多少人次？",
        "公务用车有几辆？",
        "森林覆盖率是多少",
        "预算绩效平均得了多少分？",
    ],
)
def test_gives_no_amount_for_what_no_sentence_names(question: str) -> None:
    assert find_value(question, SOURCES) is None


def test_quotes_the_sentence_with_the_lines_it_stands_on() -> None:
    found = find_value("首创的档案e站通服务企业多少家", SOURCES)
    assert found is not None
    assert found.quote.text == "首创“档案e站通”模式，服务企业达380家、同比增长12%，线上查档余额3.1万次。"
    assert found.quote.place == Place((2,), (Box(2, 50, 100, 500, 135),)) or found.quote.place.pages == (2,)
    assert found.quote.text in DONE


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("报告自己说存在哪些问题？", ["（一）主要问题及原因分析。一是数字化进度偏慢。二是库房不足。"]),
        ("改进措施有哪些？", ["（二）改进的方向和措施。加快进度，新建库房。"]),
        ("自评结果怎么应用？", ["（一）绩效自评结果拟应用。用于明年预算编制。"]),
        ("局里有哪些处室？", ["2.内设机构：市档案局设7个内设机构：包括办公室、业务处、法规处（督查处）。"]),
        ("部门职责是什么", ["1.主要职责：（一）拟订全市档案事业规划。（二）指导档案工作；（三）负责档案安全。"]),
    ],
)
def test_quotes_the_whole_stretch_under_the_heading_of_the_topic(question: str, expected: list[str]) -> None:
    assert [quote.text for quote in find_passages(question, SOURCES).quotes] == expected


def test_finds_no_passage_for_a_topic_that_is_not_there() -> None:
    assert find_passages("有没有提到海洋渔业", SOURCES).quotes == ()


def test_gives_the_sentence_with_the_cause() -> None:
    assert [quote.text for quote in find_reasons("预算调整率为什么是2.4%？", SOURCES).quotes] == [
        "（1）预算调整率为2.4%，主要是由于部分数字化经费年中追加。"
    ]
    assert find_reasons("为什么离退休人员增加？", SOURCES).quotes == ()


@pytest.mark.parametrize("question", ["森工编制多少名？", "渔业e站通服务企业多少家？", "流动人口占资产总额的比重是多少"])
def test_one_foreign_word_in_the_subject_is_enough_to_give_nothing(question: str) -> None:
    assert find_value(question, SOURCES) is None
