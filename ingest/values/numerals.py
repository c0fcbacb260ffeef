"""Numbers as reports write them: 1,384.5 · １,１９０ · 十二 · 一百零五 · 1.2亿 · 三点五.

Fractions and 成 (两成, 三分之一, 一半) are shares, not numbers; `ingest.values.quantities` reads them as percent.
"""

import re
import unicodedata
from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_KEEP = "，。；：、（）！？"
CHINESE_NUMBER = r"[一二三四五六七八九两十][零〇○一二三四五六七八九十百千万亿两]{0,23}(?:点[零〇一二三四五六七八九]{1,9})?"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WHOLE = re.compile(rf"(?P<sign>[-+]?)\s*(?P<digits>{DIGITS})\s*(?P<scale>万亿|[万亿千百])?")


def plain(text: str) -> str:
    """`text` with full-width digits, letters and signs as ASCII, character for character, so that positions stay.

    Chinese punctuation stays too: a Chinese comma separates sentences, never thousands; brackets are kept apart by the caller.
    """
    return text.translate(_PLAIN)


class _PlainCharacters(dict[int, str]):
    """Each character worked out when it first occurs: `str.translate` looks the others up without Python."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain_character(chr(code))
        return self[code]


_PLAIN = _PlainCharacters()


def _plain_character(character: str) -> str:
    if character in "−﹣－":
        return "-"
    if character in _KEEP or character.isspace():
        return " " if character.isspace() else character
    if unicodedata.category(character) == "No":
        return character  # ① before 12次 is a list mark, no digit
    same = unicodedata.normalize("NFKC", character)
    return same if len(same) == 1 else character


def read_number(text: str) -> Decimal | None:
    """The number that is all of `text`, its digits as printed; None for words, blanks, percentages and amounts with a unit.

    >>> read_number("183,413.52"), read_number("十二"), read_number("1.2亿"), read_number("98%")
    (Decimal('183413.52'), Decimal('12'), Decimal('120000000.0'), None)
    """
    squeezed = plain(re.sub(r"[\r\n]+", "", text)).strip().replace("，", ",")
    match = _WHOLE.fullmatch(squeezed)
    if match:
        return _signed(match["sign"], Decimal(match["digits"].replace(",", ""))) * _scale(match["scale"])
    if re.fullmatch(CHINESE_NUMBER, squeezed) or squeezed == "零":
        return read_chinese_number(squeezed)
    return None


def _signed(sign: str, value: Decimal) -> Decimal:
    return -value if sign == "-" else value


def _scale(word: str | None) -> Decimal:
    product = Decimal(1)
    for character in word or "":
        product *= _TENS.get(character) or _MYRIADS[character]
    return product


def read_chinese_number(text: str) -> Decimal:
    """十二 → 12, 一百零五 → 105, 两千三 → 2003 (not 2300: never guessed), 二〇二三 → 2023, 三点五 → 3.5."""
    whole, _, decimals = text.partition("点")
    value = Decimal(_spelled(whole) if set(whole) <= _DIGITS.keys() else _counted(whole))
    if decimals:
        value += Decimal("0." + "".join(str(_DIGITS[character]) for character in decimals))
    return value


def _spelled(text: str) -> int:
    return int("".join(str(_DIGITS[character]) for character in text))


def _counted(text: str) -> int:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character == "万":
            total += (section + digit) * 10**4
            section = digit = 0
        else:
            total = (total + section + digit) * 10**8
            section = digit = 0
    return total + section + digit
