"""Which indicators are better when lower, by their names and operators."""

import re

from ingest.facts.words import VERDICT_WORDS
from ingest.model.quantity import Operator

_LESS = re.compile("|".join(VERDICT_WORDS["less_is_better_names"]))
_REDUCTION = re.compile(VERDICT_WORDS["reductions"])
_DEALT_WITH = re.compile(VERDICT_WORDS["dealt_with"])
_COUNTED = re.compile(r"[数量额]$|人次$")
_TAIL = re.compile(r"[（(][^（）()]*[)）]$|[：:≤≥<>=%\d.]+$")


def is_less_better_name(name: str) -> bool:
    """True where the name alone says that a lower figure is better: …变动率, …投诉率, …事故起数, 结转结余率, …成本.

    Not so where it counts what was saved (节约成本, 挽回损失) or dealt with (受理投诉件数, 查处违法案件数).
    """
    bare = re.sub(r"[\s“”\"]", "", name)
    while (shorter := _TAIL.sub("", bare)) != bare and shorter:
        bare = shorter
    if _LESS.search(bare) is None or _REDUCTION.search(bare):
        return False
    return not (_COUNTED.search(bare) and _DEALT_WITH.search(bare))


def is_less_better(name: str, op: Operator | None) -> bool:
    """True where the printed operator caps the value, or, with = or no operator, the name says that less is better."""
    if op in ("<=", "<"):
        return True
    return op in ("=", None) and is_less_better_name(name)
