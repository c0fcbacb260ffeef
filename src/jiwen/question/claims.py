"""Figures that a question states itself: 到底是452还是595, 目标才十三场. They name no row, and limit rows only where that is asked."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ingest.values.numerals import read_number
from ingest.values.units import UNIT_PATTERN
from jiwen.question.lexer import Mark
from jiwen.question.mentions import NameGrams
from jiwen.question.model import Amount, Mention

_NUMBER = r"(?:\d[\d,]{0,15}(?:\.\d{1,6})?|[一二两三四五六七八九十百千万]{1,10}(?:点[一二三四五六七八九]{1,4})?)"
_EITHER = re.compile(
    rf"(?:到底|究竟)?(?:应该|应当?)?(?:是|为|信|按|用|看|写的?|填的?)?(?P<one>{_NUMBER})(?P<unit>{UNIT_PATTERN})?"
    rf"(?:还是|或者?是?|抑或)(?:是)?(?P<other>{_NUMBER})(?!年)(?P<last>{UNIT_PATTERN})?(?=[?？。,，]|$)"
)
_ALONE = re.compile(rf"(?:大?约|近|有|才|共|足|真|就|只|正好|刚好)*(?P<number>{_NUMBER})(?P<unit>{UNIT_PATTERN})?(?:多|左右|整|上下)?")
_NEAR, _LONGEST = 3, 24
_ASKING = ("ask", "unit_hint", "rank", "sort", "rankby", "yesno")


def without_choice(folded: str) -> tuple[str, tuple[Decimal, ...]]:
    """A question that offers two figures to choose from, as one that asks for the figure; and those two.

    >>> without_choice("领军人才到底是452还是595")
    ('领军人才是多少', (Decimal('452'), Decimal('595')))
    """
    match = _EITHER.search(folded)
    if match is None or not _is_figure(match["one"], match["unit"] or match["last"]):
        return folded, ()
    numbers = tuple(number for text in (match["one"], match["other"]) if (number := read_number(text.replace(",", ""))) is not None)
    if len(numbers) < 2:
        return folded, ()
    return f"{folded[: match.start()]}是多少{folded[match.end() :]}", numbers


def read_claims(mentions: Sequence[Mention], marks: Sequence[Mark], grams: NameGrams) -> tuple[tuple[Mention, ...], tuple[Mark, ...]]:
    """Mentions and marks once bare figures are read: after a column (执行率真有100?) one is a threshold where yes or no is asked,
    and where something else is asked it only recalls what is known (目标才十三场,实际多少)."""
    claims = [mention for mention in mentions if _claim(mention, grams) is not None]
    if not claims:
        return tuple(mentions), tuple(marks)
    read = list(marks)
    for claim in claims:
        if any(mark.kind in _ASKING and mark.kind != "yesno" for mark in marks):
            read = [mark for mark in read if not (mark.kind == "column" and 0 <= claim.start - mark.end <= _NEAR)]
        else:
            read += _threshold(claim, grams)
    return tuple(mention for mention in mentions if mention not in claims), tuple(sorted(read, key=lambda mark: mark.start))


def _threshold(claim: Mention, grams: NameGrams) -> list[Mark]:
    amount = _claim(claim, grams)
    assert amount is not None
    start, end = claim.start, claim.start + len(claim.text)
    return [Mark(start, end, "amount", "=", claim.text, amount), Mark(end, end, "yesno", "yesno", "")]


def _claim(mention: Mention, grams: NameGrams) -> Amount | None:
    match = _ALONE.fullmatch(mention.text) if len(mention.text) <= _LONGEST else None
    if match is None or not _is_figure(match["number"], match["unit"]) or any(mention.text in name for name in grams.names):
        return None
    number = read_number(match["number"].replace(",", ""))
    return None if number is None else Amount("=", number, match["unit"], mention.text)


def _is_figure(number: str, unit: str | None) -> bool:
    """Digits, or a spelled number with a unit or of some size: 十三场, 八百九十万; 三 and 十四五 alone are words."""
    return number[0].isdigit() or unit is not None or number[-1] in "百千万"
