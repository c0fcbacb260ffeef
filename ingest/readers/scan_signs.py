"""Comparison signs by their shape: OCR models trained on prose read ≥ as a letter."""

import cv2
import numpy as np
from numpy.typing import NDArray

WIDEST_SIGN = 2.6
THINNEST_DOUBLE_BAR, THICKEST_DOUBLE_BAR = 0.13, 0.4
"""Height by width; a dash is thinner."""


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
    if width < 6 or height < 3 or width > WIDEST_SIGN * max(height, 5):
        return None
    full = [row.sum() >= 0.8 * width for row in ink]
    bars = _runs(full)
    wedge_end = bars[0][0] if bars else height
    if len(bars) == 2 and ink[: bars[0][0]].sum() == 0 and _gap(ink, bars):
        return "="
    wedge = ink[:wedge_end]
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


def _gap(ink: NDArray[np.uint8], bars: list[tuple[int, int]]) -> bool:
    return bool(ink[bars[0][1] : bars[1][0]].sum() == 0 and bars[1][0] > bars[0][1])


def _tip(wedge: NDArray[np.uint8]) -> str | None:
    """Which side the wedge points to: its two arms close towards the tip."""
    width = wedge.shape[1]
    third = max(1, width // 4)
    left, right = wedge[:, :third], wedge[:, -third:]
    spread = []
    for part in (left, right):
        rows = np.flatnonzero(part.any(axis=1))
        spread.append(int(rows[-1] - rows[0]) if len(rows) else 0)
    if spread[0] > 1.4 * spread[1] + 1:
        return "right"
    if spread[1] > 1.4 * spread[0] + 1:
        return "left"
    return None
