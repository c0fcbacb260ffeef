"""A spreadsheet's date serial as its cell shows it: 45291 under `yyyy"年"m"月"d"日"` → "2023年12月31日"."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r'[_*].|"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]|(?P<half>AM/PM|A/P|上午/下午)'
    r"|(?P<part>y+|e+|m+|d+|aaaa?|h+|s+(?:\.0+)?)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
# The last day Excel knows, 9999-12-31.
_LAST_SERIAL = 2_958_465
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@lru_cache(maxsize=256)
def is_date_format(section: str) -> bool:
    """Whether the section draws parts of a date or time."""
    if re.search(r"General|G/通用格式", section, re.IGNORECASE):
        return False
    kinds = {match.lastgroup for match in _TOKEN.finditer(section)}
    return bool(kinds & {"part", "elapsed"}) and not re.search(r"E[+-]0", section)


def format_date(value: Decimal, section: str, *, is_1904: bool = False) -> str | None:
    """The date as shown, None where the serial is none that Excel knows.

    Serials below 61 are a day off in Excel (it believes in 29 February 1900); no report has them.
    """
    if not 0 <= value <= _LAST_SERIAL:
        return None
    base = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    moment = base + timedelta(days=int(value), seconds=round((value - int(value)) * 86400))
    tokens = list(_TOKEN.finditer(section))
    is_half_day = any(token.lastgroup == "half" for token in tokens)
    return "".join(_shown(tokens, i, moment, value, is_half_day=is_half_day) for i in range(len(tokens))).strip()


def _shown(tokens: list[re.Match[str]], i: int, moment: datetime, value: Decimal, *, is_half_day: bool) -> str:
    token = tokens[i]
    kind = token.lastgroup
    if kind is None:
        return ""
    if kind == "half":
        return ("上午", "下午")[moment.hour >= 12] if "午" in token.group() else ("AM", "PM")[moment.hour >= 12]
    if kind == "elapsed":
        return str(int(value * {"h": 24, "m": 1440, "s": 86400}[token.group("elapsed")[0].lower()]))
    if kind != "part":
        return "" if token.group(kind) == "@" else token.group(kind)
    code = token.group("part").lower()
    if code[0] == "m" and _is_minute(tokens, i):
        return f"{moment.minute:0{len(code)}d}"
    return _part(code, moment, is_half_day=is_half_day)


def _part(code: str, moment: datetime, *, is_half_day: bool) -> str:
    letter, width = code[0], len(code)
    if letter in "ye":
        return f"{moment.year % 100:02d}" if code in ("y", "yy") else f"{moment.year:04d}"
    if letter == "a" or (letter == "d" and width > 2):
        name = _WEEKDAYS[moment.weekday()]
        return {"aaa": name, "aaaa": "星期" + name}.get(code, _DAYS[moment.weekday()][: 3 if width == 3 else None])
    if letter == "m" and width > 2:
        return _MONTHS[moment.month - 1][: {3: 3, 5: 1}.get(width)]
    hour = (moment.hour % 12 or 12) if is_half_day else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return f"{number:02d}" if width > 1 else str(number)


def _is_minute(tokens: list[re.Match[str]], i: int) -> bool:
    """`m` means minutes right after hours or right before seconds."""
    near = [[token for token in side if token.lastgroup in ("part", "elapsed")][:1] for side in (reversed(tokens[:i]), tokens[i + 1 :])]
    before, after = ((side[0].group("part") or side[0].group("elapsed") or "").lower() if side else "" for side in near)
    return before.startswith("h") or after.startswith("s")
