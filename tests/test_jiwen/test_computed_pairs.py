"""Figures computed from rows that are named: the row that is meant, never the total in its place, in whatever words."""

from decimal import Decimal

import pytest

from jiwen.assistant import Assistant
from jiwen.question.periods import find_periods

S23, P22 = "fengqiao_sports_2023", "baishi_civil_2022"
FIGURES = [
    ("体育场馆运维经费调整后预算比年初增加了多少", "100", "万元"),
    ("体育场馆运维经费的预算比年初多了多少", "100", "万元"),
    ("全民健身专项资金是体育场馆运维经费的几倍？保留两位小数", "2.45", "倍"),
    ("全民健身专项资金的支出是体育场馆运维经费的多少倍，保留一位小数", "2.4", "倍"),
    ("体育场馆运维经费还有多少没花", "20", "万元"),
    ("体育场馆运维经费的预算", "1000", "万元"),
    ("体育场馆运维经费的预算呢？", "1000", "万元"),
]
YEARS = [("支出超过2010万元吗", ()), ("2010年的支出", (2010,)), ("2023执行率", (2023,)), ("比2000人多吗", ()), ("2023人均成本", (2023,))]


@pytest.mark.parametrize(("question", "number", "unit"), FIGURES)
def test_computes_from_the_rows_that_are_named(assistant: Assistant, question: str, number: str, unit: str) -> None:
    value = assistant.ask(question, reports=[S23]).value
    assert value is not None
    assert (abs(value.number or 0), value.unit) == (Decimal(number), unit)


def test_the_total_is_not_told_for_a_name_that_has_no_budget(assistant: Assistant) -> None:
    assert assistant.ask("国民体质监测人数还剩多少没花", reports=[S23]).value is None


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_an_amount_is_no_year(text: str, years: tuple[int, ...]) -> None:
    assert find_periods(text).years == years
