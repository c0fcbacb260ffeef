"""Picking one of several rows asks for the figure that stands beside it in the list."""

import pytest

from jiwen.assistant import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "预算总金额的执行率是多少？",
        "预算执行率是多少？",
        "基本支出的执行数是多少？",
        "体育场馆运维经费年初预算多少？",
        "满意度2023年完成了多少？",
        "群众健身满意度的目标值是多少？",
        "新建健身步道长度的偏差是多少？",
        "What is the execution rate of the total budget?",
        "What is the actual figure of 满意度 in 2023?",
        "How much of 基本支出 was spent?",
        "What was the initial budget of 体育场馆运维经费?",
        "What is the target of 群众健身满意度?",
    ],
)
def test_a_picked_row_gives_its_figure(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    lines = [line for line in answer.text.split("\n") if line.startswith("- ")]
    assert answer.kind == "clarify"
    assert len(answer.choices) == len(lines) > 1
    for choice, line in zip(answer.choices, lines, strict=True):
        picked = assistant.ask(choice, history=[question])
        assert picked.value is not None
        assert (picked.value.text in line, picked.language) == (True, answer.language), choice
