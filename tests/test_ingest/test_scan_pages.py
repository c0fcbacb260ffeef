"""Scanned pages and files of them: seals taken off, the way up found, failures told, hidden text passed over."""

from pathlib import Path

import cv2
import numpy as np
import pdfplumber
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from ingest.errors import DamagedFile
from ingest.model.document import Word
from ingest.readers import scan, scan_turn
from ingest.readers.pdf_drawn import read_drawn
from ingest.readers.scan import read_picture_file
from ingest.readers.scan_layer import is_scan_under_text
from ingest.readers.scan_ocr import Colour, OcrFailedError
from ingest.readers.scan_paper import on_white_paper
from ingest.readers.scan_seals import without_seals
from ingest.readers.scan_turn import quarters_to_turn
from tests.pdfs.draw import FONT, Sheet

RED = (205, 40, 45)


def paper() -> Colour:
    return np.full((400, 400, 3), 255, dtype=np.uint8)


def test_a_seal_is_taken_off_and_the_border_below_it_stays() -> None:
    page = paper()
    cv2.circle(page, (200, 200), 60, RED, 4)
    cv2.line(page, (50, 210), (350, 210), (10, 10, 10), 2)
    bordered = paper()
    cv2.line(bordered, (50, 210), (350, 210), (10, 10, 10), 2)
    assert np.array_equal(without_seals(page, 1.0), bordered)


@pytest.mark.parametrize(("width", "height"), [(120, 20), (30, 30), (300, 90)])
def test_red_text_and_shading_stay(width: int, height: int) -> None:
    page = paper()
    page[100 : 100 + height, 50 : 50 + width] = RED
    assert np.array_equal(without_seals(page, 1.0), page)


def test_a_red_cell_of_a_seals_size_stays() -> None:
    page = paper()
    page[100:200, 50:180] = RED
    assert np.array_equal(without_seals(page, 1.0), page)


def row(text: str, *, lying: bool, confidence: float) -> list[Word]:
    """A line along the upper edge, or along the left one."""
    boxes = [(0, 20 * i, 20, 20 * i + 20) if lying else (20 * i, 0, 20 * i + 20, 20) for i in range(len(text))]
    return [Word(glyph, *map(float, box), 20.0, confidence) for glyph, box in zip(text, boxes, strict=True)]


@pytest.mark.parametrize(
    ("lying", "confidence", "dark_end", "expected"),
    [
        (False, 0.99, "left", 0),
        (False, 0.7, "left", 0),
        (False, 0.7, "right", 2),
        (True, 0.99, "bottom", 3),
        (True, 0.99, "top", 1),
    ],
)
def test_finds_the_way_up(monkeypatch: pytest.MonkeyPatch, lying: bool, confidence: float, dark_end: str, expected: int) -> None:
    """The scripted reader is sure of text whose left end is dark."""
    page = paper()
    ends = {"left": (0, 0), "right": (0, 60), "top": (0, 0), "bottom": (60, 0)}
    y, x = ends[dark_end]
    page[y : y + 20, x : x + 20] = 0
    monkeypatch.setattr(scan_turn, "recognise", lambda crop: ("年度指标", 0.95 if crop[10, 5, 0] == 0 else 0.3))
    assert quarters_to_turn(page, [row("年度指标", lying=lying, confidence=confidence)]) == expected


@pytest.fixture
def two_frames(tmp_path: Path) -> Path:
    first, second = Image.new("RGB", (1654, 2339), "white"), Image.new("RGB", (1100, 800), "white")
    first.save(tmp_path / "两页.tif", save_all=True, append_images=[second])
    return tmp_path / "两页.tif"


def test_a_frame_that_cannot_be_recognised_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch, two_frames: Path) -> None:
    def reader(picture: Colour) -> list[list[Word]]:
        if picture.shape[0] < picture.shape[1]:
            raise OcrFailedError("ValueError: 没有文字框")
        return [[Word("总", 100, 100, 130, 130, 30, 0.99)]]

    steps: list[tuple[str, int, int]] = []
    monkeypatch.setattr(scan, "read_lines", reader)
    document = read_picture_file(two_frames, lambda *step: steps.append(step))
    assert [[word.text for word in page.words] for page in document.pages] == [["总"], []]
    assert [(fault.rule, fault.message) for fault in document.faults] == [
        ("broken_text_layer", "第2页识别失败（ValueError: 没有文字框），未读取"),
        ("ocr_low_confidence", "第1页是扫描件，由 OCR 识别"),
    ]
    assert (document.pages[1].width_pt, steps) == (842.0, [("scan", 1, 2), ("scan", 2, 2)])


def test_a_file_without_a_page_that_can_be_recognised_is_refused(monkeypatch: pytest.MonkeyPatch, two_frames: Path) -> None:
    def reader(picture: Colour) -> list[list[Word]]:
        raise OcrFailedError("MemoryError: ")

    monkeypatch.setattr(scan, "read_lines", reader)
    with pytest.raises(DamagedFile, match=r"两页\.tif：2 页都识别不了，第1页识别失败"):
        read_picture_file(two_frames)


@pytest.mark.parametrize(
    ("hidden", "on_top", "picture_width_pt", "expected"),
    [
        ("绩效自评表" * 30, "", 595, True),
        ("绩效自评表" * 30, "— 3 —", 595, True),
        ("", "绩效自评表" * 30, 595, False),
        ("绩效自评表" * 30, "", 200, False),
    ],
)
def test_a_picture_over_the_page_is_a_scan_whatever_hides_below(
    tmp_path: Path, hidden: str, on_top: str, picture_width_pt: float, expected: bool
) -> None:
    sheet = Sheet(tmp_path / "页.pdf")
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (60, 84), "white")), 0, 0, picture_width_pt, 842)
    written = sheet.canvas.beginText(20, 400)
    written.setFont(FONT, 2)
    written.setTextRenderMode(3)
    written.textOut(hidden)
    sheet.canvas.saveState()
    sheet.canvas.drawText(written)
    sheet.canvas.restoreState()
    sheet.text(20, 100, on_top, 2)
    with pdfplumber.open(sheet.save()) as pdf:
        assert is_scan_under_text(sheet.path, 1, read_drawn(pdf.pages[0])) is expected


def test_white_text_on_a_dark_cell_becomes_black_text_in_a_border() -> None:
    page = paper()
    page[100:160, 50:300] = (47, 84, 150)
    page[120:124, 100:200] = 255
    clean = on_white_paper(page, 0.5)
    assert clean[122, 150].max() < 30
    assert clean[140, 150].min() > 240
    assert clean[100, 150].max() < 30
    assert clean[130, 50].max() < 30


def test_shaded_cells_and_grey_paper_become_white_and_ink_stays() -> None:
    page = np.full((400, 400, 3), 205, dtype=np.uint8)
    page[100:160, 50:300] = (91, 155, 213)
    page[120:124, 100:200] = 10
    clean = on_white_paper(page, 0.5)
    assert clean[122, 150].max() < 60
    assert clean[300, 300].min() > 240
    assert clean[140, 150].mean() > 200


def test_thick_letters_are_no_dark_cells() -> None:
    page = paper()
    page[100:160, 50:57] = 0
    page[100:107, 50:120] = 0
    assert np.array_equal(on_white_paper(page, 0.5), page)
