"""Pictures of pages → `Page`s: straightened, ruling lines found, text read by RapidOCR with its bundled models."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageSequence, UnidentifiedImageError

from ingest.errors import DamagedFile, OversizedFile
from ingest.model.document import Document, Fault, Page, Word
from ingest.model.place import Place
from ingest.readers.scan_bare import Bare, grey, without_rules
from ingest.readers.scan_lines import find_skew_deg, turn, without_letter_strokes
from ingest.readers.scan_ocr import Colour, read_lines
from ingest.readers.scan_words import read_words

RENDER_DPI = 200
UNSURE = 0.75
SURE_PAGE = 0.8
MOST_PIXELS = 60_000_000


def read_picture_file(path: Path) -> Document:
    """A PNG, JPEG or TIFF file, one page a frame. Raises DamagedFile and OversizedFile."""
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise OversizedFile(f"{path.name}：图片 {picture.width}×{picture.height} 像素过大。请以 300 dpi 以内重新扫描后再导入。")
            frames = [np.asarray(frame.convert("RGB"), dtype=np.uint8) for frame in ImageSequence.Iterator(picture)]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DamagedFile(f"{path.name}：图片损坏或不完整（{error}）。请重新扫描或导出后再导入。") from error
    pages = tuple(read_picture(frame, number, 595.0) for number, frame in enumerate(frames, 1))
    return Document(path.name, "scan", len(pages), pages=pages, faults=tuple(find_ocr_faults(pages)))


def read_picture(picture: Colour, page_number: int, width_pt: float) -> Page:
    """One page. Coordinates are in points of a page `width_pt` wide, after straightening."""
    scale = width_pt / picture.shape[1]
    upright, lines = _best_turn(_straight(picture), scale)
    rules = without_letter_strokes(upright.rules, [glyph for line in lines for glyph in line])
    words = read_words(upright, lines, rules)
    height, width = upright.picture.shape[:2]
    return Page(page_number, width * scale, height * scale, words, rules, origin="ocr")


def find_ocr_faults(pages: Iterable[Page]) -> list[Fault]:
    """One `ocr_low_confidence` fault for each page with words that the reader was unsure of."""
    faults = []
    for page in pages:
        unsure = [word.text for word in page.words if word.confidence is not None and word.confidence < UNSURE]
        if unsure:
            message = f"第{page.number}页是扫描件，有 {len(unsure)} 处文字识别把握不大：{'、'.join(unsure[:5])}"
            faults.append(Fault("ocr_low_confidence", message, Place((page.number,))))
    return faults


def _best_turn(picture: Colour, scale: float) -> tuple[Bare, list[list[Word]]]:
    """The page turned by quarter turns until it reads best, and what was read, in points. Most pages stand upright already."""
    bare = without_rules(picture, scale)
    lines = _read_page(bare)
    if not lines or _sureness(lines) >= SURE_PAGE:
        return bare, lines
    turned = (without_rules(_straight(np.ascontiguousarray(np.rot90(picture, quarters))), scale) for quarters in (1, 2, 3))
    tried = [(bare, lines), *((page, _read_page(page)) for page in turned)]
    return max(tried, key=lambda pair: _sureness(pair[1]) * sum(map(len, pair[1])))


def _read_page(bare: Bare) -> list[list[Word]]:
    return [[_scaled(glyph, bare.scale) for glyph in line] for line in read_lines(bare.picture)]


def _sureness(lines: Sequence[Sequence[Word]]) -> float:
    glyphs = [glyph for line in lines for glyph in line]
    return sum(glyph.confidence or 0.0 for glyph in glyphs) / len(glyphs) if glyphs else 0.0


def _straight(picture: Colour) -> Colour:
    angle = find_skew_deg(grey(picture))
    return turn(picture, angle) if abs(angle) > 0.05 else picture


def _scaled(word: Word, by: float) -> Word:
    box = (word.x0 * by, word.top * by, word.x1 * by, word.bottom * by)
    return Word(word.text, *box, word.size_pt * by, word.confidence)
