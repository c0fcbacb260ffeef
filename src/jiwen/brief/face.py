"""The typeface of the brief, embedded so that every viewer shows it: Noto Sans SC with the characters of GBK (see `font/README.md`)."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

FACE = "JiwenSans"
LACKING = "〓"
FONT_FILE = "NotoSansSC-GBK.ttf"


def font_file() -> Path:
    """The typeface as a TrueType file."""
    return Path(str(files("jiwen.brief") / "font" / FONT_FILE))


@cache
def load_face() -> frozenset[int]:
    """The code points that the face can draw; registers it with reportlab."""
    font = TTFont(FACE, str(font_file()))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


def drawable(text: str) -> str:
    """The text with LACKING for each character that the face does not have; line breaks become blanks."""
    known = load_face()
    return "".join(char if ord(char) in known else LACKING for char in " ".join(text.split()))


def width_of(text: str, size: float) -> float:
    """In points."""
    load_face()
    return float(pdfmetrics.stringWidth(text, FACE, size))


def clipped(text: str, width_pt: float, lines: int, size: float) -> str:
    """The text, or as much of it as fits that many lines, with "…"."""
    shown = drawable(text)
    room = width_pt * lines - size * (lines - 1)  # a line may end a character early
    if width_of(shown, size) <= room:
        return shown
    while shown and width_of(shown + "…", size) > room:
        shown = shown[:-1]
    return shown + "…"


def paragraph(text: str, size: float, colour: str = "#1c2733", *, right: bool = False) -> Paragraph:
    """Text that is drawn as it stands: nothing in it is markup."""
    load_face()
    style = ParagraphStyle(
        "jiwen", fontName=FACE, fontSize=size, leading=size * 1.35, textColor=colour, wordWrap="CJK", alignment=2 * right
    )
    return Paragraph(escape(text), style)
