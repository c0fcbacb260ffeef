import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import Piece, sentences_to_pieces, text_to_sentences

SENTENCES = [
    ("", []),
    ("一是完成。", ["一是完成。"]),
    ("完成了吗？没有！", ["完成了吗？", "没有！"]),
    ("他说：“完成了。”然后走了", ["他说：“完成了。”", "然后走了"]),
    ("标题\n正文。", ["标题\n", "正文。"]),
    ("达到99.8%，超过目标。好……。", ["达到99.8%，超过目标。", "好……。"]),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in text_to_sentences(text)] == sentences


@given(st.text("绩效目标完成。；！\n”", max_size=2000))
def test_pieces_cover_the_text_without_gap_or_overlap(text: str) -> None:
    sentences = text_to_sentences(text)
    pieces = sentences_to_pieces(text, sentences, 150, 350)
    assert "".join(text[p.start : p.end] for p in pieces) == text
    assert "".join(text[s.start : s.end] for s in sentences) == text


def test_no_piece_cuts_through_a_sentence() -> None:
    text = "".join(f"第{n}项工作按计划推进，已经全部完成并通过验收。" for n in range(60))
    sentences = text_to_sentences(text)
    pieces = sentences_to_pieces(text, sentences, 150, 350)
    assert {p.end for p in pieces} <= {s.end for s in sentences}
    assert all(150 <= p.length <= 350 for p in pieces)


def test_long_sentence_is_cut_after_semicolons_alone() -> None:
    text = "；".join("完成任务" * 30 for _ in range(5)) + "。"
    pieces = sentences_to_pieces(text, text_to_sentences(text), 150, 350)
    assert [text[p.end - 1] for p in pieces] == ["；", "；", "。"]


def test_long_sentence_without_semicolons_stays_whole() -> None:
    text = "完成" * 300 + "。"
    assert sentences_to_pieces(text, text_to_sentences(text), 150, 350) == [Piece(0, 601)]
