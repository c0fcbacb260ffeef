"""What a reader hands on: pages of words and ruling lines, or (files that have them) paragraphs and grids at once."""

from dataclasses import dataclass
from typing import Literal

from ingest.model.place import Lie, Place

FileKind = Literal["pdf", "scan", "docx", "xlsx", "html", "text"]


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a gap, as drawn. Points from the top left of the page; `confidence` only from OCR."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size_pt: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line (or thin filled rectangle, or side of a rectangle), axis-parallel, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """One page, turned upright. `origin` tells a text layer from a picture that was read by OCR.

    `lie` leads back to the paper as a viewer shows it; None where it was read as it lies.
    """

    number: int
    width_pt: float
    height_pt: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    origin: Literal["text", "ocr"] = "text"
    lie: Lie | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` of a paragraph's text and where they are drawn (one printed line)."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text with its wrapped lines rejoined; `spans` locate every printed line of it.

    `size_pt` is the font size, `is_centred` and `is_bold` what the page shows; None or False where the file does not say.
    `level` is the heading level the file itself declares (DOCX styles, HTML h1–h6), else None.
    """

    text: str
    place: Place
    spans: tuple[Span, ...] = ()
    size_pt: float | None = None
    is_centred: bool = False
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `row` and `column` are those of its upper left corner in the grid, 0-based; spans count grid positions.

    `text` is as printed with the line breaks inside the cell removed; "" when blank. `confidence` only from OCR.
    """

    text: str
    place: Place
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn, stitched over pages, before anything is understood.

    `rows[r][c]` is the cell that covers that position: a merged cell stands at every position it covers (the same object),
    and a position that no ruling encloses holds a blank cell. All rows have the same length.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: Place


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a reader could not read, or had to leave out; becomes a check (`broken_text_layer`, `unread_digits`, …)."""

    rule: str
    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. Paged files (PDF, scans) fill `pages`; the others fill `blocks` in reading order."""

    source: str
    kind: FileKind
    page_count: int
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    faults: tuple[Fault, ...] = ()
