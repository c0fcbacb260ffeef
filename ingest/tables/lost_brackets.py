"""Brackets that OCR loses at the edge of a line: 满意度指标（10分 and 年度预算申请万元)."""

import re

from ingest.values.units import UNIT_PATTERN

_UNCLOSED = re.compile(r"[（(][^（()）]{1,8}$")
_UNOPENED = re.compile(rf"([^（()）\d]+?)({UNIT_PATTERN})[）)]")


def mend_brackets(text: str) -> str:
    """The text with a short bracket at its end closed, or opened before the unit it ends with; any other text as it is."""
    if _UNCLOSED.search(text):
        return f"{text}）"
    unopened = _UNOPENED.fullmatch(text)
    return f"{unopened[1]}（{unopened[2]}）" if unopened else text
