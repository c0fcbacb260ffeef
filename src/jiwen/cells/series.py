"""The columns of tables as series: names with their figures, to be ranked or compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model.document import Cell
from ingest.model.quantity import Quantity
from ingest.model.table import Table
from ingest.values import read_quantity
from jiwen.cells.content import is_nothing, is_value
from jiwen.cells.frame import Frame, block_of
from jiwen.cells.lines import is_total
from jiwen.cells.parts import parts_of
from jiwen.cells.units import unit_of
from jiwen.cells.wording import bare_label, words

_OUTER = re.compile(r"^\s*[一二三四五六七八九十]+[、.．]")
_PART = re.compile(r"^\s*(?:其中|[（(]?\d{1,2}[)）、．]|[（(][一二三四五六七八九十]+[)）])")


@dataclass(frozen=True, slots=True)
class Point:
    """One name of a series with its figure."""

    name: str
    cell: Cell
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Series:
    """A column of figures over names of one level, totals apart. `heads` are the headings of the names, `column` those of the figures."""

    table: Table
    heads: str
    column: tuple[str, ...]
    points: tuple[Point, ...]


def series_of(tables: Sequence[Table]) -> Iterator[Series]:
    """Every column with two figures and more."""
    for table in tables:
        for part in parts_of(table):
            if not part.frame.is_form and not part.is_sideways:
                yield from _of_frame(table, part.frame)


def _of_frame(table: Table, frame: Frame) -> Iterator[Series]:
    for column in frame.value_columns:
        names = _name_column(frame, column)
        heads = tuple(dict.fromkeys(frame.cells[r][column].text for r in range(frame.first_row)))
        if names is None or any(bare_label(head) in words()["code_headers"] for head in heads):
            continue
        points = tuple(_points(table, frame, column, names))
        if len(points) > 1:
            yield Series(table, "".join(frame.cells[r][names].text for r in range(frame.first_row)), heads, points)


def _name_column(frame: Frame, column: int) -> int | None:
    """The column of names that speaks for a column of figures; running numbers and codes are none."""
    own = [c for c in frame.label_columns if column in block_of(c, frame.label_columns, len(frame.cells[0]))]
    named = [c for c in own if sum(not is_value(frame.cells[r][c].text) for r in frame.body_rows) * 2 > len(frame.body_rows)]
    return named[-1] if named else None


def _points(table: Table, frame: Frame, column: int, names: int) -> Iterator[Point]:
    rows = [r for r in frame.body_rows if not is_nothing(frame.cells[r][names].text) and is_value(frame.cells[r][column].text)]
    for r in _of_one_level(frame, rows, names):
        cell, name = frame.cells[r][column], bare_label(frame.cells[r][names].text)
        quantity = read_quantity(cell.text, unit_of(frame, r, column, table.unit))
        if quantity.number is not None and not is_total(name) and not name.endswith("结余"):
            yield Point(name, cell, quantity)


def _of_one_level(frame: Frame, rows: Sequence[int], names: int) -> list[int]:
    """The outermost rows: those numbered 一、, those with the shortest codes, those that nothing else holds."""
    texts = {r: frame.cells[r][names].text for r in rows}
    outer = [r for r in rows if _OUTER.match(texts[r])]
    if len(outer) > 1:
        return outer
    codes = {r: code for r in rows if (code := "".join(frame.cells[r][c].text for c in frame.label_columns if c < names).strip()).isdigit()}
    if len(codes) > 1:
        least = min(map(len, codes.values()))
        return [r for r, code in codes.items() if len(code) == least] if least != max(map(len, codes.values())) else list(rows)
    inner = {r for r in rows if frame.ancestors(r) & set(rows)}
    return [r for r in rows if r not in inner and not _PART.match(texts[r])] or list(rows)
