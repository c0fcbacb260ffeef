"""Which is the most, and which grew or shrank, over tables that hold no facts. Made up."""

import pytest

from ingest.model.report import Report
from jiwen.assistant import Assistant
from jiwen.shelf import MemoryShelf
from tests.tables import piped_table

_DEBT = (
    "地区|债务限额|债务余额|债务率（%）",
    "市本级|229.10|224.03|112.6",
    "东川区|79.70|77.27|128.4",
    "望山县|58.95|58.54|143.7",
    "合计|367.75|359.84|",
)
_PROJECTS = ("项目名称|2023年预算|2024年预算", "护理补贴|13.10|14.20", "就业培训|9.87|6.60", "托养服务|6.70|3.34", "合计|29.67|24.14")
_ACCOUNTS = (
    "科目编码|科目名称|本年支出合计|基本支出",
    "208|社会保障和就业支出|286.40|286.40",
    "20805|行政事业单位养老支出|251.18|251.18",
    "213|农林水支出|3523.86|1340.45",
    "21302|林业和草原|3523.86|1340.45",
    "合计||3810.26|1626.85",
)
_TAXES = (
    "项目|2023年决算数|2024年执行数|增减额|增减%",
    "增值税|58.30|79.86|21.56|36.98",
    "契税|21.44|18.90|-2.54|-11.85",
    "税收合计|79.74|98.76|19.02|23.85",
)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    tables = (
        piped_table("政府债务情况表", 1, _DEBT, unit="亿元"),
        piped_table("项目支出预算表", 2, _PROJECTS, unit="亿元"),
        piped_table("支出决算表", 3, _ACCOUNTS, unit="亿元"),
        piped_table("税收收入执行情况表", 4, _TAXES, unit="亿元"),
    )
    report = Report(id="r", title="青岚市2024年预算", source="r.pdf", page_count=4, department="青岚市财政局", year=2024, tables=tables)
    return Assistant(MemoryShelf([report]))


@pytest.mark.parametrize(
    ("question", "name", "number", "unit"),
    [
        ("哪个地方债务率最高", "望山县", "143.7", "%"),
        ("债务余额最少的是哪个地区", "望山县", "58.54", "亿元"),
        ("哪个项目钱最多", "护理补贴", "14.20", "亿元"),
        ("2023年预算最少的项目是哪个", "托养服务", "6.70", "亿元"),
        ("哪项支出最多", "农林水支出", "3523.86", "亿元"),
    ],
)
def test_ranks_a_column_of_any_table(assistant: Assistant, question: str, name: str, number: str, unit: str) -> None:
    answer = assistant.ask(question)
    assert answer.records[0].name == name
    assert answer.value is not None
    assert (str(answer.value.number), answer.value.unit) == (number, unit)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("跟去年比哪些项目减少了", ["就业培训", "托养服务"]),
        ("哪些项目增加了", ["护理补贴"]),
        ("哪些税收下降了", ["契税"]),
    ],
)
def test_lists_what_grew_or_shrank(assistant: Assistant, question: str, names: list[str]) -> None:
    assert [record.name for record in assistant.ask(question).records] == names


@pytest.mark.parametrize("question", ["哪个学校学生最多", "哪个科室人最多", "哪个县人口最少"])
def test_what_no_column_says_is_not_ranked(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
