"""Text as a person sees it."""

import pytest

from ingest.readers.encodings import decode_text
from ingest.readers.shown_text import join_lines, lines_to_paragraphs, shown_text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("  年度\u3000目标 ", "年度 目标"),
        ("年度\r\n 目标", "年度目标"),
        ("13,784\n.66", "13,784 .66"),
        ("完成\u200b率\u00ad9\u20608%", "完成率98%"),
        ("\u202e%89\u202c", "%89"),
        ("甲\U000e0069\U000e0067乙", "甲乙"),
        ("甲\x00\x07乙", "甲乙"),
        ("a\ud800b", "ab"),
        ("\ufe0f☑\ufe0e", "☑"),
        ("≥35公里", "≥35公里"),
        ("产出指标︵50分︶", "产出指标（50分）"),
        ("⼯程完成⻓度、⻋辆⽤油", "工程完成长度、车辆用油"),
    ],
)
def test_shown_text(raw: str, shown: str) -> None:
    assert shown_text(raw) == shown


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["年初", "预算数"], "年初预算数"),
        (["10", "20"], "10 20"),
        (["10%", "-5"], "10% -5"),
        (["R&D", "intensity"], "R&D intensity"),
        (["10", "项"], "10项"),
    ],
)
def test_lines_close_up_but_figures_stay_apart(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined


def test_lines_to_paragraphs_leaves_out_blank_lines() -> None:
    assert lines_to_paragraphs(["", "甲。", " ", "（一）乙", "丙"]) == ["甲。", "（一）乙", "丙"]


@pytest.mark.parametrize(("data", "text"), [(b"\xff\xfe", ""), ("预算".encode("gb18030"), "预算"), (b"\x00\x01\x02\x03" * 9, None)])
def test_decode_text(data: bytes, text: str | None) -> None:
    assert decode_text(data) == text


def test_decode_text_mends_a_cut_download() -> None:
    assert decode_text(("甲乙" * 200).encode()[:-1]) == "甲乙" * 199 + "甲\ufffd"
