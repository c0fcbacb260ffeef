"""The columns that answer: those named, the plain amount under a named heading, else the total, else all with values."""

from collections.abc import Sequence
from dataclasses import replace

from jiwen.cells.frame import Frame
from jiwen.cells.lines import is_total, lines_of
from jiwen.cells.match import Match
from jiwen.cells.wording import Asked, words


def choose_columns(frame: Frame, columns: Sequence[Match], asked: Asked, rows: Sequence[Match]) -> set[int]:
    if frame.is_form:
        return set()
    if not columns:
        return _default_columns(frame, asked, rows)
    columns = _compared(columns, asked)
    lines = lines_of(_without_names(frame, m) for m in columns)
    named_leaf = any(m.label.level == frame.first_row - 1 for m in columns)
    if named_leaf or len(lines) == 1:
        return lines | _main_leaf_beside(frame, columns, asked)
    return _first_total(frame, lines, asked) or _main_leaves(frame, lines, asked)


def _default_columns(frame: Frame, asked: Asked, rows: Sequence[Match]) -> set[int]:
    """The total's column where one figure is asked for and there is one, else all columns with values."""
    values = within_reach(frame, rows)
    if asked.wants_each:
        return {c for c in values if not (frame.first_row and is_total(frame.cells[frame.first_row - 1][c].text))} or values
    return _first_total(frame, values, asked) or values


def _first_total(frame: Frame, columns: set[int], asked: Asked) -> set[int]:
    """The first of `columns` that is headed as a total, where one figure is asked for."""
    if asked.wants_several or not frame.first_row:
        return set()
    return set([c for c in sorted(columns) if is_total(frame.cells[frame.first_row - 1][c].text)][:1])


def within_reach(frame: Frame, rows: Sequence[Match]) -> set[int]:
    """The columns with values that the named rows speak for."""
    reach = frozenset[int]().union(*(m.label.reach for m in rows)) if rows else frozenset(range(len(frame.cells[0])))
    return {c for c in frame.value_columns if c in reach} or set(frame.value_columns)


def _without_names(frame: Frame, match: Match) -> Match:
    """A heading over names and figures ("收入" over 项目 and 金额) stands for the figures."""
    figures = match.label.lines - set(frame.label_columns)
    return replace(match, label=replace(match.label, lines=figures)) if figures else match


def _compared(columns: Sequence[Match], asked: Asked) -> Sequence[Match]:
    """Of "本期", "上年同期" and "增减比例" only the last, where the question compares ("与上年同期相比增减多少")."""
    if any(word in asked.raw for word in words()["comparing"]):
        changes = [m for m in columns if any(word in m.label.text for word in words()["change"])]
        return changes or columns
    return columns


def _main_leaf_beside(frame: Frame, columns: Sequence[Match], asked: Asked) -> set[int]:
    """For "期末余额和比例" the plain amount under 期末余额 as well, which the heading above it stands for."""
    found: set[int] = set()
    for above in columns:
        for leaf in columns:
            if above.label.level < leaf.label.level and above.label.lines & leaf.label.lines and above.positions and leaf.positions:
                between = asked.text[max(above.positions) + 1 : min(leaf.positions)]
                if between and all(symbol in "和及与、以" for symbol in between):
                    heads = {c: frame.cells[frame.first_row - 1][c].text.strip() for c in above.label.lines}
                    found |= {c for c, head in heads.items() if head in words()["plain_leaf"]}
    return found


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
