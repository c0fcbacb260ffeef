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

    The detector finds text lying on its side too. Where most lines lie, or the page reads badly, its longest lines are read both ways up.
    """
    glyphs = [glyph for line in lines for glyph in line]
    lying, level = [line for line in lines if is_upright(line)], [line for line in lines if not is_upright(line)]
    is_sure = sum(glyph.confidence or 0.0 for glyph in glyphs) >= SURE_PAGE * len(glyphs)
    mostly_lying = 2 * sum(map(len, lying)) > len(glyphs)
    if is_sure and not mostly_lying:
        return 0
    ways = [(quarters, lying) for quarters in (1, 3)]
    if not is_sure:
        ways += [(quarters, level) for quarters in (0, 2)]
    return max(ways, key=lambda way: _sureness([_crop(picture, line) for line in _longest(way[1])], way[0]))[0]


def _longest(lines: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    return sorted(lines, key=len, reverse=True)[:SAMPLES]


def _crop(picture: Colour, line: Sequence[Word]) -> Colour:
    x0, top, x1, bottom = (max(0, round(value)) for value in extent(line))
    return picture[top : bottom + 1, x0 : x1 + 1]


def _sureness(crops: Sequence[Colour], quarters: int) -> float:
    read = [recognise(np.ascontiguousarray(np.rot90(crop, quarters))) for crop in crops]
    return sum(confidence for _, confidence in read) / SAMPLES
