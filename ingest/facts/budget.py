"""Rows of a budget table, or of the funds part of a form → `BudgetLine`s."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.facts.columns import Column, Row, first_of
from ingest.facts.context import Sheet
from ingest.facts.funds import WITHIN, Splits, find_splits, is_stated, is_total, requested_of, stated_lines
from ingest.facts.labels import money_unit
from ingest.facts.parts import Part
from ingest.facts.rows import distinct, is_nothing, is_number, lowest_confidence, row_place
from ingest.model.document import Cell
from ingest.model.facts import BudgetLine
from ingest.values.numerals import read_number
from ingest.values.quantities import read_quantity

_FIELDS = {"initial": "initial", "adjustment": "adjustment", "adjusted": "adjusted", "spent": "actual", "rate": "rate"}
_SCORES = ("weight", "score")
_TOP_PARTS = re.compile(r"^([（(]?[一二三四五六]?[)）、]?)(基本支出|项目支出|经营支出|上缴上级支出|对附属单位补助支出|(单位)?预留.{0,6})$")


@dataclass(frozen=True, slots=True)
class Amounts:
    """Where a budget table prints what: field name → column number; `names` are the columns left of the first amount."""

    columns: dict[str, int]
    names: tuple[Column, ...]
    unit: str | None


def budget_of(sheet: Sheet) -> tuple[BudgetLine, ...]:
    """Every budget line of a form or table, in the order printed."""
    lines: list[BudgetLine] = []
    for part in sheet.parts:
        if part.kind == "budget":
            lines += _part_lines(part, sheet)
        elif part.kind == "head":
            lines += requested_of(part, sheet)
    return tuple(lines)


def funds_label(part: Part) -> str:
    """The label merged down the side of a funds part ("项目资金（万元）"), "" where there is none."""
    side = part.header[0][0] if part.header else None
    return side.text if side is not None and side.row_span > len(part.header) else ""


def unit_of(part: Part, sheet: Sheet) -> str | None:
    """The unit of a budget part: of its label, of its headers, else of the unit line."""
    headers = [cell.text for row in part.header for cell in row]
    units = [unit for text in headers if (unit := money_unit(text))]
    return max(units, key=units.count) if units else sheet.unit


def _part_lines(part: Part, sheet: Sheet) -> list[BudgetLine]:
    amounts = _amounts(part, sheet)
    lines: list[BudgetLine] = []
    splits: Splits = ()
    for row in part.rows:
        if found := find_splits(row):
            splits = found
        elif splits and is_stated([cell for cell in distinct(row) if cell is not part.header[0][0] and cell.text.strip()]):
            lines += stated_lines(row, splits, "adjusted", amounts.unit, sheet)
        elif (line := _line(row, part, amounts, sheet)) is not None:
            lines.append(line)
    return _with_levels(lines)


def _amounts(part: Part, sheet: Sheet) -> Amounts:
    columns: dict[str, int] = {}
    for column in part.columns:
        field = _FIELDS.get(column.role, column.role if column.role in _SCORES else "")
        if field:
            columns.setdefault(field, column.index)
    first = min(columns.values())
    names = tuple(column for column in part.columns if column.index < first and column.role not in ("number", "code"))
    return Amounts(columns, names, unit_of(part, sheet))


def _line(row: Row, part: Part, amounts: Amounts, sheet: Sheet) -> BudgetLine | None:
    name = _name(row, part, amounts)
    cells = {field: row[column] for field, column in amounts.columns.items()}
    if not name or _is_note_row(list(cells.values())):
        return None
    values = {field: _amount(cell) for field, cell in cells.items()}
    own = [cell for cell in distinct(row) if cell is not part.header[0][0]] or list(distinct(row))
    return BudgetLine(
        name=name,
        place=row_place(own, sheet.title or None),
        unit=_unit_in_cells(cells) or amounts.unit,
        project=sheet.project,
        ocr=lowest_confidence(own),
        printed={field: cell.text for field, cell in cells.items() if not is_nothing(cell.text)},
        cells={field: row_place([cell], sheet.title or None) for field, cell in cells.items()},
        initial=values.get("initial"),
        adjustment=values.get("adjustment"),
        adjusted=values.get("adjusted"),
        actual=values.get("actual"),
        rate=values.get("rate"),
        weight=values.get("weight"),
        score=values.get("score"),
    )


def _name(row: Row, part: Part, amounts: Amounts) -> str:
    """The innermost text left of the amounts; the label of the side where the form gives amounts without names."""
    side = part.header[0][0]
    item = first_of(amounts.names, "item")
    if item is not None and row[item.index] is not side and row[item.index].text.strip():
        return row[item.index].text.strip()
    inner = [cell for column in amounts.names if (cell := row[column.index]) is not side and not is_nothing(cell.text)]
    if inner:
        return inner[-1].text.strip().rstrip(":：")
    if row[0] is side and side.text and not any(column.index for column in amounts.names):
        return re.sub(r"[（(][^（）()]*[)）]", "", side.text).strip()
    return ""


def _is_note_row(cells: Sequence[Cell]) -> bool:
    """One text across the amounts, like an explanation of the execution."""
    return len({id(cell) for cell in cells}) == 1 and len(cells) > 1 and not is_number(cells[0].text)


def _amount(cell: Cell) -> Decimal | None:
    if is_nothing(cell.text):
        return None
    number = read_quantity(cell.text).number
    return number if number is not None else read_number(cell.text)


def _unit_in_cells(cells: dict[str, Cell]) -> str | None:
    units = {money_unit(f"({unit})") for field, cell in cells.items() if field != "rate" and (unit := read_quantity(cell.text).unit)}
    return next(iter(units)) if len(units) == 1 else None


def _with_levels(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """0 the total, 1 its parts, 2 what follows 基本支出 or 项目支出, and one more from 其中 on. A list without a total begins at 0."""
    top = 1 if any(is_total(line.name) for line in lines) else 0
    levelled: list[BudgetLine] = []
    below, within = top, None
    for line in lines:
        level = line.level
        if line.part is not None:
            pass
        elif is_total(line.name):
            level, below, within = 0, 1, None
        elif _TOP_PARTS.match(line.name):
            level, below, within = top, top + 1, None
        elif WITHIN.match(line.name):
            within = level = within if within is not None else (levelled[-1].level + 1 if levelled else top)
        else:
            level = below if within is None else within
        levelled.append(replace(line, level=level))
    return levelled
