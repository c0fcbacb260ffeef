"""Rows of an indicator table → `Indicator`s."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.facts.columns import Row
from ingest.facts.context import Sheet
from ingest.facts.fields import Fields, fields_of
from ingest.facts.labels import is_label
from ingest.facts.notes import correct_from_note
from ingest.facts.parts import Part, join_tables
from ingest.facts.rows import distinct, is_nothing, lowest_confidence, row_place
from ingest.facts.targets import Printed, join_target, read_actual, read_cell, split_name, unit_of_column
from ingest.facts.verdict import judge, less_is_better
from ingest.model.document import Cell
from ingest.model.facts import Check, Indicator
from ingest.model.place import Place
from ingest.model.quantity import Quantity

_WEIGHT_IN_GROUP = re.compile(
    r"\s*(?:[（(]\s*(?:分值|权重|满分)?[:：]?\s*\d+(?:\.\d+)?\s*[分%％]?\s*[)）]|(?<![\d（(])\d+(?:\.\d+)?\s*分|(?<=[\u4e00-\u9fff])(?<![标期类第项批段])\d{1,3})\s*$"
)
_GOAL = re.compile(r"(年度)?(绩效|总体)?目标\s*[\d一二三四五六七八九]+")


def indicators_of(sheet: Sheet) -> tuple[Indicator, ...]:
    """Every indicator of a form or table, judged, in the order printed."""
    found: list[Indicator] = []
    parts = [part for part in join_tables(sheet.parts) if part.kind == "indicators"]
    with_goals = _number_of_goals(parts) > 1
    for part in parts:
        fields = fields_of(part)
        if fields is not None:
            found += _part_indicators(part, fields, sheet, with_goals=with_goals)
    return tuple(found)


def column_checks(sheet: Sheet) -> tuple[Check, ...]:
    """What could not be read of indicator tables: columns under a header that no list knows, rows without a name."""
    checks = []
    for part in sheet.parts:
        fields = fields_of(part) if part.kind == "indicators" else None
        if fields is not None:
            checks += _uneven_rows(part, fields, sheet)
        if fields is not None and part.is_guessed:
            names = tuple(cell.text for cell in distinct(part.header[0]) if cell.text)
            message = f"{sheet.title}：表头“{'”“'.join(names)}”不是已知的写法，按各列内容识别为指标表，请核对"
            checks.append(Check("unnamed_columns", "warning", message, names, (sheet.place,)))
        elif fields is not None and fields.unnamed:
            names = tuple(column.text or f"第{column.index + 1}列" for column in fields.unnamed)
            message = f"{sheet.title}：未识别的列“{'”“'.join(names)}”，其内容只在表格中保留"
            checks.append(Check("unnamed_columns", "info", message, names, (sheet.place,)))
    return tuple(checks)


def _uneven_rows(part: Part, fields: Fields, sheet: Sheet) -> list[Check]:
    """Rows that hold a target or an actual but no name: something was drawn or read askew."""
    checks = []
    for row, before in zip(part.rows, (None, *part.rows), strict=False):
        values = [row[c].text for c in (fields.target, fields.actual) if c is not None and not is_nothing(row[c].text)]
        if is_nothing(row[fields.name].text) and values and not _same_cells(row, before):
            message = f"{sheet.title}：有一行没有指标名称（{'、'.join(values)}），未计入指标"
            checks.append(Check("uneven_rows", "warning", message, (), (row_place(list(row), sheet.title or None),)))
    return checks


def _part_indicators(part: Part, fields: Fields, sheet: Sheet, *, with_goals: bool) -> list[Indicator]:
    found: list[Indicator] = []
    groups: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    before: Row | None = None
    for row in part.rows:
        cells = distinct(row)
        if len(cells) == 1:
            goal, groups = _banner(cells[0].text.strip(), goal, groups, fields, with_goals=with_goals)
            continue
        if fields.groups:
            groups = _groups(row, fields, groups, with_goals=with_goals)
        if _is_indicator(row, fields) and not _same_cells(row, before):
            found.append(_indicator(row, fields, (*goal, *groups), sheet))
        before = row
    return found


def _banner(
    text: str, goal: tuple[str, ...], groups: tuple[str, ...], fields: Fields, *, with_goals: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Goal and groups after a row that is one text across the table: the next goal, or the next group where no column gives groups."""
    if _GOAL.match(text):
        return ((text,) if with_goals else ()), ()
    return goal, (groups if fields.groups else (text,))


def _is_indicator(row: Row, fields: Fields) -> bool:
    name = row[fields.name].text
    return not is_nothing(name) and not is_label("subtotals", name) and not re.fullmatch(r"[.…·\s]+", name)


def _same_cells(row: Row, before: Row | None) -> bool:
    """The same row again, where a cell merged over two rows is split only in blank columns."""
    return before is not None and all(a is b for a, b in zip(row, before, strict=True) if a.text.strip() or b.text.strip())


