"""Spoken, telegraphic and elliptic wordings against made-up reports: whether the money was enough, bare lists, ranges, what is left."""

import pytest

from jiwen.answer import Answer
from jiwen.assistant import Assistant

S23, P22 = "fengqiao_sports_2023", "baishi_civil_2022"
MISSED_23 = ["预算执行率", "预算调整率", "举办全民健身活动场次", "新建健身步道长度", "参赛运动员满意度"]

WHETHER = [
    ("竞技体育训练补助钱花完了吗", [S23], "否"),
    ("全民健身专项资金花光了没", [S23], "是"),
    ("体育场馆运维经费超支了吗", [S23], "否"),
    ("体育场馆运维经费有没有超预算", [S23], "否"),
    ("竞技体育训练补助还有钱剩吗", [S23], "是"),
    ("体育场馆运维经费预算调整过没有", [S23], "是"),
    ("竞技体育训练补助年中动过预算吗", [S23], "否"),
    ("体育场馆运维经费追加过预算吗", [S23], "是"),
    ("养老服务体系建设的预算被砍了吗", [P22], "是"),
    ("钱够用吗", [S23], "是"),
    ("花超了没", [S23], "否"),
    ("国民体质监测合格率到93%了吗", [S23], "是"),
    ("健身场地噪声投诉率到1.5%了吗", [S23], "否"),
    ("竞技体育训练补助执行率过九成了没有", [S23], "否"),
]
LISTS = [
    ("有没有没干完的", [S23], MISSED_23),
    ("哪些活儿没干完", [S23], MISSED_23),
    ("不达标的列一下", [S23], MISSED_23),
    ("未完成指标明细", [S23], MISSED_23),
    ("哪些指标亮了红灯", [S23], MISSED_23),
    ("还差哪些指标没完成", [S23], MISSED_23),
    ("满意度里头没完成的", [S23], ["参赛运动员满意度"]),
    ("执行率在50%到90%之间的项目", [S23], ["竞技体育训练补助", "体育彩票公益金项目"]),
    ("执行率不足90%的", [S23], ["竞技体育训练补助", "体育彩票公益金项目"]),
    ("实际支出高于900万的", [S23], ["全民健身专项资金", "体育场馆运维经费"]),
    ("除了预算执行率，还有哪些没完成", [S23], MISSED_23[1:]),
    ("没完成但没说原因的", [S23], ["预算执行率", "参赛运动员满意度"]),
    ("哪些项目钱没花完", [S23], ["体育场馆运维经费", "竞技体育训练补助", "体育彩票公益金项目"]),
    ("钱全花完的项目", [S23], ["全民健身专项资金"]),
    ("年中调整了预算的项目", [S23], ["体育场馆运维经费"]),
    ("得分没拿满的", [P22], ["特殊困难老年人家庭适老化改造户数", "临时救助人次"]),
]
RANKS = [
    ("结余最多的项目", [S23], ["体育彩票公益金项目"]),
    ("剩钱最多的项目", [S23], ["体育彩票公益金项目"]),
    ("追加最多的项目", [S23], ["体育场馆运维经费"]),
    ("哪两个项目花钱最慢", [S23], ["体育彩票公益金项目", "竞技体育训练补助"]),
    ("钱主要花在哪两个项目上", [S23], ["全民健身专项资金", "体育场馆运维经费"]),
    ("谁的执行率最低", [S23], ["体育彩票公益金项目"]),
    ("扣分最多的指标", [P22], ["特殊困难老年人家庭适老化改造户数"]),
]
FIGURES = [
    ("适老化改造户数扣了几分", [P22], "1.3", "分"),
    ("竞技体育训练补助花了多少万元", [S23], "413.96", "万元"),
    ("竞技体育训练补助结余", [S23], "86.04", "万元"),
    ("竞技体育训练补助余钱多少", [S23], "86.04", "万元"),
    ("整体没花出去多少钱", [S23], "202.54", "万元"),
    ("竞技体育训练补助用款进度", [S23], "82.79", "%"),
    ("新建健身步道长度欠了多少", [S23], "-5.5", "公里"),
    ("国民体质监测人数多干了多少", [S23], "4600", "人"),
    ("青少年运动员注册人数考核线是多少", [S23], "1500", "名"),
    ("群众健身满意度预期是多少", [S23], "90", "%"),
    ("全民健身专项资金+体育场馆运维经费花了多少", [S23], "3380", "万元"),
    ("国民体质监测河格率是多少", [S23], "93.4", "%"),
    ("执行律是多少", [S23], "96.20", "%"),
    ("预祘总额是多少", [S23], "5330", "万元"),
    ("没完成的有多少", [S23], "5", "项"),
    ("未完成率多少，保留两位小数", [S23], "31.25", "%"),
]


def _ask(assistant: Assistant, question: str, reports: list[str], *history: str) -> Answer:
    return assistant.ask(question, history=history, reports=reports)


@pytest.mark.parametrize(("question", "reports", "word"), WHETHER)
def test_starts_with_yes_or_no(assistant: Assistant, question: str, reports: list[str], word: str) -> None:
    answer = _ask(assistant, question, reports)
    assert answer.text.startswith(word), answer.text
    assert answer.citations


@pytest.mark.parametrize(("question", "reports", "names"), LISTS + RANKS)
def test_names_exactly_these_rows(assistant: Assistant, question: str, reports: list[str], names: list[str]) -> None:
    records = _ask(assistant, question, reports).records
    assert sorted(record.name for record in records) == sorted(names)


@pytest.mark.parametrize(("question", "reports", "number", "unit"), FIGURES)
def test_gives_the_figure(assistant: Assistant, question: str, reports: list[str], number: str, unit: str) -> None:
    value = _ask(assistant, question, reports).value
    assert value is not None
    assert (format(value.number, "f"), value.unit) == (number, unit)


def test_how_many_after_a_list_counts_the_list(assistant: Assistant) -> None:
    value = _ask(assistant, "多少个", [S23], "没完成的指标有哪些").value
    assert value is not None
    assert value.number == 5


def test_why_a_name_that_is_nowhere_missed_its_target_is_refused(assistant: Assistant) -> None:
    assert _ask(assistant, "地铁客流量为啥没完成", [S23]).refused


def test_a_name_read_by_its_sound_is_said_so(assistant: Assistant) -> None:
    answer = _ask(assistant, "国民体质监测河格率是多少", [S23])
    assert any("国民体质监测合格率" in note for note in answer.notes)


@pytest.mark.parametrize("question", ["新建健身步道成本是多少", "体育社会组织合格率是多少", "智慧步道成本是多少"])
def test_another_measure_of_the_same_thing_is_refused(assistant: Assistant, question: str) -> None:
    assert _ask(assistant, question, [S23]).refused


def test_scores_of_the_projects_are_those_of_their_forms(assistant: Assistant) -> None:
    text = _ask(assistant, "各项目得分", [P22]).text
    assert "57.7分" in text
    assert "39.5分" in text


@pytest.mark.parametrize(("last", "question"), [("2022年呢", "差多少"), ("去年呢", "比去年多多少")])
def test_difference_after_two_years_of_one_thing_is_between_the_years(assistant: Assistant, last: str, question: str) -> None:
    value = assistant.ask(question, history=["枫桥市体育局2023年国民体质监测人数是多少", last]).value
    assert value is not None
    assert value.number == 4400


def test_two_columns_of_one_line_are_both_told(assistant: Assistant) -> None:
    text = _ask(assistant, "竞技体育训练补助年初预算、支出各多少", [S23]).text
    assert "500万元" in text
    assert "413.96万元" in text
