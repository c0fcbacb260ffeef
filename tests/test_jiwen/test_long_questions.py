"""Questions of the greatest length allowed, of words that stand everywhere in reports: soon understood and soon answered."""

import time

import pytest

from jiwen.assistant import LONGEST_QUESTION, Assistant

WORDS = [
    "目标",
    "预算调整",
    "一百二十万",
    "没有完成",
    "最高",
    "原因",
    "2023年",
    "1",
    "有没有",
    "体育场馆免费开放天数",
    "变成",
    "what was spent ",
]
_UNDERSTOOD_S, _ANSWERED_S = 0.5, 3.0
"""Of processor time; measured 0.1 and 1 at the most. A pattern that tries everything with everything takes minutes."""


@pytest.mark.parametrize("word", WORDS)
def test_a_word_repeated_to_the_limit_is_soon_done_with(assistant: Assistant, word: str) -> None:
    text = (word * LONGEST_QUESTION)[:LONGEST_QUESTION]
    started = time.process_time()
    assistant.understand(text)
    understood = time.process_time()
    assistant.ask(text)
    assert understood - started < _UNDERSTOOD_S
    assert time.process_time() - understood < _ANSWERED_S
