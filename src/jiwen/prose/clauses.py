"""The words around an amount in its sentence."""

import re
from collections.abc import Sequence

from ingest.values import FoundQuantity

_BUDGET_LEVEL = re.compile("（[类款项]）")
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
_THRESHOLD = re.compile("单价$|单项$|单笔$")
_ENDS = "，,；;。：:、（(）)"
_END = re.compile(f"[{re.escape(_ENDS)}]")
_WORD = re.compile(r"\w")
_LONGEST_AFTER = 8


def clauses_around(sentence: str, quantities: Sequence[FoundQuantity], at: int) -> list[str]:
    """The clause of amount `at` (up to the amounts beside it, with the few words after it), then the clauses before it, nearest first.

    Brackets that close before the amount are left out ("采购金额（以合同为准）为 5 万元"); of a budget path （类）…（款）…（项） the last
    item is the clause.
    """
    item = quantities[at]
    sentence = _BUDGET_LEVEL.sub("，\0\0", sentence)
    left = quantities[at - 1].end if at else 0
    right = quantities[at + 1].start if at + 1 < len(quantities) else len(sentence)
    after = _END.split(sentence[item.end : right], maxsplit=1)[0][:_LONGEST_AFTER]
    before = _BRACKETED.sub(lambda inside: "\0" * len(inside[0]), sentence[: item.start])
    cut = max((i for i, c in enumerate(before) if c in _ENDS), default=-1) + 1
    own = before[max(cut, left) :]
    rest = [part for part in _END.split(before[: max(cut, left)]) if _WORD.search(part)]
    if not _WORD.search(own + after) and rest:
        own = rest.pop()
    return [f"{own} {after}", *reversed(rest)]


def is_threshold(sentence: str, item: FoundQuantity) -> bool:
    """True for an amount that only says what is counted ("单价50万元以上设备")."""
    return _THRESHOLD.search(sentence[: item.start]) is not None
