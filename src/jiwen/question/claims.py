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
_ALONE = re.compile(
    rf"(?P<lead>(?:大?约|近|有|才|共|足|真|就|只|正好|刚好)*)(?P<number>{_NUMBER})(?P<unit>{UNIT_PATTERN})?(?:多|左右|整|上下)?"
)
_SAID_OF = re.compile(
    rf"(?P<name>.*[一-鿿].*?)(?:到底|究竟|真的?)?(?:是|为|有|才|只有|等于|达到|做到|完成|就)+(?P<figure>(?P<number>{_NUMBER})(?P<unit>{UNIT_PATTERN})?)"
)
_NEAR, _LONGEST = 3, 24
_DENIED = re.compile("(?:不是|不等于|不为|并非|没有?到|未到)$")
_ASKS = re.compile(r"多少|几|哪|什么|啥|谁|怎|咋|为何|分别")


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


def read_claims(
    folded: str, mentions: Sequence[Mention], marks: Sequence[Mark], grams: NameGrams
) -> tuple[tuple[Mention, ...], tuple[Mark, ...]]:
    """Mentions and marks once bare figures are read: after a column (执行率真有100?) one is a threshold where yes or no is asked,
    and where something else is asked it only recalls what is known (目标才十三场,实际多少)."""
    mentions = [part for mention in mentions for part in _parted(mention, grams)]
    claims = [mention for mention in mentions if _claim(mention, grams) is not None]
    if not claims:
        return tuple(mentions), tuple(marks)
    read = list(marks)
    for claim in claims:
        is_condition = folded[claim.start + len(claim.text) :].startswith("的")
        if _ASKS.search(folded) and not is_condition:
            read = [mark for mark in read if not (mark.kind == "column" and 0 <= claim.start - mark.end <= _NEAR)]
        else:
            read += _threshold(claim, grams, denied=_DENIED.search(folded[: claim.start]) is not None)
    return tuple(mention for mention in mentions if mention not in claims), tuple(sorted(read, key=lambda mark: mark.start))


def _parted(mention: Mention, grams: NameGrams) -> list[Mention]:
    """步道是30.5公里(吗): the name, and the figure that is said of it."""
    found = _SAID_OF.fullmatch(mention.text) if len(mention.text) <= 2 * _LONGEST else None
    if found is None or not _is_figure(found["number"], found["unit"]) or any(mention.text in name for name in grams.names):
        return [mention]
    spans = found.span("name"), found.span("figure")
    return [Mention(mention.text[slice(*span)], mention.weights[slice(*span)], mention.start + span[0]) for span in spans]


def _threshold(claim: Mention, grams: NameGrams, *, denied: bool) -> list[Mark]:
    amount = _claim(claim, grams)
    assert amount is not None
    start, end = claim.start, claim.start + len(claim.text)
    return [Mark(start, end, "amount", "not" if denied else "=", claim.text, amount), Mark(end, end, "yesno", "yesno", "")]


def _claim(mention: Mention, grams: NameGrams) -> Amount | None:
    match = _ALONE.fullmatch(mention.text) if len(mention.text) <= _LONGEST else None
    if match is None or not _is_figure(match["number"], match["unit"]) or any(mention.text in name for name in grams.names):
        return None
    number = read_number(match["number"].replace(",", ""))
    if number is None:
        return None
    text = mention.text[len(match["lead"]) :]
    scale = Decimal(10_000) if match["unit"] is None and match["number"].endswith("万") else None
    return Amount("=", number / scale, "万", text) if scale else Amount("=", number, match["unit"], text)


def _is_figure(number: str, unit: str | None) -> bool:
    """Digits, or a spelled number with a unit or of some size: 十三场, 八百九十万; 三 and 十四五 alone are words."""
    return number[0].isdigit() or unit is not None or number[-1] in "百千万"
