"""What a cell's text is: a figure, a code, a year, nothing, or words."""

import re
from functools import lru_cache

_NUMBER = re.compile(r"[-+−(（]?[￥¥$]?\d[\d,]*(?:\.\d+)?[)）]?(?:%|％|‰)?")
_MEASURE = re.compile(r"[-+−约]?\d[\d,.]*(?:[-—~～至×*]\d[\d,.]*)?\D{0,8}")
_YEAR = re.compile(r"(?:19|20)\d\d\s*(?:年(?:度|末|初)?)?")
_YEAR_HEADING = re.compile(r"(?:19|20)\d\d年度?\D{2,}")
_LISTED = re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))")
_DATE = re.compile(r"(?:18|19|20)\d\d(?:[-年/]\d|\.\d{1,2}\.\d)")
"""2023年5月, 2023-05, 2023.5.1; 9121.30 and 2023.50 are figures."""
_TIME = re.compile(r"(?:19|20)\d\d|\d{1,2}月|\d{1,2}[:：]\d\d|[周星期][一二三四五六日末]")
_NOTHING = ("", "-", "—", "——", "/", "--")


def is_number(text: str) -> bool:
    """True for figures as tables print them: "12,750.00", "(3.5)", "86.19%"."""
    return _NUMBER.fullmatch(text.strip()) is not None


@lru_cache(maxsize=1 << 15)
def is_value(text: str) -> bool:
    """True for figures, and figures with a unit ("69.10米"); a year alone ("2021年", "2021") is a label."""
    text = text.strip()
    if _LISTED.match(text) or _YEAR_HEADING.fullmatch(text):
        return False
    return not is_year(text) and (is_number(text) or _MEASURE.fullmatch(text) is not None)


def is_year(text: str) -> bool:
    """True for "2021", "2021年", "2021年末"."""
    return _YEAR.fullmatch(text.strip()) is not None


def is_nothing(text: str) -> bool:
    """True for blanks and strokes."""
    return text.strip() in _NOTHING


def kind_of(text: str) -> str | None:
    """What kind of content a cell has ("date", "percent", "number", "value", "words"); None for blanks and strokes."""
    text = text.strip()
    if is_nothing(text):
        return None
    if _DATE.match(text):
        return "date"
    if is_number(text):
        return "percent" if text.endswith(("%", "％")) else "number"
    return "value" if is_value(text) else "words"


def holds(text: str, wanted: str) -> bool:
    """True when a cell can answer a question for a "figure", a "time" or for "words"."""
    if wanted == "time":
        return _TIME.search(text) is not None
    return (kind_of(text) not in (None, "words", "date")) == (wanted == "figure")