def _groups(row: Row, fields: Fields, above: tuple[str, ...], *, with_goals: bool) -> tuple[str, ...]:
    """Group texts of a row, outermost first. A blank cell takes the text above it unless an outer group has changed."""
    name = row[fields.name]
    columns = [*([c for c in fields.sides if _is_goal(row[c], with_goals)]), *fields.groups]
    texts: list[str] = []
    changed = False
    seen = {id(name)}
    for depth, column in enumerate(columns):
        cell = row[column]
        text = "" if id(cell) in seen else cell.text.strip()
        if id(cell) not in seen and not text and not changed and depth < len(above):
            text = above[depth]
        changed = changed or (depth < len(above) and text != above[depth])
        seen.add(id(cell))
        texts.append("" if is_nothing(text) else text)
    return tuple(texts)


def _is_goal(cell: Cell, with_goals: bool) -> bool:
    return with_goals and _GOAL.match(cell.text.strip()) is not None


def _number_of_goals(parts: Sequence[Part]) -> int:
    """How many numbered goals (年度绩效目标1, 2 …) stand at the side of the tables."""
    goals = set()
    for part in parts:
        fields = fields_of(part)
        for row in (*part.header, *part.rows) if fields else ():
            side = [row[0].text] if len(distinct(row)) == 1 else [row[c].text for c in fields.sides] if fields else []
            goals |= {match[0] for text in side if (match := _GOAL.match(text.strip()))}
    return len(goals)


def bare_group(text: str) -> str:
    """A group without the weight printed in it.

    >>> bare_group("产出指标（50分）"), bare_group("效益指标 30分"), bare_group("项目决策10"), bare_group("绩效目标2")
    ('产出指标', '效益指标', '项目决策', '绩效目标2')
    """
    return _WEIGHT_IN_GROUP.sub("", text).strip() or text


def _indicator(row: Row, fields: Fields, groups: tuple[str, ...], sheet: Sheet) -> Indicator:
    printed_groups = tuple(text for text in groups if text)
    bare = tuple(bare_group(text) for text in printed_groups)
    unit = unit_of_column(_text(row, fields.unit))
    initial, adjusted = _target(row, fields, fields.target), _target(row, fields, fields.adjusted_target)
    name, target = split_name(row[fields.name].text.strip(), adjusted or initial)
    actual = read_actual(_text(row, fields.actual), unit, target)
    own = _own_cells(row, fields)
    item = Indicator(
        name=name,
        place=row_place(own, sheet.title or None),
        groups=bare,
        target=target,
        actual=actual,
        deviation=read_cell(_text(row, fields.deviation)),
        weight=_points(row, fields.weight),
        score=_points(row, fields.score),
        note=_note(row, fields),
        project=sheet.project,
        row_unit=_row_unit(unit, target, actual),
        initial_target=initial if fields.adjusted_target is not None else None,
        adjusted_target=adjusted,
        core=_yes(_text(row, fields.core)),
        groups_printed=printed_groups if printed_groups != bare else None,
        ocr=lowest_confidence(own),
        cells=_cell_places(row, fields, sheet),
    )
    return judged(item)


def judged(item: Indicator) -> Indicator:
    """The indicator with what its note corrects, and its verdict by the printed and by the corrected target."""
    corrected = correct_from_note(replace(item, less_is_better=less_is_better(item)))
    return replace(corrected, verdict=judge(corrected))


def _target(row: Row, fields: Fields, column: int | None) -> Quantity | None:
    if column is None:
        return None
    return join_target(Printed(row[column].text, _text(row, fields.operator), _text(row, fields.unit)))


def _text(row: Row, column: int | None) -> str:
    return "" if column is None else row[column].text.strip()


def _points(row: Row, column: int | None) -> Decimal | None:
    quantity = read_cell(_text(row, column))
    return quantity.number if quantity else None


def _note(row: Row, fields: Fields) -> str | None:
    return next((text for column in fields.notes if not is_nothing(text := _text(row, column))), None)


def _row_unit(unit: str | None, target: Quantity | None, actual: Quantity | None) -> str | None:
    figures = [quantity for quantity in (target, actual) if quantity is not None and quantity.number is not None]
    return unit or next((quantity.unit for quantity in figures if quantity.unit), None)


def _yes(text: str) -> bool | None:
    if text in ("是", "√", "✓", "☑", "Y", "核心"):
        return True
    return False if text in ("否", "×", "□", "N", "非核心") else None


def _own_cells(row: Row, fields: Fields) -> list[Cell]:
    """The cells of this row alone: without group and side cells that are merged over others."""
    outside = {id(row[c]) for c in (*fields.groups, *fields.sides)} - {id(row[fields.name])}
    return [cell for cell in distinct(row) if id(cell) not in outside]


_FIELD_COLUMNS = ("name", "target", "adjusted_target", "actual", "deviation", "weight", "score", "unit", "operator", "core")


def _cell_places(row: Row, fields: Fields, sheet: Sheet) -> dict[str, Place]:
    columns = {key: column for key in _FIELD_COLUMNS if (column := getattr(fields, key)) is not None}
    if fields.notes:
        columns["note"] = next((c for c in fields.notes if not is_nothing(_text(row, c))), fields.notes[0])
    return {key: row_place([row[column]], sheet.title or None) for key, column in columns.items()}
