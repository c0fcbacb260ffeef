"""Names of rows that look like questions, like other rows, or stand in several tables and columns. Made up after district budgets."""

import pytest

from ingest.model.document import Paragraph
from ingest.model.place import Place
from ingest.model.report import Passage, Report, Section
from jiwen.assistant import Assistant
from jiwen.shelf import MemoryShelf
from tests.tables import piped_table

_HEAD = "编码|名称|合计|人员经费|公用经费"
_INCOME = (_HEAD, "204|公共安全支出|125.23|0|125.23", "212|城乡社区支出|9121.30|0|9121.30", "21299|其他城乡社区支出|1450.00|0|1450.00")
_SPENDING = (_HEAD, "204|公共安全支出|125.20|0|125.20", "212|城乡社区支出|9121.30|0|9121.30", "21299|其他城乡社区支出|1449.00|0|1449.00")
_BASIC = (_HEAD, "30206|电费|28.00|0|28.00", "30231|公务用车运行维护费|21.50|0|21.50", "30299|其他商品和服务支出|69.00|0|69.00")
_YEARS = ("项目|2022年预算|2023年预算|其中：财政拨款", "康复救助|31.50|30.60|20.60", "托养服务|6.70|3.34|3.34")
_TEXT = (
    "“公共安全支出（类）其他公共安全支出（款）”110.20万元，主要用于其他公共安全支出。县级自筹资金缺口20.00万元。"
    "结余4.70万元，原因是两座水厂的质保金未到支付节点。退休人员57人。"
)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    tables = (
        piped_table("部门收入预算总表", 1, _INCOME),
        piped_table("部门支出预算总表", 2, _SPENDING),
        piped_table("基本支出经济分类预算表", 3, _BASIC),
        piped_table("项目支出预算表", 4, _YEARS),
    )
    prose = Section("一", "编制说明", (Passage(Paragraph(_TEXT, Place((5,)))),), Place((5,)))
    report = Report(
        id="r", title="青岚街道2023年", source="r.pdf", page_count=5, department="青岚街道", year=2023, tables=tables, sections=(prose,)
    )
    return Assistant(MemoryShelf([report]))


@pytest.mark.parametrize(
    ("question", "number", "unit"),
    [
        ("公共安全支出是多少", "125.20", "万元"),
        ("其他城乡社区支出是多少", "1449.00", "万元"),
        ("公务用车运行维护费", "21.50", "万元"),
        ("康复救助多少", "30.60", "万元"),
        ("康复救助2022年多少", "31.50", "万元"),
        ("退休的有几个", "57", "人"),
    ],
)
def test_the_row_of_that_name_answers(assistant: Assistant, question: str, number: str, unit: str) -> None:
    value = assistant.ask(question).value
    assert value is not None
    assert (str(value.number), value.unit) == (number, unit)


@pytest.mark.parametrize("question", ["质保金是多少", "县级自筹多少"])
def test_another_figure_of_the_sentence_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).value is None
