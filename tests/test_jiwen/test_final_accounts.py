"""Final accounts as bureaus publish them: what a whole and its parts state in the same words, income beside spending, blanks. Made up."""

import pytest

from ingest.model.document import Cell, Paragraph
from ingest.model.place import Box, Place
from ingest.model.report import Passage, Report, Section
from ingest.model.table import Table
from jiwen.assistant import Assistant
from jiwen.prose import Source, find_value
from jiwen.shelf import MemoryShelf

_PARTS = (
    "“三公”经费财政拨款支出预算为24.50万元，支出决算为16.59万元，完成预算的67.71%，其中：\n"
    "公务接待费支出预算为4.50万元，支出决算为1.86万元，完成预算的41.33%，与上年相比减少0.64万元。\n"
    "公务用车运行维护费支出预算为20.00万元，支出决算为14.73万元，完成预算的73.65%。"
)
_SHARES = "2023年度“三公”经费财政拨款支出决算中，公务接待费支出决算1.86万元，占11.21%，公务用车运行维护费支出决算14.73万元，占88.79%。"
_FLOOD = "年初预算为300.00万元，支出决算为290.40万元，完成年初预算的96.80%。"
_GRANT = "年初预算为0万元，支出决算为12.66万元，无法计算完成比例。"
_BOUGHT = (
    "2023年度政府采购支出总额1406.90万元，其中：政府采购货物支出66.20万元。授予中小企业合同金额1290.30万元，占政府采购支出总额的91.71%。"
)
_SOURCES = [
    Source("r", "prose", ("七、财政拨款“三公”经费支出决算情况说明", "（一）“三公”经费支出决算总体情况说明"), _PARTS, Place((1,))),
    Source("r", "prose", ("七、财政拨款“三公”经费支出决算情况说明", "（二）“三公”经费支出决算具体情况说明"), _SHARES, Place((1,))),
    Source("r", "prose", ("五、具体情况", "1、农林水支出（类）水利（款）防汛（项）。"), _FLOOD, Place((2,))),
    Source("r", "prose", ("五、具体情况", "2、社会保障和就业支出（类）抚恤（款）死亡抚恤（项）。"), _GRANT, Place((2,))),
    Source("r", "prose", ("十一、政府采购支出说明",), _BOUGHT, Place((3,))),
]


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("三公经费决算数", "16.59万元"),
        ("三公经费预算数是多少", "24.50万元"),
        ("三公经费支出决算是多少", "16.59万元"),
        ("三公经费支出完成预算的百分之多少", "67.71%"),
        ("防汛支出完成年初预算多少", "96.80%"),
        ("政府采购支出总额", "1406.90万元"),
    ],
)
def test_takes_the_figure_of_the_whole_in_the_measure_asked_for(question: str, stated: str) -> None:
    found = find_value(question, _SOURCES)
    assert found is not None
    assert found.quantity.text.lstrip("为") == stated


def test_an_amount_is_no_answer_to_a_share_of_the_budget() -> None:
    found = find_value("死亡抚恤完成年初预算的比例", _SOURCES)
    assert found is None or found.quantity.unit == "%"


def _table(title: str, header: str, *rows: str) -> Table:
    place = Place((4,), (Box(4, 50, 100, 500, 115),), title)
    lines = [[Cell(text, place, r, c) for c, text in enumerate(line.split("|"))] for r, line in enumerate((header, *rows))]
    return Table(title, (tuple(lines[0]),), tuple(tuple(line) for line in lines[1:]), place, unit="万元")


_HEAD = "科目编码|科目名称|"
_INCOME = _table(
    "收入决算表",
    _HEAD + "本年收入合计|财政拨款收入|经营收入",
    "|合计|5033.53|5033.53|",
    "21303|水利|3438.85|3438.85|",
    "22102|购房补贴|40.20|40.20|",
)
_SPENT = _table(
    "支出决算表",
    _HEAD + "本年支出合计|基本支出|项目支出",
    "|合计|4986.23|2462.55|2523.68",
    "21303|水利|3391.55|1702.37|1689.18",
    "22102|购房补贴|39.80|39.80|",
    "22199|城乡社区住宅|||",
    "30217|公务接待费|1.86|1.86|",
)
_TEXT = "年初预算为42.00万元，支出决算为39.80万元。"


@pytest.fixture
def accounts() -> Assistant:
    place = Place((5,), (Box(5, 50, 100, 500, 115),))
    section = Section(
        "五",
        "支出决算具体情况",
        (
            Passage(Paragraph(_TEXT, place), ("五、具体情况", "1、住房保障支出（类）购房补贴（项）。")),
            Passage(Paragraph(_PARTS, place), ("七、“三公”经费",)),
        ),
        place,
    )
    report = Report(
        "yz", "云泽市水务局2023年度部门决算", "yz.pdf", 5, "other", "云泽市水务局", 2023, sections=(section,), tables=(_INCOME, _SPENT)
    )
    return Assistant(MemoryShelf([report]))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("水利支出多少", "3391.55万元"),
        ("水利收入是多少", "3438.85万元"),
        ("购房补贴花了多少", "39.80万元"),
        ("购房补贴年初预算是多少", "42.00万元"),
        ("购房补贴完成年初预算的百分之多少", "94.76%"),
        ("购房补贴完成预算的比例", "94.76%"),
    ],
)
def test_takes_income_or_spending_budget_or_account_as_asked(accounts: Assistant, question: str, text: str) -> None:
    answer = accounts.ask(question)
    assert answer.value is not None, answer.text
    assert answer.value.text == text


def test_a_line_without_a_figure_is_said_to_be_blank(accounts: Assistant) -> None:
    answer = accounts.ask("城乡社区住宅支出多少")
    assert answer.kind == "refusal"
    assert "空白" in answer.text
    assert answer.citations[0].place.pages == (4,)


def test_spending_is_not_the_income_stated_before_it() -> None:
    text = "2023年度政府性基金预算财政拨款收入700.00万元；年初结转和结余0万元。"
    assert find_value("政府性基金预算财政拨款支出是多少", [Source("r", "prose", ("八、政府性基金预算情况",), text, Place((1,)))]) is None


def test_public_budget_is_not_public_services() -> None:
    text = "2023年度财政拨款支出4270.97万元，主要用于以下方面：一般公共服务（类）支出12.00万元，占0.28%。"
    found = find_value("一般公共预算财政拨款支出多少", [Source("r", "prose", ("五、一般公共预算财政拨款支出情况",), text, Place((1,)))])
    assert found is not None
    assert found.quantity.text == "4270.97万元"


def test_a_budget_in_the_text_is_no_doubt_about_the_account(accounts: Assistant) -> None:
    assert accounts.ask("购房补贴决算数是多少").notes == ()


def test_the_next_expense_is_no_second_figure_of_this_one(accounts: Assistant) -> None:
    assert accounts.ask("公务接待费是多少").notes == ()
