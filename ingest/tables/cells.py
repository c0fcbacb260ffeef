"""One group of touching segments → the rectangular cells it encloses, merged cells as one."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tables.edges import Segment, close_open_sides, snap_positions

WALL_SHARE = 0.6
"""A wall stands between two neighbours when lines cover this share of their common side."""
NARROWEST_PT = 3.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A cell as drawn, in points; empty of text."""

    x0: float
    top: float
    x1: float
    bottom: float


def segments_to_frames(group: Sequence[Segment]) -> list[Frame]:
    """The cells of one table, top to bottom, left to right. Positions with no wall between them belong to one cell."""
    segments = close_open_sides(group)
    xs = _positions([s.at for s in segments if not s.is_horizontal])
    ys = _positions([s.at for s in segments if s.is_horizontal])
    if len(xs) < 2 or len(ys) < 2:
        return []
    across = _walls([s for s in segments if s.is_horizontal], ys, xs)
    down = _walls([s for s in segments if not s.is_horizontal], xs, ys)
    frames = []
    for members in _regions(across, down, len(ys) - 1, len(xs) - 1):
        rows, columns = [r for r, _ in members], [c for _, c in members]
        frames.append(Frame(xs[min(columns)], ys[min(rows)], xs[max(columns) + 1], ys[max(rows) + 1]))
    return sorted(frames, key=lambda frame: (frame.top, frame.x0))


def _positions(values: Sequence[float]) -> list[float]:
    return sorted(set(snap_positions(values, NARROWEST_PT).values()))


def _walls(lines: Sequence[Segment], positions: Sequence[float], stops: Sequence[float]) -> list[list[bool]]:
    """`walls[i][k]`: a line at positions[i] covers the side between stops[k] and stops[k+1]."""
    covered = [[0.0] * (len(stops) - 1) for _ in positions]
    for line in lines:
        i = min(range(len(positions)), key=lambda p: abs(positions[p] - line.at))
        for k in range(len(stops) - 1):
            covered[i][k] += max(0.0, min(line.end, stops[k + 1]) - max(line.start, stops[k]))
    return [[part >= WALL_SHARE * (stops[k + 1] - stops[k]) for k, part in enumerate(row)] for row in covered]


def _regions(across: list[list[bool]], down: list[list[bool]], rows: int, columns: int) -> list[list[tuple[int, int]]]:
    """Positions joined where no wall parts them; a region that is open to the outside is no cell."""
    seen: set[tuple[int, int]] = set()
    regions = []
    for start in [(r, c) for r in range(rows) for c in range(columns)]:
        if start in seen:
            continue
        members, is_open, stack = [], False, [start]
        seen.add(start)
        while stack:
            r, c = stack.pop()
            members.append((r, c))
            sides = ((r - 1, c, across[r][c]), (r + 1, c, across[r + 1][c]), (r, c - 1, down[c][r]), (r, c + 1, down[c + 1][r]))
            for next_row, next_column, is_wall in sides:
                if is_wall:
                    continue
                if not (0 <= next_row < rows and 0 <= next_column < columns):
                    is_open = True
                elif (next_row, next_column) not in seen:
                    seen.add((next_row, next_column))
                    stack.append((next_row, next_column))
        if not is_open:
            regions.append(members)
    return regions
