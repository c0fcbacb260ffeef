"""Notes that put a printed target or name right, as against ordinary reasons for a deviation."""

import re
from dataclasses import replace
from decimal import Decimal

from ingest.facts.verdict import judge_corrected
from ingest.facts.words import CHECK_WORDS
from ingest.model.facts import Indicator
from ingest.model.quantity import Quantity
from ingest.values import FoundQuantity, find_quantities, unit_scale

_BECOMES = re.compile(
    r"(?:应该为|应当为|应当是|应该是|应为|应是|实为|更正为|更正至|调整为|调整至|调整到|修正为|修改为|修订为|改为|变更为|变更至|订正为|纠正为|"
    r"调减为|调减至|调增为|调增至|调低至|调高至|下调至|下调为|上调至|上调为|核减为|核增为|核定为|批复为|重新核定为|"
    r"应填报为|应填报|应填写为|应填写|应填为|应填|正确值为|正确数值为|正确的?目标值?为|正确的?指标值?为|正确为)[：:\s]*[“\"‘「『]?\s*$"
)
_STATED = re.compile(r"(?:目标值|指标值|目标|年初值|计划数|计划值|任务数)(?:实际|真实|正确|实)?(?:应当|应)?(?:为|是)[：:\s]*$")
_IS_TARGET = re.compile(r"目标|指标值|年初值|年初数|计划数|计划值|任务数|任务值|预期值|年度值|考核值")
_IS_ACTUAL = re.compile(r"完成值|完成数|实际值|实际数|实际完成|完成情况|得分|分值|权重|执行数|偏差|完成率为|实际为")
_IS_FAULT = re.compile(
    r"有误|错误|误填|错填|填错|误写|写错|误录|录错|笔误|填报失误|误将|错将|多写|少写|漏写|漏填|不一致|不符|不准确|系统|显示|更正|勘误|为准|调整"
)
_NEXT_YEAR = re.compile(CHECK_WORDS["next_year"])
_PREVAILS = re.compile(r"\s*[”\"’」』]?(?:的标准|的目标值?|的数值)?(?:为准|计算|考核|执行|自评|作为(?:目标|考核))")
_SENTENCE = re.compile(r"[^。；;！!\n]+")

_NAME_BECOMES = re.compile(
    r"(?:应该为|应当为|应为|应是|更正为|改为|修改为|变更为|更名为|调整为|完整名称为|正确名称为|全称为|全称是|完整名称是)[：:\s]*"
)
_IS_NAME = re.compile(r"名称|名字|全称|显示不全|更名|字数限制|截断")
_OPENING, _CLOSING = '“「『《‘"', '”」』》’"'


def correct_from_note(indicator: Indicator) -> Indicator:
    """The indicator with `corrected_target`, `corrected_name` and `corrected_verdict` from its note; unchanged for an ordinary reason.

    Printed values stay. A corrected target must be an amount in the row's unit, and the note must say that it replaces this year's target:
    以…60亿元为准, 目标值填报有误，应为…, 目标值由…调整为….
    """
    if not indicator.note:
        return indicator
    name = _corrected_name(indicator.note, indicator.name)
    named = replace(indicator, corrected_name=name or indicator.corrected_name)
    target = _corrected_target(named)
    if target is None:
        return named
    corrected = replace(named, corrected_target=target)
    return replace(corrected, corrected_verdict=judge_corrected(corrected))


def _corrected_target(indicator: Indicator) -> Quantity | None:
    """The one amount that the note gives for the target; None where it gives none, or two that differ."""
    note = indicator.note or ""
    found = [
        _with_unit(amount.quantity, indicator)
        for amount, sentence, start in _amounts_by_sentence(note)
        if _fits(amount.quantity, indicator) and _replaces_target(note, sentence, start, amount)
    ]
    values = {_scaled(quantity) for quantity in found}
    return found[0] if len(values) == 1 and values != {_scaled(indicator.target)} else None


def _amounts_by_sentence(note: str) -> list[tuple[FoundQuantity, str, int]]:
    """Every amount with its sentence and the sentence's start in the note."""
    return [(amount, match[0], match.start()) for match in _SENTENCE.finditer(note) for amount in find_quantities(match[0])]


def _replaces_target(note: str, sentence: str, start: int, amount: FoundQuantity) -> bool:
    before, after = sentence[: amount.start], sentence[amount.end :]
    if _NEXT_YEAR.search(before):
        return False
    subject = note[max(0, start - 40) : start] + before
    if _PREVAILS.match(after):
        return bool(re.search(r"[以按照]", before)) and _speaks_of_target(before)
    if _STATED.search(before):
        return _IS_FAULT.search(note) is not None and _speaks_of_target(before)
    return _BECOMES.search(before) is not None and _speaks_of_target(subject)


def _speaks_of_target(text: str) -> bool:
    """True where the last thing named before the amount is the target and not the actual; a mere 填报有误 means the target."""
    actuals = [match.start() for match in _IS_ACTUAL.finditer(text)]
    targets = [match.start() for match in _IS_TARGET.finditer(text)]
    if actuals and (not targets or targets[-1] < actuals[-1]):
        return False
    return bool(targets) or _IS_FAULT.search(text) is not None


def _fits(quantity: Quantity, indicator: Indicator) -> bool:
    """An amount in the row's unit, or one without a unit."""
    target = indicator.target
    row_unit = (target.unit if target else None) or indicator.row_unit or (indicator.actual.unit if indicator.actual else None)
    if quantity.number is None or target is None or target.number is None:
        return False
    return not quantity.unit or not row_unit or unit_scale(quantity.unit)[1] in ("", unit_scale(row_unit)[1])


def _with_unit(quantity: Quantity, indicator: Indicator) -> Quantity:
    return replace(quantity, unit=quantity.unit or (indicator.target.unit if indicator.target else None) or indicator.row_unit)


def _scaled(quantity: Quantity | None) -> Decimal | None:
    return None if quantity is None or quantity.number is None else quantity.number * unit_scale(quantity.unit)[0]


def _corrected_name(note: str, printed: str) -> str | None:
    """The name that the note puts in place of the printed one; it is quoted, or the note speaks of the name."""
    for match in _NAME_BECOMES.finditer(note):
        speaks_of_name = _IS_NAME.search(note[: match.end()]) is not None
        name = _quoted(note[match.end() :]) or (_clause(note[match.end() :]) if speaks_of_name else None)
        if name is None or (find_quantities(name)[:1] and not re.search(r"[一-鿿A-Za-z]{3}", name)):
            continue
        if speaks_of_name or name.startswith(printed.strip()):
            return name if name != printed else None
    return None


def _quoted(text: str) -> str | None:
    """The text inside the quotation marks that `text` begins with, quotes inside it kept."""
    if not text or text[0] not in _OPENING:
        return None
    depth = 0
    for position, character in enumerate(text):
        if character in _OPENING and (character != '"' or position == 0):
            depth += 1
        elif character in _CLOSING:
            depth -= 1
            if depth == 0:
                return text[1:position].strip() or None
    return None


def _clause(text: str) -> str | None:
    match = re.match(r"[^。；;，,！!\n]{2,40}", text)
    return match[0].strip() if match else None
