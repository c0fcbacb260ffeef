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
