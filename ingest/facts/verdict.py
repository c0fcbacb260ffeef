"""Was an indicator met? The rules of the public contract, "Verdict of a numeric indicator"."""

import re
from dataclasses import replace
from decimal import Decimal

from ingest.facts.direction import is_less_better
from ingest.facts.words import VERDICT_WORDS
from ingest.model.facts import Indicator, Verdict
from ingest.model.quantity import Quantity
from ingest.values import unit_scale

_BLANK = frozenset(VERDICT_WORDS["blank"])
_REACHED = re.compile(VERDICT_WORDS["reached"])
_PARTLY = re.compile(VERDICT_WORDS["partly"])
_HEDGE = re.compile(VERDICT_WORDS["hedges"])
_FALLS = re.compile(VERDICT_WORDS["falls"])
_RISES = re.compile(VERDICT_WORDS["rises"])
_MEASURED = frozenset(VERDICT_WORDS["measured"])
_IGNORED = re.compile(r"[\s“”\"'‘’《》。，,、；;.！!]")


def judge(indicator: Indicator) -> Verdict:
    """The verdict by the printed target.

    = and no operator mean "at least", or "at most" where the name says that less is better. Amounts in 万 and 亿 are compared exactly;
    units that do not belong together (%, 元), a word against a number, and words that do not agree are undecidable, never guessed.
    """
    target, actual = indicator.target, indicator.actual
    if is_blank(actual) or actual is None:
        return "blank"
    if is_blank(target) or target is None:
        return "undecidable"
    if states_reached(actual):
        return "qualitative"
    if target.number is None and actual.number is None:
        return "qualitative" if words_agree(target.text, actual.text) else "undecidable"
    pair = comparable_numbers(indicator)
    if pair is None:
        return "undecidable"
    return _verdict_of(pair[0], pair[1], target, less=less_is_better(indicator))


def less_is_better(indicator: Indicator) -> bool:
    """True where a lower figure is better: a target that caps, or = and no operator with a name that says so."""
    return is_less_better(indicator.corrected_name or indicator.name, indicator.target.op if indicator.target else None)


def judge_corrected(indicator: Indicator) -> Verdict | None:
    """The verdict by the target that the note gives, under the printed operator where the note has none; None without such a note."""
    if indicator.corrected_target is None:
        return None
    printed_op = indicator.target.op if indicator.target else None
    corrected = replace(indicator.corrected_target, op=indicator.corrected_target.op or printed_op)
    return judge(replace(indicator, target=corrected))


def is_blank(quantity: Quantity | None) -> bool:
    """True where nothing is printed, or only a stroke that stands for nothing."""
    return quantity is None or quantity.text.strip() in _BLANK


def states_reached(actual: Quantity) -> bool:
    """True for words that say the target was reached (已完成, 达成预期指标), not for 基本完成 or 部分达成."""
    return actual.number is None and _REACHED.fullmatch(_IGNORED.sub("", actual.text)) is not None


def states_partly(actual: Quantity) -> bool:
    """True for words that say a part was reached: 部分达成预期指标, 基本完成, 推进中."""
    return actual.number is None and _PARTLY.search(actual.text) is not None


def words_agree(target: str, actual: str) -> bool:
    """True where both cells say the same, or the actual repeats the target's words without a hedge (制度健全, not 较健全)."""
    wanted, given = _IGNORED.sub("", target), _IGNORED.sub("", actual)
    if wanted == given:
        return True
    before, found, after = given.partition(wanted)
    return bool(found) and len(given) <= len(wanted) + 12 and not _HEDGE.search(before + after)


def comparable_numbers(indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """(target, actual) in one unit, rises positive and falls negative; None where they cannot be compared."""
    target, actual = indicator.target, indicator.actual
    if target is None or actual is None or target.number is None or actual.number is None:
        return None
    target_unit = target.unit or indicator.row_unit or actual.unit
    actual_unit = actual.unit or indicator.row_unit or target.unit
    (target_scale, target_base), (actual_scale, actual_base) = unit_scale(target_unit), unit_scale(actual_unit)
    if not _same_kind(target_base, actual_base) or _is_bare_ratio(target, actual, indicator.row_unit):
        return None
    return _with_directions(target.number * target_scale, actual.number * actual_scale, target.text, actual.text)


def _same_kind(one: str, other: str) -> bool:
    """Counted things may be called by two classifiers (个, 家); measures may not (%, 元)."""
    return one == other or not one or not other or not ({one, other} & _MEASURED or "/" in one + other)


def _is_bare_ratio(target: Quantity, actual: Quantity, row_unit: str | None) -> bool:
    """A fraction such as 0.98 against 95%: one of the two lost its percent sign, and which scale holds is not known."""
    numbers = [(target, actual), (actual, target)]
    return row_unit is None and any(
        one.unit == "%"
        and other.unit is None
        and one.number is not None
        and other.number is not None
        and one.number > 1 >= other.number > 0
        for one, other in numbers
    )


def _with_directions(target: Decimal, actual: Decimal, target_text: str, actual_text: str) -> tuple[Decimal, Decimal] | None:
    """下降10% against 下降12% compares the sizes; 提高5% against 下降2% compares the signs; 下降10% against a bare 12% says nothing."""
    target_falls, actual_falls = bool(_FALLS.search(target_text)), bool(_FALLS.search(actual_text))
    if target_falls == actual_falls:
        return target, actual
    if actual_falls:
        return target, -abs(actual)
    if actual < 0:
        return target, -actual
    return (target, -actual) if _RISES.search(actual_text) else None


def _verdict_of(target: Decimal, actual: Decimal, printed: Quantity, *, less: bool) -> Verdict:
    gain = target - actual if less else actual - target
    if gain > 0:
        return "exceeded"
    if gain < 0 or printed.op in (">", "<"):
        return "missed"
    return "met"
