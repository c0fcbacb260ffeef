"""Amounts that stand beside their labels instead of under headers: splits of the total, and what a goal form asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts.columns import Row
from ingest.facts.context import Sheet
from ingest.facts.labels import is_label, money_unit
from ingest.facts.parts import Part
from ingest.facts.rows import distinct, is_number, lowest_confidence, row_place
from ingest.model.document import Cell
from ingest.model.facts import BudgetLine
from ingest.values.quantities import read_quantity

Splits = tuple[tuple[str, frozenset[int]], ...]
"""按收入性质分, 按支出性质分: each name with the columns below it."""

_SPLIT = re.compile(r"^按.{1,12}分[:：]?$")
_STATED = re.compile(r"^(?:其中[:：]\s*)?(?P<name>[^:：\d]{2,30})[:：]\s*(?P<amount>[-+]?[\d,，.]+\s*[万亿]?元?)?\s*$")
_TOTAL = re.compile(r"^(年度|本年|项目|预算|支出|资金|部门|全年|申请)*(总额|合计|总计|总金额|资金总额|预算总额|总预算)$")
_FUNDS = re.compile(r"(项目|年度|部门)?(资金|预算申请)")
WITHIN = re.compile(r"^其中[:：]?")


def is_total(name: str) -> bool:
    """The name of a sum over the other lines (年度资金总额, 合计)."""
    return _TOTAL.match(name) is not None or is_label("totals", name)


def find_splits(row: Row) -> Splits:
    """The splits that a row of headings begins; empty for any other row."""
    cells = [cell for cell in distinct(row) if _SPLIT.match(cell.text.strip())]
    return tuple((cell.text.strip().rstrip(":："), frozenset(i for i, c in enumerate(row) if c is cell)) for cell in cells)


def is_stated(cells: Sequence[Cell]) -> bool:
    """Some cell states an amount, in itself ("基本支出：1638.5万元") or in the cell after it."""
    return any(_STATED.match(cell.text.strip()) for cell in cells) or any(is_number(cell.text) for cell in cells[1:])


def stated_lines(row: Row, splits: Splits, field: str, unit: str | None, sheet: Sheet) -> list[BudgetLine]:
    """Lines printed as "其中：基本支出：1638.5万元", or with the amount in the next cell. One without an amount is no line."""
    lines = []
    for part, columns in splits:
        cells = distinct([cell for i, cell in enumerate(row) if i in columns])
        for cell, following in zip(cells, (*cells[1:], None), strict=True):
            match = _STATED.match(cell.text.strip())
            if match and match["amount"]:
                lines.append(_line(match["name"], match["amount"], (cell, cell), part, field, unit, sheet))
            elif following is not None and is_number(following.text) and cell.text.strip() and not is_number(cell.text):
                lines.append(
                    _line(WITHIN.sub("", cell.text.strip()).rstrip(":："), following.text, (cell, following), part, field, unit, sheet)
                )
    return lines


def _line(
    name: str, text: str, cells: tuple[Cell, Cell], part: str | None, field: str, unit: str | None, sheet: Sheet, *, level: int = 1
) -> BudgetLine:
    quantity = read_quantity(text)
    own_unit = money_unit(f"({quantity.unit})") if quantity.unit else None
    return BudgetLine(
        name=name,
        place=row_place(cells, sheet.title or None),
        initial=quantity.number if field == "initial" else None,
        adjusted=quantity.number if field == "adjusted" else None,
        unit=own_unit or unit,
        project=sheet.project,
        part=part,
        level=level,
        ocr=lowest_confidence(cells),
        printed={field: text.strip()},
        cells={field: row_place([cells[1]], sheet.title or None)},
    )


def requested_of(part: Part, sheet: Sheet) -> list[BudgetLine]:
    """Amounts of a goal form's head (年度资金申请总额 | 100.00): the budget asked for, each under its total or split."""
    lines: list[BudgetLine] = []
    totals: dict[int, str] = {}
    splits: Splits = ()
    seen: set[int] = set()
    for row in part.rows:
        cells = distinct(row)
        side = next((cell for cell in cells if money_unit(cell.text) or _FUNDS.match(cell.text)), None)
        if side is None or side.row_span < 2:
            continue
        unit = money_unit(side.text) or sheet.unit
        splits = find_splits(row) or splits
        if splits:
            lines += stated_lines(row, splits, "initial", unit, sheet)
        else:
            lines += _beside([cell for cell in cells if cell is not side], totals, seen, unit, sheet)
    only_total = set(totals.values()) if len(set(totals.values())) == 1 else set()
    return [replace(line, part=None) if line.part in only_total else line for line in lines]


def _beside(cells: Sequence[Cell], totals: dict[int, str], seen: set[int], unit: str | None, sheet: Sheet) -> list[BudgetLine]:
    """Label and figure side by side, or both in one cell; `totals` keeps the total of each column of pairs, `seen` the merged labels."""
    lines = []
    pairs = (
        [(cell, cell) for cell in cells]
        if all(_stated_amount(cell) for cell in cells)
        else list(zip(cells[::2], cells[1::2], strict=False))
    )
    for order, (label, value) in enumerate(pairs):
        match = _STATED.match(label.text.strip()) if label is value else None
        name = (match["name"] if match else label.text).strip().rstrip(":：")
        text = match["amount"] if match else value.text
        if id(label) in seen or not is_number(text) or is_number(name):
            continue
        seen.add(id(label))
        if is_total(name) or name.endswith("总额"):
            totals[order] = name
        level = 0 if name == totals.get(order) else 1
        lines.append(_line(name, text, (label, value), totals.get(order), "initial", unit, sheet, level=level))
    return lines


def _stated_amount(cell: Cell) -> bool:
    match = _STATED.match(cell.text.strip())
    return match is not None and match["amount"] is not None
