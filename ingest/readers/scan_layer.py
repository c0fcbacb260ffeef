"""PDF pages that are pictures although they hold text: hidden text of an earlier OCR, stamped page numbers."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf_drawn import Drawn

COVERING = 0.8
"""Share of the page that its pictures cover when it is a scan."""
STAMPED_CHARS = 60
"""A page number, a file number, the mark of a scanning program."""
_UNSEEN = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


def is_scan_under_text(path: Path, page_number: int, drawn: Drawn) -> bool:
    """True when pictures cover the page and next to none of its text is drawn visibly over them.

    Such text is what some program once read from the picture: it has no ruling lines, and nobody has seen its mistakes.
    """
    if drawn.pictured_pt2 < COVERING * drawn.width * drawn.height:
        return False
    try:
        return _chars_on_top(path, page_number) <= STAMPED_CHARS
    except pypdfium2.PdfiumError:  # too damaged to be drawn: the text is all there is
        return False


def _chars_on_top(path: Path, page_number: int) -> int:
    """Characters drawn visibly after the last picture."""
    shown = 0
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[page_number - 1]
        text = page.get_textpage()
        for item in page.get_objects(max_depth=4):
            if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                shown = 0
            elif item.type == pdfium.FPDF_PAGEOBJ_TEXT and pdfium.FPDFTextObj_GetTextRenderMode(item.raw) not in _UNSEEN:
                shown += pdfium.FPDFTextObj_GetText(item.raw, text.raw, None, 0) // 2 - 1
    return shown
