"""Pages of text and ruled tables, drawn with reportlab: wrapped cells, merged cells, rows cut by the page's end.

Distances are points from the upper left corner of the page. Output is the same bytes every time (`invariant`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

CHINESE, LATIN = "chinese", "latin"
ABOVE, LEFT = "^", "<"
"""Cell texts that mean: covered by the cell above, by the cell to the left."""

_NEVER_FIRST = "，。；：、！？）”》%％"
_NEVER_LAST = "（“《≥≤=-"


def load_font(path: Path) -> None:
    """Makes the TrueType font at `path` the one for Chinese; what it lacks (digits, Latin letters) is drawn in reportlab's own Vera.

    Only the glyphs used are stored in a PDF.
    """
    pdfmetrics.registerFont(TTFont(CHINESE, str(path)))
    pdfmetrics.registerFont(TTFont(LATIN, "Vera.ttf"))


def runs(text: str) -> list[tuple[str, str]]:
    """`text` cut where the font changes: pairs of font name and characters."""
    glyphs = pdfmetrics.getFont(CHINESE).face.charToGlyph
    fonts = [CHINESE if ord(char) in glyphs and char != " " else LATIN for char in text]
    return [(font, "".join(char for _, char in group)) for font, group in groupby(zip(fonts, text, strict=True), key=lambda pair: pair[0])]


def width_of(text: str, size_pt: float) -> float:
    """How wide `text` is drawn, in points."""
    return sum(float(pdfmetrics.stringWidth(part, font, size_pt)) for font, part in runs(text))


def wrap(text: str, width_pt: float, size_pt: float) -> list[str]:
    """`text` in lines of at most `width_pt`. Breaks anywhere but inside numbers and Latin words, and before closing marks."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width_of(line + piece, size_pt) > width_pt and piece not in _NEVER_FIRST:
            kept = line[-1] if line[-1] in _NEVER_LAST and len(line) > 1 else ""
            lines.append(line[: len(line) - len(kept)].rstrip())
            line = kept + piece.lstrip()
        else:
            line += piece
    return [*lines, line] if line else lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        joins = char.isascii() and (char.isalnum() or char in ".%,")
        if joins and pieces and pieces[-1][-1].isascii() and pieces[-1][-1].isalnum() | (pieces[-1][-1] in ".,"):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


