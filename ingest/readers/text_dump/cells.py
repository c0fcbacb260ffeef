"""How well a piece of text fits a column: the costs that decide which cell it is, and how the lines of one cell are rejoined."""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ingest.readers.text_dump.columns import is_group, is_sum, opens_group
from ingest.readers.text_dump.lines import Token, display_width
from ingest.values.units import UNIT_PATTERN

IMPOSSIBLE = 1000.0
SUM_BONUS = 5.0
UNEVEN = 1.5
_SIGN = r"[=＝═≥≧≤≦><＞＜≈]{1,2}|>=|<="
_FIGURE = r"[-+－]?\d[\d,]*(?:\.\d+)?"
_OP = re.compile(rf"(?:{_SIGN}|大于等于|小于等于|大于|小于|等于|不低于|不少于|不小于|不高于|不超过|不大于|至少|至多|定性|正向|反向)")
_NUMBER = re.compile(_FIGURE)
_AMOUNT = re.compile(rf"{_FIGURE}(?:[百千万亿]*元)?")
_PERCENT = re.compile(rf"{_FIGURE}[%％]")
_VALUE = re.compile(
    rf"(?:{_SIGN}|不低于|不少于|不小于|不高于|不超过|不大于|至少|至多|大于等于|小于等于|大于|小于|等于|达到|约)?{_FIGURE}(?:\(?(?:{UNIT_PATTERN})\)?)?(?:以上|以下|以内|左右)?"
)
_BOUNDED = re.compile(rf"[^\d]{{0,6}}{_FIGURE}[^\d]{{0,6}}")
_UNIT = re.compile(rf"{UNIT_PATTERN}")
_PUNCTUATION = re.compile(r"[。；，：！？,;:!?]")
_ENDS_SENTENCE = ("。", "；", ".", ";", "！", "”", "）", ")")
_BLANK_MARKS = {"/", "-", "—", "－", "——", "无"}
_CJK = r"[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF\u3000-\u303F“”‘’…—]"


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """NFKC without blanks: for matching, never for what is handed on."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=65536)
def is_figure(text: str) -> bool:
    """True for a bare number, amount, percentage or number with an operator or unit."""
    shown = plain(text)
    return any(char.isdigit() for char in shown) and bool(_VALUE.fullmatch(shown))


def joined(parts: Sequence[str]) -> str:
    """The lines of a cell as one text: nothing is put between Chinese, one blank between Latin words; blanks inside Chinese go.

    >>> joined(["指 标 目", "标值 10", "场为准。"])
    '指标目标值10场为准。'
    """
    text = ""
    for part in parts:
        piece = re.sub(rf"(?<={_CJK})[ \u3000]+(?={_CJK})", "", part.strip())
        needs_blank = bool(text and piece and re.match(r"[A-Za-z]", piece) and re.search(r"[A-Za-z,;:]$", text))
        text += (" " if needs_blank else "") + piece
    return text


def is_spaced_out(parts: Sequence[str]) -> bool:
    """True where a narrow column was justified with blanks between single characters (指 标 目), so that no blank means anything."""
    return any(re.search(rf"{_CJK} {_CJK}(?: {_CJK})?", part.strip()) for part in parts)


def lines_of(tokens: Sequence[Token]) -> list[str]:
    """The tokens' text, one entry a printed line, blanks between words of one line kept as one."""
    found: list[tuple[int, str]] = []
    for token in tokens:
        if found and found[-1][0] == token.line:
            found[-1] = (token.line, f"{found[-1][1]} {token.text}")
        else:
            found.append((token.line, token.text))
    return [text for _, text in found]


def cell_text(tokens: Sequence[Token], kind: str) -> str:
    """What the cell says, its wrapped lines rejoined."""
    parts = lines_of(tokens)
    text = joined(parts)
    return re.sub(r"\s+", "", text) if kind == "note" and is_spaced_out(parts) else text


def figure_cost(kind: str, tokens: Sequence[Token]) -> float:
    """Cost of `tokens` as one cell of a column that holds short values; 0 is a perfect fit, `IMPOSSIBLE` none."""
    if len(tokens) > 3 or any(token.opens_page for token in tokens[1:]):
        return IMPOSSIBLE
    across = 0.5 * sum(a.line != b.line for a, b in itertools.pairwise(tokens))
    count, text = len(tokens), plain("".join(token.text for token in tokens))
    if count > 1 and kind == "value" and _OP.fullmatch(plain(tokens[0].text)):
        count -= 1
    return _figure_cost(kind, text, count, tokens[-1].text) + across


