"""How a thing changed against the year before, as a sentence of the newer report states it."""

import pytest

from ingest.model.place import Place
from jiwen.prose.change import find_changes
from jiwen.prose.source import Source
from jiwen.question.model import Mention

TEXT = (
    "2021年机关运行经费支出96.40万元，比2020年度增加1.25万元，增长1.31%，主要原因是物业费上涨。"
    "会议费预算12万元，比上年预算数减少3.5万元。培训费预算8万元，与上年一致。"
    "公务接待费支出2万元，较去年下降20%；公务用车运行费5万元，比2019年增加1万元。"
)
CASES = [
    ("机关运行经费", 1, ["1.25万元", "1.31%"]),
    ("会议费", -1, ["3.5万元"]),
    ("培训费", 0, []),
    ("公务接待费", -1, ["20%"]),
]


def _changes(name: str):
    source = Source("r", "prose", ("三、情况说明",), TEXT, Place((1,)))
    return find_changes(Mention(name, (1.0,) * len(name)), 2020, [source])


@pytest.mark.parametrize(("name", "way", "amounts"), CASES)
def test_finds_the_change_of_the_thing_named(name: str, way: int, amounts: list[str]) -> None:
    (change,) = _changes(name)
    assert change.way == way
    assert [amount.text for amount in change.amounts] == amounts


@pytest.mark.parametrize("name", ["公务用车运行费", "物业管理费", "差旅费"])
def test_takes_no_change_of_another_year_or_thing(name: str) -> None:
    assert _changes(name) == []


_ACCOUNTS = (
    "2023年度收、支总计均为5109.64万元。与上年相比，收、支总计各增加231.80万元，增长4.75%。"
    "财政拨款收、支总计均为4950.77万元，与上年相比，增加198.05万元，增长4.17%。"
    "财政拨款支出4270.97万元，占85.66%，与上年相比，财政拨款支出减少56.22万元，下降1.30%。"
    "公务接待费支出决算为1.86万元，决算数小于预算数的主要原因是严控接待标准，与上年相比减少0.64万元，减少25.60%。"
)


@pytest.mark.parametrize(
    ("name", "way", "amount"),
    [
        ("收支总计", 1, "231.80万元"),
        ("收入支出总计", 1, "231.80万元"),
        ("财政拨款收支总计", 1, "198.05万元"),
        ("财政拨款支出", -1, "56.22万元"),
        ("公务接待费", -1, "0.64万元"),
    ],
)
def test_tells_the_change_of_the_whole_from_that_of_a_part(name: str, way: int, amount: str) -> None:
    source = Source("r", "prose", ("三、情况说明",), _ACCOUNTS, Place((1,)))
    (change,) = find_changes(Mention(name, (1.0,) * len(name)), 2022, [source])
    assert (change.way, change.amounts[0].text) == (way, amount)
