"""Pictures of pages → `Page`s: straightened, ruling lines found, text read by RapidOCR with its bundled models."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageSequence, UnidentifiedImageError

from ingest.errors import DamagedFile, OversizedFile
from ingest.model.document import Document, Fault, Page, Word
from ingest.model.place import Lie, Place
from ingest.progress import Progress, untold
from ingest.readers.lies import askew, quarter_turned, then
from ingest.readers.pictures import paper_width_pt
from ingest.readers.scan_bare import Bare, grey, without_rules
from ingest.readers.scan_faults import find_ocr_faults
from ingest.readers.scan_lines import find_skew_deg, turn, without_letter_strokes
from ingest.readers.scan_ocr import Colour, OcrFailedError, read_lines
from ingest.readers.scan_paper import on_white_paper
from ingest.readers.scan_seals import without_seals
from ingest.readers.scan_turn import quarters_to_turn
from ingest.readers.scan_words import read_words

RENDER_DPI = 200
MOST_PIXELS = 60_000_000
NEAR_ENOUGH = 1.2


def read_picture_file(path: Path, progress: Progress = untold) -> Document:
    """A PNG, JPEG or TIFF file, one page a frame. Raises DamagedFile and OversizedFile.

    A frame that the recogniser gives up on becomes a `broken_text_layer` fault beside others that are read.
    """
    pages: list[Page] = []
    failed: list[Fault] = []
    for frame, count in _frames(path):
        progress("scan", len(pages) + 1, count)
        number, width_pt = len(pages) + 1, paper_width_pt(frame.shape[1], frame.shape[0])
        try:
            pages.append(read_picture(_at_reading_size(frame, width_pt), number, width_pt))
        except OcrFailedError as error:
            failed.append(Fault("broken_text_layer", f"第{number}页识别失败（{error}），未读取", Place((number,))))
            pages.append(Page(number, width_pt, width_pt * frame.shape[0] / frame.shape[1]))
    if len(failed) == len(pages):
        raise DamagedFile(f"{path.name}：{len(pages)} 页都识别不了，{failed[0].message}。请重新扫描，或提供带文字的文件。")
    return Document(path.name, "scan", len(pages), pages=tuple(pages), faults=(*failed, *find_ocr_faults(pages)))


def _frames(path: Path) -> Iterator[tuple[Colour, int]]:
    """Each frame, one in memory at a time, and how many there are."""
    try:
        with Image.open(path) as picture:
            count = getattr(picture, "n_frames", 1)
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > MOST_PIXELS:
                    raise OversizedFile(f"{path.name}：图片 {frame.width}×{frame.height} 像素过大。请以 300 dpi 以内重新扫描后再导入。")
                yield np.asarray(frame.convert("RGB"), dtype=np.uint8), count
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DamagedFile(f"{path.name}：图片损坏或不完整（{error}）。请重新扫描或导出后再导入。") from error


def _at_reading_size(picture: Colour, width_pt: float) -> Colour:
    """The picture as if scanned at RENDER_DPI; strokes and gaps are measured in pixels of that size."""
    factor = width_pt / 72 * RENDER_DPI / picture.shape[1]
    if 1 / NEAR_ENOUGH <= factor <= NEAR_ENOUGH:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC))


def read_picture(picture: Colour, page_number: int, width_pt: float) -> Page:
    """One page. Coordinates are in points of a page `width_pt` wide, after straightening. Raises OcrFailedError."""
    scale = width_pt / picture.shape[1]
    bare, lines, lie = _upright(without_seals(picture, scale), scale)
    glyphs = [[_scaled(glyph, scale) for glyph in line] for line in lines]
    rules = without_letter_strokes(bare.rules, [glyph for line in glyphs for glyph in line])
    words = read_words(bare, glyphs, rules)
    height, width = bare.picture.shape[:2]
    return Page(page_number, width * scale, height * scale, words, rules, origin="ocr", lie=lie)


def _upright(picture: Colour, scale: float) -> tuple[Bare, list[list[Word]], Lie]:
    """The page straightened and turned by quarter turns until it stands upright, what was read, in pixels, and the way back, in points."""
    height, width = picture.shape[0] * scale, picture.shape[1] * scale
    straight, lie = _straight(picture, scale)
    bare = without_rules(straight, scale)
    lines = read_lines(bare.picture)
    quarters = quarters_to_turn(bare.picture, lines)
    if quarters:
        straight, lie = _straight(np.ascontiguousarray(np.rot90(picture, quarters)), scale)
        bare = without_rules(straight, scale)
        lines, lie = read_lines(bare.picture), then(lie, quarter_turned(quarters, width, height))
    return bare, lines, lie


def _straight(picture: Colour, scale: float) -> tuple[Colour, Lie]:
    angle = find_skew_deg(grey(picture))
    angle = angle if abs(angle) > 0.05 else 0.0
    height, width = picture.shape[:2]
    return on_white_paper(turn(picture, angle) if angle else picture, scale), askew(angle, width * scale, height * scale)


def _scaled(word: Word, by: float) -> Word:
    box = (word.x0 * by, word.top * by, word.x1 * by, word.bottom * by)
    return Word(word.text, *box, word.size_pt * by, word.confidence)
