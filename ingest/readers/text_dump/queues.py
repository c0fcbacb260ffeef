"""Tables printed cell after cell, but not always row after row: some names stand together before (or after) the values of their rows.

The body is a sequence of names and of runs of values. As many names as runs that follow them belong together, the first to the first,
and so on: both go from top to bottom. Where their numbers differ nothing near is read: a run without its name would shift all that
come after. Groups and notes are left as text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.text_dump.cells import IMPOSSIBLE, cell_text, figure_cost, is_figure, plain
from ingest.readers.text_dump.columns import Column, is_group, is_sum, opens_group
from ingest.readers.text_dump.grids import RowParse
from ingest.readers.text_dump.lines import TextLine, display_width
from ingest.values.quantities import read_quantity
from ingest.values.units import same_dimension

RUN_KEYS = ("op", "target", "row_unit", "actual", "deviation", "weight", "score")
LEAST_ROWS, MOST_NAME_LINES, FULL_LINE_SLACK = 3, 4, 1.2
MOST_POINTS, LONGEST_WORD = 100, 6
SHARES_LACK_WORDS = 0.2
MOST_WIDTHS = 10
MOST_STRAYS = 0.12
Stretch = tuple[list[list[int]], list[int]]
_PUNCTUATION = re.compile(r"[，。；：、,;:]")
_BLANKS = frozenset({"无", "/", "-", "—", "——"})
_SHARE_NAME = re.compile(r"率$")
_SHARE_WORDS = re.compile(r"率|度|比|占|增|降|程|覆盖|幅|面|水平|控制|变动")


@dataclass(frozen=True, slots=True)
class Queued:
    """The rows that can be read, the lines of other words, and whether all rows are there."""

    rows: tuple[RowParse, ...]
    left: tuple[TextLine, ...]
    is_whole: bool


def run_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns whose values stand one after another in each row; () where too little in them tells one row from the next."""
    run = tuple(column for column in columns if column.key in RUN_KEYS)
    keys = {column.key for column in run}
    others = [c for c in columns if c.kind in ("value", "number", "percent", "flag") and c.key not in RUN_KEYS]
    is_told = {"target", "actual"} <= keys and ("deviation" in keys or {"weight", "score"} <= keys)
    return run if is_told and not others and any(column.key == "name" for column in columns) else ()


def queued_rows(body: Sequence[TextLine], columns: Sequence[Column]) -> Queued | None:
    """The rows whose names and runs of values are as many, between others of which that is true."""
    run = run_columns(columns)
    if not run:
        return None
    runs = _runs(body, run)
    taken = {n for start in runs for n in range(start, start + len(run))}
    strays = sum(is_figure(line.stripped) for n, line in enumerate(body) if n not in taken)
    if strays > MOST_STRAYS * len(taken):
        return None  # printed column after column
    blocks = _word_blocks(body, taken)
    widths = sorted({display_width(body[n].stripped) for block in blocks for n in block}, reverse=True)[:MOST_WIDTHS]
    found = [_certain(_stretches(_names(body, blocks, width), runs)) for width in widths]
    pairs, is_whole = max(found, key=lambda certain: len(certain[0]), default=([], False))
    rows = tuple(_row(body, name, start, run) for name, start in pairs)
    if len(rows) < LEAST_ROWS or not _names_fit(rows):
        return None
    used = taken | {n for name, _ in pairs for n in name}
    left = tuple(line for n, line in enumerate(body) if n not in used and not is_figure(line.stripped))
    return Queued(rows, left, is_whole)


def _certain(stretches: Sequence[Stretch]) -> tuple[list[tuple[list[int], int]], bool]:
    """Names with their runs in the stretches that hold as many of both, as those beside them do; and whether all stretches do."""
    even = [True, *(len(names) == len(starts) for names, starts in stretches), True]
    certain = [stretch for n, stretch in enumerate(stretches, 1) if all(even[n - 1 : n + 2])]
    return [pair for names, starts in certain for pair in zip(names, starts, strict=True)], all(even)


def _row(body: Sequence[TextLine], name: Sequence[int], start: int, run: Sequence[Column]) -> RowParse:
    cells = {column.key: list(body[start + n].tokens()) for n, column in enumerate(run)}
    return RowParse({"name": [token for n in name for token in body[n].tokens()], **cells})


def _stretches(names: Sequence[list[int]], runs: Sequence[int]) -> list[Stretch]:
    """Names that follow each other with the runs that follow them."""
    found: list[Stretch] = []
    for at, name in sorted([*((name[0], name) for name in names), *((start, None) for start in runs)], key=lambda item: item[0]):
        if not found or (name is not None and found[-1][1]):
            found.append(([], []))
        if name is None:
            found[-1][1].append(at)
        else:
            found[-1][0].append(name)
    return found


