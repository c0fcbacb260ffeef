"""Figures in an answer that nothing supports: the wrong numbers that must never occur.

A figure is supported by the question, by what is cited, by the records, or by simple arithmetic over the records (count, share, sum,
difference).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Any

from eval.case import Case, Json
from eval.scorers.figures import Figure, find_figures, fold, kind_of, rounded_like
from ingest.values.units import PERCENT

_MOST_CELLS = 24
_NO_FIGURE_BEFORE = re.compile(r"(?:第|页|page|p\.|〔|\[|[A-Za-z_/\\.#])\s*$", re.I)
_NO_FIGURE_AFTER = re.compile(r"\s*(?:年|月|日|号|页|章|条第|季度|时|〕|\]|[A-Za-z_]|-\d|:\d)")
_COUNTING_BEFORE = re.compile(r"(?:共有?|总计|全部|判定|其中|完成|达标|超额|持平|剩余?|余|列出|找到|涉及|占|of)\s*[了有]?\s*$", re.I)


def wrong_figures(answer: Json, case: Case) -> list[str]:
    """The unsupported figures of the answer's text, as printed."""
    text = str(answer.get("answer") or "")
    shown = fold(text)
    records = [record for record in answer.get("records") or () if isinstance(record, Mapping)]
    evidence = [figure for line in _evidence(answer, case) for figure in find_figures(line)]
    cells = [figure.value for record in records for line in _texts(record.get("fields")) for figure in find_figures(line)][:_MOST_CELLS]
    stated = [figure for figure in find_figures(text) if _states_something(figure, shown)]
    counts = {figure.value for figure in find_figures(text) if _is_count(figure, shown)} | {Decimal(n) for n in range(len(records) + 1)}
    return [
        shown[figure.start : figure.end].strip()
        for figure in stated
        if not (_is_count(figure, shown) or _is_evident(figure, evidence) or _is_counted(figure, counts) or _is_computed(figure, cells))
    ]


def _states_something(figure: Figure, shown: str) -> bool:
    digits = re.compile(r"[\d,.]+").match(shown, figure.start)
    end = digits.end() if digits else figure.end
    if _NO_FIGURE_BEFORE.search(shown[max(0, figure.start - 6) : figure.start]) or _NO_FIGURE_AFTER.match(shown, end):
        return False
    return not figure.is_bare or figure.digits >= 3


def _is_count(figure: Figure, shown: str) -> bool:
    """共55项，可判定54项: how many rows were judged, which the records do not show."""
    is_small = figure.scale == 1 and figure.value == figure.value.to_integral_value() and figure.value < 1000
    before = shown[max(0, figure.start - 8) : figure.start]
    return is_small and figure.base in ("项", "个", "条", "张", "") and bool(_COUNTING_BEFORE.search(before))


def _is_evident(figure: Figure, evidence: Iterable[Figure]) -> bool:
    for seen in evidence:
        if abs(seen.value) == abs(figure.value):
            return True
        comparable = kind_of(seen.base) == kind_of(figure.base) or not seen.base or not figure.base
        if comparable and figure.digits >= 3 and rounded_like(seen.amount / figure.scale, figure.value) == abs(figure.value):
            return True
    return False


def _is_counted(figure: Figure, counts: set[Decimal]) -> bool:
    value = abs(figure.value)
    if figure.is_bare and value == value.to_integral_value() and value <= max(counts):
        return True
    return figure.base == PERCENT and any(rounded_like(100 * part / whole, value) == value for part in counts for whole in counts if whole)


def _is_computed(figure: Figure, cells: Sequence[Decimal]) -> bool:
    value = abs(figure.value)
    if cells and rounded_like(sum(cells, Decimal(0)), value) == value:
        return True
    for one, other in permutations(cells, 2):
        if value in (rounded_like(abs(one - other), value), rounded_like(abs(one + other), value)):
            return True
        shares = (100 * one / other, 100 * (one - other) / other) if other and figure.base == PERCENT else ()
        if any(rounded_like(abs(share), value) == value for share in shares):
            return True
    return False


def _evidence(answer: Json, case: Case) -> Iterator[str]:
    yield case.question
    yield from case.history
    for quantity in (answer.get("value"), case.expect.get("value"), *case.expect.get("value_or", ())):
        if isinstance(quantity, Mapping):
            yield f"{quantity.get('number')}{quantity.get('unit') or ''} {quantity.get('text') or ''}"
    for part in (answer.get("citations"), answer.get("records"), case.expect.get("contains"), case.expect.get("caveats")):
        yield from _texts(part)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)
