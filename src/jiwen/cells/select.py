"""From the labels that a question names to the cells where their rows and columns meet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiwen.cells.frame import Axis, Frame, is_value
from jiwen.cells.match import Match, strength
from jiwen.cells.wording import Asked, plain, words

Place = tuple[int, int]
_REPEATED = 0.95


@dataclass(frozen=True, slots=True)
class Choice:
    """Places (row, column) of the answering cells in reading order, and how well the question's words are explained, 0–1."""

    places: tuple[Place, ...]
    score: float
    used: tuple[Match, ...] = ()


def choose(frame: Frame, asked: Asked, named: Sequence[Match], matches: Sequence[Match]) -> Choice:
    """The cells where named rows and columns meet; an axis that is not named falls back to its best half-named label, then to all lines."""
    columns = [m for m in named if m.label.axis == "column"]
    rows = _row_matches(named, _lines(columns))
    below = _headings_below(frame, columns) if asked.wants_list and not rows else []
    if below:
        return Choice(tuple(below), score(asked, columns), tuple(columns))
    if not rows and not asked.wants_every:
        rows = _half_named(matches, "row", columns)
    columns = _without_conditions(_without_corner(frame, columns, rows), rows)
    if not columns and not frame.is_form:
        columns = _half_named(matches, "column", rows, [*frame.label_columns, *(m.label.level for m in rows)])
    if not rows and not columns:
        return Choice((), 0.0)
    places = _meeting(frame, _lines(rows) or set(frame.body_rows), _columns(frame, columns, asked, rows), rows)
    used = (*rows, *columns)
    places = [(r, c) for r, c in places if not _is_heading(frame, r, c)] or places
    return Choice(tuple(_answers(frame, asked, places)), score(asked, used), used)


def _row_matches(named: Sequence[Match], columns: set[int]) -> list[Match]:
    """Row matches, without words that stand in a column that is asked for, unless the question repeats them."""
    rows = [m for m in named if m.label.axis == "row"]
    return [m for m in rows if m.label.is_head or m.label.level not in columns or m.cover > _REPEATED]


def _without_conditions(columns: list[Match], rows: list[Match]) -> list[Match]:
    """Column matches without those whose value the question states ("利率为 4.75% 的"), where others are left."""
    stated = {m.label.level for m in rows if not m.label.is_head}
    return [m for m in columns if not m.label.lines <= stated]


def _without_corner(frame: Frame, columns: list[Match], rows: list[Match]) -> list[Match]:
    """Column matches without the heading of the row names themselves ("项目"), where rows are named by them."""
    heads = {m.label.level for m in rows if m.label.is_head}
    others = any(not m.label.lines <= set(frame.label_columns) for m in columns)
    own = heads or (set(frame.label_columns) if others else set())
    return [m for m in columns if not m.label.lines <= own]


def _headings_below(frame: Frame, columns: Sequence[Match]) -> list[Place]:
    """The headings under a named heading that is merged over several ("产品型号" over the models), which answer "有哪些型号"."""
    if len(columns) != 1:
        return []
    label = columns[0].label
    places = [(label.level + 1, c) for c in sorted(label.lines)]
    inner = {id(frame.cells[r][c]) for r, c in places} if label.level + 1 < frame.first_row else set()
    return places if len(inner) > 1 else []


def _lines(named: Iterable[Match]) -> set[int]:
    """Lines of the named labels of one axis: labels of one level add up, levels narrow each other down where they meet at all.

    Words of the body that are no labels only narrow."""
    levels: dict[tuple[bool, int], set[int]] = {}
    for match in named:
        levels.setdefault((not match.label.is_head, match.label.level), set()).update(match.label.lines)
    lines: set[int] = set()
    for (is_body, _), level in sorted(levels.items()):
        lines = (lines & level or (lines if is_body else lines | level)) if lines else set(level)
    return lines


