"""Picture of a page, or of one row of text → text with its boxes in pixels, by RapidOCR with the models in its wheel."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.model.document import Word

Colour = NDArray[np.uint8]
"""Shape (height, width, 3), RGB."""


class OcrFailedError(Exception):
    """The recogniser gave up on a picture."""


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # seconds to import, and only scans need it

    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": 2600})


def _read(picture: Colour, *, detect: bool) -> Any:
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError
    from rapidocr.utils.process_img import ResizeImgError

    # The classifier that turns lines by 180° takes 98 for 86; whole pages are turned by scan_turn instead.
    # All switches are said each time: the engine keeps the last call's.
    try:
        return _engine()(picture, use_det=detect, use_cls=False, use_rec=True, return_word_box=detect, return_single_char_box=detect)
    except (ONNXRuntimeError, ResizeImgError, cv2.error, ValueError, IndexError, MemoryError) as error:
        raise OcrFailedError(f"{type(error).__name__}: {error}"[:100]) from error


def read_lines(picture: Colour) -> list[list[Word]]:
    """Text lines as the detector sees them, glyph by glyph, in pixels. Raises OcrFailedError."""
    found = _read(picture, detect=True)
    lines = [
        _stretched([_glyph(text, sure, corners) for text, sure, corners in line if text.strip()], corners_of_line)
        for line, corners_of_line in zip(found.word_results or (), found.boxes if found.boxes is not None else (), strict=False)
        if isinstance(line, tuple)  # an empty page yields one object of another kind
    ]
    return [line for line in lines if line]


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


def recognise(crop: Colour) -> tuple[str, float]:
    """The text of a picture that holds one row, and how sure the reader is (0 to 1)."""
    read = _read(crop, detect=False)
    if not read.txts:
        return "", 0.0
    return read.txts[0].strip(), float(read.scores[0])
