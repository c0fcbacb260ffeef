"""Shares in words, read as percent: 两成 → 20, 三成半 → 35, 百分之九十五 → 95, 三分之一 → 33.33…, 一半 → 50."""

import re
from decimal import Decimal

from ingest.values.numerals import CHINESE_NUMBER, read_chinese_number

_DIGIT = r"(?:[一二三四五六七八九两]|\d(?:\.\d)?)"
_TENTHS = rf"(?<![零一二三四五六七八九十百千万亿\d.])(?P<tenths>{_DIGIT})成(?P<half_tenth>半)?(?![立果效本功员为长熟就品绩都人分交活套年])"
_FRACTION = rf"(?P<below>{CHINESE_NUMBER}|百|千|\d+)分之(?P<above>{CHINESE_NUMBER}|零|百|\d+(?:\.\d+)?)"
_HALF = r"一半|半数|过半(?!年|天|个|月|小时)"
SHARE_PATTERN = rf"{_FRACTION}|{_TENTHS}|{_HALF}"
_SHARE = re.compile(SHARE_PATTERN)


def read_share(text: str) -> Decimal:
    """The share that is all of `text`, in percent. A third is given with 28 digits; such shares stand in questions, not in cells."""
    match = _SHARE.fullmatch(text)
    if match is None:
        raise ValueError(f"not a share: {text!r}; expected 两成, 百分之九十, 三分之一 or 一半")
    if match["below"]:
        return _number(match["above"]) * 100 / _number(match["below"])
    if match["tenths"]:
        return _number(match["tenths"]) * 10 + (5 if match["half_tenth"] else 0)
    return Decimal(50)


def _number(text: str) -> Decimal:
    if text[0].isdigit():
        return Decimal(text)
    return {"百": Decimal(100), "千": Decimal(1000), "零": Decimal(0)}.get(text) or (
        Decimal(0) if text == "零" else read_chinese_number(text)
    )
