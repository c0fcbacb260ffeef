"""Blocks in reading order → sheets: every form and table with its title, unit and project."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.facts.captions import clean_title, find_heads, find_title, find_unit, is_heading, is_note
from ingest.facts.context import Sheet
from ingest.facts.labels import is_label, money_unit
from ingest.facts.parts import Part, open_table
from ingest.facts.recognise import continue_table, split_grid, starts_form
from ingest.facts.rows import distinct, is_nothing
from ingest.model.document import Block, Grid, Paragraph
from ingest.model.place import join_places

_MOST_CAPTIONS = 8
_UNIT_LINE = re.compile(r"\s*(金额)?单位\s*[:：]")


def sheets_of(blocks: Sequence[Block]) -> tuple[Sheet, ...]:
    """The sheets of a report. A grid with nothing new above it belongs to the form before it, or repeats its title."""
    sheets: list[Sheet] = []
    captions: list[Paragraph] = []
    heading: Paragraph | None = None
    for block in blocks:
        block = _as_text(block)
        if isinstance(block, Paragraph):
            captions.append(block)
            heading = block if is_heading(block) else heading
            continue
        if sheets and all(is_note(p.text) for p in captions) and (parts := _going_on(block, sheets[-1])):
            sheets[-1] = _joined(sheets[-1], replace(sheets[-1], parts=parts, place=block.place))
            captions = []
            continue
        for sheet in _grid_sheets(block, captions, heading, sheets[-1] if sheets else None):
            if sheets and _continues(sheets[-1], sheet, captions):
                sheets[-1] = _joined(sheets[-1], sheet)
            else:
                sheets.append(sheet)
            captions = []
    return tuple(_with_project(sheet) for sheet in sheets)


def _going_on(grid: Grid, before: Sheet) -> tuple[Part, ...] | None:
    """The parts of a grid without a header that goes on with the table before it."""
    table = open_table(before.parts)
    if table is None or any(part.kind != "other" for part in split_grid(grid)):
        return None
    return continue_table(grid, table)


def _as_text(block: Block) -> Block:
    """A frame around one text is no table: a title on a cover, a note."""
    if isinstance(block, Paragraph):
        return block
    cells = [cell for row in block.rows for cell in distinct(row) if cell.text.strip()]
    return Paragraph(cells[0].text, cells[0].place, is_centred=True) if len({id(cell) for cell in cells}) == 1 else block


def _grid_sheets(grid: Grid, captions: Sequence[Paragraph], heading: Paragraph | None, before: Sheet | None) -> list[Sheet]:
    near = captions[-_MOST_CAPTIONS:]
    title = find_title(near)
    is_next_form = before is not None and (before.is_form or bool(before.heads)) and not any(is_heading(p) for p in captions)
    if title is None and before is not None and (not captions or is_next_form):
        title = before.title
    if title is None:
        title = clean_title(heading.text) if heading else ""
    unit = find_unit(near) or (before.unit if before is not None and not captions else None)
    sheets: list[Sheet] = []
    for parts in _forms(split_grid(grid)):
        title, unit = _from_banners(parts, title, unit)
        heads = find_heads(near) if not sheets else ()
        rows = [row for part in parts for row in (*part.header, *part.rows)]
        place = join_places([cell.place for row in rows for cell in distinct(row)], title or None)
        sheets.append(Sheet(title, tuple(parts), place, unit, None, heads))
    return sheets


def _forms(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts of one grid by form: a form begins with its title, or with its project's name after another form's rows."""
    forms: list[list[Part]] = [[]]
    for part in parts:
        filled = any(earlier.kind != "banner" for earlier in forms[-1])
        begins = (part.kind == "banner" and _has_title(part)) or (part.kind == "head" and starts_form(part.rows[0]))
        if filled and begins:
            forms.append([])
        forms[-1].append(part)
    return [form for form in forms if form]


def _has_title(part: Part) -> bool:
    return any(is_label("title", row[0].text) for row in part.rows)


def _from_banners(parts: Sequence[Part], title: str, unit: str | None) -> tuple[str, str | None]:
    for part in parts:
        if part.kind == "head":
            unit = next(
                (found for row in part.rows for cell in row if _UNIT_LINE.match(cell.text) and (found := money_unit(cell.text))), unit
            )
        for row in part.rows if part.kind == "banner" else ():
            text = row[0].text.strip()
            unit = money_unit(text) or unit
            if is_label("title", text) and not is_label("not_title", text):
                title = clean_title(text)
    return title, unit


def _continues(before: Sheet, sheet: Sheet, captions: Sequence[Paragraph]) -> bool:
    """The next grid of a form that is drawn as several: nothing but notes between, and no head of its own."""
    if not (before.is_form or before.heads) or sheet.heads or find_title(captions) is not None:
        return False
    kinds = [part.kind for part in sheet.parts]
    if "other" in kinds or any(part.kind == "head" and starts_form(part.rows[0]) for part in sheet.parts):
        return False
    had = {part.kind for part in before.parts}
    return "indicators" not in had or kinds[0] in ("totals", "remarks")


def _joined(before: Sheet, sheet: Sheet) -> Sheet:
    return replace(before, parts=before.parts + sheet.parts, place=join_places([before.place, sheet.place]), unit=before.unit or sheet.unit)


def _with_project(sheet: Sheet) -> Sheet:
    for label, text, _ in sheet.heads:
        if is_label("project", label):
            return replace(sheet, project=text)
    for part in sheet.parts:
        if part.kind == "head":
            for row in part.rows:
                cells = [cell for cell in distinct(row) if cell.text.strip()]
                for label_cell, value in pairwise(cells):
                    if is_label("project", label_cell.text) and not is_nothing(value.text):
                        return replace(sheet, project=value.text.strip())
    return sheet
