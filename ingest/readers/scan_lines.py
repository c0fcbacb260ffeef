"""Ruling lines in a picture of a page, and the angle it was scanned at."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.model.document import Rule, Word

Picture = NDArray[np.uint8]
"""Shape (height, width), grey, 0 is black."""

SHORTEST_ACROSS_PT = 18.0
SHORTEST_DOWN_PT = 11.0
LARGEST_SKEW_DEG = 8.0
LONG_SHARE, ENOUGH_LINES = 0.05, 0.8
"""Of the page's width: how long a straight line must be, and all of them, to show how the page lies."""
LONG_PT = 60.0
ANCHOR_PT = 3.0
LONG_INSET_PT, ALIGNED_PT, BOX_ERROR_PT = 1.0, 2.0, 0.8


def find_skew_deg(grey: Picture) -> float:
    """The angle to turn the page by, counter-clockwise, so that its lines lie level; 0.0 where nothing shows one.

    Long straight lines decide; a page without any is turned until its text rows stand apart best.
    """
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector().detect(small)[0]
    if found is not None:
        ends = found.reshape(-1, 4).astype(float)
        run, rise = ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]
        level = np.abs(rise) < np.abs(run) * np.tan(np.radians(LARGEST_SKEW_DEG))
        level &= np.abs(run) > small.shape[1] * LONG_SHARE
        if np.abs(run[level]).sum() > ENOUGH_LINES * small.shape[1]:
            angles = np.degrees(np.arctan2(rise[level] * np.sign(run[level]), np.abs(run[level])))
            return _middle_of_weights(angles, np.abs(run[level]))
    return _skew_of_text(_ink(grey))


def _middle_of_weights(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """The weighted median."""
    order = np.argsort(values)
    heaped = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(heaped, heaped[-1] / 2)])


def _skew_of_text(ink: Picture) -> float:
    small = cv2.resize(ink, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)

    def sharpness(angle: float) -> float:
        rows = turn(small, angle, fill=0).sum(axis=1, dtype=float)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = max(np.arange(-5.0, 5.01, 0.5), key=lambda angle: (sharpness(float(angle)), -abs(angle)))
    return float(max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=lambda angle: (sharpness(float(angle)), -abs(angle))))


def turn(picture: NDArray[np.uint8], angle_deg: float, fill: int = 255) -> NDArray[np.uint8]:
    """The picture turned counter-clockwise about its middle, size kept."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1.0)
    border = (fill, fill, fill) if picture.ndim == 3 else fill
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=border), dtype=np.uint8)


def find_rules(grey: Picture, points_per_pixel: float) -> tuple[Rule, ...]:
    """Level and upright lines longer than strokes of letters are, in points."""
    ink = _ink(grey)
    across = _strokes(ink, round(SHORTEST_ACROSS_PT / points_per_pixel), horizontal=True)
    down = _strokes(ink, round(SHORTEST_DOWN_PT / points_per_pixel), horizontal=False)
    scale = points_per_pixel
    rules = [Rule(x * scale, (y + h / 2) * scale, (x + w) * scale, (y + h / 2) * scale) for x, y, w, h in across]
    rules += [Rule((x + w / 2) * scale, y * scale, (x + w / 2) * scale, (y + h) * scale) for x, y, w, h in down]
    return tuple(rules)


def without_letter_strokes(rules: Sequence[Rule], glyphs: Sequence[Word]) -> tuple[Rule, ...]:
    """The rules that are not strokes of letters: a stroke runs through the middle of glyphs, a short border ends on other borders."""
    kept = [rule for rule in rules if _through_glyphs(rule, glyphs, _inset(rule, rules)) < 0.5 * max(_length(rule), 1.0)]
    for _ in range(2):
        kept = [rule for rule in kept if _length(rule) >= LONG_PT or _is_anchored(rule, kept)]
    return tuple(kept)


def _length(rule: Rule) -> float:
    return max(rule.x1 - rule.x0, rule.bottom - rule.top)


def _inset(rule: Rule, rules: Sequence[Rule]) -> float:
    """How far inside a glyph's box an upright rule must run, in points. Boxes are no more exact than that: a short rule that continues no
    other may be the last stroke of a letter (计) though it runs along its box."""
    if _length(rule) >= LONG_PT:
        return LONG_INSET_PT
    continues = any(not other.is_horizontal and other is not rule and abs(other.x0 - rule.x0) < ALIGNED_PT for other in rules)
    return 0.0 if continues else -BOX_ERROR_PT


def _through_glyphs(rule: Rule, glyphs: Sequence[Word], inset_pt: float) -> float:
    """Points of the rule that lie inside the inner part of glyph boxes."""
    covered = 0.0
    for glyph in glyphs:
        if rule.is_horizontal:
            inset = 0.15 * (glyph.bottom - glyph.top)
            if glyph.top + inset < rule.top < glyph.bottom - inset:
                covered += max(0.0, min(rule.x1, glyph.x1) - max(rule.x0, glyph.x0))
        elif glyph.x0 + inset_pt < rule.x0 < glyph.x1 - inset_pt:
            covered += max(0.0, min(rule.bottom, glyph.bottom) - max(rule.top, glyph.top))
    return covered


def _is_anchored(rule: Rule, rules: Sequence[Rule]) -> bool:
    across = [other for other in rules if other.is_horizontal is not rule.is_horizontal]
    ends = [(rule.x0, rule.top), (rule.x1, rule.top)] if rule.is_horizontal else [(rule.x0, rule.top), (rule.x0, rule.bottom)]
    near = ANCHOR_PT
    return all(any(o.x0 - near <= x <= o.x1 + near and o.top - near <= y <= o.bottom + near for o in across) for x, y in ends)


def _strokes(ink: Picture, shortest: int, *, horizontal: bool) -> list[tuple[int, int, int, int]]:
    """(x, y, width, height) of runs of ink of at least `shortest` pixels, small gaps closed."""
    gap, run = ((5, 1), (shortest, 1)) if horizontal else ((1, 3), (1, shortest))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(gap[::-1], np.uint8))
    thick = cv2.dilate(closed, np.ones((3, 1) if horizontal else (1, 3), np.uint8))  # bridges the steps of a slightly tilted line
    lines = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(run[::-1], np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    found = []
    for x, y, width, height, _area in stats[1:count].tolist():
        length, thickness = (width, height) if horizontal else (height, width)
        is_thin = length >= 3 * thickness and thickness <= max(9, length // 8)
        if is_thin and (length > 6 * shortest or _stands_free(ink, (x, y, width, height), horizontal=horizontal)):
            found.append((x, y, width, height))
    return found


def _stands_free(ink: Picture, box: tuple[int, int, int, int], *, horizontal: bool) -> bool:
    """True when there is paper on both sides along most of the stroke: strokes of letters have others attached."""
    x, y, width, height = box
    turned = ink if horizontal else ink.T
    if not horizontal:
        x, y, width, height = y, x, height, width
    across = slice(x + 2, max(x + 3, x + width - 2))
    sides = [turned[max(0, y - 3) : max(0, y - 1), across], turned[y + height + 1 : y + height + 3, across]]
    return all(side.size == 0 or float((side > 0).any(axis=0).mean()) < 0.2 for side in sides)


def _ink(grey: Picture) -> Picture:
    """White where the page is inked, whatever its brightness."""
    light = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    return np.asarray(light, dtype=np.uint8)
