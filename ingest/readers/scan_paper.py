"""Shaded cells and grey paper made white, white text on dark cells made black: what follows looks for dark ink on light paper."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.scan_ocr import Colour

DARK = 128
THICKEST_STROKE_PT = 5.0
LOWEST_FILL_PT, NARROWEST_FILL_PT = 9.0, 18.0
WIDEST_GAP_PT = 20.0
"""White text parts the fill around it by no more."""
FILLED = 0.55
"""The least share of its box that a fill darkens; white text leaves the rest."""
BORDER_PX = 2
SAME_PAPER = 8
"""Brightness levels between papers that need no evening out."""


def on_white_paper(picture: Colour, points_per_pixel: float) -> Colour:
    """The straightened page as dark ink on white, every dark cell with a border of its own."""
    thickest = _odd(THICKEST_STROKE_PT / points_per_pixel)
    return _evened(_without_dark_fills(picture, points_per_pixel, thickest), 2 * thickest + 1)


def _without_dark_fills(picture: Colour, points_per_pixel: float, thickest: int) -> Colour:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    dark = np.asarray(grey < DARK, dtype=np.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((thickest, thickest), np.uint8))
    around_text = _odd(WIDEST_GAP_PT / points_per_pixel)
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((around_text, around_text), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    changed = picture
    for x, y, width, height, _area in stats[1:count].tolist():
        box = np.s_[y : y + height, x : x + width]
        is_cell = height * points_per_pixel >= LOWEST_FILL_PT and width * points_per_pixel >= NARROWEST_FILL_PT
        if is_cell and dark[box].mean() >= FILLED:
            changed = picture.copy() if changed is picture else changed
            changed[box] = _inverted(grey[box], float(np.median(grey[box][solid[box] > 0])))[:, :, np.newaxis]
            cv2.rectangle(changed, (x, y), (x + width - 1, y + height - 1), (0, 0, 0), BORDER_PX)
    return changed


def _odd(pixels: float) -> int:
    """The next odd number: an even kernel would move what it opens by a pixel."""
    return 2 * (int(pixels) // 2) + 1


def _inverted(grey: NDArray[np.uint8], fill: float) -> NDArray[np.uint8]:
    """The fill as white, white as black."""
    return np.asarray(np.clip((255.0 - grey) * (255.0 / (255.0 - fill)), 0, 255), dtype=np.uint8)


def _evened(picture: Colour, kernel: int) -> Colour:
    """The page divided by its paper: what is left when everything narrower than `kernel` pixels is taken away."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((kernel, kernel), np.uint8))
    if int(paper.min()) >= 255 - SAME_PAPER:
        return picture
    return np.asarray(np.clip(picture * (255.0 / np.maximum(paper, 1))[:, :, np.newaxis], 0, 255), dtype=np.uint8)
