"""Ruling lines → snapped, joined segments, and the groups of segments that touch each other (one group is one table)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.model.document import Rule

SNAP_PT = 2.5
JOIN_PT = 3.5
TOUCH_PT = 3.0
SHORTEST_PT = 2.0
"""A dash or dot that joins no line is none."""
WIDEST_LABEL_PT = 120.0
DOT_SNAP_PT = 0.3
"""Dots of one line stand this exactly in a row; their sides across it are no lines."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A joined line: at `at` (y of a horizontal, x of a vertical), from `start` to `end` along the other axis."""

    is_horizontal: bool
    at: float
    start: float
    end: float


def rules_to_segments(rules: Iterable[Rule]) -> list[Segment]:
    """Lines that are meant to be one line made one: doubled strokes snapped together, dashes and pieces of a line joined."""
    segments = []
    for is_horizontal in (True, False):
        pieces = [_as_segment(rule) for rule in rules if rule.is_horizontal is is_horizontal]
        whole, dots = _long(pieces), [piece for piece in pieces if piece.end - piece.start < SHORTEST_PT]
        taken = {round(piece.at, 1) for piece in whole}
        ends = [dot for dot in dots if round(dot.at, 1) in taken]  # the last dash of a line may be a dot
        segments.extend(_snapped([*whole, *ends, *_long(_snapped(dots, DOT_SNAP_PT))], SNAP_PT))
    return _long(segments)


def _as_segment(rule: Rule) -> Segment:
    if rule.is_horizontal:
        return Segment(True, (rule.top + rule.bottom) / 2, rule.x0, rule.x1)
    return Segment(False, (rule.x0 + rule.x1) / 2, rule.top, rule.bottom)


def _long(segments: Sequence[Segment]) -> list[Segment]:
    return [segment for segment in segments if segment.end - segment.start >= SHORTEST_PT]


def _snapped(pieces: Sequence[Segment], tolerance: float) -> list[Segment]:
    """Parallel pieces on one line joined."""
    positions = snap_positions([piece.at for piece in pieces], tolerance)
    by_position: dict[float, list[Segment]] = defaultdict(list)
    for piece in pieces:
        by_position[positions[piece.at]].append(piece)
    return [line for at, same in by_position.items() for line in _joined(at, same)]


def snap_positions(values: Sequence[float], tolerance: float = SNAP_PT) -> dict[float, float]:
    """Each value → the mean of its cluster; a gap over `tolerance` between neighbours parts two clusters."""
    snapped: dict[float, float] = {}
    cluster: list[float] = []
    for value in sorted(set(values)):
        if cluster and value - cluster[-1] > tolerance:
            snapped.update(dict.fromkeys(cluster, sum(cluster) / len(cluster)))
            cluster = []
        cluster.append(value)
    if cluster:
        snapped.update(dict.fromkeys(cluster, sum(cluster) / len(cluster)))
    return snapped


def _joined(at: float, pieces: Sequence[Segment]) -> list[Segment]:
    spans = sorted((piece.start, piece.end) for piece in pieces)
    joined: list[tuple[float, float]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1] + JOIN_PT:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [Segment(pieces[0].is_horizontal, at, start, end) for start, end in joined]


def touching_groups(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Groups of segments connected by crossings or touching ends, top to bottom; lone lines (underlines) are left out."""
    parent = list(range(len(segments)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    verticals = sorted((s.at, i) for i, s in enumerate(segments) if not s.is_horizontal)
    for i, line in enumerate(segments):
        if line.is_horizontal:
            for at, j in verticals:
                if (
                    line.start - TOUCH_PT <= at <= line.end + TOUCH_PT
                    and segments[j].start - TOUCH_PT <= line.at <= segments[j].end + TOUCH_PT
                ):
                    parent[root(i)] = root(j)
    numbered = sorted((root(i), i) for i in range(len(segments)))
    groups = [[segments[i] for _, i in group] for _, group in groupby(numbered, key=lambda pair: pair[0])]
    groups = _with_side_lines(groups)
    tables = [group for group in groups if sum(s.is_horizontal for s in group) >= 2 and len(group) >= 3]
    return sorted(tables, key=lambda group: min(s.at if s.is_horizontal else s.start for s in group))


def _with_side_lines(groups: Sequence[list[Segment]]) -> list[list[Segment]]:
    """A line that runs beside a table from its top to its bottom belongs to it: the border of a label that goes on over the whole page."""
    bars = [next(s for s in group if not s.is_horizontal) for group in groups if _is_bar(group)]
    wide = [group for group in groups if not _is_bar(group)]
    return [[*group, *(bar for bar in bars if _runs_beside(bar, group))] for group in wide]


def _is_bar(group: Sequence[Segment]) -> bool:
    """One vertical line, at most with stubs where doubled lines cross it."""
    stubs = all(s.end - s.start <= 2 * TOUCH_PT for s in group if s.is_horizontal)
    return stubs and sum(not s.is_horizontal for s in group) == 1


def _runs_beside(bar: Segment, group: Sequence[Segment]) -> bool:
    across, down = [s for s in group if s.is_horizontal], [s for s in group if not s.is_horizontal]
    if len(across) < 2 or len(down) < 2:
        return False
    ends = (min(s.start for s in down), max(s.end for s in down))
    away = max(min(s.at for s in down) - bar.at, bar.at - max(s.at for s in down))
    return 0 < away <= WIDEST_LABEL_PT and abs(bar.start - ends[0]) <= TOUCH_PT and abs(bar.end - ends[1]) <= TOUCH_PT


def close_open_sides(group: Sequence[Segment]) -> list[Segment]:
    """The group with borders added where a table is drawn open: no line at its left or right, or cut off by the page end."""
    closed = list(group)
    for is_horizontal in (True, False):
        along = [s for s in group if s.is_horizontal is is_horizontal]
        across = [s for s in group if s.is_horizontal is not is_horizontal]
        if not along:
            continue
        low, high = min(s.start for s in along), max(s.end for s in along)
        first, last = min(s.at for s in along), max(s.at for s in along)
        if first < last:
            for edge in (low, high):
                drawn = [s for s in across if abs(s.at - edge) <= 2 * TOUCH_PT]
                at = min((s.at for s in drawn), key=lambda at: abs(at - edge), default=edge)
                ends = [s.at for s in along if min(abs(s.start - edge), abs(s.end - edge)) <= 2 * TOUCH_PT]
                gaps = _gaps(drawn, first, last, ends) if drawn else [(first, last)]
                closed += [Segment(not is_horizontal, at, start, end) for start, end in gaps]
    return closed


def _gaps(drawn: Sequence[Segment], first: float, last: float, ends: Sequence[float]) -> list[tuple[float, float]]:
    """Where a side is left open between two lines that reach it: below a cell merged over the page break."""
    marks = [first, *(x for s in sorted(drawn, key=lambda s: s.start) for x in (s.start, s.end)), last]
    gaps = [(start, end) for start, end in zip(marks[::2], marks[1::2], strict=True) if end - start > 2 * TOUCH_PT]
    return [gap for gap in gaps if all(any(abs(end - x) <= TOUCH_PT for end in ends) for x in gap)]
