"""Which way up a page was scanned."""

from collections.abc import Sequence

import numpy as np

from ingest.model.document import Word
from ingest.readers.scan_columns import extent, is_upright
from ingest.readers.scan_ocr import Colour, recognise

SURE_PAGE = 0.9
SAMPLES = 8


def quarters_to_turn(picture: Colour, lines: Sequence[Sequence[Word]]) -> int:
    """How many quarter turns, counter-clockwise, set the page upright; `lines` is what the detector saw of it, in pixels.

    The detector finds text lying on its side too. Its longest lines, read both ways up, tell which way is right.
    """
    glyphs = [glyph for line in lines for glyph in line]
    if not glyphs:
        return 0
    lying = sum(len(line) for line in lines if is_upright(line))
    on_its_side = lying > len(glyphs) / 2
    if not on_its_side and sum(glyph.confidence or 0.0 for glyph in glyphs) >= SURE_PAGE * len(glyphs):
        return 0
    longest = sorted((line for line in lines if is_upright(line) is on_its_side), key=len, reverse=True)[:SAMPLES]
    crops = [_crop(picture, line) for line in longest]
    return max((1, 3) if on_its_side else (0, 2), key=lambda quarters: _sureness(crops, quarters))


def _crop(picture: Colour, line: Sequence[Word]) -> Colour:
    x0, top, x1, bottom = (max(0, round(value)) for value in extent(line))
    return picture[top : bottom + 1, x0 : x1 + 1]


def _sureness(crops: Sequence[Colour], quarters: int) -> float:
    read = [recognise(np.ascontiguousarray(np.rot90(crop, quarters))) for crop in crops]
    return sum(len(text) * confidence for text, confidence in read)
