"""Pictures of pages → `Page`s: straightened, ruling lines found, text read by RapidOCR with its bundled models."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence, UnidentifiedImageError

from ingest.errors import DamagedFile, OversizedFile
from ingest.model.document import Document, Fault, Page, Rule, Word
from ingest.model.place import Place
from ingest.readers.scan_lines import find_rules, find_skew_deg, turn, without_letter_strokes
from ingest.readers.scan_signs import read_sign

Colour = NDArray[np.uint8]
"""Shape (height, width, 3), RGB."""

RENDER_DPI = 200
UNSURE = 0.75
SURE_PAGE = 0.8
RULE_HALF_PX = 2
FLATTEST_TEXT_PT = 4.5
MOST_PIXELS = 60_000_000
WORD_GAP_EM = 0.9
_SIGN_SUSPECT = 5
_READ_FOR_SIGNS = "二一三之工〉《》ニ≥≤≧≦＝═＞＜∧∨"


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
    points_per_pixel = width_pt / picture.shape[1]
    upright, lines = _best_turn(_straight(picture), points_per_pixel)
    lines = [[_scaled(glyph, points_per_pixel) for glyph in line] for line in lines]
    rules = without_letter_strokes(find_rules(_grey(upright), points_per_pixel), [glyph for line in lines for glyph in line])
    words = _read_words(upright, lines, rules, points_per_pixel)
    height, width = upright.shape[:2]
    return Page(page_number, width * points_per_pixel, height * points_per_pixel, words, rules, origin="ocr")


def find_ocr_faults(pages: Iterable[Page]) -> list[Fault]:
    """One `ocr_low_confidence` fault for each page with words that the reader was unsure of."""
    faults = []
    for page in pages:
        unsure = [word.text for word in page.words if word.confidence is not None and word.confidence < UNSURE]
        if unsure:
            message = f"第{page.number}页是扫描件，有 {len(unsure)} 处文字识别把握不大：{'、'.join(unsure[:5])}"
            faults.append(Fault("ocr_low_confidence", message, Place((page.number,))))
    return faults


def _best_turn(picture: Colour, scale: float) -> tuple[Colour, list[list[Word]]]:
    """The page turned by quarter turns until it reads best, and what was read, in pixels. Most pages stand upright already."""
    lines = _read_lines(_without_rules(picture, scale))
    if not lines or _sureness(lines) >= SURE_PAGE:
        return picture, lines
    turned = [_straight(np.ascontiguousarray(np.rot90(picture, quarters))) for quarters in (1, 2, 3)]
    tried = [(picture, lines), *((page, _read_lines(_without_rules(page, scale))) for page in turned)]
    return max(tried, key=lambda pair: _sureness(pair[1]) * sum(map(len, pair[1])))


def _without_rules(picture: Colour, scale: float) -> Colour:
    """The page without its borders: text that stands close to one is missed or cut short by the detector."""
    bare = picture.copy()
    for rule in without_letter_strokes(find_rules(_grey(picture), scale), ()):
        y0, y1 = round(rule.top / scale) - RULE_HALF_PX, round(rule.bottom / scale) + RULE_HALF_PX + 1
        x0, x1 = round(rule.x0 / scale) - RULE_HALF_PX, round(rule.x1 / scale) + RULE_HALF_PX + 1
        bare[max(0, y0) : y1, max(0, x0) : x1] = 255
    return bare


def _sureness(lines: Sequence[Sequence[Word]]) -> float:
    glyphs = [glyph for line in lines for glyph in line]
    return sum(glyph.confidence or 0.0 for glyph in glyphs) / len(glyphs) if glyphs else 0.0


def _straight(picture: Colour) -> Colour:
    angle = find_skew_deg(_grey(picture))
    return turn(picture, angle) if abs(angle) > 0.05 else picture


def _grey(picture: Colour) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # seconds to import, and only scans need it

    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": 2600})


def _read_lines(picture: Colour) -> list[list[Word]]:
    """Text lines as the detector sees them, glyph by glyph, in pixels."""
    # The classifier that turns lines by 180° takes 98 for 86; whole pages are turned by _best_turn instead.
    # All switches are said each time: the engine keeps the last call's.
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=True, return_word_box=True, return_single_char_box=True)
    lines = [
        _stretched([_glyph(text, sure, corners) for text, sure, corners in line if text.strip()], corners_of_line)
        for line, corners_of_line in zip(found.word_results or (), found.boxes if found.boxes is not None else (), strict=False)
        if isinstance(line, tuple)  # an empty page yields one object of another kind
    ]
    return [line for line in lines if line]


def _read_words(picture: Colour, lines: Sequence[Sequence[Word]], rules: Sequence[Rule], scale: float) -> tuple[Word, ...]:
    bare = _without_rules(picture, scale)
    verticals = [rule for rule in rules if not rule.is_horizontal]
    levels = [rule for rule in rules if rule.is_horizontal]
    merged = [word for line in lines for word in _merged(line, verticals)]
    words = [_checked_sign(word, bare, scale) for word in merged if not _crossed(word, levels)]
    return tuple(words + _missed(bare, words, rules, scale))


def _glyph(text: str, confidence: float, corners: Sequence[Sequence[float]]) -> Word:
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    # The detector pads its boxes above and below by about a fifth of the line.
    pad = 0.15 * (max(ys) - min(ys))
    return Word(text, min(xs), min(ys) + pad, max(xs), max(ys) - pad, max(ys) - min(ys) - 2 * pad, float(confidence))


def _stretched(glyphs: list[Word], corners: Sequence[Sequence[float]]) -> list[Word]:
    """The outer glyphs widened to the box of their line: the reader places a wide last sign (%) too narrowly."""
    if not glyphs:
        return []
    left, right = float(min(corner[0] for corner in corners)), float(max(corner[0] for corner in corners))
    glyphs[0] = replace(glyphs[0], x0=min(glyphs[0].x0, left + 0.1 * glyphs[0].size_pt))
    glyphs[-1] = replace(glyphs[-1], x1=max(glyphs[-1].x1, right - 0.1 * glyphs[-1].size_pt))
    return glyphs


def _scaled(word: Word, by: float) -> Word:
    box = (word.x0 * by, word.top * by, word.x1 * by, word.bottom * by)
    return Word(word.text, *box, word.size_pt * by, word.confidence)


def _merged(glyphs: Sequence[Word], verticals: Sequence[Rule]) -> list[Word]:
    """Neighbouring glyphs of a line as words; a ruling line between two parts them although the reader saw one line."""
    words: list[Word] = []
    for glyph in sorted(glyphs, key=lambda g: g.x0):
        last = words[-1] if words else None
        if last and glyph.x0 - last.x1 <= WORD_GAP_EM * glyph.size_pt and not _parted(last, glyph, verticals):
            words[-1] = Word(
                last.text + glyph.text,
                last.x0,
                min(last.top, glyph.top),
                max(last.x1, glyph.x1),
                max(last.bottom, glyph.bottom),
                max(last.size_pt, glyph.size_pt),
                min(last.confidence or 0.0, glyph.confidence or 0.0),
            )
        else:
            words.append(glyph)
    return words


def _parted(last: Word, glyph: Word, verticals: Sequence[Rule]) -> bool:
    middle = (glyph.top + glyph.bottom) / 2
    from_x, to_x = last.x1 - 0.4 * glyph.size_pt, glyph.x0 + 0.4 * glyph.size_pt
    return any(from_x <= rule.x0 <= to_x and rule.top <= middle <= rule.bottom for rule in verticals)


def _crossed(word: Word, levels: Sequence[Rule]) -> bool:
    """A border runs through the middle: the detector took signs of several rows, one above the other, for one text."""
    inset, middle = 0.25 * (word.bottom - word.top), (word.x0 + word.x1) / 2
    return any(word.top + inset < rule.top < word.bottom - inset and rule.x0 < middle < rule.x1 for rule in levels)


def _checked_sign(word: Word, picture: Colour, scale: float) -> Word:
    """A short unsure word may be a comparison sign."""
    could_be = len(word.text) < _SIGN_SUSPECT and not word.text.isdigit() and all(g in _READ_FOR_SIGNS or g.isascii() for g in word.text)
    if not could_be or (word.confidence or 0.0) > 0.97:
        return word
    sign = read_sign(_crop(picture, word, scale))
    return Word(sign, word.x0, word.top, word.x1, word.bottom, word.size_pt, 0.9) if sign else word


def _crop(picture: Colour, word: Word, scale: float) -> NDArray[np.uint8]:
    y0, y1 = max(0, int((word.top - 1) / scale)), int((word.bottom + 1) / scale)
    x0, x1 = max(0, int((word.x0 - 1) / scale)), int((word.x1 + 1) / scale)
    return _grey(picture[y0 : y1 + 1, x0 : x1 + 1])


def _missed(picture: Colour, words: Sequence[Word], rules: Sequence[Rule], scale: float) -> list[Word]:
    """Ink that no word covers: a lone digit or sign in a cell is smaller than what the detector looks for."""
    ink = (_grey(picture) < 150).astype(np.uint8)
    for rule in rules:
        x0, x1 = int(rule.x0 / scale) - 4, int(rule.x1 / scale) + 5
        y0, y1 = int(rule.top / scale) - 4, int(rule.bottom / scale) + 5
        ink[max(0, y0) : y1, max(0, x0) : x1] = 0
    for word in words:
        ink[
            max(0, int(word.top / scale) - 5) : int(word.bottom / scale) + 6, max(0, int(word.x0 / scale) - 6) : int(word.x1 / scale) + 7
        ] = 0
    blobs = cv2.dilate(ink, np.ones((5, 15), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(blobs, connectivity=8)
    found = []
    for x, y, width, height, _area in stats[1:count].tolist():
        part = ink[y : y + height, x : x + width]
        if part.sum() < 12 or height * scale > 30 or width * scale > 120 or max(width, height) * scale < 4:
            continue
        found.extend(_read_blob(picture, (x, y, width, height), scale))
    return found


def _read_blob(picture: Colour, box: tuple[int, int, int, int], scale: float) -> list[Word]:
    x, y, width, height = box
    crop = picture[max(0, y - 4) : y + height + 4, max(0, x - 4) : x + width + 4]
    box_pt = (x * scale, y * scale, (x + width) * scale, (y + height) * scale)
    if height * scale < FLATTEST_TEXT_PT:  # bars: a sign of equality, or a dash that says nothing
        sign = read_sign(_grey(crop))
        return [Word(sign, *box_pt, height * scale, 0.9)] if sign else []
    text, confidence = _recognise(crop)
    word = _checked_sign(Word(text, *box_pt, height * scale, confidence), picture, scale)
    return [word] if word.text and (word.confidence or 0.0) >= 0.5 else []


def _recognise(crop: Colour) -> tuple[str, float]:
    read = _engine()(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=False, return_single_char_box=False)
    if not read.txts:
        return "", 0.0
    return read.txts[0].strip(), float(read.scores[0])
