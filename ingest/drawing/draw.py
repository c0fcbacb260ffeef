"""A report and its file → one painted picture a page."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence

from ingest.drawing.marks import find_marks
from ingest.drawing.paint import PagePaint, paint_page
from ingest.drawing.stitches import find_halves, find_parts
from ingest.model.report import Report
from ingest.readers.pictures import paper_width_pt

DPI = 110
MOST_PIXELS = 12_000_000


def draw_report(report: Report, path: Path, folder: Path, font: Path) -> list[Path]:
    """One PNG in `folder` for every page of which something was read, in page order; `font` is a typeface with Chinese characters.

    Cells are filled in the colour of what their column was taken for, header cells say it in words; the actual value of an indicator
    has its verdict beside it. Tables are numbered and say where they go on; both halves of a row or cell that a page break cut carry
    one number.
    Empty for files without pages (DOCX, XLSX, HTML, text).
    """
    paint = _paint_by_page(report)
    if not paint:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, picture, scale in _pages(path, report.file_kind, sorted(paint)):
        written.append(folder / f"{path.stem}-{number:03d}.png")
        paint_page(picture, scale, paint[number], font).save(written[-1])
    return written


def _paint_by_page(report: Report) -> dict[int, PagePaint]:
    marks, halves, parts = find_marks(report), find_halves(report), find_parts(report)
    boxes = [*(mark.box for mark in marks), *(half.box for half in halves), *(part.box for part in parts)]
    return {
        number: PagePaint(
            f"{report.source}　第{number}页，共{report.page_count}页",
            [mark for mark in marks if mark.box.page_number == number],
            [half for half in halves if half.box.page_number == number],
            [part for part in parts if part.box.page_number == number],
        )
        for number in {box.page_number for box in boxes}
    }


def _pages(path: Path, file_kind: str, numbers: list[int]) -> Iterator[tuple[int, Image.Image, float]]:
    """The pages of these numbers as pictures, with their pixels a point."""
    if file_kind == "scan":
        with Image.open(path) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file), start=1):
                if number in numbers:
                    width_pt, scale = paper_width_pt(*frame.size), DPI / 72
                    size = (round(width_pt * scale), round(width_pt * scale * frame.height / frame.width))
                    yield number, frame.convert("RGB").resize(size), scale
        return
    with pypdfium2.PdfDocument(path) as pdf:
        for number in numbers:
            width_pt, height_pt = pdf.get_page_size(number - 1)
            scale = min(DPI / 72, (MOST_PIXELS / (width_pt * height_pt)) ** 0.5)
            yield number, pdf[number - 1].render(scale=scale).to_pil().convert("RGB"), scale
