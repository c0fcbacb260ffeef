"""Quantities in cells, prose and questions: operator, exact number, unit, text as printed.

A cell that holds anything but one amount (a range, a date, several figures, words) is words: number None. Nothing is guessed.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.quantity import Operator, Quantity
from ingest.values.numerals import CHINESE_NUMBER, DIGITS, plain, read_chinese_number
from ingest.values.operators import ABOUT_INSIDE, operator_after, operator_before
from ingest.values.shares import SHARE_PATTERN, read_share
from ingest.values.units import UNIT_PATTERN
from ingest.values.years import find_dates


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity and the characters `start:end` it takes up, operator words included; `number_start` is where its number begins.

    `approximate`: printed with 约, 近, 余, 多 or 左右.
    """

    start: int
    end: int
    quantity: Quantity
    number_start: int
    approximate: bool = False


_NUMBER = re.compile(rf"(?P<share>{SHARE_PATTERN})|(?P<sign>[-+负])?(?P<digits>{DIGITS})|(?P<chinese>{CHINESE_NUMBER})")
_UNIT = re.compile(rf"\s*(?P<about>{ABOUT_INSIDE}\s*)?(?:(?P<unit>{UNIT_PATTERN})|[(（]\s*(?P<bracketed>{UNIT_PATTERN})\s*[)）])", re.I)
_ABOUT = re.compile(rf"\s*{ABOUT_INSIDE}(?![次种年样元维])")
_LETTER_OR_RANK_BEFORE = re.compile(r"[\dA-Za-z_.〔\[#]$|\d\s*[:：/]$|第\s*$|(?<![目此提之日年月以])前\s*$")
_RANGE_BEFORE = re.compile(r"\d(?:[^\W\d_]{0,3}|%)\s*[-–—~～至]\s*$|[\d%]\s*到\s*$")
_RANGE_BEFORE_SIGN = re.compile(r"(?:[\dA-Za-z%‰]|\d[^\W\d_]{1,3})\s*$")
_RANGE_AFTER = re.compile(r"\s*(?:(?:[^\W\d_]|%){0,3}\s*[-–—~～至]|到)\s*[-+]?\d")
_LETTER_AFTER = re.compile(r"[A-Za-z_]|\.\d|[:：/]\d|号|〕|\]")
_LIST_MARK_AFTER = re.compile(r"\s*[.、．)）]")
_LIST_MARK_BEFORE = re.compile(r"(?:^|[。；;，,\s(（])$")
_BEFORE_CHINESE = re.compile(r"(?:[零一二三四五六七八九十百千万亿两其唯统单同之]|[第前近每周”]|星期)$")
_NO_COUNT_IN_CHINESE = re.compile(r"(?:[期分面层环步节档代股路讲课站部本口头星版页首集县市省村镇乡]|方面|季度|日|年)$")


def read_quantity(text: str, unit: str | None = None) -> Quantity:
    """The quantity of one cell; `unit` is what a column of its own prints for it, used where the cell prints none.

    >>> read_quantity("=100 亿元")
    Quantity(text='=100 亿元', op='=', number=Decimal('100'), unit='亿元')
    >>> read_quantity("可控性100%").number, read_quantity("健全").number, read_quantity("2023年底").number
    (Decimal('100'), None, None)
    """
    printed = re.sub(r"[\r\n]+", "", text).strip()
    shown = re.sub(r"(?<=\d)，(?=\d{3}(?!\d))", ",", plain(printed))
    found = _bare_number(shown.lstrip("¥")) or _only_amount(shown.lstrip("¥"))
    if found is None:
        return Quantity(printed)
    if shown.startswith("¥"):
        unit = unit or "元"
    own = found.unit or unit or None
    if unit and found.unit and re.fullmatch(r"[百千万亿]+", found.unit) and not unit.startswith(found.unit):
        own = found.unit + unit
    return Quantity(printed, found.op, found.number, own)


_BARE = re.compile(
    rf"(?P<head>[^\d]*?)(?P<sign>[-+])?(?P<digits>{DIGITS})\s*(?P<unit>[A-Za-zμΩ°][A-Za-z/0-9²³·]{{0,9}}|[^\W\d_a-zA-Z]{{1,3}})?"
)


def _bare_number(shown: str) -> Quantity | None:
    """A number with at most an operator before it, without a unit or with one that no list knows (≥5.0mSv, =12趟次)."""
    match = _BARE.fullmatch(shown)
    if match is None:
        return None
    op, _, _, start = operator_before(match["head"])
    if match["head"][:start].strip() or (match["unit"] and (op is None or _UNIT.match(shown, match.end("digits")))):
        return None
    if match["unit"] and (operator_after(shown, match.end("digits"))[0] or find_dates(shown)):
        return None
    return Quantity(shown, op, _signed(match["sign"], match["digits"]), match["unit"])


_FEW_WORDS = re.compile(r"[㐀-鿿A-Za-z&（）()“”、·:：，,。.；;\s]{0,20}")
_DIFFERENCE = re.compile(r"超额|超目标|超计划|未完成|尚差|还差|仅差|相差|欠|剩余|差距")


