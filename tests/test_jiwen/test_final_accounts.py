"""Final accounts as bureaus publish them: what a whole and its parts state in the same words, income beside spending, blanks. Made up."""

import pytest

from ingest.model.place import Place
from jiwen.prose import Source, find_value

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