def _half_named(matches: Sequence[Match], axis: Axis, named: Sequence[Match], barred: Iterable[int] = ()) -> list[Match]:
    """The label said best on an axis where none is said in full, unless other labels explain all of its words."""
    taken = frozenset[int]().union(*(m.positions for m in named)) if named else frozenset[int]()
    left = [m for m in matches if m.label.axis == axis and m not in named and m.label.is_head and m.cover >= 0.3]
    left = [m for m in left if ((m.positions - taken) or not m.positions) and not m.label.lines <= set(barred)]
    if not left:
        return []
    best = max(left, key=strength)
    return [m for m in left if m.label.level == best.label.level and strength(m)[0] >= 0.99 * strength(best)[0]]


def _columns(frame: Frame, columns: Sequence[Match], asked: Asked, rows: Sequence[Match]) -> set[int]:
    if frame.is_form:
        return set()
    if not columns:
        reach = frozenset[int]().union(*(m.label.reach for m in rows)) if rows else frozenset(range(len(frame.cells[0])))
        return {c for c in frame.value_columns if c in reach} or set(frame.value_columns)
    columns = _compared(columns, asked)
    lines = _lines(columns)
    named_leaf = any(m.label.level == frame.first_row - 1 for m in columns)
    return lines if named_leaf or len(lines) == 1 else _main_leaves(frame, lines, asked)


def _compared(columns: Sequence[Match], asked: Asked) -> Sequence[Match]:
    """Of "本期", "上年同期" and "增减比例" only the last, where the question compares ("与上年同期相比增减多少")."""
    if any(word in asked.raw for word in words()["comparing"]):
        changes = [m for m in columns if any(word in m.label.text for word in words()["change"])]
        return changes or columns
    return columns


def _main_leaves(frame: Frame, columns: set[int], asked: Asked) -> set[int]:
    """Under one merged header with several leaves of which none was named, the plain amount ("金额" rather than "占比")."""
    header = frame.cells[: frame.first_row]
    if len(header) < 2 or asked.wants_list:
        return columns
    tops: dict[int, list[int]] = {}
    for c in sorted(columns):
        tops.setdefault(id(header[-2][c]), []).append(c)
    kept: set[int] = set()
    for group in tops.values():
        siblings = [c for c in range(len(header[-2])) if header[-2][c] is header[-2][group[0]]]
        plain_ones = [c for c in group if header[-1][c].text.strip() in words()["plain_leaf"]]
        kept.update(plain_ones[:1] if group == siblings and plain_ones else group)
    return kept


def _meeting(frame: Frame, rows: set[int], columns: set[int], row_matches: Sequence[Match]) -> list[Place]:
    places = []
    for r in sorted(rows):
        reach: set[int] = set()
        for match in row_matches:
            if r in match.label.lines:
                reach = (reach & match.label.reach or reach | match.label.reach) if reach else set(match.label.reach)
        if frame.is_form:
            places += [(r, c) for c in sorted(reach)]
        else:
            places += [(r, c) for c in sorted(columns & reach or columns)]
    return places


def _is_heading(frame: Frame, row: int, column: int) -> bool:
    """True for a heading printed again further down, and for a remark merged over names and figures."""
    cell = frame.cells[row][column]
    again = any(frame.cells[r][column].text == cell.text and cell.text for r in range(frame.first_row))
    names = frame.label_columns and column not in frame.label_columns
    return again or bool(names and any(frame.cells[row][c] is cell for c in frame.label_columns))


def _answers(frame: Frame, asked: Asked, places: Sequence[Place]) -> list[Place]:
    """One place a cell; blanks, and values that the question states itself, only where nothing else answers."""
    first = {id(frame.cells[r][c]): (r, c) for r, c in reversed(places)}
    unique = sorted(first.values())
    filled = [(r, c) for r, c in unique if frame.cells[r][c].text.strip()] or unique
    return [(r, c) for r, c in filled if not _stated(frame.cells[r][c].text, asked)] or filled


def _stated(text: str, asked: Asked) -> bool:
    return is_value(text) and len(plain(text)) > 1 and plain(text) in asked.raw


def score(asked: Asked, used: Sequence[Match]) -> float:
    """Share of the question's weighty words that the labels explain, times how fully the labels are said."""
    weighty = [i for i in range(len(asked.text)) if i not in asked.light]
    explained = frozenset[int]().union(*(m.positions for m in used))
    share = sum(i in explained for i in weighty) / len(weighty) if weighty else 1.0
    return share * min(m.cover for m in used)