class Sheet:
    """A PDF being drawn from top to bottom; turns the page when there is no room left."""

    def __init__(self, path: Path, *, title: str, size: tuple[float, float], margin_pt: float = 56, running_head: str = "") -> None:
        self.width, self.height, self.margin = size[0], size[1], margin_pt
        self.running_head, self.page_number, self.top = running_head, 0, margin_pt
        self.canvas = Canvas(str(path), pagesize=size, invariant=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor("Jiwen sample data")
        self._begin_page()

    @property
    def bottom(self) -> float:
        return self.height - self.margin

    @property
    def inner_width(self) -> float:
        return self.width - 2 * self.margin

    def _begin_page(self) -> None:
        self.page_number += 1
        self.top = self.margin
        foot = f"— {self.page_number} —"
        self.text((self.width - width_of(foot, 9)) / 2, self.height - 40, foot, 9)
        if self.running_head:
            self.text(self.margin, 30, self.running_head, 9)

    def turn_page(self, size: tuple[float, float] | None = None) -> None:
        """Goes to a new page, of another `size` where given."""
        self.canvas.showPage()
        if size:
            self.width, self.height = size
            self.canvas.setPageSize(size)
        self._begin_page()

    def text(self, x: float, top: float, text: str, size_pt: float) -> None:
        for font, part in runs(text):
            self.canvas.setFont(font, size_pt)
            self.canvas.drawString(x, self.height - top - 0.86 * size_pt, part)
            x += width_of(part, size_pt)

    def heading(self, text: str, size_pt: float = 18) -> None:
        """A centred line."""
        self.text((self.width - width_of(text, size_pt)) / 2, self.top, text, size_pt)
        self.top += size_pt * 1.8

    def paragraph(self, text: str, size_pt: float = 12, leading: float = 1.75, indent: int = 2) -> None:
        """Running text, its first line indented by `indent` characters."""
        lines = wrap("　" * indent + text, self.inner_width, size_pt)
        for line in lines:
            if self.top + size_pt * leading > self.bottom:
                self.turn_page()
            shift = indent * size_pt if line.startswith("　") else 0
            self.text(self.margin + shift, self.top, line.lstrip("　"), size_pt)
            self.top += size_pt * leading

    def line_right(self, text: str, size_pt: float = 10) -> None:
        """A line against the right margin (单位：万元)."""
        self.text(self.width - self.margin - width_of(text, size_pt), self.top, text, size_pt)
        self.top += size_pt * 1.5

    def table(self, rows: Sequence[Sequence[str]], widths_pt: Sequence[float], size_pt: float = 9) -> None:
        """A ruled table. A row that does not fit is cut between its lines; headers are not repeated."""
        Table(self, rows, widths_pt, size_pt).draw()

    def save(self) -> None:
        self.canvas.showPage()
        self.canvas.save()


@dataclass(frozen=True)
class Piece:
    """The part of a table row that stands on one page: lines `first:last` of its cells."""

    row: int
    page: int
    top: float
    bottom: float
    first: int
    last: int


class Table:
    """One table on its way to the sheet: measured, cut into pages, drawn."""

    def __init__(self, sheet: Sheet, rows: Sequence[Sequence[str]], widths_pt: Sequence[float], size_pt: float) -> None:
        self.sheet, self.rows, self.size = sheet, rows, size_pt
        self.leading, self.pad = size_pt * 1.3, 4.0
        self.xs = [sheet.margin + sum(widths_pt[:i]) for i in range(len(widths_pt) + 1)]

    def draw(self) -> None:
        pieces = self._pieces()
        for page in range(pieces[-1].page + 1):
            if page:
                self.sheet.turn_page()
            for r, c in self._owners():
                self._draw_cell(r, c, page, pieces)
        self.sheet.top = pieces[-1].bottom

    def _owners(self) -> list[tuple[int, int]]:
        return [(r, c) for r, row in enumerate(self.rows) for c, text in enumerate(row) if text not in (ABOVE, LEFT)]

    def _span(self, r: int, c: int) -> tuple[int, int]:
        """The row and column after the last ones that the cell covers."""
        right, down = c + 1, r + 1
        while right < len(self.rows[r]) and self.rows[r][right] == LEFT:
            right += 1
        while down < len(self.rows) and self.rows[down][c] == ABOVE:
            down += 1
        return down, right

    def _lines(self, r: int, c: int) -> list[str]:
        right = self._span(r, c)[1]
        return wrap(self.rows[r][c], self.xs[right] - self.xs[c] - 2 * self.pad, self.size)

    def _line_count(self, r: int) -> int:
        row = self.rows[r]
        own = [c for c, text in enumerate(row) if text not in (ABOVE, LEFT) and self._span(r, c)[0] == r + 1]
        return max([1, *(len(self._lines(r, c)) for c in own)])

    def _pieces(self) -> list[Piece]:
        pieces, page, top = [], 0, self.sheet.top
        for r in range(len(self.rows)):
            done, count = 0, self._line_count(r)
            while done < count:
                room = int((self.sheet.bottom - top - 2 * self.pad) / self.leading)
                if room < 1:
                    page, top = page + 1, self.sheet.margin
                    continue
                taken = min(room, count - done)
                bottom = top + taken * self.leading + 2 * self.pad
                pieces.append(Piece(r, page, top, bottom, done, done + taken))
                done, top = done + taken, bottom
        return pieces

    def _draw_cell(self, r: int, c: int, page: int, pieces: list[Piece]) -> None:
        down, right = self._span(r, c)
        mine = [piece for piece in pieces if r <= piece.row < down]
        here = [piece for piece in mine if piece.page == page]
        if not here:
            return
        sheet, x0, x1 = self.sheet, self.xs[c], self.xs[right]
        top, bottom = here[0].top, here[-1].bottom
        sheet.canvas.setLineWidth(0.6)
        sheet.canvas.rect(x0, sheet.height - bottom, x1 - x0, bottom - top, stroke=1, fill=0)
        if down > r + 1:
            lines = self._lines(r, c) if page == mine[0].page else []
        elif len(mine) == 1:
            lines = self._lines(r, c)
        else:
            lines = self._lines(r, c)[here[0].first : here[0].last]
        first = (top + bottom) / 2 - len(lines) * self.leading / 2 + (self.leading - self.size) / 2
        for i, line in enumerate(lines):
            sheet.text((x0 + x1 - width_of(line, self.size)) / 2, first + i * self.leading, line, self.size)
