"""Which column of an indicator table gives which field, by header words, then by content."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts.columns import LEVELS, Column, first_of
from ingest.facts.parts import Part
from ingest.facts.rows import is_nothing, is_number
from ingest.values.quantities import read_quantity

_THIS_YEAR = re.compile(r"年度|全年|本年|当年|年终|年末")
_CALENDAR_YEAR = re.compile(r"20\d\d(?=\s*年)")
_REASON = re.compile(r"原因|改进|偏差|措施")


@dataclass(frozen=True, slots=True)
class Fields:
    """Column numbers. `groups` are left of the name, outermost first; `notes` by preference; `sides` hold 绩效指标 and the like."""

    name: int
    groups: tuple[int, ...] = ()
    sides: tuple[int, ...] = ()
    target: int | None = None
    adjusted_target: int | None = None
    operator: int | None = None
    unit: int | None = None
    actual: int | None = None
    deviation: int | None = None
    weight: int | None = None
    score: int | None = None
    core: int | None = None
    notes: tuple[int, ...] = ()
    unnamed: tuple[Column, ...] = ()


def fields_of(part: Part) -> Fields | None:
    """The fields of an indicator table; None where no column holds names."""
    columns = part.columns
    name = _name_column(columns)
    if name is None:
        return None
    right = [column for column in columns if column.index > name]
    known = {
        role: column.index for role in ("adjusted_target", "operator", "unit", "deviation", "core") if (column := first_of(columns, role))
    }
    target, actual = _target_and_actual(right)
    unnamed = [column for column in right if not column.role and _has_content(part, column)]
    guessed = [column for column in unnamed if _is_figures(part, column)]
    if target is None and guessed:
        target = guessed.pop(0).index
    if actual is None and guessed and target is not None and guessed[0].index > target:
        actual = guessed.pop(0).index
    return Fields(
        name=name,
        groups=tuple(column.index for column in columns if column.index < name and _is_group(column)),
        sides=tuple(column.index for column in columns if column.index < name and (column.role == "label" or not column.role)),
        target=target,
        actual=actual,
        weight=_nearest(columns, "weight", name),
        score=_nearest(columns, "score", name),
        notes=_note_columns(columns),
        unnamed=tuple(column for column in unnamed if column.index not in (target, actual)),
        **known,
    )


def _name_column(columns: Sequence[Column]) -> int | None:
    for role in ("name", *reversed(LEVELS)):
        indexes = [column.index for column in columns if column.role == role]
        if indexes:
            return indexes[-1]
    return None


def _is_group(column: Column) -> bool:
    return column.role in ("group", "name", *LEVELS)


def _target_and_actual(columns: Sequence[Column]) -> tuple[int | None, int | None]:
    """The columns of target and actual, of one year where headers name years: 2022年完成值 never answers 2023年目标值."""
    actuals = [column for column in columns if column.role == "actual"]
    latest = max(filter(None, map(_year, actuals)), default=None)
    targets = [column for column in columns if column.role == "target"]
    of_latest = [column for column in targets if _year(column) in (None, latest)] if latest else targets
    target = _year_column(of_latest or targets)
    year = next((_year(column) for column in columns if column.index == target), None)
    actual = _year_column([column for column in actuals if year is None or _year(column) in (None, year)])
    return target, actual


def _year(column: Column) -> str | None:
    match = next((found for text in reversed(column.texts) if (found := _CALENDAR_YEAR.search(text))), None)
    return match[0] if match else None


def _year_column(found: Sequence[Column]) -> int | None:
    """Of several columns of one role the one that speaks of the whole year, else the first."""
    yearly = [column for column in found if _THIS_YEAR.search(column.text)]
    return (yearly or found)[0].index if found else None


def _nearest(columns: Sequence[Column], role: str, name: int) -> int | None:
    """The first column of the role right of the name (forms may give a weight at every level), else the last one left of it."""
    indexes = [column.index for column in columns if column.role == role]
    return next((i for i in indexes if i > name), indexes[-1] if indexes else None)


def _note_columns(columns: Sequence[Column]) -> tuple[int, ...]:
    notes = [column for column in columns if column.role == "note"]
    return tuple(column.index for column in sorted(notes, key=lambda column: _REASON.search(column.text) is None))


def _has_content(part: Part, column: Column) -> bool:
    beside = column.index - 1
    return any(not is_nothing(row[column.index].text) and row[column.index] is not row[beside] for row in part.rows)


def _is_figures(part: Part, column: Column) -> bool:
    """At least half of the cells are bare figures, or figures with an operator or a unit (材料1 is neither)."""
    texts = [row[column.index].text for row in part.rows if not is_nothing(row[column.index].text)]
    quantities = [(text, read_quantity(text)) for text in texts]
    figures = [text for text, q in quantities if q.number is not None and (q.op or q.unit or is_number(text))]
    return bool(texts) and 2 * len(figures) >= len(texts)
