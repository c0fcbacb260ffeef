"""A budget line whose adjusted budget is left blank in the form: the initial budget is the one that holds, in every answer alike."""

from dataclasses import replace

import pytest

from ingest.model.report import Report
from jiwen.assistant import Assistant
from jiwen.shelf import MemoryShelf

NAME = "竞技体育训练补助"


@pytest.fixture(scope="module")
def blank(made_reports: tuple[Report, ...]) -> Assistant:
    report = made_reports[1]
    budget = tuple(
        replace(line, adjusted=None, printed={**line.printed, "adjusted": "/"}) if line.name == NAME else line for line in report.budget
    )
    return Assistant(MemoryShelf((replace(report, budget=budget),)))


def test_what_is_left_is_counted_from_the_initial_budget(blank: Assistant) -> None:
    answer = blank.ask(f"{NAME}还剩多少没花")
    assert answer.value is not None
    assert (answer.value.text, "年初预算500" in answer.text) == ("86.04万元", True)


def test_the_line_is_in_the_list_of_unspent_ones(blank: Assistant) -> None:
    assert any(NAME in str(record) for record in blank.ask("哪些项目钱没花完").records)
