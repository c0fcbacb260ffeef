"""Find the header of a table in a text dump: which printed lines hold its column titles, and the columns in their order.

Titles wrap, and dumps either print one title after another (年初预算数 / （万元） / 调整预算数 …) or line by line across all titles
(完成值 原因分 / 类别 指标名称 … / 来源 析). Both are read as an exact cover: every piece belongs to one known title.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.readers.text_dump.columns import Column, bare_title, column_by_key, known_columns, squashed
from ingest.readers.text_dump.lines import TextLine, Token

MOST_LINES, MOST_TRIES = 22, 300
_UNIT_PIECES = ("(万元)", "(元)", "(%)", "(分)", "(亿元)", "(A)", "(B)", "(B/A)", "(C)")
_SPANNING = {"绩效指标", "年度指标值", "指标值", "绩效目标", "项目资金", "年度绩效指标", "分值权重"}
_VALUE_KINDS = ("value", "number", "percent", "op", "unit", "flag", "prose")
_BLANK_IN_PARTS = ("weight", "rate", "score")
_TEXT_KINDS = ("index", "group", "name", "text")


@dataclass(frozen=True, slots=True)
class Header:
    """`columns` in their order; it stands on `lines[start:end]`. `in_sequence`: titles were printed one after another."""

    columns: tuple[Column, ...]
    start: int
    end: int
    in_sequence: bool

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    pieces: tuple[int, ...]
    choices: tuple[Column, ...]


def find_header(lines: Sequence[TextLine], start: int) -> Header | None:
    """The header that begins at `lines[start]`, or None. Prefers the longest run of lines whose every piece is part of a title."""
    if not _may_open(lines[start]):
        return None
    best: Header | None = None
    tokens: list[Token] = []
    for end in range(start, min(start + MOST_LINES, len(lines))):
        tokens.extend(lines[end].tokens())
        if len(tokens) > 40 or any(_is_figure(token.text) or not _is_of_title(token.text) for token in lines[end].tokens()):
            break
        columns, in_sequence = _read_titles(tokens)
        if columns and _is_table(columns) and (best is None or len(columns) >= len(best.columns)):
            best = Header(columns, start, end + 1, in_sequence)
    return best


@lru_cache(maxsize=65536)
def _is_of_title(text: str) -> bool:
    """True where the piece is a title, a unit, or a part of a title (perhaps with the beginning of its unit)."""
    shown = squashed(text)
    bare = shown.split("(")[0] or shown
    if shown in _UNIT_PIECES or bare_title(shown) in _SPANNING or shown[0] in "()" or shown.endswith(")"):
        return True
    return any(shown in title or bare in title for title in known_columns())


def _is_figure(text: str) -> bool:
    return any(char.isdigit() for char in text) and not text.endswith((")", "）")) and squashed(text) not in known_columns()


def _may_open(line: TextLine) -> bool:
    """A cheap test: the first piece begins or is part of a known title."""
    opening = squashed(line.tokens()[0].text)
    first = opening.split("(")[0] or opening
    return (len(line.stripped) < 120 and any(first in title or title.startswith(first) for title in known_columns())) or first in _SPANNING


def _is_table(columns: Sequence[Column]) -> bool:
    """Three columns, at least one of them for values (or prose); a title names or groups the rows unless there are four figures."""
    values = sum(column.kind in _VALUE_KINDS for column in columns)
    texts = sum(column.kind in _TEXT_KINDS for column in columns)
    return len(columns) >= 3 and values >= 1 and (texts >= 1 or values >= 4)


def _read_titles(tokens: Sequence[Token]) -> tuple[tuple[Column, ...], bool]:
    """Columns of the titles that `tokens` make up, in order; () when a piece is left over."""
    sequence = _in_sequence(tokens)
    if sequence:
        columns = _columns(sequence)
        if _is_in_usual_order(columns):
            return _with_budget_first(columns, tokens), True
    across = _across_lines(tokens)
    return (_columns(across), False) if across else ((), False)


def _with_budget_first(columns: tuple[Column, ...], tokens: Sequence[Token]) -> tuple[Column, ...]:
    """年初预算 left of its change, where titles stand on lines of their own and taller ones may be printed first.

    Initial + change = adjusted holds both ways round, so that no later check would find them swapped.
    """
    keys = [column.key for column in columns]
    at = keys.index("adjustment") if "adjustment" in keys else len(keys)
    if len({token.line for token in tokens}) == 1 or keys[at + 1 : at + 2] != ["initial"]:
        return columns
    return (*columns[:at], columns[at + 1], columns[at], *columns[at + 2 :])


# --- titles printed one after another ----------------------------------------------------------------------------------------


def _in_sequence(tokens: Sequence[Token]) -> list[_Title]:
    """Titles that are each made of consecutive pieces, or [] when that does not come out even; few titles, few joints inside a line."""
    best: list[tuple[int, list[_Title]] | None] = [(0, [])] + [None] * len(tokens)
    for end in range(1, len(tokens) + 1):
        for start in range(max(0, end - 7), end):
            before = best[start]
            title = _title(tokens, tuple(range(start, end))) if before is not None else None
            if before is None or title is None:
                continue
            joints = sum(tokens[n].line == tokens[n - 1].line for n in range(start + 1, end))
            found, cost = best[end], before[0] + 1 + 2 * joints
            if found is None or cost < found[0]:
                best[end] = (cost, [*before[1], title])
    return best[-1][1] if best[-1] else []


def _title(tokens: Sequence[Token], pieces: tuple[int, ...]) -> _Title | None:
    text = "".join(tokens[piece].text for piece in pieces)
    shown = squashed(text)
    bare = shown if shown in known_columns() else bare_title(text)
    if bare in known_columns():
        return _Title(text, pieces, known_columns()[bare])
    return _Title(text, pieces, ()) if bare in _SPANNING else None


# --- titles printed line by line across the table ----------------------------------------------------------------------------


def _across_lines(tokens: Sequence[Token]) -> list[_Title]:
    """Titles made of at most one run of pieces a line, from successive lines: an exact cover of all pieces, or [].

    Units that stand under their titles ("（万元） （万元） （%）") are dealt out from left to right where their number fits.
    """
    units = [n for n, token in enumerate(tokens) if squashed(token.text) in _UNIT_PIECES]
    words = frozenset(range(len(tokens))) - set(units)
    if len({token.line for token in tokens}) < 2 or len(words) > 30:
        return []
    titles = _cover(tokens, words, [0])
    return _with_units(_ordered(titles, tokens), [tokens[n].text for n in units]) if titles else []


def _with_units(titles: list[_Title], units: list[str]) -> list[_Title]:
    bare = [n for n, title in enumerate(titles) if title.choices and _takes_unit(title)]
    if not units or len(bare) != len(units):
        return titles
    given = dict(zip(bare, units, strict=True))
    return [replace(title, text=title.text + given.get(n, "")) for n, title in enumerate(titles)]


def _takes_unit(title: _Title) -> bool:
    return title.choices[0].kind in ("number", "percent") and not title.text.endswith((")", "）"))


def _cover(tokens: Sequence[Token], left: frozenset[int], tried: list[int]) -> list[_Title] | None:
    if not left:
        return []
    tried[0] += 1
    if tried[0] > MOST_TRIES:
        return None
    for title in _titles_from(tokens, min(left), left):
        rest = _cover(tokens, left - set(title.pieces), tried)
        if rest is not None:
            return [title, *rest]
    return None


def _titles_from(tokens: Sequence[Token], first: int, left: frozenset[int]) -> list[_Title]:
    """Known titles that begin with piece `first`, longest first; pieces from later lines keep to pieces that are still free."""
    found: list[_Title] = []
    frontier: list[tuple[int, ...]] = [(first,)]
    while frontier:
        grown: list[tuple[int, ...]] = []
        for pieces in frontier:
            title = _title(tokens, pieces)
            if title:
                found.append(title)
            if len(pieces) < 5:
                grown += [(*pieces, n) for n in sorted(left) if n > pieces[-1] and _may_follow(tokens, pieces, n)]
        frontier = grown
    return sorted(found, key=lambda title: (_joints(tokens, title.pieces), -len(title.pieces)))


def _joints(tokens: Sequence[Token], pieces: tuple[int, ...]) -> int:
    """How often a title goes on after a blank inside one line."""
    return sum(tokens[a].line == tokens[b].line for a, b in itertools.pairwise(pieces))


def _may_follow(tokens: Sequence[Token], pieces: tuple[int, ...], piece: int) -> bool:
    """The next piece of a title stands beside the last one or on a later line, and the words so far begin a known title."""
    last, new = tokens[pieces[-1]], tokens[piece]
    if new.line == last.line and piece != pieces[-1] + 1:
        return False
    text = squashed("".join(tokens[n].text for n in (*pieces, piece)))
    return any(title.startswith(text) for title in known_columns()) or bare_title(text) in known_columns()


def _ordered(titles: Sequence[_Title], tokens: Sequence[Token]) -> list[_Title]:
    """Titles in an order that respects every printed line; where lines leave it open, the usual order of such columns."""
    left, placed = list(titles), []
    while left:
        free = [title for title in left if not any(_stands_before(other, title, tokens) for other in left if other is not title)]
        chosen = min(free or left, key=lambda title: title.choices[0].rank if title.choices else -1)
        placed.append(chosen)
        left.remove(chosen)
    return placed


def _stands_before(one: _Title, other: _Title, tokens: Sequence[Token]) -> bool:
    return any(tokens[a].line == tokens[b].line and a < b for a in one.pieces for b in other.pieces)


# --- titles to columns -------------------------------------------------------------------------------------------------------


def _columns(titles: Sequence[_Title]) -> tuple[Column, ...]:
    """One column a title, spanning titles left out where the titles below them are there; a title that may mean two takes the free one."""
    bare = [bare_title(title.text) for title in titles]
    columns: list[Column] = []
    for title, text in zip(titles, bare, strict=True):
        used = {column.key for column in columns}
        if text in _SPANNING and _is_spanning(text, bare):
            continue
        free = [choice for choice in title.choices if choice.key not in used]
        if not free:
            return ()
        columns.append(free[0].titled(title.text))
    return _with_implied(columns)


def _is_spanning(text: str, titles: Sequence[str]) -> bool:
    if text in ("绩效指标", "年度绩效指标", "绩效目标"):
        return any(title in ("三级指标", "一级指标", "指标名称") for title in titles)
    return text == "项目资金" or ("指标值" in titles and text != "指标值") or titles.count(text) > 1


def _with_implied(columns: list[Column]) -> tuple[Column, ...]:
    """With a first column for row names where a money table prints no title over them; parts of its total are not weighed or scored."""
    keys = {column.key for column in columns}
    if "actual_amount" in keys:
        columns = [replace(column, skip=0.5) if column.key in _BLANK_IN_PARTS else column for column in columns]
    if columns and not keys & {"name", "task"} and keys & {"initial", "adjusted", "actual_amount"}:
        return (replace(column_by_key("name"), skip=2.0), *columns)
    return tuple(columns)


def _is_in_usual_order(columns: Sequence[Column]) -> bool:
    """Names and groups stand left of the figures."""
    kinds = ["text" if column.kind in _TEXT_KINDS else "value" for column in columns]
    return bool(columns) and kinds == sorted(kinds)
