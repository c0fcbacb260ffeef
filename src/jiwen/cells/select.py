"""From the labels that a question names to the cells where their rows and columns meet."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiwen.cells.asked import Asked
from jiwen.cells.columns import choose_columns, with_content, within_reach
from jiwen.cells.content import holds, is_nothing
from jiwen.cells.extreme import extremes, name_column, wants_extreme
from jiwen.cells.frame import Axis, Frame
from jiwen.cells.lines import is_total, lines_of
from jiwen.cells.match import EQUIVALENT, Match, strength
from jiwen.cells.named import is_of_kind
from jiwen.cells.prune import compared, without_conditions, without_corner, without_keys, without_totals
from jiwen.cells.wording import GAP, bare_label

Place = tuple[int, int]
_HALF = 0.3
_REPEATED = 0.95
_WHICH = re.compile("谁|哪|叫什么|什么名")


@dataclass(frozen=True, slots=True)
class Choice:
    """Places (row, column) of the answering cells in reading order, and the labels that led to them. `is_guessed`: no column was named
    though there are several."""

    places: tuple[Place, ...] = ()
    rows: tuple[Match, ...] = ()
    columns: tuple[Match, ...] = ()
    is_guessed: bool = False


def choose(frame: Frame, asked: Asked, named: Sequence[Match], matches: Sequence[Match], title: frozenset[int] = frozenset()) -> Choice:
    """The cells where named rows and columns meet; an axis that is not named falls back to its best half-named label, then to the total
    where one figure is asked for, then to all lines. `title` are positions that the table's title explains."""
    columns = compared(without_totals([m for m in named if m.label.axis == "column"], asked), asked)
    rows = compared(without_keys(without_totals([m for m in named if m.label.axis == "row"], asked)), asked)
    if wants_extreme(asked, named) and not frame.is_form:
        return _extreme(frame, asked, rows, columns, matches)
    names = _asked_names(frame, asked, rows, columns)
    if names:
        return Choice(tuple(names), tuple(rows), tuple(columns))
    rows, columns = _answering(frame, asked, rows), _with_content(frame, columns, rows, asked)
    if _asks_for_name(frame, asked, rows, columns):
        return Choice(tuple((r, name_column(frame, ())) for r in sorted(_row_lines(frame, rows, asked))), tuple(rows))
    rows, columns = _with_half_named(frame, asked, rows, columns, matches, title)
    if not rows and not columns:
        return Choice()
    places = _meeting(frame, _row_lines(frame, rows, asked), choose_columns(frame, columns, asked, rows), rows, asked)
    if not rows and not asked.wants_several and any(is_nothing(frame.cells[r][c].text) for r, c in places):
        every = _meeting(frame, set(frame.body_rows), {c for _, c in places}, rows, asked)
        places = [(r, c) for r, c in every if not is_nothing(frame.cells[r][c].text)] or places
    places = [(r, c) for r, c in places if not _is_heading(frame, r, c)] or places
    guessed = not columns and not frame.is_form and len(within_reach(frame, rows)) > 1
    return Choice(tuple(_answers(frame, places)), tuple(rows), tuple(columns), guessed)


def _extreme(frame: Frame, asked: Asked, rows: list[Match], columns: list[Match], matches: Sequence[Match]) -> Choice:
    """The name of the row with the largest or smallest figure of the column that is named; of the column, where only a row is."""
    names = [m for m in columns if m.is_asked or m.label.lines <= set(frame.label_columns)]
    rest = [m for m in columns if m not in names]
    if not rest and not rows:
        rest, rows = _half_named(matches, "column", frozenset(), frame.label_columns), _half_named(matches, "row", frozenset())
        rest, rows = ([], rows) if rows and (not rest or strength(rows[0]) > strength(rest[0])) else (rest, [])
    if rows and not rest and frame.first_row:
        places = [(r, c) for r in sorted(lines_of(rows))[:1] for c in frame.value_columns]
        return Choice(tuple((frame.first_row - 1, c) for _, c in extremes(frame, asked, places)), tuple(rows))
    figures = lines_of(rest) or set(frame.value_columns)
    every = ([(r, c) for r in frame.body_rows] for c in sorted(figures))
    best = next((found for places in every if (found := extremes(frame, asked, places))), [])
    return Choice(tuple((r, name_column(frame, names)) for r, _ in best), tuple(rows), (*rest, *names))


def _asked_names(frame: Frame, asked: Asked, rows: list[Match], columns: list[Match]) -> list[Place]:
    """Names instead of figures, where the question asks which ones there are."""
    if not asked.wants_list or (rows and columns):
        return []
    return _names_beside(frame, rows) if rows else _headings_below(frame, columns)


