"""Targets whose operator, number and unit stand in columns of their own, or in the indicator's name."""

import re
from dataclasses import dataclass, replace

from ingest.facts.rows import is_nothing
from ingest.model.quantity import Quantity
from ingest.values.quantities import read_quantity
from ingest.values.units import UNIT_PATTERN

_NO_UNIT = frozenset({"无", "其他", "无单位", "不适用", "定性", "文字描述", "文字"})
_UNIT_IN_BRACKETS = re.compile(r"(?P<figure>[^\d（()）]{0,4}[\d,]+(?:\.\d+)?)\s*[（(](?P<unit>[^\d（()）]{1,6})[)）]")
_IN_NAME = re.compile(
    rf"(?P<name>.+?)[（(]\s*(?P<op>[≥≤≧≦><=＝═]|不[低少]于|不[高超]过|不[大多高]于)?\s*(?P<stars>[*×xX_＊]{{1,4}})?\s*(?P<unit>{UNIT_PATTERN})?\s*[)）]"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """How a target is printed: in one cell, or spread over columns."""

    value: str
    operator: str = ""
    unit: str = ""


def unit_of_column(text: str) -> str | None:
    """The unit that a unit column prints; None for the strokes and words that mean "none"."""
    bare = text.strip()
    return None if is_nothing(bare) or bare in _NO_UNIT else bare


def join_target(printed: Printed) -> Quantity | None:
    """The target as one quantity, its text joined in reading order; None where no value is printed.

    >>> join_target(Printed("343", "≥", "天"))
    Quantity(text='≥343天', op='>=', number=Decimal('343'), unit='天')
    """
    if is_nothing(printed.value):
        return None
    value, unit = printed.value.strip(), unit_of_column(printed.unit)
    alone = read_quantity(value, unit)
    if alone.number is None:
        return _bracketed_unit(value) or alone
    own_unit = read_quantity(value).unit
    shown = value + (unit if unit and not own_unit else "")
    operator = re.sub(r"\s", "", printed.operator)
    if alone.op is None and operator:
        with_operator = read_quantity(operator + value, unit)
        if with_operator.op is not None and with_operator.number == alone.number:
            return replace(with_operator, text=operator + shown)
    return replace(alone, text=shown)


def _bracketed_unit(text: str) -> Quantity | None:
    """A figure with a unit in brackets that no list knows: ≥100.00(点位)."""
    match = _UNIT_IN_BRACKETS.fullmatch(text)
    if match is None:
        return None
    quantity = read_quantity(match["figure"], match["unit"])
    return replace(quantity, text=text) if quantity.number is not None else None


def read_cell(text: str, unit: str | None = None) -> Quantity | None:
    """The quantity of a cell; None for a blank one and for strokes."""
    return None if is_nothing(text) else read_quantity(text, unit)


def read_actual(text: str, unit: str | None, target: Quantity | None) -> Quantity | None:
    """The actual; a unit that no list knows is read where the target prints the same one (0.4NTU against ≤1NTU)."""
    actual = read_cell(text, unit)
    if actual is None or actual.number is not None:
        return actual
    if target is not None and target.unit and text.strip().endswith(target.unit):
        bare = read_quantity(text.strip().removesuffix(target.unit), target.unit)
        return replace(bare, text=actual.text) if bare.number is not None else actual
    return _bracketed_unit(text.strip()) or actual


def split_name(name: str, target: Quantity | None) -> tuple[str, Quantity | None]:
    """The bare name, and the target with the operator and unit that the name carries in brackets.

    Left alone where the target prints its own unit, or where the brackets hold anything else.

    >>> split_name("造林面积(亩)", read_quantity("80"))
    ('造林面积', Quantity(text='80亩', op=None, number=Decimal('80'), unit='亩'))
    """
    match = _IN_NAME.fullmatch(name.strip())
    if match is None or not (match["unit"] or match["stars"]):
        return name, target
    if target is None or target.number is None:
        return (match["name"], target) if match["stars"] else (name, target)
    if target.unit is not None and target.unit != match["unit"]:
        return name, target
    value = target.text.removesuffix(match["unit"] or "")
    joined = join_target(Printed(value, match["op"] or "", match["unit"] or ""))
    return match["name"], joined or target
