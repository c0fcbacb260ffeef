"""Questions that name a part of something: a project's line, a group inside a project, a share of a whole, a threshold, a change."""

from decimal import Decimal

import pytest

from jiwen.assistant import Assistant

S23, S22, W23, P22 = "fengqiao_sports_2023", "fengqiao_sports_2022", "fengqiao_water_2023", "baishi_civil_2022"
FIGURES = [
    ("养老服务体系建设的上年结转资金花了多少", P22, "44", "万元"),
    ("全民健身专项资金占项目支出的百分之几？保留两位小数", S23, "61.57", "%"),
    ("体育场馆运维经费年中追加了多少", S23, "100", "万元"),
    ("体育场馆运维经费调增了多少钱", S23, "100", "万元"),
]
LISTS = [
    ("养老服务体系建设的满意度指标有哪些？", P22, ["入住老年人满意度"]),
    ("满意度方面考核了哪些指标", S23, ["群众健身满意度", "参赛运动员满意度"]),
    ("Which targets were missed?", W23, ["预算执行率", "河道清淤长度"]),
    ("Which targets were not met?", W23, ["预算执行率", "河道清淤长度"]),
]
YES_NO = [
    ("城市供水水质合格率达到99%了吗", [W23], "是：", "99.6%"),
    ("结转结余率控制在1%以内了吗", [W23], "否：", "1.30%"),
    ("国民体质监测合格率有没有超过95%", [S23], "否：", "93.4%"),
    ("体育彩票销售额有没有超过2亿元？", [S23], "是：", "2.52亿元"),
    ("国民体质监测人数超额完成了吗", [S23], "是，超额完成", "12600人"),
    ("青少年运动员注册人数超额完成了吗", [S23], "否，已完成，但没有超额", "1500名"),
    ("国民体质监测人数比2022年提高了吗", [S22, S23], "是，", "8200人"),
    ("参赛运动员满意度提高了没有", [S22, S23], "否，", "91.0%"),
]
SAYS = [
    ("两个项目里哪个得分最低？", [P22], ["困难群众救助补助", "39.5"]),
    ("各项目的满意度是多少？", [P22], ["入住老年人满意度", "92.5%", "救助对象满意度"]),
]


@pytest.mark.parametrize(("question", "report", "number", "unit"), FIGURES)
def test_takes_the_part_that_is_named(assistant: Assistant, question: str, report: str, number: str, unit: str) -> None:
    value = assistant.ask(question, reports=[report]).value
    assert value is not None
    assert (value.number, value.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(("question", "report", "names"), LISTS)
def test_lists_the_group_that_is_named(assistant: Assistant, question: str, report: str, names: list[str]) -> None:
    answer = assistant.ask(question, reports=[report])
    assert [record.name for record in answer.records] == names, answer.text


@pytest.mark.parametrize(("question", "reports", "begins", "figure"), YES_NO)
def test_says_yes_or_no_by_the_figure(assistant: Assistant, question: str, reports: list[str], begins: str, figure: str) -> None:
    text = assistant.ask(question, reports=reports).text
    assert text.startswith(begins), text
    assert figure in text


@pytest.mark.parametrize(("question", "reports", "needles"), SAYS)
def test_compares_projects_by_their_own_figures(assistant: Assistant, question: str, reports: list[str], needles: list[str]) -> None:
    answer = assistant.ask(question, reports=reports)
    text = " ".join((answer.text, *answer.notes))
    assert all(needle in text for needle in needles), text


def test_asks_which_of_two_budget_lines(assistant: Assistant) -> None:
    answer = assistant.ask("体育那两笔经费花了多少", reports=[S23])
    assert answer.kind == "clarify", answer.text
    assert "体育场馆运维经费" in answer.text


def test_follows_a_project_with_a_project(assistant: Assistant) -> None:
    answer = assistant.ask("困难群众那个呢？", history=["养老服务体系建设得了多少分"], reports=[P22])
    assert answer.value is not None
    assert answer.value.number == Decimal("39.5")


def test_reads_an_english_question_about_a_chinese_name(assistant: Assistant) -> None:
    answer = assistant.ask("What score did 困难群众救助补助 get?", reports=[P22])
    assert answer.value is not None
    assert answer.value.number == Decimal("39.5")


def test_a_threshold_is_repeated_as_it_was_typed(assistant: Assistant) -> None:
    text = assistant.ask("执行率不到九成的项目有哪些", reports=[S23]).text
    assert "不到九成" in text
    assert "90%" not in text


def test_shows_both_rows_where_a_series_is_named_twice(assistant: Assistant) -> None:
    answer = assistant.ask("满意度两年分别是多少", reports=[S22, S23])
    assert all(figure in answer.text for figure in ("92.3%", "94.1%", "91.0%", "88.6%")), answer.text


ONE_NAME = [
    ("特殊困难老年人家庭项目改造户数是多少", P22, "特殊困难老年人家庭适老化改造户数"),
    ("养老机构项目评定完成率是多少", P22, "养老机构等级评定完成率"),
    ("国民体质监测合格比例", S23, "国民体质监测合格率"),
    ("竞技体育训练补贴花了多少", S23, "竞技体育训练补助"),
    ("国民体质监测合格", S23, "国民体质监测合格率"),
]


@pytest.mark.parametrize(("question", "report", "name"), ONE_NAME)
def test_a_word_for_rows_inside_a_name_does_not_cut_it_in_two(assistant: Assistant, question: str, report: str, name: str) -> None:
    answer = assistant.ask(question, reports=[report])
    assert [record.name for record in answer.records] == [name], answer.text


def test_two_halves_of_which_one_is_unknown_are_no_two_names(assistant: Assistant) -> None:
    assert assistant.ask("游泳馆项目满意度是多少", reports=[S23]).refused


MET_LISTS = ["哪些指标达到了目标", "完成了的指标有哪些", "哪些指标达标了"]


def test_lists_what_was_met_in_other_words(assistant: Assistant) -> None:
    answers = [assistant.ask(question, reports=[W23]) for question in MET_LISTS]
    names = [[record.name for record in answer.records] for answer in answers]
    assert len(names[0]) == 6
    assert names[0] == names[1] == names[2]


@pytest.mark.parametrize(
    ("question", "names"),
    [("完成不了的指标", ["预算执行率", "河道清淤长度"]), ("哪些指标完成得比目标好", ["结转结余率", "城市供水水质合格率", "新建供水管网长度",
      "农村饮水安全工程受益人口", "用水户满意度"])],
)  # fmt: skip
def test_lists_by_verdicts_in_spoken_words(assistant: Assistant, question: str, names: list[str]) -> None:
    assert [record.name for record in assistant.ask(question, reports=[W23]).records] == names
