"""Verdicts by the contract's rules, refusals included."""

from dataclasses import replace

import pytest

from ingest.facts.direction import is_less_better_name
from ingest.facts.verdict import judge, judge_corrected, less_is_better
from ingest.model.facts import Indicator
from ingest.model.place import Place
from ingest.model.quantity import Quantity
from ingest.values import read_quantity


def indicator(target: str | None, actual: str | None, name: str = "某项指标", row_unit: str | None = None) -> Indicator:
    read = [None if text is None else read_quantity(text) for text in (target, actual)]
    return Indicator(name, Place(), target=read[0], actual=read[1], row_unit=row_unit)


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [
        ("≥95%", "95%", "met"),
        ("≥95%", "95.1%", "exceeded"),
        ("≥95%", "94.9%", "missed"),
        (">5次", "5次", "missed"),
        (">5次", "6次", "exceeded"),
        ("≤24小时", "24小时", "met"),
        ("≤24小时", "20小时", "exceeded"),
        ("≤24小时", "25小时", "missed"),
        ("<5%", "5%", "missed"),
        ("=100 亿元", "77.3 亿元", "missed"),
        ("100", "100", "met"),
        ("98%以上", "100%", "exceeded"),
        ("2.4亿元", "26500万元", "exceeded"),
        ("2.4亿元", "24000万元", "met"),
        ("20000", "23333.56", "exceeded"),
        ("=10个", "10家", "met"),
        ("≥95%", "98", "exceeded"),
        ("下降5%", "下降6%", "exceeded"),
        ("下降5%", "-4%", "missed"),
        ("提高5%", "下降2%", "missed"),
        ("健全", "健全", "qualitative"),
        ("健全", "制度健全。", "qualitative"),
        ("提高", "显著提高", "qualitative"),
        ("严格执行制度", "达成预期指标", "qualitative"),
        ("≤30万元", "完成", "qualitative"),
        ("1.5万亩", "已完成", "qualitative"),
        ("2023年底", "2023年底", "qualitative"),
    ],
)
def test_judges_by_operator_and_words(target: str, actual: str, verdict: str) -> None:
    assert judge(indicator(target, actual)) == verdict


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("有效", "100"),
        ("≥95%", "明显提高"),
        ("≥95%", "部分达成预期指标并具有一定效果"),
        ("100%", "未完成"),
        ("100%", "基本完成"),
        ("健全", "较健全"),
        ("及时", "未及时"),
        ("显著", "良好"),
        ("≥50个", "100%"),
        ("≥95%", "0.98"),
        ("下降5%", "6%"),
        ("/", "100%"),
    ],
)
def test_never_guesses_what_cannot_be_decided(target: str, actual: str) -> None:
    assert judge(indicator(target, actual)) == "undecidable"


@pytest.mark.parametrize("actual", [None, "", "/", "—"])
def test_calls_an_actual_that_is_not_printed_blank(actual: str | None) -> None:
    assert judge(indicator("≥95%", actual)) == "blank"


@pytest.mark.parametrize(
    ("name", "target", "actual", "verdict"),
    [
        ("预算调整率", "=0%", "1.51%", "missed"),
        ("“三公经费”变动率", "=0%", "-3%", "exceeded"),
        ("群众投诉率（%）", "1", "0.5", "exceeded"),
        ("工地安全责任事故起数", "=0起", "0起", "met"),
        ("结转结余率", "5%", "9%", "missed"),
        ("群众满意率", "95%", "90%", "missed"),
        ("投诉处理及时率", "=100%", "90%", "missed"),
        ("投诉率", "≥5%", "6%", "exceeded"),
    ],
)
def test_lets_the_name_turn_the_default_operator_only(name: str, target: str, actual: str, verdict: str) -> None:
    assert judge(indicator(target, actual, name)) == verdict


@pytest.mark.parametrize(
    "name",
    [
        "PM2.5年均浓度",
        "单位成本",
        "孕产妇死亡率",
        "平均办理时限",
        "小学阶段大班额比例",
        "每公里铺设平均造价",
        "信访投诉处理平均时限",
        "垃圾处理单位成本",
    ],
)
def test_knows_names_that_are_better_when_lower(name: str) -> None:
    assert is_less_better_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "投诉办结率",
        "事故处理及时率",
        "成本节约率",
        "开放时长",
        "损失率降低幅度",
        "就业率",
        "疾病控制率",
        "浓度达标率",
        "挽回经济损失",
        "受理投诉件数",
        "查处违法案件数",
        "节约成本",
        "压缩办理时间",
    ],
)
def test_knows_names_that_only_sound_so(name: str) -> None:
    assert not is_less_better_name(name)


def test_takes_the_unit_that_the_row_prints_once() -> None:
    assert judge(indicator("≥1.2万人", "11000", row_unit="人")) == "missed"


def test_flags_a_capping_operator_as_less_is_better() -> None:
    assert less_is_better(indicator("≤9/10万", "5.76/10万"))
    assert not less_is_better(indicator("≥9", "5"))


def test_judges_the_corrected_target_under_the_printed_operator() -> None:
    row = replace(indicator("≤40件", "45件"), corrected_target=Quantity("50件", None, read_quantity("50").number, "件"))
    assert (judge(row), judge_corrected(row)) == ("missed", "exceeded")
    assert judge_corrected(indicator("≤40件", "45件")) is None