def _with_half_named(
    frame: Frame, asked: Asked, rows: list[Match], columns: list[Match], matches: Sequence[Match], title: frozenset[int]
) -> tuple[list[Match], list[Match]]:
    if rows and all(is_total(m.label.text) and any(m.positions <= o.positions for o in columns) for m in rows):
        better = _half_named(matches, "row", frozenset().union(*(m.positions for m in columns)))
        rows = better if len(better) == 1 else rows
    if not rows and not asked.wants_every:
        rows = _counted(frame, asked) or _half_named(matches, "row", title.union(*(m.positions for m in columns)))
    columns = without_conditions(without_corner(frame, columns, rows, asked), rows)
    each = asked.wants_each and len(rows) == 1 and rows[0].cover > _REPEATED
    is_answered = any(m.is_asked for m in rows)
    if not columns and not frame.is_form and not each and not is_answered:
        fitting = with_content(frame, within_reach(frame, rows), rows, asked)
        barred = [*(c for c in range(len(frame.cells[0])) if c not in fitting), *(m.label.level for m in rows)]
        columns = _half_named(matches, "column", title.union(*(m.positions for m in rows)), barred)
        if columns and not any(m.positions for m in columns) and _says_all(rows, asked):
            columns = []
    return rows, columns


def _says_all(rows: Sequence[Match], asked: Asked) -> bool:
    """Whether one row's name, said in full, is all that the question says: then no heading that shares a letter with it is meant too."""
    weighty = {i for i, symbol in enumerate(asked.text) if i not in asked.light and symbol != GAP}
    return any(m.cover == 1 and m.positions >= weighty for m in rows)


def _with_content(frame: Frame, columns: list[Match], rows: list[Match], asked: Asked) -> list[Match]:
    """Column matches without those that cannot hold what is asked for, where others can ("为什么没有执行" asks for 备注, not 执行金额)."""
    if asked.content not in ("words", "time") or asked.wants_several:
        return columns
    return [m for m in columns if m.label.lines & with_content(frame, {c for o in columns for c in o.label.lines}, rows, asked)]


def _answering(frame: Frame, asked: Asked, rows: list[Match]) -> list[Match]:
    """Labels of a form without those whose values cannot be what is asked for, where others can ("合同什么时候签订": not 合同金额)."""
    if asked.content not in ("words", "time") or not frame.is_form:
        return rows
    able = [m for m in rows if any(holds(frame.cells[r][c].text, asked.content) for r in m.label.lines for c in m.label.reach)]
    return able or rows


def _asks_for_name(frame: Frame, asked: Asked, rows: Sequence[Match], columns: list[Match]) -> bool:
    """True for "哪家 …" where only values of the body are named, which its name stands beside."""
    by_value = bool(rows) and not frame.is_form and not any(m.label.is_head for m in rows)
    return by_value and asked.content != "figure" and bool(_WHICH.search(asked.raw)) and not without_conditions(columns, list(rows))


def _counted(frame: Frame, asked: Asked) -> list[Match]:
    """The one label of a form whose value is in the unit asked for ("几台": 2台), or which is of the kind asked for ("多少钱": 定价)."""
    if not frame.is_form or asked.content != "figure":
        return []
    units = "|".join(re.escape(unit) for unit in asked.units)
    values = {x: frame.cells[min(x.lines)][min(x.reach)].text for x in frame.labels}
    counted = [x for x in frame.labels if units and re.search(rf"\d\s*(?:{units})$", values[x].strip())]
    of_kind = [x for x in frame.labels if any(is_of_kind(x.text, kind.words) for kind in asked.may) and re.search(r"\d", values[x])]
    only = next((found for found in (counted, of_kind) if len(found) == 1), [])
    return [Match(x, EQUIVALENT, 1.0, frozenset(), 1) for x in only]


def _row_lines(frame: Frame, rows: Sequence[Match], asked: Asked) -> set[int]:
    by_code = bool(rows) and all(m.label.text.isdigit() for m in rows)
    return _without_wholes(frame, lines_of(rows, _group_rows(frame)), asked, by_code) or _default_rows(frame, asked)


def _headings_below(frame: Frame, columns: Sequence[Match]) -> list[Place]:
    """The headings under a named heading that is merged over several ("产品型号" over the models), which answer "有哪些型号"."""
    if len(columns) != 1:
        return []
    label = columns[0].label
    places = [(label.level + 1, c) for c in sorted(label.lines)]
    inner = {id(frame.cells[r][c]) for r, c in places} if label.level + 1 < frame.first_row else set()
    return places if len(inner) > 1 else []


