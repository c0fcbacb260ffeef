"""What a sentence says about a year before: 机关运行经费184.65万元，比上年增加2.55万元，增长1.40%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model.quantity import Quantity
from ingest.values import find_quantities
from jiwen.prose.outline import text_to_sentences
from jiwen.prose.source import Quote, Source, quote
from jiwen.question.model import Mention
from jiwen.question.names import fit, name_key, standard_mention

_THAN = re.compile(r"(?:[比较与同和]|相?比)(?:上一?年度?|去年|(?P<year>(?:19|20)\d\d)年度?)(?:初|同期|决算|预算)?[^，。；,;]{0,10}?")
_WAY = re.compile(
    r"(?P<up>增加|增长|上升|提高|多支出|上涨)|(?P<down>减少|下降|降低|压减|少支出|下跌)|(?P<same>一致|持平|相同|无变化|没有变化)"
)
_NEXT = re.compile(r"[，,、（(]?(?:其中|主要)")
_LEAST_SAID = 0.85


@dataclass(frozen=True, slots=True)
class StatedChange:
    """`way` is 1 (more), -1 (less) or 0 (the same); `amounts` are the figures of the change as printed: 2.55万元, 1.40%."""

    way: int
    amounts: tuple[Quantity, ...]
    quote: Quote


def find_changes(mention: Mention, year: int | None, sources: Sequence[Source]) -> list[StatedChange]:
    """Every statement of how the thing named changed against `year` (None or unnamed in the text: the year before), each figure once."""
    found = [change for source in sources for change in _in_source(mention, year, source)]
    distinct = {tuple(amount.text for amount in change.amounts) or change.way: change for change in reversed(found)}
    return list(reversed(distinct.values()))


def _in_source(mention: Mention, year: int | None, source: Source) -> Iterator[StatedChange]:
    for start, end in text_to_sentences(source.text):
        sentence = source.text[start:end]
        for than in _THAN.finditer(sentence):
            way = _WAY.match(sentence, than.end()) or _WAY.search(sentence, than.end(), than.end() + 12)
            other_year = than["year"] and year and int(than["year"]) != year
            if way is None or other_year or not _is_about(mention, sentence[: than.start()], source.path):
                continue
            amounts = tuple(item.quantity for item in find_quantities(_of_change(sentence[way.start() :])) if item.quantity.unit)
            yield StatedChange(1 if way["up"] else -1 if way["down"] else 0, amounts, quote(source, start, end))


def _is_about(mention: Mention, before: str, path: Sequence[str]) -> bool:
    """The words before name the thing, in the last clause that names anything or in the heading right above."""
    standard = standard_mention(mention)
    clauses = [clause for clause in re.split(r"[，,；;。：:]", before) if clause.strip()]
    near = "".join(clauses[-2:]) or (path[-1] if path else "")
    said = fit(standard, name_key(near))
    return said.recall >= _LEAST_SAID and len(said.leftover) < 2


def _of_change(rest: str) -> str:
    """The clauses that tell the change: up to the reason or the next thing."""
    cut = _NEXT.search(rest)
    rest = rest[: cut.start()] if cut else rest
    clauses = re.split(r"[，,；;。]", rest)
    kept = clauses[:1] + [clause for clause in clauses[1:2] if _WAY.search(clause) or re.search(r"[增降减]幅|比例", clause)]
    return "，".join(kept)
