"""Pictures of pages: angle, ruling lines, signs, and one whole page read back."""

from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from ingest.errors import DamagedFile
from ingest.model.document import Grid, Page, Rule, Word
from ingest.readers.scan import read_picture, read_picture_file
from ingest.readers.scan_faults import find_ocr_faults
from ingest.readers.scan_lines import find_rules, find_skew_deg, turn, without_letter_strokes
from ingest.readers.scan_signs import read_sign
from ingest.tables.blocks import blocks_from_pages

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "reports"


def paper(height: int = 800, width: int = 600) -> NDArray[np.uint8]:
    return np.full((height, width), 255, dtype=np.uint8)


def ruled() -> NDArray[np.uint8]:
    picture = paper()
    for y in (200, 260, 320):
        cv2.line(picture, (60, y), (540, y), 0, 2)
    for x in (60, 300, 540):
        cv2.line(picture, (x, 200), (x, 320), 0, 2)
    return picture


@pytest.mark.parametrize("angle", [-3.0, -1.0, 0.0, 1.0, 2.5])
def test_finds_the_angle_of_a_tilted_page(angle: float) -> None:
    assert find_skew_deg(turn(ruled(), angle)) == pytest.approx(-angle, abs=0.15)


def test_finds_ruling_lines_in_points() -> None:
    rules = find_rules(ruled(), 0.5)
    assert sorted(round(rule.top) for rule in rules if rule.is_horizontal) == [100, 130, 160]
    assert sorted(round(rule.x0) for rule in rules if not rule.is_horizontal) == [30, 150, 270]


def test_strokes_of_letters_are_no_ruling_lines() -> None:
    border, stroke = Rule(10, 0, 10, 100), Rule(30, 20, 30, 34)
    assert without_letter_strokes([border, stroke], [Word("田", 22, 18, 38, 36, 16)]) == (border,)


def sign(*strokes: tuple[tuple[int, int], tuple[int, int]], thickness: int = 3) -> NDArray[np.uint8]:
    picture = paper(60, 60)
    for start, end in strokes:
        cv2.line(picture, start, end, 0, thickness)
    return picture


GREATER = (((12, 10), (46, 22)), ((46, 22), (12, 34)))
LESS = (((46, 10), (12, 22)), ((12, 22), (46, 34)))


@pytest.mark.parametrize(
    ("strokes", "expected"),
    [
        ((*GREATER, ((12, 42), (46, 42))), "≥"),
        ((*GREATER, ((12, 42), (46, 42)), ((12, 50), (46, 50))), "≥"),
        ((*LESS, ((12, 42), (46, 42))), "≤"),
        ((*LESS, ((12, 42), (46, 42)), ((12, 50), (46, 50))), "≤"),
        ((*GREATER, ((12, 43), (46, 41)), ((12, 51), (46, 49))), "≥"),
        ((((12, 10), (12, 48)), ((12, 48), (46, 48))), None),
        ((((12, 10), (12, 40)), ((12, 10), (40, 25)), ((40, 25), (12, 40))), None),
        (GREATER, ">"),
        (LESS, "<"),
        ((((12, 22), (46, 22)), ((12, 34), (46, 34))), "="),
        ((((12, 24), (46, 21)), ((12, 33), (46, 30))), "="),
        ((((18, 22), (38, 22)), ((10, 40), (46, 40))), None),
        ((((12, 28), (46, 28)),), None),
        ((((12, 10), (46, 50)), ((46, 10), (12, 50))), None),
    ],
)
def test_reads_comparison_signs_by_their_shape(strokes: tuple[tuple[tuple[int, int], tuple[int, int]], ...], expected: str | None) -> None:
    assert read_sign(sign(*strokes)) == expected


def test_two_thin_bars_that_nearly_touch_are_a_sign_of_equality() -> None:
    blurred = paper(20, 40)
    blurred[[8, 10], 7:33] = 0
    blurred[9, 8:14] = 0
    assert read_sign(blurred) == "="


def test_two_bars_run_into_one_are_a_sign_of_equality() -> None:
    assert read_sign(sign(((12, 28), (46, 28)), thickness=7)) == "="


def test_a_tilted_picture_of_a_table_reads_like_the_file(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    source = min(EXAMPLES.glob("*.pdf"), key=lambda path: path.stat().st_size)
    from ingest.readers.pdf import read_pdf

    number, expected = next(
        (page.number, grid)
        for page in read_pdf(source).pages
        for grid in blocks_from_pages([page])
        if isinstance(grid, Grid) and len(grid.rows) > 5
    )
    with pypdfium2.PdfDocument(source) as pdf:
        picture = np.asarray(pdf[number - 1].render(scale=150 / 72).to_pil().convert("RGB"), dtype=np.uint8)
    page = read_picture(turn(picture, 1.0), number, 595.0)
    assert page.origin == "ocr"
    (grid,) = [block for block in blocks_from_pages([page]) if isinstance(block, Grid)][:1]

    def figures(found: Grid) -> list[list[str]]:
        return [[cell.text for cell in row if cell.text.replace(".", "").replace("%", "").isdigit()] for row in found.rows]

    assert figures(grid) == figures(expected)
    assert all(cell.confidence is not None for row in grid.rows for cell in row if cell.text)


def test_scanned_pages_and_unsure_words_are_told_figures_first() -> None:
    words = (Word("清晰", 0, 0, 9, 9, 9, 0.99), Word("模糊", 0, 20, 9, 29, 9, 0.4), Word("12.5", 0, 40, 9, 49, 9, 0.6))
    pages = [Page(number, 595, 842, words if number == 3 else (), origin="text" if number == 1 else "ocr") for number in (1, 2, 3, 4, 7)]
    pages[-1] = Page(6, 595, 842, origin="ocr")
    (fault,) = find_ocr_faults(pages)
    assert (fault.rule, fault.place.pages) == ("ocr_low_confidence", (2, 3, 4, 6))
    assert fault.message == "第2–4、6页是扫描件，由 OCR 识别；有 2 处文字识别把握不大：“12.5”（第3页）、“模糊”（第3页）"


def test_files_without_scans_have_no_such_fault() -> None:
    assert find_ocr_faults([Page(1, 595, 842)]) == []


def test_a_broken_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "扫描.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    with pytest.raises(DamagedFile, match=r"扫描\.png：图片损坏"):
        read_picture_file(tmp_path / "扫描.png")
