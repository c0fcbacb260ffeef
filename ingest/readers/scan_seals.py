"""Red seals taken off a page, so that the text and the borders below them are seen."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.scan_ocr import Colour

SMALLEST_SEAL_PT = 56.0
"""20 mm; official seals are 30 to 58 mm wide."""
LARGEST_SEAL_PT = 200.0
LONGEST_BY_WIDE = 1.8
SEAL_INK = 0.5
"""The most of its box that a seal inks; a shaded cell fills it."""
_REDDISH = 45
_LIGHT = 140


def without_seals(picture: Colour, points_per_pixel: float) -> Colour:
    """The page without its round, oval and square red seals. Red text and red shading stay as they are."""
    red = _reddish(picture)
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    cleaned = picture
    for x, y, width, height, area in stats[1:count].tolist():
        short, long = sorted((width * points_per_pixel, height * points_per_pixel))
        is_seal = short >= SMALLEST_SEAL_PT and long <= min(LARGEST_SEAL_PT, LONGEST_BY_WIDE * short) and area < SEAL_INK * width * height
        if is_seal:
            cleaned = picture.copy() if cleaned is picture else cleaned
            _take_off(cleaned[y : y + height, x : x + width])
    return cleaned


def _reddish(picture: Colour) -> NDArray[np.uint8]:
    red, green, blue = (picture[..., channel].astype(np.int16) for channel in range(3))
    return np.asarray(red - np.maximum(green, blue) > _REDDISH, dtype=np.uint8)


def _take_off(part: Colour) -> None:
    """In red light red ink is as white as paper, and black stays black."""
    lit = part[..., 0]
    tinted = cv2.dilate(_reddish(part), np.ones((3, 3), np.uint8)) > 0
    part[tinted] = np.where(lit > _LIGHT, 255, lit)[tinted][:, np.newaxis]
