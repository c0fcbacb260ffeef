"""A spreadsheet number as its cell shows it: 0.9981 under `0.00%` → "99.81%".

Codes after ECMA-376-1 §18.8.30 and §18.8.31. Two readings differ from the screen on purpose, so that no figure loses its value: a negative
always keeps a minus sign (accounting parentheses and red alone drop it), and a zero that an accounting format draws as "-" is read as "0".
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from importlib.resources import files

from ingest.readers.date_formats import format_date, is_date_format

# Widths to skip (_x), fills (*x), literals ("…", \x, !x), brackets, then the working characters.
_TOKEN = re.compile(
    r'(?P<skip>[_*].)|"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<exponent>E[+-]0+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
# Spreadsheets store doubles, which end at 1.8e308.
_LARGEST_EXPONENT = 308
_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
# What a wide enough General cell shows of a fraction: eleven characters with the point.
_GENERAL_DIGITS = 10


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def format_value(raw: str, code: str, *, is_1904: bool = False) -> str:
    """The text that the cell shows for a stored number; `raw` itself where it is no number.

    >>> format_value("12345.678", "#,##0.00"), format_value("45291", 'yyyy"年"m"月"')
    ('12,345.68', '2023年12月')
    """
    if not _NUMBER.fullmatch(raw):
        return raw
    value = _EXCEL.create_decimal(raw)
    if value.adjusted() > _LARGEST_EXPONENT:
        return raw
    section = _section_for(value, split_sections(code))
    if is_date_format(section):
        shown = format_date(value, section, is_1904=is_1904)
        return general(value) if shown is None else shown
    text = _render(abs(value), _tokens(section)).strip()
    if not value:
        return "0" if text and not text.strip("-–—") else text
    return _with_minus(text) if value < 0 and re.search("[1-9]", text) else text


def builtin_code(number: int) -> str:
    """The code behind a built-in format id; General where the id stands for nothing."""
    return _builtin().get(str(number), "General")


def general(value: Decimal) -> str:
    """The General format: whole numbers in full, others in ten digits.

    >>> general(Decimal("0.30000000000000004")), general(Decimal("1234567.891234"))
    ('0.3', '1234567.891')
    """
    if value == value.to_integral_value():
        return format(value.quantize(Decimal(1), context=_WIDE), "f")
    shown = _rounded(value, max(_GENERAL_DIGITS - max(value.adjusted() + 1, 1), 0))
    if not shown:
        return format(value.normalize(), "f")
    text = format(shown, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=256)
def split_sections(code: str) -> list[str]:
    """The up to four sections between semicolons that are no literals.

    >>> split_sections('0.0;"a;b";')
    ['0.0', '"a;b"', '']
    """
    sections = [""]
    for piece in re.findall(r'"[^"]*"|[\\!_*].|\[[^\]]*\]|.', code, re.DOTALL):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _section_for(value: Decimal, sections: list[str]) -> str:
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        fitting = [
            section for section, condition in zip(sections, conditions, strict=True) if condition is None or _holds(value, *condition)
        ]
        return fitting[0] if fitting else "General"
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if not value and len(sections) > 2 else sections[0]


def _condition(section: str) -> tuple[str, Decimal] | None:
    found = (_CONDITION.fullmatch(bracket) for bracket in re.findall(r"\[([^\]]*)\]", section))
    match = next((item for item in found if item), None)
    return (match.group(1), Decimal(match.group(2))) if match else None


def _holds(value: Decimal, operator: str, bound: Decimal) -> bool:
    outcome = {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }
    return outcome[operator]


@lru_cache(maxsize=256)
def _tokens(section: str) -> tuple[_Token, ...]:
    return tuple(_find_tokens(section))


def _find_tokens(section: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(section):
        kind, text = match.lastgroup or "other", match.group()
        if kind == "bracket":
            # [$¥-804] draws a currency sign; colours, conditions and [DBNum1] draw nothing.
            inside = match.group("bracket")
            yield _Token("literal", inside[1:].partition("-")[0] if inside.startswith("$") else "")
        elif kind in ("quoted", "escaped"):
            yield _Token("literal", match.group(kind))
        elif kind == "other":
            yield _Token("literal", "" if text == "@" else text)
        elif kind != "skip":
            yield _Token(kind, text)


def _render(value: Decimal, tokens: Sequence[_Token]) -> str:
    at = [i for i, token in enumerate(tokens) if token.kind in ("digit", "point", "general", "exponent")]
    value = value.scaleb(2 * sum(token.kind == "percent" for token in tokens))
    if not at:
        return _literals(tokens)
    before, pattern, after = tokens[: at[0]], tokens[at[0] : at[-1] + 1], tokens[at[-1] + 1 :]
    while after and after[0].kind == "comma":
        value, after = value.scaleb(-3), after[1:]
    kinds = {token.kind for token in pattern}
    if kinds & {"general", "slash", "exponent"}:
        return _literals(before) + general(value) + _literals(after)
    return _literals(before) + _digits(value, pattern) + _literals(after)


def _digits(value: Decimal, pattern: Sequence[_Token]) -> str:
    """The value in the pattern's placeholders: decimals rounded, the whole part filled from the right."""
    point = next((i for i, token in enumerate(pattern) if token.kind == "point"), len(pattern))
    slots = [token.text for token in pattern[point:] if token.kind == "digit"]
    whole, _, fraction = format(_rounded(value, len(slots)), "f").partition(".")
    needed = max((i + 1 for i, slot in enumerate(slots) if slot == "0"), default=0)
    fraction = fraction[:needed] + fraction[needed:].rstrip("0")
    left = pattern[:point]
    text = _fill("" if whole == "0" else whole, left, is_grouped=any(token.kind == "comma" for token in left))
    rest = "".join(token.text for token in pattern[point:] if token.kind == "literal")
    return (text or "0") + "." + fraction + rest if fraction else text + rest


def _fill(whole: str, left: Sequence[_Token], *, is_grouped: bool) -> str:
    """Digits put into placeholders from the right; literals between them stay (`0!.0,` shows 万 with one decimal)."""
    slots = [token for token in left if token.kind in ("digit", "literal")]
    if all(token.kind == "digit" for token in slots):
        whole = whole.rjust(sum(token.text == "0" for token in slots), "0")
        return f"{int(whole):0{len(whole)},}" if is_grouped and len(whole) > 3 and whole[0] != "0" else whole
    text, waiting = "", whole
    first = next(i for i, token in enumerate(slots) if token.kind == "digit")
    for i in range(len(slots) - 1, -1, -1):
        if slots[i].kind == "literal":
            text = slots[i].text + text
        else:
            text = (waiting[-1:] or ("0" if slots[i].text == "0" else "")) + text
            waiting = waiting[:-1]
            text = waiting + text if i == first else text
    return text


def _with_minus(text: str) -> str:
    if re.match(r"[^0-9]*-", text):
        return text
    return "-" + (text[1:-1] if text[0] in "(（" and text[-1] in ")）" else text)


def _literals(tokens: Sequence[_Token]) -> str:
    return "".join(token.text for token in tokens if token.kind in ("literal", "percent", "slash"))


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-min(places, 30)), context=_WIDE)


@cache
def _builtin() -> dict[str, str]:
    return dict(json.loads(files(__package__).joinpath("number_formats.json").read_text(encoding="utf-8"))["codes"])
