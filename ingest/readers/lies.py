"""The ways a page can lie on its paper: by quarter turns, askew, cut out of a larger sheet."""

import math

from ingest.model.place import Lie


def quarter_turned(quarters: int, paper_width: float, paper_height: float) -> Lie:
    """The way back from a page that was turned upright by this many quarter turns, counter-clockwise.

    >>> quarter_turned(1, 595, 842).point(0, 0)
    (595, 0)
    """
    across, down = paper_width, paper_height
    return (Lie(1, 0, 0, 0, 1, 0), Lie(0, -1, across, 1, 0, 0), Lie(-1, 0, across, 0, -1, down), Lie(0, 1, 0, -1, 0, down))[quarters % 4]


def askew(angle_deg: float, width: float, height: float) -> Lie:
    """The way back from a page that was turned counter-clockwise about its middle."""
    cosine, sine = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    x, y = width / 2, height / 2
    return Lie(cosine, -sine, x - cosine * x + sine * y, sine, cosine, y - sine * x - cosine * y)


def shifted(right: float, down: float) -> Lie:
    """The way back from a page whose corner lies elsewhere on the paper."""
    return Lie(1, 0, right, 0, 1, down)


def then(first: Lie, second: Lie) -> Lie:
    """Both, one after the other."""
    a, b, c = (second.a * u + second.b * v for u, v in ((first.a, first.d), (first.b, first.e), (first.c, first.f)))
    d, e, f = (second.d * u + second.e * v for u, v in ((first.a, first.d), (first.b, first.e), (first.c, first.f)))
    return Lie(a, b, c + second.c, d, e, f + second.f)
