"""Tables that say themselves where their cells are: Markdown (`| a | b |`) and tab-separated lines."""

import re
from collections.abc import Sequence

from ingest.model.document import Cell, Grid
from ingest.model.place import join_places
from ingest.readers.text_dump.columns import bare_title, known_columns
from ingest.readers.text_dump.lines import TextLine

FEWEST_ROWS, FEWEST_COLUMNS, FEWEST_TABS = 2, 2, 2
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
_BREAK = re.compile(r"<br\s*/?>", re.I)


def marked_table(lines: Sequence[TextLine], start: int) -> tuple[Grid, int] | None:
    """The marked table that begins at `lines[start]` and the position after it, or None."""
    split = _split_pipes if _is_piped(lines[start]) else _split_tabs if _is_tabbed(lines[start]) else None
    if split is None:
        return None
    end = start
    rows: list[tuple[TextLine, list[str]]] = []
    while end < len(lines) and (_is_piped(lines[end]) if split is _split_pipes else _is_tabbed(lines[end])):
        if not _RULE.fullmatch(lines[end].stripped):
            rows.append((lines[end], split(lines[end].text)))
        end += 1
    width = max(len(cells) for _, cells in rows) if rows else 0
    if len(rows) < FEWEST_ROWS or width < FEWEST_COLUMNS:
        return None
    return _grid(rows, width), end


def _is_piped(line: TextLine) -> bool:
    return line.stripped.startswith("|") and line.stripped.count("|") > FEWEST_COLUMNS


def _is_tabbed(line: TextLine) -> bool:
    return line.text.count("\t") >= FEWEST_TABS


def _split_pipes(text: str) -> list[str]:
    inner = text.strip().removeprefix("|").removesuffix("|")
    return [_BREAK.sub("", cell.replace("\\|", "|")).strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _split_tabs(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("\t")]


def _grid(rows: Sequence[tuple[TextLine, list[str]]], width: int) -> Grid:
    titles = rows[0][1]
    grid: list[tuple[Cell, ...]] = []
    for number, (line, texts) in enumerate(rows):
        cells = [Cell(texts[column] if column < len(texts) else "", line.place, number, column) for column in range(width)]
        if number > 1:
            cells = [_carried(cell, grid[-1][cell.column], titles) for cell in cells]
        grid.append(tuple(cells))
    return Grid(tuple(grid), join_places([line.place for line, _ in rows]))


def _carried(cell: Cell, above: Cell, titles: Sequence[str]) -> Cell:
    """A blank cell under 一级指标 and the like goes on with the group above; Markdown has no merged cells."""
    title = bare_title(titles[cell.column]) if cell.column < len(titles) else ""
    heads_groups = any(column.kind == "group" for column in known_columns().get(title, ()))
    return above if heads_groups and not cell.text and above.text else cell
