"""From the labels that a question names to the cells where their rows and columns meet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from jiwen.cells.frame import Axis, Frame, is_nothing, is_value
from jiwen.cells.match import Match
from jiwen.cells.wording import Asked, words


@dataclass(frozen=True, slots=True)
class Choice:
    """Places (row, column) of the answering cells in reading order, and how well the question's words are explained, 0–1."""

    places: tuple[tuple[int, int], ...]
    score: float


def choose(frame: Frame, asked: Asked, named: Sequence[Match], matches: Sequence[Match]) -> Choice:
    """The cells where named rows and columns meet; an axis that is not named falls back to its best half-named label, then to all lines."""
    columns = _lines(named, "column")
    row_matches = _matches_of(frame, named, columns)
    rows = _lines(row_matches, "row")
    if not rows and not columns:
        return _fallback(frame, asked, matches)
    if not rows:
        rows, row_matches = _half_named(matches, "row", named)
    if not columns and not frame.is_form:
        columns, column_matches = _half_named(matches, "column", named)
    columns = _narrow_columns(frame, columns, asked, rows, row_matches)
    rows = rows or set(frame.body_rows)
    places = _meeting(frame, rows, columns, row_matches)
    return Choice(tuple(_filled(frame, places)), _score(asked, [*row_matches, *(m for m in named if m.label.axis == "column")]))


def _matches_of(frame: Frame, named: Sequence[Match], columns: set[int]) -> list[Match]:
    """Row matches, without values that stand in a column that is asked for."""
    return [m for m in named if m.label.axis == "row" and (m.label.is_head or m.label.level not in columns)]


def _lines(named: Iterable[Match], axis: Axis) -> set[int]:
    """Lines of the named labels: labels of one level add up, levels narrow each other down where they meet at all."""
    levels: dict[int, set[int]] = {}
    for match in named:
        if match.label.axis == axis:
            levels.setdefault(match.label.level, set()).update(match.label.lines)
    lines: set[int] = set()
    for level in levels.values():
        lines = (lines & level or lines | level) if lines else set(level)
    return lines


def _half_named(matches: Sequence[Match], axis: Axis, named: Sequence[Match]) -> tuple[set[int], list[Match]]:
    """Lines of the label said best on an axis where none is said in full, unless other labels explain all of its words."""
    taken = frozenset[int]().union(*(m.positions for m in named)) if named else frozenset[int]()
    left = [m for m in matches if m.label.axis == axis and m not in named and m.label.is_head and m.cover >= 0.3]
    left = [m for m in left if (m.positions - taken) or (not m.positions and m.weight > 0)]
    if not left:
        return set(), []
    best = max(left, key=lambda m: (m.cover * m.weight, m.longest))
    chosen = [m for m in left if m.label.level == best.label.level and m.cover * m.weight >= 0.99 * best.cover * best.weight]
    return {line for m in chosen for line in m.label.lines}, chosen


def _narrow_columns(frame: Frame, columns: set[int], asked: Asked, rows: set[int], row_matches: Sequence[Match]) -> set[int]:
    if frame.is_form:
        return set()
    if not columns:
        reach = frozenset[int]().union(*(m.label.reach for m in row_matches)) if row_matches else frozenset(range(len(frame.cells[0])))
        values = [c for c in frame.value_columns if c in reach] or list(frame.value_columns)
        return set(values)
    if len(columns) > 1:
        return _main_leaves(frame, columns, asked)
    return columns


def _main_leaves(frame: Frame, columns: set[int], asked: Asked) -> set[int]:
    """Under one merged header with several leaves of which none was named, the plain amount ("金额" rather than "占比")."""
    tops: dict[int, list[int]] = {}
    header = frame.cells[: frame.first_row]
    if len(header) < 2 or asked.wants_list:
        return columns
    for c in sorted(columns):
        tops.setdefault(id(header[-2][c]), []).append(c)
    kept: set[int] = set()
    for group in tops.values():
        cell = header[-2][group[0]]
        siblings = [c for c in range(len(header[-2])) if header[-2][c] is cell]
        plain_ones = [c for c in group if header[-1][c].text.strip() in words()["plain_leaf"]]
        kept.update(plain_ones[:1] if group == siblings and plain_ones else group)
    return kept


def _meeting(frame: Frame, rows: set[int], columns: set[int], row_matches: Sequence[Match]) -> list[tuple[int, int]]:
    places = []
    for r in sorted(rows):
        reach: set[int] = set()
        for match in row_matches:
            if r in match.label.lines:
                reach = (reach & match.label.reach or reach | match.label.reach) if reach else set(match.label.reach)
        for c in sorted(reach) if frame.is_form else sorted(columns & reach or columns) if reach else sorted(columns):
            places.append((r, c))
    return places


def _filled(frame: Frame, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """One place a cell; blanks only where nothing else answers."""
    seen: set[int] = set()
    unique = [p for p in places if not (id(frame.cells[p[0]][p[1]]) in seen or seen.add(id(frame.cells[p[0]][p[1]])))]  # type: ignore[func-returns-value]
    filled = [p for p in unique if frame.cells[p[0]][p[1]].text.strip()]
    return filled or unique


def _fallback(frame: Frame, asked: Asked, matches: Sequence[Match]) -> Choice:
    rows, row_matches = _half_named(matches, "row", [])
    columns, column_matches = _half_named(matches, "column", row_matches)
    if not rows and not columns:
        return Choice((), 0.0)
    columns = _narrow_columns(frame, columns, asked, rows, row_matches)
    places = _meeting(frame, rows or set(frame.body_rows), columns, row_matches)
    return Choice(tuple(_filled(frame, places)), _score(asked, [*row_matches, *column_matches]))


def _score(asked: Asked, used: Sequence[Match]) -> float:
    """Share of the question's weighty words that the labels explain, times how fully the labels are said."""
    if not used:
        return 0.0
    weighty = [i for i in range(len(asked.text)) if i not in asked.light]
    explained = frozenset[int]().union(*(m.positions for m in used))
    share = sum(i in explained for i in weighty) / len(weighty) if weighty else 1.0
    return share * min(m.cover for m in used)
