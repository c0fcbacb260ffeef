"""Parts of grids → `Table`s: title, unit, header rows, body rows, indentation."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest.facts.budget import funds_label, unit_of
from ingest.facts.columns import Row
from ingest.facts.context import Sheet
from ingest.facts.labels import money_unit
from ingest.facts.parts import Part, join_tables
from ingest.facts.rows import compact, distinct, is_number
from ingest.facts.side_tables import side_tables
from ingest.model.document import Cell
from ingest.model.place import Place, join_places
from ingest.model.table import Table
from ingest.values.header_words import role_of

_MOST_HEADER_ROWS = 6
_BRACKETED = re.compile(r"(?:\s*[（(][^（）()]*[)）])+\s*$")
_NUMBERED = (re.compile(r"^[一二三四五六七八九十]+[、.．]"), re.compile(r"^[（(][一二三四五六七八九十]+[)）]"), re.compile(r"^\d+[、.．]"))
_CODE = re.compile(r"^\d{3}(\d\d)*$")


def tables_of(sheet: Sheet) -> tuple[Table, ...]:
    """Every table of the sheet. Head, goals and totals of a form are no tables, unless it has nothing else."""
    inside = [
        _plain_table([row[1:] for row in rows], replace(sheet, title=_BRACKETED.sub("", label)), kind="other")
        for part in sheet.parts
        if part.kind == "head"
        for label, rows in side_tables(part)
    ]
    tables = [*inside, *(_table(part, sheet) for part in join_tables(sheet.parts))]
    if tables or not sheet.is_form:
        return tuple(tables)
    rows = [row for part in sheet.parts if part.kind != "banner" for row in (*part.header, *part.rows)]
    return tuple(_plain_table(list(same), sheet, kind="form") for _, same in groupby(rows, key=len))


def _table(part: Part, sheet: Sheet) -> Table:
    if part.kind == "other":
        return _plain_table(part.rows, sheet, kind="other")
    label = _BRACKETED.sub("", funds_label(part)) if part.kind == "budget" else ""
    rows = compact((*part.header, *part.rows))
    header = tuple(rows[: len(part.header)])
    return Table(
        title=label or sheet.title,
        header=header,
        rows=tuple(rows[len(part.header) :]),
        place=_place(rows, sheet),
        unit=unit_of(part, sheet) if part.kind == "budget" else None,
        kind=part.kind,
        project=sheet.project,
        levels=_levels(rows[len(part.header) :], header),
    )


def _plain_table(rows: Sequence[Row], sheet: Sheet, *, kind: str) -> Table:
    kept = compact(rows)
    depth = header_depth(kept)
    header, body = kept[:depth], kept[depth:]
    units = [unit for row in header for cell in row if (unit := money_unit(cell.text))]
    return Table(
        title=sheet.title,
        header=header,
        rows=body,
        place=_place(kept, sheet),
        unit=sheet.unit or (max(units, key=units.count) if units else None),
        kind=kind,
        project=sheet.project,
        levels=_levels(body, header),
    )


def header_depth(rows: Sequence[Row]) -> int:
    """How many rows at the top are header: those before the first row with a figure; the first row of a table of words.

    Cells merged over the first rows belong to the header as a whole, so it never ends inside one.
    """
    if len(rows) < 2:
        return 0
    figures = next((r for r, row in enumerate(rows) if _has_figure(row)), None)
    if figures == 0:
        return 0
    depth = 1 if figures is None or figures > _MOST_HEADER_ROWS else figures
    if figures is None or figures > _MOST_HEADER_ROWS:
        while depth < min(len(rows) - 1, _MOST_HEADER_ROWS) and _is_split_below(rows[depth - 1], rows[depth]):
            depth += 1
        return depth
    return _without_body(rows, depth)


def _has_figure(row: Row) -> bool:
    cells = [cell for cell in distinct(row) if cell.text.strip()]
    return any(is_number(cell.text) and not re.fullmatch(r"(19|20)\d\d", cell.text.strip()) for cell in cells) and len(cells) > 1


def _is_split_below(above: Row, row: Row) -> bool:
    """A header cell of `above` goes on in `row`, or is merged over columns that `row` names one by one."""
    below: dict[int, set[int]] = {}
    for over, cell in zip(above, row, strict=True):
        if over is cell and over.text.strip():
            return True
        if over.text.strip() and cell.text.strip():
            below.setdefault(id(over), set()).add(id(cell))
    return any(len(cells) > 1 for cells in below.values())


def _without_body(rows: Sequence[Row], depth: int) -> int:
    """Rows of words before the first figure may be body rows with blank amounts: a row under a full header with one text only."""
    for r in range(1, depth):
        texts = [cell for cell in distinct(rows[r]) if cell.text.strip()]
        above = rows[r - 1]
        fresh = [cell for cell in texts if not any(cell is over for over in above)]
        blank = sum(not cell.text.strip() for cell in rows[r])
        if len(fresh) == 1 and blank * 2 >= len(rows[r]) and not role_of(fresh[0].text):
            return r
    return depth


def _levels(rows: Sequence[Row], header: Sequence[Row]) -> tuple[int, ...]:
    """Indentation of each row, from account codes, numbering and 其中; 0 where nothing tells."""
    codes = _code_columns((*header, *rows[:1]))
    levels: list[int] = []
    within = False
    for row in rows:
        first = next((cell.text.strip() for cell in row if cell.text.strip()), "")
        if codes:
            levels.append(max(0, sum(row[c].text.strip().isdigit() for c in codes) - 1))
        elif _CODE.match(first) and len(first) in (3, 5, 7):
            levels.append((len(first) - 3) // 2)
        elif (numbered := next((n for n, pattern in enumerate(_NUMBERED) if pattern.match(first)), None)) is not None:
            levels.append(numbered)
            within = False
        elif first.startswith("其中"):
            levels.append((levels[-1] if levels else 0) + (0 if within else 1))
            within = True
        else:
            levels.append(0)
            within = False
    return tuple(levels)


def _code_columns(top: Sequence[Row]) -> tuple[int, ...]:
    """The columns 类 | 款 | 项 under which account codes stand one part a column."""
    for row in reversed(top):
        words = [cell.text.strip() for cell in row]
        if "类" in words and words[words.index("类") + 1 : words.index("类") + 2] == ["款"]:
            first = words.index("类")
            return tuple(range(first, first + (3 if words[first + 2 : first + 3] == ["项"] else 2)))
    return ()


def _place(rows: Sequence[Row], sheet: Sheet) -> Place:
    cells: list[Cell] = [cell for row in rows for cell in distinct(row) if cell.text.strip()]
    place = join_places([cell.place for cell in cells], sheet.title or None)
    return place if cells else sheet.place
