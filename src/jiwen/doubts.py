"""Sentences that speak against a figure found in a table: the same item stated otherwise, or its table called empty."""

import re
from collections.abc import Iterator, Sequence

from ingest.model.quantity import Quantity
from ingest.model.report import Report
from ingest.values import find_quantities, same_dimension, unit_scale
from jiwen.prose import ProseValue
from jiwen.question.model import Mention
from jiwen.question.names import fit, name_key, standard_mention
from jiwen.rows import CellLine
from jiwen.texts import report_sources

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_STATED = re.compile(r"(?:预算安排|安排预算|支出决算为|决算数为|预算数为|预算为)$")
_EXPENSE = re.compile(r"(?:\d{4}年度?)?([^\d，,；。：]{2,20}费)")
_BUDGET_PATH = re.compile(r"（类）(?:[^（）]*（款）)?(?P<item>[^（）]+)（[款项]）")
_LEAST_SAID = 0.85
_NEXT_ITEM = re.compile(r"^\s*(?:\d{1,2}[.、．]|[（(]\d{1,2}[）)]|[（(][一二三四五六七八九十]+[）)])")


def find_doubts(report: Report, item: CellLine, spoken: ProseValue | None, mentions: Sequence[Mention]) -> list[str]:
    """What a careful reader would hold against the figure, as sentences with their quotation."""
    doubts = list(_empty_table(report, mentions))
    if spoken is not None and item.quantity is not None and not _is_of_a_part(spoken, mentions):
        doubts += _stated_again(report, item.quantity, spoken)
    return doubts


def _empty_table(report: Report, mentions: Sequence[Mention]) -> Iterator[str]:
    if not mentions:
        return
    for source in report_sources(report):
        if "空表" not in source.text:
            continue
        for match in _SENTENCE.finditer(source.text):
            if "空表" in match[0] and all(fit(standard_mention(mention), name_key(match[0])).recall >= _LEAST_SAID for mention in mentions):
                yield f"报告另有一句说该表为空表：“{match[0].strip()}”"
                return


def _stated_again(report: Report, figure: Quantity, spoken: ProseValue) -> Iterator[str]:
    """The sentences right behind the one that states the figure, up to the next item, with another amount for the same year."""
    for source in report_sources(report):
        at = source.text.find(spoken.quote.text)
        if source.report_id != spoken.quote.report_id or at < 0:
            continue
        for match in list(_SENTENCE.finditer(source.text, at + len(spoken.quote.text)))[:3]:
            if _NEXT_ITEM.match(match[0]) or _names_another_expense(match[0], spoken.quote.text):
                return
            for found in find_quantities(match[0]):
                clause = re.split(r"[，,；。]", match[0][: found.start])[-1]
                says_so = _STATED.search(clause) and (report.year is None or f"{report.year}年" in clause or "年" not in clause)
                if says_so and _differs(figure, found.quantity):
                    yield f"正文同一项又写为{found.quantity.text}：“{match[0].strip()}”"
        return


def _is_of_a_part(spoken: ProseValue, mentions: Sequence[Mention]) -> bool:
    """Whether the sentence is about an item below the one asked for: “公共安全支出（类）司法（款）公共法律服务（项）” for 公共安全支出."""
    path = _BUDGET_PATH.search(spoken.quote.text)
    item = name_key(f"{path['item']}支出") if path else ""
    return path is not None and any(fit(standard_mention(mention), item).recall < _LEAST_SAID for mention in mentions)


def _names_another_expense(sentence: str, quoted: str) -> bool:
    """Whether a sentence begins with an expense that the one before it does not name: 公务用车购置费 behind 公务接待费."""
    expense = _EXPENSE.match(sentence.strip())
    return expense is not None and name_key(expense[1]) not in name_key(quoted)


def _differs(one: Quantity, other: Quantity) -> bool:
    if one.number is None or other.number is None or not same_dimension(one.unit, other.unit):
        return False
    scales = unit_scale(one.unit)[0], unit_scale(other.unit)[0]
    gap = abs(one.number * scales[0] - other.number * scales[1])
    return gap > max(scales) / 100
