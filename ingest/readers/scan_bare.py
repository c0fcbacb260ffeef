"""A straightened picture of a page without its borders, and the borders."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.model.document import Rule
from ingest.readers.scan_lines import find_rules, without_letter_strokes
from ingest.readers.scan_ocr import Colour

RULE_HALF_PX = 2


@dataclass(frozen=True, slots=True)
class Bare:
    """`picture` without ruling lines, and these (in points, some may be strokes of letters); `scale` is points per pixel."""

    picture: Colour
    rules: tuple[Rule, ...]
    scale: float

    def pixels(self, x0: float, top: float, x1: float, bottom: float, margin: int = 0) -> tuple[slice, slice]:
        """Rows and columns of a box given in points."""
        box = (round(value / self.scale) for value in (x0, top, x1, bottom))
        left, upper, right, lower = box
        return slice(max(0, upper - margin), max(0, lower + margin + 1)), slice(max(0, left - margin), max(0, right + margin + 1))


def without_rules(picture: Colour, scale: float) -> Bare:
    """The page without its borders: text that stands close to one is missed or cut short by the detector."""
    rules = find_rules(grey(picture), scale)
    bare = Bare(picture.copy(), rules, scale)
    for rule in without_letter_strokes(rules, ()):
        bare.picture[bare.pixels(rule.x0, rule.top, rule.x1, rule.bottom, RULE_HALF_PX)] = 255
    return bare


def grey(picture: Colour) -> NDArray[np.uint8]:
    """Shape (height, width)."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
