"""Draws small PDFs for the tests: ruled tables cell by cell, and lines of text, at exact places."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Sheet:
    """A PDF being drawn; `top` counts points down from the page's upper edge."""

    def __init__(self, path: Path, size: tuple[float, float] = A4) -> None:
        self.path, self.height = path, size[1]
        self.canvas = Canvas(str(path), pagesize=size)

    def text(self, x: float, top: float, text: str, size: float = 10) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - top - 0.86 * size, text)

    def cell(self, x0: float, top: float, x1: float, bottom: float, *lines: str, size: float = 10) -> None:
        """A framed cell with its lines centred vertically."""
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=1, fill=0)
        first = (top + bottom) / 2 - len(lines) * size * 1.2 / 2
        for i, line in enumerate(lines):
            self.text(x0 + 3, first + i * size * 1.2, line, size)

    def row(self, xs: Sequence[float], top: float, bottom: float, texts: Sequence[str]) -> None:
        """Cells between neighbouring `xs`; a text may hold line breaks."""
        for x0, x1, text in zip(xs, xs[1:], texts, strict=False):
            self.cell(x0, top, x1, bottom, *text.split("\n"))

    def next_page(self) -> None:
        self.canvas.showPage()

    def save(self) -> Path:
        self.canvas.save()
        return self.path
