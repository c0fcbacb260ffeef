"""Rows of a budget table, or of the funds part of a form → `BudgetLine`s."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.facts.columns import Column, Row, first_of
from ingest.facts.context import Sheet
from ingest.facts.labels import is_label, money_unit
from ingest.facts.parts import Part
from ingest.facts.rows import distinct, is_nothing, is_number, lowest_confidence, row_place
from ingest.model.document import Cell
from ingest.model.facts import BudgetLine
from ingest.values.numerals import read_number
from ingest.values.quantities import read_quantity

_FIELDS = {"initial": "initial", "adjustment": "adjustment", "adjusted": "adjusted", "spent": "actual", "rate": "rate"}
_SCORES = ("weight", "score")
_SPLIT = re.compile(r"^按.{1,12}分[:：]?$")
_STATED = re.compile(r"^(?P<first>其中[:：]\s*)?(?P<name>[^:：\d]{2,30})[:：]\s*(?P<amount>[-+]?[\d,，.]+\s*[万亿]?元?)?\s*$")
_TOTAL = re.compile(r"^(年度|本年|项目|预算|支出|资金|部门|全年)*(总额|合计|总计|总金额|资金总额|预算总额|总预算)$")
_WITHIN = re.compile(r"^其中[:：]?")
_TOP_PARTS = re.compile(r"^(基本支出|项目支出)$")


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
            lines += _requested(part, sheet)
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
    splits: tuple[tuple[str, frozenset[int]], ...] = ()
    for row in part.rows:
        if found := _splits(row):
            splits = found
        elif splits and _is_stated(row, part):
            lines += _stated_lines(row, splits, amounts, sheet)
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


def _splits(row: Row) -> tuple[tuple[str, frozenset[int]], ...]:
    """按收入性质分 | 按支出性质分: each name with the columns below it."""
    found = []
    for cell in distinct(row):
        if _SPLIT.match(cell.text.strip()):
            found.append((cell.text.strip().rstrip(":："), frozenset(i for i, c in enumerate(row) if c is cell)))
    return tuple(found)


def _is_stated(row: Row, part: Part) -> bool:
    side = part.header[0][0]
    cells = [cell for cell in distinct(row) if cell is not side and cell.text.strip()]
    return any(_STATED.match(cell.text.strip()) for cell in cells) or any(is_number(cell.text) for cell in cells[1:])


def _stated_lines(row: Row, splits: tuple[tuple[str, frozenset[int]], ...], amounts: Amounts, sheet: Sheet) -> list[BudgetLine]:
    """Lines printed as "其中：基本支出：1725.2万元", or with the amount in the next cell. One without an amount is no line."""
    lines = []
    for part_name, columns in splits:
        cells = distinct([cell for i, cell in enumerate(row) if i in columns])
        for cell, following in zip(cells, (*cells[1:], None), strict=True):
            match = _STATED.match(cell.text.strip())
            amount_cell = cell
            if match is None or not match["amount"]:
                if following is None or not is_number(following.text):
                    continue
                amount_cell = following
            name = match["name"] if match else cell.text.strip().rstrip(":：")
            text = match["amount"] if match and match["amount"] else amount_cell.text
            lines.append(_stated_line(_WITHIN.sub("", name), text, (cell, amount_cell), part_name, amounts, sheet))
    return lines


def _stated_line(name: str, text: str, cells: tuple[Cell, Cell], part: str, amounts: Amounts, sheet: Sheet) -> BudgetLine:
    quantity = read_quantity(text)
    return BudgetLine(
        name=name,
        place=row_place([cells[0]], sheet.title or None),
        adjusted=quantity.number,
        unit=(money_unit(f"({quantity.unit})") if quantity.unit else None) or amounts.unit,
        project=sheet.project,
        part=part,
        level=1,
        ocr=lowest_confidence(cells),
        printed={"adjusted": text},
        cells={"adjusted": row_place([cells[1]], sheet.title or None)},
    )


def _with_levels(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """0 the total, 1 its parts, 2 what follows 项目支出. A list that only ends in its total is one level below it."""
    has_total = any(_is_total(line.name) for line in lines)
    levelled, below = [], 1
    for line in lines:
        name = _WITHIN.sub("", line.name)
        if line.part is not None:
            level = line.level
        elif _is_total(line.name):
            level, below = 0, 1
        elif _TOP_PARTS.match(name) and line.name == name:
            level, below = 1, 2 if name == "项目支出" else 1
        else:
            level = below if has_total else 0
        levelled.append(replace(line, level=level))
    return levelled


def _is_total(name: str) -> bool:
    return _TOTAL.match(name) is not None or is_label("totals", name)


def _requested(part: Part, sheet: Sheet) -> list[BudgetLine]:
    """Amounts of a goal form's head, label beside figure (年度资金申请总额 | 100.00): the budget asked for, each under its total."""
    lines: list[BudgetLine] = []
    totals: dict[int, str] = {}
    seen: set[int] = set()
    for row in part.rows:
        cells = distinct(row)
        side = next((cell for cell in cells if money_unit(cell.text) or re.match(r"(项目|年度)?资金", cell.text)), None)
        if side is None or side.row_span < 2:
            continue
        unit = money_unit(side.text) or sheet.unit
        inner = [cell for cell in cells if cell is not side]
        for order, (label, value) in enumerate(zip(inner[::2], inner[1::2], strict=False)):
            if id(label) in seen or not is_number(value.text) or is_number(label.text):
                continue
            seen.add(id(label))
            name = label.text.strip().rstrip(":：")
            if _is_total(name) or name.endswith("总额"):
                totals[order] = name
            lines.append(_requested_line(label, value, totals.get(order), unit, sheet))
    return lines


def _requested_line(label: Cell, value: Cell, total: str | None, unit: str | None, sheet: Sheet) -> BudgetLine:
    name = label.text.strip().rstrip(":：")
    quantity = read_quantity(value.text)
    return BudgetLine(
        name=name,
        place=row_place([label, value], sheet.title or None),
        initial=quantity.number,
        unit=(money_unit(f"({quantity.unit})") if quantity.unit else None) or unit,
        project=sheet.project,
        part=total,
        level=0 if name == total else 1,
        ocr=lowest_confidence([label, value]),
        printed={"initial": value.text},
        cells={"initial": row_place([value], sheet.title or None)},
    )
