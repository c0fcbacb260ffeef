"""pdfplumber page → `Drawn`: its characters and lines, in points from the top left.

Taken from what pdfminer drew at once: pdfplumber's dictionaries of thirty entries for every character cost half as much as the drawing.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem, LTLine, LTRect

from ingest.model.document import Rule
from ingest.model.place import Lie
from ingest.readers.pdf_operators import draw_page
from ingest.readers.pdf_rules import Frame, find_borders, is_white

Turn = Literal["right", "up", "left", "down", "slanted"]
"""Where a character's line runs to; "slanted" along no axis of the page."""
Matrix = tuple[float, float, float, float, float, float]

SLANT_DEGREES = 8.0
_DIRECTIONS: tuple[Turn, ...] = ("right", "up", "left", "down")


class Char(NamedTuple):
    """One character as drawn. `y0` is its lower side counted from below; `matrix` is None where its box is an em box already."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turn: Turn = "right"
    colour: Any = None
    matrix: Matrix | None = None
    y0: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's characters, the lines that can be borders, and its coloured areas, with the page's size.

    `pictured_pt2` is the area of its pictures; `has_shapes` says that it shows pictures or curves, which letters may be drawn as;
    `lie` leads back where the page was turned; `senseless` are the operators that could not be carried out.
    """

    chars: list[Char]
    borders: list[Rule]
    coloured: list[Rule]
    width: float
    height: float
    pictured_pt2: float = 0.0
    has_shapes: bool = False
    lie: Lie | None = None
    senseless: tuple[str, ...] = ()


def read_drawn(page: Any) -> Drawn:
    """Everything on the page, as it stands in the file. A glyph that the font maps to no text at all is none."""
    layout, senseless = draw_page(page)
    items = list(_items(layout))
    frame = Frame(page.mediabox[0], page.mediabox[1], page.height)
    shapes = [item for item in items if isinstance(item, LTCurve)]
    pictures = [item for item in items if isinstance(item, LTImage)]
    areas = [item for item in shapes if isinstance(item, LTRect) and item.fill and not is_white(item.non_stroking_color)]
    return Drawn(
        [_char(item, frame) for item in items if isinstance(item, LTChar) and item.get_text()],
        find_borders(shapes, frame),
        [Rule(*frame.box(area)) for area in areas],
        float(page.width),
        float(page.height),
        sum(picture.width * picture.height for picture in pictures),
        bool(pictures) or any(not isinstance(shape, LTLine | LTRect) for shape in shapes),
        senseless=senseless,
    )


def _items(container: Iterable[LTItem]) -> Iterator[LTItem]:
    """What is drawn, also in forms."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _char(item: LTChar, frame: Frame) -> Char:
    x0, top, x1, bottom = frame.box(item)
    return Char(item.get_text(), x0, top, x1, bottom, item.size, turn_of(item.matrix), item.graphicstate.ncolor, item.matrix, item.y0)


def turn_of(matrix: Matrix) -> Turn:
    """The direction of a line of text. A scan's text layer may be a few degrees askew."""
    if matrix[0] >= 0 and not matrix[1]:
        return "right"
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    nearest = round(angle / 90)
    return _DIRECTIONS[nearest % 4] if abs(angle - 90 * nearest) <= SLANT_DEGREES else "slanted"
