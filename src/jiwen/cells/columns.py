"""The columns that answer: those named, the plain amount under a named heading, else the total, else all with values."""

from collections.abc import Sequence
from dataclasses import replace

from jiwen.cells.asked import Asked
from jiwen.cells.content import holds
from jiwen.cells.frame import Frame
from jiwen.cells.lines import is_total, lines_of
from jiwen.cells.match import Match
from jiwen.cells.named import is_of_kind
from jiwen.cells.wording import bare_label, printed_unit, words


def choose_columns(frame: Frame, columns: Sequence[Match], asked: Asked, rows: Sequence[Match]) -> set[int]:
    if frame.is_form:
        return set()
    crossed = {m.label.level for m in rows if not m.label.is_head}
    if crossed and any(m.label.is_head and min(m.label.lines) < frame.first_row for m in rows):
        return crossed
    if not columns:
        return _default_columns(frame, asked, rows)
    lines = lines_of(_without_names(frame, m) for m in columns)
    named_leaf = any(m.label.level == frame.first_row - 1 for m in columns)
    if named_leaf or len(lines) == 1:
        return lines | _main_leaf_beside(frame, columns, asked)
    return _first_total(frame, lines, asked) or with_unit(frame, _main_leaves(frame, lines, asked), asked)


def _default_columns(frame: Frame, asked: Asked, rows: Sequence[Match]) -> set[int]:
    """The total's column where one figure is asked for and there is one, else all columns with values."""
    values = _of_kind(frame, with_unit(frame, with_content(frame, within_reach(frame, rows), rows, asked), asked), asked)
    if asked.wants_each:
        return {c for c in values if not (frame.first_row and is_total(frame.cells[frame.first_row - 1][c].text))} or values
    return _first_total(frame, values, asked) or values


def with_content(frame: Frame, columns: set[int], rows: Sequence[Match], asked: Asked) -> set[int]:
    """Those of `columns` with a cell of what the question asks for: figures for 多少, times for 什么时候; all where none has."""
    if asked.content is None:
        return columns
    lines = {r for m in rows for r in m.label.lines} or set(frame.body_rows)
    return {c for c in columns if any(holds(frame.cells[r][c].text, asked.content) for r in lines)} or columns


def with_unit(frame: Frame, columns: set[int], asked: Asked) -> set[int]:
    """Those of `columns` that are counted in the unit asked for ("几所": 学校数（所）); all where none is."""
    printed = {c: {printed_unit(frame.cells[r][c].text) for r in range(frame.first_row)} for c in columns}
    return {c for c in columns if printed[c] & asked.units} or columns


def _of_kind(frame: Frame, columns: set[int], asked: Asked) -> set[int]:
    """Those of `columns` headed by a word of the kind asked for ("多少钱": 金额), or by a change where the question compares; all where
    none is."""
    heads = {c: bare_label(frame.cells[frame.first_row - 1][c].text) for c in columns} if frame.first_row else {}
    if any(word in asked.raw for word in words()["comparing"]):
        return {c for c, head in heads.items() if any(word in head for word in words()["change"])} or columns
    return {c for c, head in heads.items() if any(is_of_kind(head, kind.words) for kind in asked.may)} or columns


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


def _amounts(frame: Frame, columns: Sequence[int], asked: Asked) -> list[int]:
    """The one column of `columns` that is no share or rate, where a figure is asked for."""
    amounts = [c for c in columns if not is_of_kind(bare_label(frame.cells[frame.first_row - 1][c].text), words()["rates"])]
    return amounts if len(amounts) == 1 and asked.content == "figure" else []


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
        plain_ones = [c for c in group if header[-1][c].text.strip() in words()["plain_leaf"]] or _amounts(frame, group, asked)
        kept.update(plain_ones[:1] if group == siblings and plain_ones else group)
    return kept
