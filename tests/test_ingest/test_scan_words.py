"""Glyphs of detected lines → words: what two lines share, signs that the reader does not know, borders between words."""

import pytest

from ingest.model.document import Rule, Word
from ingest.readers.scan_lines import without_letter_strokes
from ingest.readers.scan_words import glyphs_to_words, without_repeats


def line(text: str, x: float = 0.0, width: float = 10.0, confidence: float = 1.0) -> list[Word]:
    return [Word(glyph, x + width * i, 0.0, x + width * i + width, 10.0, 10.0, confidence) for i, glyph in enumerate(text)]


def texts(lines: list[list[Word]]) -> list[str]:
    return ["".join(glyph.text for glyph in line) for line in lines]


def test_the_end_of_a_line_that_its_neighbour_reads_again_counts_once() -> None:
    first, second = line("贷款余额"), [*line("页", 33, 7, 0.9), *line("=35", 45)]
    assert texts([list(kept) for kept in without_repeats([first, second])]) == ["贷款余额", "=35"]


def test_lines_beside_each_other_stay_whole() -> None:
    first, second = line("贷款余额"), line("35", 38, 6)
    assert texts([list(kept) for kept in without_repeats([first, second])]) == ["贷款余额", "35"]


@pytest.mark.parametrize(("read", "expected"), [("3.6%0", "3.6‰"), ("≤2.9%o", "≤2.9‰"), ("100%", "100%"), ("%0", "%0"), ("5%0.3", "5%0.3")])
def test_per_mille_is_read_as_percent_and_a_nought(read: str, expected: str) -> None:
    assert [word.text for word in glyphs_to_words(line(read), ())] == [expected]


def test_a_border_parts_what_was_read_as_one_line() -> None:
    words = glyphs_to_words(line("100100"), [Rule(30, 0, 30, 20)])
    assert [word.text for word in words] == ["100", "100"]


def test_the_last_stroke_of_a_letter_is_no_border_though_it_runs_along_its_box() -> None:
    table = [Rule(0, 0, 200, 0), Rule(0, 12, 200, 12), Rule(0, 0, 0, 12), Rule(200, 0, 200, 12)]
    stroke, border = Rule(40.3, 0.5, 40.3, 11.5), Rule(60, 0, 60, 12)
    kept = without_letter_strokes(
        [*table, stroke, border, Rule(60, 12, 60, 80)], [Word("计", 30, 1, 40, 10, 10), Word("额", 50.2, 1, 59.8, 10, 10)]
    )
    assert stroke not in kept
    assert border in kept
