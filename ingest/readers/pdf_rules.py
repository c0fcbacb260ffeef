"""Lines, rectangles and curves as pdfminer drew them → `Rule`s: the lines that can be borders of table cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfminer.layout import LTComponent, LTCurve, LTLine, LTRect

from ingest.model.document import Rule

THICKEST_RULE_PT = 4.0
SHORTEST_PIECE_PT = 0.3


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a page begins and how high it is: pdfminer counts from the bottom, everything here from the top."""

    x0: float
    top: float
    height: float

    def box(self, item: LTComponent) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return item.x0 + self.x0, (self.height - item.y1) + self.top, item.x1 + self.x0, (self.height - item.y0) + self.top


def find_borders(shapes: Sequence[LTCurve], frame: Frame) -> list[Rule]:
    """Axis-parallel lines and the sides of drawn rectangles; the dots and dashes of broken lines one by one.

    The sides of a rectangle that is only filled (shading behind a header) are left out unless it is thin enough to be a line itself:
    shading often ends a little beside the border it belongs to. White lines cannot be seen and are left out.
    """
    lines = [Rule(*frame.box(shape)) for shape in shapes if isinstance(shape, LTLine) and not is_white(shape.stroking_color)]
    rects = [side for shape in shapes if isinstance(shape, LTRect) for side in _rect_sides(shape, frame)]
    curves = [side for shape in shapes if not isinstance(shape, LTLine | LTRect) for side in _curve_sides(shape, frame)]
    return [rule for rule in (*lines, *rects, *curves) if max(rule.x1 - rule.x0, rule.bottom - rule.top) >= SHORTEST_PIECE_PT]


def _rect_sides(rect: LTRect, frame: Frame) -> tuple[Rule, ...]:
    is_thin = min(rect.width, rect.height) <= THICKEST_RULE_PT
    if is_white(rect.stroking_color) if rect.stroke else (not is_thin or is_white(rect.non_stroking_color)):
        return ()
    x0, top, x1, bottom = frame.box(rect)
    return Rule(x0, top, x1, top), Rule(x0, top + rect.height, x1, bottom), Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom)


def _curve_sides(curve: LTCurve, frame: Frame) -> Iterator[Rule]:
    points = [(frame.x0 + x, frame.top + frame.height - y) for x, y in curve.pts]
    for (ax, ay), (bx, by) in pairwise(points):
        yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def is_white(colour: Any) -> bool:
    """True for white in grey, RGB or CMYK; None (no colour set) is black in PDF."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    return all(part == 0 for part in parts) if len(parts) == 4 else all(part >= 0.99 for part in parts)
