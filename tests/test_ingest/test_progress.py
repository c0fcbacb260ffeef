"""Each page is told before it is read, and what is raised there ends the reading."""

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from ingest.model.document import Page
from ingest.readers import scan
from ingest.readers.scan_ocr import Colour
from ingest.report import read_report
from tests.pdfs.draw import Sheet


class StopError(Exception):
    """Raised by a reader's caller who has had enough."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A page of text, a scanned one, a page of text."""
    sheet = Sheet(tmp_path / "三页.pdf")
    sheet.text(60, 100, "一、部门概况")
    sheet.next_page()
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (60, 84), "white")), 0, 0, 595, 842)
    sheet.next_page()
    sheet.text(60, 100, "二、预算执行情况")
    return sheet.save()


@pytest.fixture(autouse=True)
def recogniser(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that OCR was asked for."""
    asked: list[int] = []

    def read(picture: Colour, page_number: int, width_pt: float) -> Page:
        asked.append(page_number)
        return Page(page_number, width_pt, 842, origin="ocr")

    monkeypatch.setattr(scan, "read_picture", read)
    return asked


def test_tells_the_page_under_way_and_whether_it_is_a_scan(path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    read_report(path, progress=lambda *step: steps.append(step))
    assert steps == [("read", 1, 3), ("read", 2, 3), ("scan", 2, 3), ("read", 3, 3), ("understand", 1, 1)]


def test_ends_before_the_page_that_is_not_wanted(path: Path, recogniser: list[int]) -> None:
    def stop(step: str, page: int, pages: int) -> None:
        if step == "scan":
            raise StopError

    with pytest.raises(StopError):
        read_report(path, progress=stop)
    assert recogniser == []
