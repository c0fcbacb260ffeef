"""pdfplumber edges → `Rule`s: the lines that can be borders of table cells."""

from collections.abc import Iterable
from typing import Any

from ingest.model.document import Rule

THICKEST_RULE_PT = 4.0
SHORTEST_PIECE_PT = 0.3


def edges_to_rules(edges: Iterable[dict[str, Any]]) -> tuple[Rule, ...]:
    """Axis-parallel lines and the sides of drawn rectangles; the dots and dashes of broken lines one by one.

    The sides of a rectangle that is only filled (shading behind a header) are left out unless it is thin enough to be a line itself:
    shading often ends a little beside the border it belongs to. White lines cannot be seen and are left out.
    """
    return tuple(
        Rule(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"]))
        for edge in edges
        if _is_border(edge) and max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= SHORTEST_PIECE_PT
    )


def _is_border(edge: dict[str, Any]) -> bool:
    if edge.get("object_type") == "rect_edge" and not edge.get("stroke"):
        return _thickness(edge) <= THICKEST_RULE_PT and not is_white(edge.get("non_stroking_color"))
    return not is_white(edge.get("stroking_color"))


def _thickness(edge: dict[str, Any]) -> float:
    """The shorter side of the rectangle that an edge belongs to."""
    xs, ys = zip(*edge["pts"], strict=True) if edge.get("pts") else ((edge["x0"], edge["x1"]), (edge["top"], edge["bottom"]))
    return float(min(max(xs) - min(xs), max(ys) - min(ys)))


def is_white(colour: Any) -> bool:
    """True for white in grey, RGB or CMYK; None (no colour set) is black in PDF."""
    if colour is None:
        return False
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return False
    return all(part == 0 for part in parts) if len(parts) == 4 else all(part >= 0.99 for part in parts)
