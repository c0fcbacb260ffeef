"""Headings and sentences inside a running text."""

import pytest

from jiwen.prose.outline import text_to_segments, text_to_sentences


def test_a_mark_seen_first_is_the_outer_one() -> None:
    text = "1.职责：（一）甲。（二）乙。2.机构：设3个处。"
    assert [(s.heads, text[s.start : s.end]) for s in text_to_segments(text)] == [
        (("1.职责",), "1.职责：（一）甲。（二）乙。"),
        (("1.职责", "（一）甲"), "（一）甲。"),
        (("1.职责", "（二）乙"), "（二）乙。"),
        (("2.机构",), "2.机构：设3个处。"),
    ]


@pytest.mark.parametrize("text", ["增长16.5%，其中3.2万", "共有（三）类", "占比0.5、0.7"])
def test_numbers_that_count_nothing_are_no_marks(text: str) -> None:
    assert text_to_segments(text) == []


def test_sentences_end_at_stops_outside_brackets_and_quotes() -> None:
    text = "建成3.5公里；其中（一期。二期）已完工。“好！”他说。\n完"
    assert [text[a:b] for a, b in text_to_sentences(text)] == ["建成3.5公里；", "其中（一期。二期）已完工。", "“好！”他说。", "完"]