@lru_cache(maxsize=65536)
def _figure_cost(kind: str, text: str, count: int, last: str) -> float:
    return _FIGURE_COSTS[kind](text, count, last)


def _number_cost(text: str, count: int, last: str) -> float:
    if count == 1 and (_NUMBER.fullmatch(text) or text in _BLANK_MARKS):
        return 0.0
    return 0.3 if _AMOUNT.fullmatch(text) and (count == 1 or (count == 2 and not last[0].isdigit())) else IMPOSSIBLE


def _percent_cost(text: str, count: int, last: str) -> float:
    if _PERCENT.fullmatch(text) and (count == 1 or (count == 2 and last in ("%", "％"))):
        return 0.0
    return 1.2 if count == 1 and (_NUMBER.fullmatch(text) or text in _BLANK_MARKS) else IMPOSSIBLE


def _value_cost(text: str, count: int, last: str) -> float:
    if _VALUE.fullmatch(text):
        return 0.0 if count == 1 or not last[0].isdigit() else IMPOSSIBLE
    if count > 1 and not re.search(r"\d", text):
        return IMPOSSIBLE
    if re.search(r"\d", text):
        return 1.5 + count if len(text) <= 16 and not text.endswith("。") else IMPOSSIBLE
    if _UNIT.fullmatch(text):
        return 5.0
    if len(text) <= 8 and not _PUNCTUATION.search(text) and not _OP.fullmatch(text):
        return 1.0 + (1.5 if len(text) == 1 else 0.0) + (0.3 if len(text) > 4 else 0.0)
    return IMPOSSIBLE


def _unit_cost(text: str, count: int, last: str) -> float:
    if count > 1:
        return IMPOSSIBLE
    if _UNIT.fullmatch(text) or text in _BLANK_MARKS:
        return 0.0
    return 2.0 if len(text) <= 6 and not re.search(r"\d", text) and not _OP.fullmatch(text) else IMPOSSIBLE


def _op_cost(text: str, count: int, last: str) -> float:
    return 0.0 if count == 1 and _OP.fullmatch(text) else IMPOSSIBLE


def _flag_cost(text: str, count: int, last: str) -> float:
    return 0.0 if count == 1 and text in ("是", "否", "√", "×") else IMPOSSIBLE


def _index_cost(text: str, count: int, last: str) -> float:
    return 0.0 if count == 1 and re.fullmatch(r"\d{1,3}|[一二三四五六七八九十]{1,3}|[(（]?\d{1,3}[)）.、]", text) else IMPOSSIBLE


def _source_cost(text: str, count: int, last: str) -> float:
    if count > 2 or len(text) > 12 or _OP.search(text):
        return IMPOSSIBLE
    return (2.6 if _PERCENT.fullmatch(text) else 1.6) + 0.7 * (count - 1)


_FIGURE_COSTS = {
    "number": _number_cost,
    "percent": _percent_cost,
    "value": _value_cost,
    "unit": _unit_cost,
    "op": _op_cost,
    "flag": _flag_cost,
    "index": _index_cost,
    "source": _source_cost,
}
FIGURE_KINDS = frozenset(_FIGURE_COSTS)


def words_cost(kind: str, tokens: Sequence[Token], width: float) -> float:
    """Cost of `tokens` as one cell of a column of words that is `width` characters wide (0: not known yet)."""
    parts = lines_of(tokens)
    if kind == "group":
        return _group_cost(parts)
    uneven = UNEVEN * sum(token.is_tight for token in tokens[1:])
    return uneven + _words_cost(kind, parts, width)


def _words_cost(kind: str, parts: Sequence[str], width: float) -> float:
    cost = _wrap_cost(parts, width, loose=kind in ("note", "prose"))
    if kind in ("note", "prose"):
        return cost + _note_cost(parts, kind)
    text = joined(parts)
    if is_figure(text):
        return IMPOSSIBLE
    cost += sum(_blank_cost(part, width) for part in parts) + 4.0 * sum(_stray_figures(part) for part in parts)
    cost += 3.0 * len(re.findall("[。；]", text)) + 0.8 * text.count("，") + (2.5 if is_group(text) else 0.0)
    cost += 3.0 if _OP.fullmatch(plain(parts[-1].split()[-1])) else 0.0
    return cost - (SUM_BONUS if kind == "name" and is_sum(text) else 0.0)


