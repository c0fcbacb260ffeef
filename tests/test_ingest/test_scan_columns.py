"""Letter-spaced rows of a narrow cell: read row by row, though the detector sees upright columns."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.model.document import Rule, Word
from ingest.readers import scan_columns
from ingest.readers.scan_bare import Bare
from ingest.readers.scan_columns import columns_to_rows, ink_rows

CELL = (Rule(0, 0, 100, 0), Rule(0, 100, 100, 100), Rule(0, 0, 0, 100), Rule(100, 0, 100, 100))


def column(text: str, x: float, top: float = 10) -> list[Word]:
    return [Word(glyph, x, top + 20 * i, x + 12, top + 20 * i + 12, 12, 0.99) for i, glyph in enumerate(text)]


def page(*lines: list[Word]) -> Bare:
    """A page on which every glyph is a black square, one pixel a point."""
    picture = np.full((120, 120, 3), 255, dtype=np.uint8)
    for line in lines:
        for glyph in line:
            picture[int(glyph.top) : int(glyph.bottom), int(glyph.x0) : int(glyph.x1)] = 0
    return Bare(picture, CELL, 1.0)


def test_columns_side_by_side_are_read_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [column("指值为", 10), column("标以准", 40), column("目5", 70)]
    rows = iter([("指 标 目", 0.99), ("值 以 5", 0.9), ("为准", 0.98)])
    monkeypatch.setattr(scan_columns, "recognise", lambda picture: next(rows))
    read = columns_to_rows(page(*columns), columns, CELL)
    assert [(word.text, word.confidence) for (word,) in read] == [("指标目", 0.99), ("值以5", 0.9), ("为准", 0.98)]
    assert [(word.x0, word.top, word.x1, word.bottom) for (word,) in read] == [(10, 10, 82, 22), (10, 30, 82, 42), (10, 50, 52, 62)]


def test_a_lone_column_keeps_its_order() -> None:
    lines = [column("产出指标", 10)]
    assert [[glyph.text for glyph in line] for line in columns_to_rows(page(*lines), lines, CELL)] == [["产"], ["出"], ["指"], ["标"]]


def test_a_column_through_several_cells_is_left_to_be_read_cell_by_cell() -> None:
    lines = [column("≤≥=", 10), [Word("健全", 40, 10, 70, 22, 12, 0.99)]]
    rules = (*CELL, Rule(0, 26, 100, 26))
    assert columns_to_rows(page(*lines), lines, rules) == lines[1:]


def test_other_rows_stay_as_they_were_read() -> None:
    lines = [[Word("满意度", 10, 10, 50, 22, 12, 0.99)], [Word("指标", 10, 30, 40, 42, 12, 0.99)]]
    assert columns_to_rows(page(*lines), lines, CELL) == lines


def rows_of(text: str) -> NDArray[np.bool_]:
    return np.array([mark == "#" for mark in text], dtype=np.bool_).reshape(-1, 1)


@pytest.mark.parametrize(
    ("ink", "expected"),
    [
        ("", []),
        ("...", []),
        ("#####..#####", [(0, 5), (7, 12)]),
        (".#.#.######", [(1, 4), (5, 11)]),
        ("##########...####....#.#########", [(0, 10), (13, 17), (21, 32)]),
        ("#...#..##########", [(0, 5), (7, 17)]),
    ],
)
def test_rows_of_ink_with_their_parts(ink: str, expected: list[tuple[int, int]]) -> None:
    assert ink_rows(rows_of(ink)) == expected
