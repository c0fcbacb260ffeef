"""Verdicts that belong to different years, what a term means, and the body that a follow-up is about."""

from decimal import Decimal

import pytest

from jiwen.assistant import Assistant

S23, S22 = "fengqiao_sports_2023", "fengqiao_sports_2022"
DONE_THEN_MISSED = ["预算调整率", "举办全民健身活动场次", "新建健身步道长度", "参赛运动员满意度"]
CHANGES = [
    ("2023年没完成而2022年完成了的指标有哪些", DONE_THEN_MISSED),
    ("2022完成了但2023没完成的指标", DONE_THEN_MISSED),
    ("去年完成了今年没完成的指标有哪些？", DONE_THEN_MISSED),
    ("哪些指标由完成变为未完成", DONE_THEN_MISSED),
    ("枫桥市体育局有哪些指标从没完成变成完成了", ["体育场馆免费开放天数"]),
    ("2022年没达标、2023年达标的履职指标有哪些", ["体育场馆免费开放天数"]),
]
MEANINGS = [
    ("什么是公务接待费", "公务接待支出"),
    ("公务接待费是什么意思？", "公务接待支出"),
    ("公用场馆指什么", "对市民开放"),
]
NOT_EXPLAINED = ["什么是预算执行率", "国民体质监测合格率是什么意思"]


@pytest.mark.parametrize(("question", "names"), CHANGES)
def test_lists_what_changed_between_years(assistant: Assistant, question: str, names: list[str]) -> None:
    answer = assistant.ask(question, reports=[S22, S23])
    assert [record.name for record in answer.records] == names, answer.text
    assert "2022年" in answer.text
    assert "2023年" in answer.text


def test_counts_what_changed_among_what_both_years_have(assistant: Assistant) -> None:
    answer = assistant.ask("2022年完成、2023年没完成的指标有几个", reports=[S22, S23])
    assert answer.value is not None
    assert answer.value.number == Decimal(4)
    assert "各年都有的指标共14项" in answer.text


def test_a_change_needs_the_reports_of_both_years(assistant: Assistant) -> None:
    assert assistant.ask("枫桥市水务局哪些指标由完成变为未完成").refused


@pytest.mark.parametrize(("question", "needle"), MEANINGS)
def test_explains_a_term_in_the_words_of_the_report(assistant: Assistant, question: str, needle: str) -> None:
    answer = assistant.ask(question, reports=[S23])
    assert answer.kind == "passage"
    assert needle in answer.text
    assert answer.citations


@pytest.mark.parametrize("question", NOT_EXPLAINED)
def test_gives_no_figure_for_a_meaning(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question, reports=[S23]).refused


def test_a_body_of_the_turns_before_does_not_hide_the_names_of_another(assistant: Assistant) -> None:
    answer = assistant.ask("污水集中处理率是多少", history=["枫桥市体育局2023年国民体质监测人数是多少"])
    assert answer.value is not None
    assert answer.value.number == Decimal(95)
    assert "水务局" in answer.text
