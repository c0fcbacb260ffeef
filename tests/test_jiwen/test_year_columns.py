"""Years of which there is no report, but a column in the tables of a newer one, or a sentence against the year before. Made up."""

import pytest

from ingest.model.document import Paragraph
from ingest.model.place import Place
from ingest.model.report import Passage, Report, Section
from jiwen.assistant import Assistant
from jiwen.shelf import MemoryShelf
from tests.tables import piped_table

_INCOME = (
    "项目|2022年决算数|2023年决算数|2024年执行数",
    "税收收入|120.40|131.20|128.60",
    "其中：增值税|40.10|52.30|49.80",
    "契税|18.20|15.50|12.40",
    "收入合计|150.00|160.00|158.00",
)
_PROJECTS = ("项目名称|2023年预算|2024年预算|财政拨款", "康复救助|31.50|30.60|20.60", "就业培训|9.80|6.60|6.60")
_BUDGET = ("年度|合计|公务接待费|公务用车运行费", "2023年|7.00|1.00|6.00", "2024年|5.80|0.80|5.00")
_TEXT = (
    "2024年收入预算3,865,200.50元，比上年增加321,490.20元，增长9.07%。"
    "“三公”经费支出5.80万元，较年初预算减少0.20万元，主要原因是压减接待。较上年支出数减少1.20万元，下降17.14%。"
)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    prose = Section("一", "收支预算情况", (Passage(Paragraph(_TEXT, Place((4,)))),), Place((4,)))
    tables = (
        piped_table("收入执行情况表", 1, _INCOME),
        piped_table("项目支出预算表", 2, _PROJECTS),
        piped_table("“三公”经费预算表", 3, _BUDGET),
    )
    report = Report(
        id="r",
        title="青岚县财政局2024年",
        source="r.pdf",
        page_count=4,
        department="青岚县财政局",
        year=2024,
        tables=tables,
        sections=(prose,),
    )
    return Assistant(MemoryShelf([report]))


@pytest.mark.parametrize(
    ("question", "number", "unit"),
    [
        ("2023年契税是多少", "15.50", "万元"),
        ("契税是多少", "12.40", "万元"),
        ("2024年税收和契税加起来", "141", "万元"),
        ("去年的增值税", "52.30", "万元"),
        ("契税比上年少了多少", "-3.1", "万元"),
        ("契税降了多少", "-3.1", "万元"),
        ("契税少了百分之几", "-20.00", "%"),
        ("康复救助减少了多少", "-0.9", "万元"),
        ("2023年公务接待费预算", "1.00", "万元"),
        ("预算比去年涨了几个点", "9.07", "%"),
        ("预算比去年多了多少", "321490.20", "元"),
        ("三公经费比上年少了多少", "1.20", "万元"),
    ],
)
def test_a_year_is_found_in_a_column_or_a_sentence(assistant: Assistant, question: str, number: str, unit: str) -> None:
    value = assistant.ask(question).value
    assert value is not None
    assert (str(value.number), value.unit) == (number, unit)


@pytest.mark.parametrize("question", ["2021年契税是多少", "2020年三公经费多少", "2026年的收入合计", "2022年公务接待费"])
def test_a_year_without_a_column_is_not_in_the_report(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


def test_the_text_of_this_year_does_not_contradict_a_column_of_another(assistant: Assistant) -> None:
    assert assistant.ask("2023年契税是多少").notes == ()


def test_the_year_of_a_column_is_named_as_the_highest(assistant: Assistant) -> None:
    assert assistant.ask("增值税哪年最多").text.startswith("增值税最高的是2023年决算数（52.30万元）")
