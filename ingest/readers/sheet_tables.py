"""A sheet's visible rows → paragraphs and grids: titles, unit lines and notes stand beside the tables, not in them.

Where a region draws vertical borders, its rows without them are lines of text. Where it draws none, rows with a single text at the
top and notes at the bottom are. A title that stands inside the box, merged across it, is a line too.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby

from ingest.errors import OversizedFile
from ingest.model.document import Block, Paragraph
from ingest.model.place import Place
from ingest.readers.archive_limits import ReadLimits
from ingest.readers.native_tables import MAX_COLUMNS, SpannedText, spans_to_grid
from ingest.readers.sheet_rows import SheetRow, bounds, regions, visible_rows
from ingest.readers.shown_text import lines_to_paragraphs
from ingest.readers.xlsx_book import CellLook
from ingest.readers.xlsx_sheet import Range, Sheet, reference

_LONG_NOTE = 25
_SHORT_LINE = 20


def sheet_to_blocks(sheet: Sheet, source: str, limits: ReadLimits) -> Iterator[Block]:
    """The blocks of one sheet from top to bottom. Raises OversizedFile."""
    for region in regions(visible_rows(sheet, source, limits), sheet.hidden_rows):
        for run in _runs(region):
            before, table, after = _peel(run)
            yield from (paragraph for row in before for paragraph in _line(row, sheet))
            yield from _table(table, sheet, source, limits)
            yield from (paragraph for row in after for paragraph in _line(row, sheet))


def is_default_name(name: str) -> bool:
    """Whether the sheet has the name that the program gave it: Sheet1, 工作表2."""
    return name.strip().rstrip("0123456789 ()（）").lower() in ("", *_words()["default_sheet_names"])


def is_unit_line(text: str) -> bool:
    """A line that states only who fills in or which unit holds: 单位：万元, 金额单位:元."""
    return len(text) <= _SHORT_LINE and "单位" in text and ("：" in text or ":" in text)


def _runs(region: list[SheetRow]) -> Iterator[list[SheetRow]]:
    """The region cut where lines without a box stand between boxed rows; a run's lines come before its table."""
    if not any(row.is_boxed for row in region):
        yield region
        return
    run: list[SheetRow] = []
    for is_line, rows in groupby(region, key=_is_unboxed_line):
        if is_line and any(not _is_unboxed_line(row) for row in run):
            yield run
            run = []
        run.extend(rows)
    yield run


def _peel(run: list[SheetRow]) -> tuple[list[SheetRow], list[SheetRow], list[SheetRow]]:
    """(lines above, table, lines below). Without a row of two texts there is no table."""
    body = [row for row in run if len(row.pieces) > 1 and not _is_unboxed_line(row)]
    if not body:
        return [row for row in run if row.pieces], [], []
    around = bounds(body)
    first, last = 0, len(run)
    while first < last and _is_line_above(run[first], around):
        first += 1
    while last > first and _is_line_below(run[last - 1], around):
        last -= 1
    return [row for row in run[:first] if row.pieces], run[first:last], [row for row in run[last:] if row.pieces]


def _is_unboxed_line(row: SheetRow) -> bool:
    if row.is_boxed or row.joins_above:
        return False
    return len(row.pieces) < 2 or _is_labels(row) or (len(row.pieces) == 2 and any(is_unit_line(cell.text) for cell in row.pieces))


def _is_labels(row: SheetRow) -> bool:
    """编制单位：甲局 | 2023年度 | 金额单位：万元 — a head of label lines, each with its colon."""
    return len(row.pieces) <= 4 and all("：" in cell.text or ":" in cell.text for cell in row.pieces)


def _is_line_above(row: SheetRow, around: Range) -> bool:
    if not row.is_boxed:
        return _is_unboxed_line(row)
    if not row.pieces:
        return False
    whole = row.cells[0]
    return len(row.cells) == 1 and whole.column <= around.left and whole.right >= around.right and whole.bottom == row.number


def _is_line_below(row: SheetRow, around: Range) -> bool:
    if row.joins_above or len(row.pieces) > 1:
        return not row.joins_above and not row.is_boxed and _is_labels(row)
    if not row.pieces:
        return True
    cell = row.pieces[0]
    is_across = cell.column <= around.left < around.right <= cell.right
    is_note = cell.text.startswith(tuple(_words()["note_starts"])) and (len(row.cells) == 1 or not row.is_boxed)
    is_apart = not row.is_boxed and (is_across or len(cell.text) > _LONG_NOTE)
    return is_note or is_apart


def _line(row: SheetRow, sheet: Sheet) -> Iterator[Paragraph]:
    """The row as a paragraph, several where one cell holds a whole text."""
    first = row.pieces[0]
    look = sheet.looks.get((row.number, first.column), CellLook())
    place = Place(anchor=f"{sheet.name}!{reference(row.number, first.column)}")
    lines = sheet.lines.get((row.number, first.column), []) if len(row.pieces) == 1 else []
    for text in lines_to_paragraphs(lines) or [row.text]:
        yield Paragraph(text, place, size_pt=look.size_pt, is_centred=look.is_centred)


def _table(table: list[SheetRow], sheet: Sheet, source: str, limits: ReadLimits) -> Iterator[Block]:
    rows = [row for row in table if row.cells]
    if not rows:
        return
    around = bounds(rows)
    inside = [[cell for cell in row.cells if around.left <= cell.column <= around.right] for row in rows]
    columns = sorted({cell.column for row in inside for cell in row})
    if len(columns) > MAX_COLUMNS:
        raise OversizedFile(
            f"{source}：工作表“{sheet.name}”的一张表有 {len(columns)} 列，上限 {MAX_COLUMNS} 列，已拒绝。请拆分表格后再试。"
        )
    numbers = [row.number for row in rows]
    spanned = [
        [
            SpannedText(
                cell.text,
                bisect_right(columns, cell.right) - bisect_left(columns, cell.column),
                bisect_right(numbers, cell.bottom) - r,
                bisect_left(columns, cell.column),
            )
            for cell in inside[r]
        ]
        for r in range(len(rows))
    ]
    corners = f"{reference(around.top, around.left)}:{reference(around.bottom, around.right)}"
    grid = spans_to_grid(
        spanned,
        Place(anchor=f"{sheet.name}!{corners}"),
        lambda r, c: Place(anchor=f"{sheet.name}!{reference(rows[r].number, columns[c])}"),
        source=source,
        limits=limits,
    )
    if grid is not None:
        yield grid


@cache
def _words() -> dict[str, list[str]]:
    return dict(json.loads(files(__package__).joinpath("sheet_lines.json").read_text(encoding="utf-8")))
