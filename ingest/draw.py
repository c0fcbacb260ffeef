"""Pictures of what was read: tables, stitches and facts painted over the pages."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from ingest.model.place import Box, Place
from ingest.model.report import Report

DPI = 100
HEADER, CELL, STITCHED, INDICATOR, BUDGET = "#1f5fbf", "#9aa5b1", "#d9480f", "#2b8a3e", "#862e9c"


def draw_report(report: Report, path: Path, folder: Path) -> list[Path]:
    """One PNG for every page that holds a table, in `folder`; the files in page order.

    Blue: header cells. Grey: body cells. Orange: cells joined over a page break. Green: the actual value of an indicator with its verdict.
    Purple: amounts of budget lines. Only for PDF: other files have no pages to paint.
    """
    marks: dict[int, list[tuple[Box, str, str]]] = {}
    for place, colour, label in _marks(report):
        for box in place.boxes:
            marks.setdefault(box.page_number, []).append((box, colour, label))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with pypdfium2.PdfDocument(path) as pdf:
        for number in sorted(marks):
            picture = pdf[number - 1].render(scale=DPI / 72).to_pil().convert("RGB")
            _paint(picture, marks[number])
            written.append(folder / f"{path.stem}-{number:03d}.png")
            picture.save(written[-1])
    return written


def _marks(report: Report) -> Iterator[tuple[Place, str, str]]:
    for table in report.tables:
        for cell in {id(cell): cell for row in table.header for cell in row}.values():
            yield cell.place, HEADER, ""
        for cell in {id(cell): cell for row in table.rows for cell in row if cell.text}.values():
            yield cell.place, STITCHED if len(cell.place.pages) > 1 else CELL, ""
    for item in report.indicators:
        yield item.cells.get("actual", item.place), INDICATOR, item.verdict
    for line in report.budget:
        for key in ("initial", "adjusted", "actual", "rate"):
            if key in line.cells:
                yield line.cells[key], BUDGET, key


def _paint(picture: Image.Image, marks: list[tuple[Box, str, str]]) -> None:
    pen = ImageDraw.Draw(picture)
    scale = DPI / 72
    for box, colour, label in marks:
        corners = (box.x0 * scale - 2, box.top * scale - 2, box.x1 * scale + 2, box.bottom * scale + 2)
        pen.rectangle(corners, outline=colour, width=2)
        if label:
            pen.text((corners[2] + 2, corners[1]), label, fill=colour)
