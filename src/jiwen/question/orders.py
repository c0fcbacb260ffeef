"""Order of a ranking, ordinals and decimals of a question, from its marks."""

import re
from collections.abc import Sequence

from ingest.values.numerals import read_number
from jiwen.question.lexer import Mark
from jiwen.question.model import Order

VERDICTS = ("missed", "met", "exceeded", "held", "undecidable", "blank")
_RANKED_BY = {"unspent": "left", "lost_score": "lost", "cut": "cut", "raised": "adjustment", "overspent": "overspent", "remaining": "left"}
_ONE = re.compile(r"哪(?:一)?[个家项]|谁")
_PLAIN_COUNT = re.compile(r"[二两三四五六七八九十\d]+[个家项]")
_COUNTED = re.compile(r"哪(?P<count>[二两三四五六七八九十\d]+)个")


def read_order(marks: Sequence[Mark], columns: tuple[str, ...]) -> Order | None:
    rank = next((mark for mark in marks if mark.kind == "rank"), None)
    sort = any(mark.kind == "sort" for mark in marks)
    place = next((mark for mark in marks if mark.value == "place"), None)
    if place is not None:
        return _place(marks, place, columns)
    top = next((mark for mark in marks if mark.kind == "top" or (mark.kind == "rankby" and _COUNTED.search(mark.text))), None)
    if top is not None and _PLAIN_COUNT.match(top.text) and any(mark.kind == "rankby" and _ONE.match(mark.text) for mark in marks):
        top = None  # 三个单位哪个最高 asks for one of the three
    if rank is None and not sort and (top is None or not top.text.startswith(("前", "后", "倒", "最后", "头", "排"))):
        return None
    descending = rank is None or rank.value == "max"
    if top is not None and top.text.startswith(("后", "倒", "最后")):
        descending = False
    column = _rank_column(marks, rank, columns)
    if sort and rank is None and top is None:
        return Order(column, descending, None)
    if rank is not None and re.search(r"(?:到|至|往|序)", rank.text):
        return Order(column, descending, _count(top.text) if top else None)
    return Order(column, descending, _count(top.text) if top else 1)


def _place(marks: Sequence[Mark], place: Mark, columns: tuple[str, ...]) -> Order:
    """第二多, 倒数第二: one place of the ranking."""
    number = _count(place.text.rpartition("第")[2])
    descending = "倒数" not in place.text and not re.search(r"[低少小差慢]的?$", place.text)
    return Order(_rank_column(marks, place, columns), descending, number, number)


def _rank_column(marks: Sequence[Mark], rank: Mark | None, columns: tuple[str, ...]) -> str | None:
    """The column before the ranking word; 超额最多 ranks by over-achievement."""
    if rank is not None:
        before = [
            mark
            for mark in marks
            if mark.end <= rank.start and (mark.kind in ("column", "verdict") or mark.value in (*_RANKED_BY, "done_well"))
        ]
        if any(mark.value == "done_well" for mark in before):
            return "completion" if not any(mark.value == "target" for mark in before) else "over"
        if (
            before
            and before[-1].value == "adjustment"
            and re.search("减|砍", before[-1].text)
            and not re.search("增|追加", before[-1].text)
        ):
            return "cut"
        if before and before[-1].kind == "column":
            return before[-1].value
        if before and before[-1].value in _RANKED_BY:
            return _RANKED_BY[before[-1].value]
        if before and before[-1].value == "exceeded":
            return "over"
        if before and before[-1].value in VERDICTS:
            if any(mark.kind == "rankby" for mark in marks):
                return "count"
            return "deviation" if rank.value == "max" and before[-1].value == "missed" else "short"
    return columns[0] if columns else None


def read_ordinal(marks: Sequence[Mark]) -> int | None:
    """第二个 → 2; 最后一个 → -1."""
    if not marks:
        return None
    return -1 if "最后" in marks[0].text else 1 if "头一" in marks[0].text else _count(marks[0].text)


def read_decimals(marks: Sequence[Mark]) -> int | None:
    if not marks:
        return None
    exact = re.search(r"0?\.(\d+)", marks[0].text)
    if exact:
        return len(exact[1])
    return 0 if "整数" in marks[0].text else (_count(marks[0].text) or 2)


def _count(text: str) -> int | None:
    match = re.search(r"\d+|[一二两三四五六七八九十]+", text)
    number = read_number(match[0]) if match else None
    return int(number) if number is not None else None
