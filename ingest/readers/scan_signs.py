"""Comparison signs by their shape: OCR models trained on prose read ≥ as a letter."""

import cv2
import numpy as np
from numpy.typing import NDArray

WIDEST_SIGN = 2.6
THINNEST_DOUBLE_BAR, THICKEST_DOUBLE_BAR = 0.13, 0.4
"""Height by width; a dash is thinner."""
FLATTEST_WEDGE = 0.7
TWO_BARS = 0.7
"""Share of the width that two bars stand above each other; in 二 the upper one is shorter."""


def read_sign(grey: NDArray[np.uint8]) -> str | None:
    """`≥ ≤ = > <` for a picture of one sign, None where the shape is another.

    A sign has level bars that span its width (two alone are =, the one or two of ≥ ≦ stand below) and, above them, a wedge: its tip is
    halfway up, right for > and left for <.
    """
    ink = _cropped((grey < 0.6 * float(grey.max())).astype(np.uint8))
    if ink is None:
        return None
    height, width = ink.shape
    if THINNEST_DOUBLE_BAR <= height / width <= THICKEST_DOUBLE_BAR and ink.mean() > 0.8:
        return "="  # ═ whose two bars ran into one
    if height < FLATTEST_WEDGE * width and _two_runs(ink) >= TWO_BARS:
        return "="
    if width < 6 or height < 3 or width > WIDEST_SIGN * max(height, 5):
        return None
    full = [row.sum() >= 0.8 * width for row in ink]
    bars = _runs(full)
    wedge_end = bars[0][0] if bars else height
    wedge = _above_gap(ink[:wedge_end], round(0.35 * height))
    if wedge.shape[0] < 0.35 * height or any(end - start > 0.35 * height for start, end in bars):
        return None
    side = _tip(wedge)
    if side is None:
        return None
    return {"right": ("≥", ">"), "left": ("≤", "<")}[side][0 if bars else 1]


def _cropped(ink: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The ink without margins and without specks."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    largest = max((int(stats[i, cv2.CC_STAT_AREA]) for i in range(1, count)), default=0)
    if largest < 8:
        return None
    kept = np.isin(labels, [i for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] >= 0.15 * largest])
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    return kept[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.uint8)


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i, flag in enumerate(flags):
        if flag and runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        elif flag:
            runs.append((i, i + 1))
    return runs


def _two_runs(ink: NDArray[np.uint8]) -> float:
    """The share of columns with ink, paper and ink, whatever the tilt."""
    starts = np.diff(ink.astype(np.int8), axis=0, prepend=0) == 1
    return float((starts.sum(axis=0) == 2).mean())


def _above_gap(ink: NDArray[np.uint8], lowest: int) -> NDArray[np.uint8]:
    """The rows down to the first blank one from row `lowest` on: below it a slightly tilted bar begins."""
    blank = np.flatnonzero(~ink[lowest:].any(axis=1))
    return ink[: lowest + int(blank[0])] if len(blank) else ink


def _tip(wedge: NDArray[np.uint8]) -> str | None:
    """Which side the wedge points to: open on one side, where its two arms end, and closed on the other."""
    quarter = max(1, wedge.shape[1] // 4)
    left, right = _spread(wedge[:, :quarter]), _spread(wedge[:, -quarter:])
    if left > 1.4 * right + 1 and _is_open(wedge[:, :quarter]):
        return "right"
    if right > 1.4 * left + 1 and _is_open(wedge[:, -quarter:]):
        return "left"
    return None


def _spread(part: NDArray[np.uint8]) -> int:
    rows = np.flatnonzero(part.any(axis=1))
    return int(rows[-1] - rows[0]) if len(rows) else 0


def _is_open(part: NDArray[np.uint8]) -> bool:
    """Paper between the ends of two arms; the upright stroke of L, D or K has none."""
    rows = np.flatnonzero(part.any(axis=1))
    return bool(np.diff(rows).max(initial=0) > 0.25 * part.shape[0])
