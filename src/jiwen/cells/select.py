"""From the labels that a question names to the cells where their rows and columns meet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jiwen.cells.content import is_value
from jiwen.cells.frame import Axis, Frame
from jiwen.cells.match import Match, strength
from jiwen.cells.wording import Asked, plain, words

Place = tuple[int, int]
_REPEATED = 0.95
_HALF = 0.3


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
    columns = _without_totals([m for m in named if m.label.axis == "column"], asked)
    rows = _without_keys(_without_totals(_row_matches(named, _lines(columns)), asked))
    if asked.wants_list and (below := _headings_below(frame, columns) if not rows else _names_beside(frame, rows) if not columns else []):
        return Choice(tuple(below), tuple(rows), tuple(columns))
    if not rows and not asked.wants_every:
        rows = _half_named(matches, "row", title.union(*(m.positions for m in columns)))
    columns = _without_conditions(_without_corner(frame, columns, rows, asked), rows)
    rows, columns = _without_doubles(rows, columns), _without_doubles(columns, rows)
    each = asked.wants_each and len(rows) == 1 and rows[0].cover > _REPEATED
    if not columns and not frame.is_form and not each:
        columns = _half_named(
            matches, "column", title.union(*(m.positions for m in rows)), [*frame.label_columns, *(m.label.level for m in rows)]
        )
    if not rows and not columns:
        return Choice()
    by_code = bool(rows) and all(m.label.text.isdigit() for m in rows)
    row_lines = _without_wholes(frame, _lines(rows, _group_rows(frame)), asked, by_code) or _default_rows(frame, asked)
    places = _meeting(frame, row_lines, _columns(frame, columns, asked, rows), rows)
    places = [(r, c) for r, c in places if not _is_heading(frame, r, c)] or places
    guessed = not columns and not frame.is_form and len(_within_reach(frame, rows)) > 1
    return Choice(tuple(_answers(frame, asked, places)), tuple(rows), tuple(columns), guessed)


def _without_totals(matches: list[Match], asked: Asked) -> list[Match]:
    """Matches of one axis without "合计" where something else is named for one figure ("项目支出合计" is the column 项目支出)."""
    others = [m for m in matches if not _is_total(m.label.text)]
    return others if others and not asked.wants_several else matches


def _row_matches(named: Sequence[Match], columns: set[int]) -> list[Match]:
    """Row matches, without words that stand in a column that is asked for, unless the question repeats them."""
    rows = [m for m in named if m.label.axis == "row"]
    return [m for m in rows if m.label.is_head or m.label.level not in columns or m.cover > _REPEATED]


def _without_doubles(matches: list[Match], others: Sequence[Match]) -> list[Match]:
    """Matches of one axis without those whose words a label of the other axis says too, where the axis has other names."""
    single = [m for m in matches if not any(m.positions and m.positions <= o.positions for o in others)]
    return single or matches


def _without_keys(rows: list[Match]) -> list[Match]:
    """Row matches without names that only introduce a value which the question states ("型号为甲的那台，厂商是哪家" asks for 厂商)."""
    stated = {line for m in rows if not m.label.is_head for line in m.label.lines}
    asked_for = [m for m in rows if m.label.is_head and not m.label.lines & stated]
    levels = {m.label.level for m in asked_for}
    return [m for m in rows if not (m.label.is_head and m.label.lines & stated and m.label.level in levels)]


def _without_conditions(columns: list[Match], rows: list[Match]) -> list[Match]:
    """Column matches without those whose value the question states ("利率为 4.75% 的"), where no row is named otherwise."""
    if any(m.label.is_head for m in rows):
        return columns
    stated = {m.label.level for m in rows}
    return [m for m in columns if not m.label.lines <= stated]


def _without_corner(frame: Frame, columns: list[Match], rows: list[Match], asked: Asked) -> list[Match]:
    """Column matches without the headings of names ("项目"), where rows or other columns are named."""
    names = set(frame.label_columns)
    heads = {m.label.level for m in rows if m.label.is_head}
    others = any(not m.label.lines <= names for m in columns)
    if not rows and not others:
        return columns
    return [m for m in columns if not m.label.lines <= names or not (m.label.lines <= heads or _is_plain_heading(m, others, asked))]


def _is_plain_heading(match: Match, others: bool, asked: Asked) -> bool:
    """True for "项目", "科目名称"; and, while another heading is named, for one said in part or only telling what to list ("各账龄的…")."""
    return match.label.text in words()["plain_headings"] or (others and (match.cover < _REPEATED or asked.wants_every))


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


def _lines(named: Iterable[Match], groups: Mapping[int, set[int]] | None = None) -> set[int]:
    """Lines of the named labels of one axis: labels of one level add up, levels narrow each other down where they meet at all.

    Words of the body that are no labels only narrow; a value that meets no named line stands for its whole group ("型号为甲的那台")."""
    levels: dict[tuple[bool, int], set[int]] = {}
    for match in named:
        levels.setdefault((not match.label.is_head, match.label.level), set()).update(match.label.lines)
    lines: set[int] = set()
    for (is_body, _), level in sorted(levels.items()):
        if not lines:
            lines = set(level)
        elif is_body:
            group = {line for known in level for line in (groups or {}).get(known, ())}
            lines = lines & level or lines & group or lines
        else:
            lines = lines & level or lines | level
    return lines


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
    if asked.wants_list or asked.wants_every:
        return rows - _total_rows(frame) or rows
    if asked.wants_several or frame.is_form:
        return rows
    return _total_rows(frame) or rows


def _total_rows(frame: Frame) -> set[int]:
    return {r for r in frame.body_rows if any(_is_total(frame.cells[r][c].text) for c in frame.label_columns)}


def _half_named(matches: Sequence[Match], axis: Axis, taken: frozenset[int], barred: Iterable[int] = ()) -> list[Match]:
    """The label said best on an axis where none is said in full, unless other labels explain all of its words (`taken`)."""
    left = [m for m in matches if m.label.axis == axis and m.label.is_head and m.cover >= _HALF]
    left = [m for m in left if ((m.positions - taken) or not m.positions) and not m.label.lines <= set(barred)]
    if not left:
        return []
    best = max(left, key=strength)
    return [m for m in left if m.label.level == best.label.level and strength(m)[0] >= 0.99 * strength(best)[0]]


def _columns(frame: Frame, columns: Sequence[Match], asked: Asked, rows: Sequence[Match]) -> set[int]:
    if frame.is_form:
        return set()
    if not columns:
        return _default_columns(frame, asked, rows)
    columns = _compared(columns, asked)
    lines = _lines(_without_names(frame, m) for m in columns)
    named_leaf = any(m.label.level == frame.first_row - 1 for m in columns)
    if named_leaf or len(lines) == 1:
        return lines | _main_leaf_beside(frame, columns, asked)
    return _first_total(frame, lines, asked) or _main_leaves(frame, lines, asked)


def _default_columns(frame: Frame, asked: Asked, rows: Sequence[Match]) -> set[int]:
    """The total's column where one figure is asked for and there is one, else all columns with values."""
    values = _within_reach(frame, rows)
    if asked.wants_each:
        return {c for c in values if not (frame.first_row and _is_total(frame.cells[frame.first_row - 1][c].text))} or values
    return _first_total(frame, values, asked) or values


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