@lru_cache(maxsize=65536)
def _stray_figures(part: str) -> int:
    """Figures that do not belong into a name: a line of nothing else, or one with an operator or percent sign of its own."""
    figures = [word for word in part.split() if is_figure(word)]
    if len(figures) == len(part.split()):
        return len(figures)
    return sum(not plain(word).isalnum() and not re.fullmatch(r"[\d.]+", word) for word in figures)


def _blank_cost(part: str, width: float) -> float:
    """Blanks inside one line of a name: cheap where they stand for a line break (what precedes them fills the column)."""
    cost, words = 0.0, part.split(" ")
    for word, after in itertools.pairwise(words):
        is_break = width and display_width(word) >= width - 1.2
        is_latin = word[-1:].isascii() or after[:1].isascii()
        cost += 0.3 if is_break or is_latin else 1.5
    return cost


def _group_cost(parts: Sequence[str]) -> float:
    text = plain("".join(parts))
    if len(parts) > 4:
        return IMPOSSIBLE
    return 0.0 if is_group(text) else IMPOSSIBLE


def _wrap_cost(parts: Sequence[str], width: float, loose: bool) -> float:
    """A wrapped line is full, but for the last one of its cell; none is wider than the column."""
    if not width:
        return 0.8 * (len(parts) - 1)
    widths = [display_width(line) for part in parts for line in _side_by_side(part, width)]
    slack = 1.6 if loose else 1.2
    short = sum(min(2.5, (width - w) * 0.9) for w in widths[:-1] if w < width - slack)
    stops = 2.0 * sum(p.endswith("。") and display_width(p) < width - slack for p in parts[:-1]) if loose else 0.0
    wide = sum(min(6.0, 1.5 + w - width) for w in widths if w > width + 1.1)
    return (0.7 if loose else 1.0) * short + stops + wide


@lru_cache(maxsize=65536)
def _side_by_side(part: str, width: float) -> tuple[str, ...]:
    """The wrapped lines that an extractor put on one line with blanks between: each but the last fills the column; else the line itself."""
    if display_width(part) <= width + 1.1:
        return (part,)
    lines: list[str] = []
    for word in part.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and display_width(longer) <= width + 1.1:
            lines[-1] = longer
        else:
            lines.append(word)
    is_wrapped = len(lines) > 1 and all(width - 1.2 <= display_width(line) <= width + 1.1 for line in lines[:-1])
    return tuple(lines) if is_wrapped else (part,)


def _note_cost(parts: Sequence[str], kind: str) -> float:
    text = plain("".join(parts))
    start = 0.8 if kind == "note" else 0.0
    if text in _BLANK_MARKS:
        return start
    if is_figure(text):
        return start + 2.5
    unended = 0.0 if text.endswith(_ENDS_SENTENCE) else 0.9
    inner = (
        0.6 * sum(part.rstrip().endswith("。") for part in parts[:-1])
        if kind == "prose"
        else 1.2 * sum(p.endswith("。") for p in parts[:-1])
    )
    inner += sum(_row_likeness(part, kind) for part in parts)
    return start + unended + inner + (0.6 if len(text) < 3 else 0.0) + (1.0 if is_group(text) else 0.0)


@lru_cache(maxsize=65536)
def _row_likeness(part: str, kind: str) -> float:
    """How much a line of a note looks like a row of the table: several figures of their own, or blanks that part the words of prose."""
    words = part.split()
    figures = sum(is_figure(word) for word in words)
    percents = sum(is_figure(word) and word.endswith(("%", "％")) for word in words)
    if kind == "prose":
        return 0.8 * len(re.findall(rf"{_CJK} +(?={_CJK})", part))
    closing = 3.0 * sum(is_sum(word) for word in words)
    return closing + 2.5 * max(0, figures - 1) + (2.5 if percents and len(words) >= 3 else 0.0)


def split_figure(text: str) -> list[str]:
    """A piece of aligned text that holds a figure and the words of the next column, one blank apart: "≥100% 达成预期指标" → both."""
    head, _, tail = text.partition(" ")
    if tail and is_figure(head) and not re.match(rf"[%％(（/]|{UNIT_PATTERN}", tail):
        return [head, *split_figure(tail)]
    return [text]


def may_begin_group(tokens: Sequence[Token]) -> bool:
    """True where the tokens so far may be the beginning of a wrapped group cell."""
    return opens_group("".join(token.text for token in tokens))
