"""Which unit a question asks for, and whether an amount has it."""

import re
from collections.abc import Sequence

from ingest.model.quantity import Quantity
from ingest.values import same_dimension
from jiwen.prose.wording import printed_units, words


def asked_units(raw: str) -> list[str]:
    """The units a question asks for ("多少家" → 家, "百分之几" → %, "几个" → any count); empty when it does not say.

    Where it asks two things at once ("有几个、涉及多少资金"), the amount goes before the count.
    """
    printed = [unit for _, unit in printed_units(raw)]
    amounts = [unit for unit in printed if unit != "个"]
    if amounts:
        return amounts[:1]
    rules = [rule for rule in words()["units"] if re.search(rule["ask"], raw)]
    asks_twice = len(re.findall("多少|几", raw)) > 1
    if printed and not (asks_twice and rules):
        return ["count"]
    return list(rules[0]["units"]) if rules else []


def fits(quantity: Quantity, units: Sequence[str]) -> bool:
    """True for a number in one of `units`, or in any unit where none is asked for; 人, 名, 位 count people alike."""
    if quantity.number is None:
        return False
    if not units:
        return True
    unit = quantity.unit or ""
    people, counts = words()["people"], words()["count_units"]
    if "count" in units or units[0] in people:
        return unit in (people if units[0] in people else counts) or unit.removeprefix("万") in counts
    return any(
        unit == asked or same_dimension(unit, asked) or {unit, asked} == {asked, asked + "次"} for asked in units if unit not in people
    )


def same_kind(one: str | None, other: str | None) -> bool:
    """True for units that could stand for each other in an answer."""
    people = words()["people"]
    return same_dimension(one, other) or (one in people and other in people)