# --- runs of values ----------------------------------------------------------------------------------------------------------


def _runs(body: Sequence[TextLine], run: Sequence[Column]) -> list[int]:
    """The lines at which the values of a row begin, one value a line."""
    found: list[int] = []
    n = 0
    while n + len(run) <= len(body):
        if _is_run(body[n : n + len(run)], run):
            found.append(n)
            n += len(run)
        else:
            n += 1
    return found


def _is_run(lines: Sequence[TextLine], run: Sequence[Column]) -> bool:
    texts = {column.key: plain(line.text) for column, line in zip(run, lines, strict=True)}
    if any(figure_cost(column.kind, line.tokens()) >= IMPOSSIBLE for column, line in zip(run, lines, strict=True)):
        return False
    if any(column.kind in ("number", "percent") and not is_figure(texts[column.key]) for column in run):
        return False
    if "weight" in texts:
        weight, score = read_quantity(texts["weight"]).number, read_quantity(texts["score"]).number
        if weight is None or score is None or not 0 <= score <= weight <= MOST_POINTS:
            return False
    return _fits(texts["target"], texts["actual"], texts.get("row_unit"), has_points="weight" in texts)


def _fits(target: str, actual: str, unit: str | None, *, has_points: bool) -> bool:
    """Two figures of one kind, or twice the same words; a few words against a figure only where weight and score follow."""
    if is_figure(target):
        if not is_figure(actual):
            return has_points and len(actual) <= LONGEST_WORD and not is_group(actual)
        a, b = unit or read_quantity(target).unit, read_quantity(actual).unit
        return not a or not b or a == b or same_dimension(a, b)
    return target == actual and len(target) <= LONGEST_WORD and not is_group(target) and not _PUNCTUATION.search(target)


# --- names -------------------------------------------------------------------------------------------------------------------


def _word_blocks(body: Sequence[TextLine], taken: set[int]) -> list[list[int]]:
    """Blocks of lines that may be names: no sentences, no groups."""
    blocks = [block for block in _blocks(body, taken) if not any(_PUNCTUATION.search(body[n].text) for n in block)]
    return [[n for n in block if n not in _group_lines(body, block)] for block in blocks]


def _names(body: Sequence[TextLine], blocks: Sequence[Sequence[int]], width: float) -> list[list[int]]:
    """The lines of each name, top to bottom; a line that fills a column of this width goes on in the next one."""
    names: list[list[int]] = []
    for block in blocks:
        goes_on = False
        for n in block:
            if goes_on:
                names[-1].append(n)
            else:
                names.append([n])
            goes_on = display_width(body[n].stripped) >= width - FULL_LINE_SLACK and len(names[-1]) < MOST_NAME_LINES
    return names


def _blocks(body: Sequence[TextLine], taken: set[int]) -> list[list[int]]:
    """Lines of words without an empty line between them."""
    blocks: list[list[int]] = []
    for n, line in enumerate(body):
        text = plain(line.text)
        if n in taken or is_figure(text) or text in _BLANKS or is_sum(text):
            continue
        if blocks and blocks[-1][-1] == n - 1 and not line.blank_before:
            blocks[-1].append(n)
        else:
            blocks.append([n])
    return blocks


def _group_lines(body: Sequence[TextLine], block: Sequence[int]) -> set[int]:
    """The lines of a block that are groups, or the parts of one."""
    found: set[int] = set()
    for start in range(len(block)):
        text = ""
        for end in range(start, len(block)):
            text += plain(body[block[end]].text)
            if is_group(text):
                found |= set(block[start : end + 1])
            if not opens_group(text):
                break
    return found


def _names_fit(rows: Sequence[RowParse]) -> bool:
    """Names of rates have shares for values, and shares nearly always have names that speak of one."""
    shares = odd = 0
    for row in rows:
        name = cell_text(row.cells["name"], "name")
        target = read_quantity(cell_text(row.cells["target"], "value"))
        unit = target.unit or (cell_text(row.cells["row_unit"], "value") if "row_unit" in row.cells else None)
        if _SHARE_NAME.search(name) and target.number is not None and unit not in ("%", "‰", "％", None):
            return False
        shares += unit in ("%", "％")
        odd += unit in ("%", "％") and not _SHARE_WORDS.search(name)
    return odd <= SHARES_LACK_WORDS * shares
