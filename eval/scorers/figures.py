"""Figures of an answer or a needle: numbers with scale and unit, wherever they stand."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from ingest.values.numerals import read_chinese_number
from ingest.values.units import PERCENT, POINTS, UNIT_PATTERN, unit_scale

_MONEY = frozenset({"元", "美元", "港元", "欧元"})
_FIGURE = re.compile(
    rf"(?<![\d.])(?P<sign>[-−–+])?(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>\s*(?:{UNIT_PATTERN}))?", re.I
)
_COUNT_WORDS = re.compile(
    r"(?<![零一二三四五六七八九十百千万亿第])(?P<number>[一二两三四五六七八九十]{1,3})\s*(?:个|项|家|条|名|人|类|张|份|次|场|处|件)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed: its value, `scale` and `base` of its unit ("" where none follows), how many digits it has.

    `start:end` is where it stands in the folded text, unit included.
    """

    value: Decimal
    scale: Decimal
    base: str
    digits: int
    start: int
    end: int

    @property
    def amount(self) -> Decimal:
        return abs(self.value) * self.scale

    @property
    def is_bare(self) -> bool:
        return not self.base and self.scale == 1


def fold(text: str) -> str:
    """Full-width signs and digits as ASCII; a Chinese comma separates figures and never their digits."""
    return unicodedata.normalize("NFKC", re.sub(r"[，；]", "、", text))


def find_figures(text: str) -> list[Figure]:
    """Every number of `text` in Arabic digits; positions count in `fold(text)`."""
    shown = fold(text)
    found = []
    for match in _FIGURE.finditer(shown):
        scale, base = unit_scale(match["unit"])
        if re.match(r"[A-Za-z]", shown[match.end() : match.end() + 1]) and base.isascii() and base.isalpha():
            scale, base = Decimal(1), ""
        value = Decimal(match["digits"].replace(",", ""))
        is_negative = match["sign"] in ("-", "−", "–") and not re.search(r"\w$", shown[: match.start()])
        found.append(
            Figure(
                -value if is_negative else value, scale, base, sum(c.isdigit() for c in match["digits"]), match.start("digits"), match.end()
            )
        )
    return found


def kind_of(base: str) -> str:
    """Units that may stand for each other: money keeps its currency, percent and points stay apart, all classifiers are counts."""
    return base if base in _MONEY or base in (PERCENT, POINTS) else "count"


def read_decimal(number: object) -> Decimal | None:
    """A number of the public JSON ("124816.75"); None for anything else."""
    try:
        value = Decimal(str(number))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def rounded_like(value: Decimal, like: Decimal) -> Decimal:
    """`value` with as many decimals as `like` has."""
    places = min(int(like.as_tuple().exponent), 0)
    return value.quantize(Decimal(1).scaleb(places), rounding=ROUND_HALF_UP)


def is_same_quantity(wanted: Mapping[str, Any], got: object) -> bool:
    """True when the answer's value is the expected one, exact after converting units.

    No expected unit: any classifier or none, but neither money nor percent. `round`: more decimals are welcome; `abs`: the sign is not.
    """
    if not isinstance(got, Mapping):
        return False
    number, have = read_decimal(wanted["number"]), read_decimal(got.get("number"))
    if number is None or have is None:
        return False
    scale, base = unit_scale(wanted.get("unit"))
    have_scale, have_base = unit_scale(got.get("unit"))
    if not base and scale == 1:
        if kind_of(have_base) != "count" or have_scale != 1:
            return False
    elif base != have_base:
        return False
    have = have * have_scale / scale
    if wanted.get("abs"):
        number, have = abs(number), abs(have)
    return rounded_like(have, number) == number if wanted.get("round") else have == number


def shows_quantity(text: str, wanted: Mapping[str, Any]) -> bool:
    """True when `text` prints the expected amount, with a unit of its kind or bare, or (small counts) in Chinese numerals."""
    number = read_decimal(wanted["number"])
    if number is None:
        return False
    number = abs(number)
    scale, base = unit_scale(wanted.get("unit"))
    for figure in find_figures(text):
        same = [figure.amount / scale, abs(figure.value)] if figure.is_bare else [figure.amount / scale]
        fits = figure.is_bare or kind_of(figure.base) == kind_of(base) or (not figure.base and kind_of(base) not in (PERCENT, POINTS))
        if fits and any(have == number or (wanted.get("round") and rounded_like(have, number) == number) for have in same):
            return True
    return kind_of(base) == "count" and number in _counts_in_words(text)


def _counts_in_words(text: str) -> set[Decimal]:
    return {Decimal(read_chinese_number(match["number"])) for match in _COUNT_WORDS.finditer(text)}