def _names_beside(frame: Frame, rows: Sequence[Match]) -> list[Place]:
    """The names inside a named group ("长期待摊费用" over its items), which answer "有哪些长期待摊费用"."""
    level = rows[0].label.level
    inner = level + 1
    if len(rows) > 1 or not rows[0].label.is_head or {level, inner} - set(frame.label_columns):
        return []
    places = [(r, inner) for r in sorted(rows[0].label.lines) if not _is_heading(frame, r, inner)]
    return places if len({frame.cells[r][c].text for r, c in places}) > 1 else []


def _group_rows(frame: Frame) -> dict[int, set[int]]:
    """For each row the rows that share a merged name with it."""
    members: dict[int, set[int]] = {}
    for r in frame.body_rows:
        for c in frame.label_columns:
            members.setdefault(id(frame.cells[r][c]), set()).add(r)
    return {r: {other for c in frame.label_columns for other in members[id(frame.cells[r][c])]} for r in frame.body_rows}


def _without_wholes(frame: Frame, rows: set[int], asked: Asked, by_code: bool) -> set[int]:
    """Of a row and its parts only the parts ("卫生健康支出里的行政单位医疗"), and of equal names those that stand under a named whole.

    A code ("208类") stands beside its parts too and means the whole."""
    if asked.wants_several:
        return rows
    wholes = {r: frame.ancestors(r) & rows for r in rows}
    if by_code:
        return {r for r, above in wholes.items() if not above}
    parts = {r for r, above in wholes.items() if above}
    return parts or rows


def _default_rows(frame: Frame, asked: Asked) -> set[int]:
    """The total where one figure is asked for and there is one, else all rows."""
    rows = set(frame.body_rows)
    if (asked.wants_list or asked.wants_every) and not (asked.wants_sum and not asked.wants_each):
        return rows - _total_rows(frame) or rows
    if (asked.wants_several and not asked.wants_sum) or frame.is_form:
        return rows
    return _total_rows(frame) or _rows_of_kind(frame, asked) or rows


def _rows_of_kind(frame: Frame, asked: Asked) -> set[int]:
    """The rows named by a word of the kind asked for ("多少钱": 价格)."""
    heads = {r: bare_label(frame.cells[r][c].text) for r in frame.body_rows for c in frame.label_columns}
    return {r for r, head in heads.items() if any(is_of_kind(head, kind.words) for kind in asked.may)}


def _total_rows(frame: Frame) -> set[int]:
    return {r for r in frame.body_rows if any(is_total(frame.cells[r][c].text) for c in frame.label_columns)}


def _half_named(matches: Sequence[Match], axis: Axis, taken: frozenset[int], barred: Iterable[int] = ()) -> list[Match]:
    """The label said best on an axis where none is said in full, unless other labels explain all of its words (`taken`)."""
    left = [m for m in matches if m.label.axis == axis and m.label.is_head and m.cover >= _HALF]
    left = [m for m in left if ((m.positions - taken) or not m.positions) and not m.label.lines <= set(barred)]
    if not left:
        return []
    best = max(left, key=strength)
    return [m for m in left if m.label.level == best.label.level and strength(m)[0] >= 0.99 * strength(best)[0]]


def _meeting(frame: Frame, rows: set[int], columns: set[int], row_matches: Sequence[Match], asked: Asked) -> list[Place]:
    places = []
    for r in sorted(rows):
        reach = _reach([m for m in row_matches if r in m.label.lines], asked)
        if frame.is_form:
            places += [(r, c) for c in sorted(reach)]
        else:
            places += [(r, c) for c in sorted(columns & reach or columns)]
    return places


def _reach(matches: Sequence[Match], asked: Asked) -> set[int]:
    """The columns that the labels of one row speak for: those of one level together, inner levels narrowing outer ones; blocks side by
    side add up where several figures are asked for."""
    levels: dict[tuple[bool, int], set[int]] = {}
    for match in matches:
        levels.setdefault((match.label.is_head, match.label.level), set()).update(match.label.reach)
    reach: set[int] = set()
    for _, columns in sorted(levels.items()):
        reach = reach & columns or (reach | columns if asked.wants_several else columns)
    return reach


def _is_heading(frame: Frame, row: int, column: int) -> bool:
    """True for a heading printed again further down, and for a remark merged over names and figures."""
    cell = frame.cells[row][column]
    again = any(frame.cells[r][column].text == cell.text and cell.text for r in range(frame.first_row) if r != row)
    names = frame.label_columns and column not in frame.label_columns
    return again or bool(names and any(frame.cells[row][c] is cell for c in frame.label_columns))


def _answers(frame: Frame, places: Sequence[Place]) -> list[Place]:
    """One place a cell; blanks only where nothing else answers."""
    first = {id(frame.cells[r][c]): (r, c) for r, c in reversed(places)}
    unique = sorted(first.values())
    return [(r, c) for r, c in unique if frame.cells[r][c].text.strip()] or unique
