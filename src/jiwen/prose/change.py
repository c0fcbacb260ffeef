"""What a sentence says about a year before: 机关运行经费184.65万元，比上年增加2.55万元，增长1.40%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model.quantity import Quantity
from ingest.values import find_quantities
from jiwen.cells.wording import words
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
_FAR = 24
_CLAUSE_END = re.compile(r"[，；;。]|(?<!\d),|,(?!\d)")
_NO_SUBJECT = re.compile(r"[，,、\s]|相比|比较|同期|(?:决算|预算|支出|收入)数|决算|预算|[各均都略有分别数度]")
_BOTH_SIDES = re.compile("收入、?支出|收、支")
_KIND = re.compile("[一-鿿]{2,}(?:费|收入|[总合]计)")


@dataclass(frozen=True, slots=True)
class StatedChange:
    """`way` is 1 (more), -1 (less) or 0 (the same); `amounts` are the figures of the change as printed: 2.55万元, 1.40%."""

    way: int
    amounts: tuple[Quantity, ...]
    quote: Quote


def find_changes(mention: Mention, year: int | None, sources: Sequence[Source]) -> list[StatedChange]:
    """Every statement of how the thing named changed against `year` (None or unnamed in the text: the year before), each figure once.

    A statement about a part (财政拨款收支总计) counts only where none is about the whole that the question names (收支总计)."""
    found = [item for source in sources for item in _in_source(mention, year, source)]
    least = min((narrowed for narrowed, _ in found), default=0)
    kept = [change for narrowed, change in found if narrowed == least]
    distinct = {tuple(amount.text for amount in change.amounts) or change.way: change for change in reversed(kept)}
    return list(reversed(distinct.values()))


def _in_source(mention: Mention, year: int | None, source: Source) -> Iterator[tuple[int, StatedChange]]:
    """The statements of one text, each with how many words of its subject narrow what is asked for."""
    before = (0, 0)
    for start, end in text_to_sentences(source.text):
        (begun, ended), before = before, (start, end)
        sentence = source.text[start:end]
        for than in _THAN.finditer(sentence):
            way = _WAY.match(sentence, than.end()) or _WAY.search(sentence, than.end(), than.end() + _FAR)
            if way is None or (than["year"] and year and int(than["year"]) != year):
                continue
            opens = than.start() == 0
            lead = re.split("其中|主要", source.text[begun:ended])[0] if opens else sentence[: than.start()]
            subject = _subject(mention, lead, sentence[than.end() : way.start()], source.path)
            if subject is None:
                continue
            amounts = tuple(item.quantity for item in find_quantities(_of_change(sentence[way.start() :])) if item.quantity.unit)
            change = StatedChange(1 if way["up"] else -1 if way["down"] else 0, amounts, quote(source, begun if opens else start, end))
            yield sum(word in subject and word not in mention.text for word in words()["narrowing"]), change


def _subject(mention: Mention, before: str, between: str, path: Sequence[str]) -> str | None:
    """The words that name what changed, where they name the thing: behind 与上年相比, else in the last clauses before that name anything
    (the clause that names it, with nothing of its kind named since), else in the heading right above."""
    between = _NO_SUBJECT.sub("", between)
    if len(between) > 1:
        return between if _names(mention, between) else None
    clauses = [clause for clause in re.split(r"[，,；;。：:]", before) if clause.strip()]
    near = "".join(clauses[-2:]) or (path[-1] if path else "")
    if _names(mention, near):
        return near
    at = next((i for i in range(len(clauses) - 1, -1, -1) if _names(mention, clauses[i])), None)
    return clauses[at] if at is not None and not any(_KIND.search(clause) for clause in clauses[at + 1 :]) else None


def _names(mention: Mention, text: str) -> bool:
    name = _BOTH_SIDES.sub("收支", mention.text)
    same = mention if name == mention.text else Mention(name, (1.0,) * len(name), mention.start)
    said = fit(standard_mention(same), name_key(_BOTH_SIDES.sub("收支", text)))
    return said.recall >= _LEAST_SAID and len(said.leftover) < 2


def _of_change(rest: str) -> str:
    """The clauses that tell the change: up to the reason or the next thing."""
    cut = _NEXT.search(rest)
    rest = rest[: cut.start()] if cut else rest
    clauses = _CLAUSE_END.split(rest)
    kept = clauses[:1] + [clause for clause in clauses[1:2] if _WAY.search(clause) or re.search(r"[增降减]幅|比例", clause)]
    return "，".join(kept)