def _within_reach(frame: Frame, rows: Sequence[Match]) -> set[int]:
    """The columns with values that the named rows speak for."""
    reach = frozenset[int]().union(*(m.label.reach for m in rows)) if rows else frozenset(range(len(frame.cells[0])))
    return {c for c in frame.value_columns if c in reach} or set(frame.value_columns)


def _first_total(frame: Frame, columns: set[int], asked: Asked) -> set[int]:
    """The first of `columns` that is headed as a total, where one figure is asked for."""
    if asked.wants_several or not frame.first_row:
        return set()
    return set([c for c in sorted(columns) if _is_total(frame.cells[frame.first_row - 1][c].text)][:1])


def _is_total(text: str) -> bool:
    return any(plain(text).endswith(word) for word in words()["total"])


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
        reach = _reach([m for m in row_matches if r in m.label.lines])
        if frame.is_form:
            places += [(r, c) for c in sorted(reach)]
        else:
            places += [(r, c) for c in sorted(columns & reach or columns)]
    return places


def _reach(matches: Sequence[Match]) -> set[int]:
    """The columns that the labels of one row speak for: those of one level together, inner levels narrowing outer ones."""
    levels: dict[tuple[bool, int], set[int]] = {}
    for match in matches:
        levels.setdefault((match.label.is_head, match.label.level), set()).update(match.label.reach)
    reach: set[int] = set()
    for _, columns in sorted(levels.items()):
        reach = reach & columns or columns
    return reach


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