def _only_amount(shown: str) -> Quantity | None:
    """The one amount of a cell, with at most a few words around it that hold no other figure."""
    found = find_quantities(shown)
    if len(found) != 1:
        return None
    amount = found[0]
    before, after = (_without_dates(part).strip() for part in (shown[: amount.start], shown[amount.end :]))
    in_digits = shown[amount.number_start : amount.number_start + 2].strip("-+")[:1].isdigit()
    if (before or after) and not (in_digits and _FEW_WORDS.fullmatch(before) and _FEW_WORDS.fullmatch(after)):
        return None
    if _DIFFERENCE.search(before):
        return None
    is_day_of_month = amount.quantity.unit == "日" and amount.quantity.op is None
    return None if is_day_of_month or (after and not amount.quantity.unit) else amount.quantity


def _without_dates(text: str) -> str:
    for start, end in reversed(find_dates(text)):
        text = text[:start] + text[end:]
    return text


def find_quantities(text: str) -> list[FoundQuantity]:
    """Every amount of a text, in order. Dates, ranks, list marks, document numbers, ranges and parts of names are left out.

    Spelled-out numbers count only before a unit (十二家, not 一是), shares as percent (两成 → 20 %).
    """
    shown = plain(text)
    dates = find_dates(shown)
    found: list[FoundQuantity] = []
    for match in _NUMBER.finditer(shown):
        inside_date = any(start < match.end() and match.start() < end for start, end in dates)
        if inside_date or (found and match.start() < found[-1].end):
            continue
        amount = _amount_at(text, shown, match)
        if amount is not None:
            found.append(amount)
    return found


def _amount_at(text: str, shown: str, match: re.Match[str]) -> FoundQuantity | None:
    unit = None if match["share"] else _UNIT.match(shown, match.end())
    start, end = match.start(), unit.end() if unit else match.end()
    if _is_no_amount(shown, match, unit):
        return None
    about = _ABOUT.match(shown, end) if unit is None and not match["share"] else None
    end = about.end() if about else end
    op_before, is_sign, about_before, start = operator_before(shown[max(0, start - 16) : start] if start else "")
    start += max(0, match.start() - 16)
    op_after, about_after, end = operator_after(shown, end)
    op: Operator | None = ">" if match[0] == "过半" else _stronger(op_before, op_after, is_sign=is_sign, word=shown[start : match.start()])
    if match["chinese"] == "一" and op is None and (start, end) != (0, len(shown)):
        return None
    if unit is None and op is None and re.fullmatch(r"(?:19|20)\d{2}", match[0]):
        return None
    quantity = Quantity(text[start:end].strip(), op, _number_of(match), _unit_text(text, match, unit))
    is_about = bool(about or about_before or about_after or (unit and unit["about"]))
    return FoundQuantity(start, end, quantity, match.start(), is_about)


def _is_no_amount(shown: str, match: re.Match[str], unit: re.Match[str] | None) -> bool:
    before, end = shown[max(0, match.start() - 12) : match.start()], unit.end() if unit else match.end()
    if match["share"]:
        return False
    if match["chinese"]:
        if unit is None or unit.start("unit") != match.end() or _BEFORE_CHINESE.search(before):
            return True
        return bool(_NO_COUNT_IN_CHINESE.search(unit["unit"])) or match["chinese"] + unit["unit"] == "十分"
    if _LETTER_OR_RANK_BEFORE.search(before) or _RANGE_BEFORE.search(before) or _RANGE_AFTER.match(shown, match.end()):
        return True
    if match["sign"] == "-" and _RANGE_BEFORE_SIGN.search(before):
        return True
    if unit is None and _LETTER_AFTER.match(shown, match.end()):
        return True
    is_mark = unit is None and len(match["digits"]) <= 2 and _LIST_MARK_AFTER.match(shown, end) and _LIST_MARK_BEFORE.search(before)
    return bool(is_mark)


def _stronger(before: Operator | None, after: Operator | None, *, is_sign: bool, word: str) -> Operator | None:
    """A printed sign wins; 以上 outweighs 达到 and 控制在; any other word before the number outweighs one after it."""
    if after is None or is_sign:
        return before
    if before is None or re.match(r"达|控制|压缩", word):
        return after
    return before


def _number_of(match: re.Match[str]) -> Decimal:
    if match["share"]:
        return read_share(match["share"])
    return read_chinese_number(match["chinese"]) if match["chinese"] else _signed(match["sign"], match["digits"])


def _signed(sign: str | None, digits: str) -> Decimal:
    value = Decimal(digits.replace(",", ""))
    return value.copy_negate() if sign in ("-", "负") else value


def _unit_text(text: str, match: re.Match[str], unit: re.Match[str] | None) -> str | None:
    if match["share"]:
        return "%"
    if unit is None:
        return None
    group = "unit" if unit["unit"] else "bracketed"
    printed = plain(text[unit.start(group) : unit.end(group)])
    return printed if printed.isascii() else re.sub(r"\s+", "", printed)
