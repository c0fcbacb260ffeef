"""An amount out of prose: the one whose own clause, sentence and headings name what is asked for, in the unit that is asked for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model.quantity import Quantity
from jiwen.cells.wording import Alphabet, plain
from jiwen.prose.clauses import is_threshold
from jiwen.prose.nearness import Measure
from jiwen.prose.outline import text_to_sentences
from jiwen.prose.source import Quote, Source, quote
from jiwen.prose.units import asked_units, fits
from jiwen.prose.wording import rarity, read_subject, shares, words

_LEAST_NEAR = 0.34


@dataclass(frozen=True, slots=True)
class ProseValue:
    """An exact amount and the sentence that states it. `score` 0–1 is how much of the question its surroundings say, near words counting
    most; `margin` how far the next amount with another number lies behind, `rival` that amount."""

    quantity: Quantity
    quote: Quote
    score: float
    margin: float = 1.0
    rival: "ProseValue | None" = None


def find_value(question: str, sources: Sequence[Source], *, ignore: Iterable[str] = (), unit: str | None = None) -> ProseValue | None:
    """The amount asked for; None when no sentence names the subject with an amount of the right kind. Never the nearest other number.

    `ignore` are words that the caller has used up already (the body, the report's title); `unit` overrides the unit the question asks for.
    """
    alphabet = Alphabet()
    subject = read_subject(question, alphabet, ignore)
    if not subject.positions:
        return None
    texts = [alphabet.symbols(plain(source.text[start:end])) for source in sources for start, end in text_to_sentences(source.text)]
    measure = Measure(subject, shares(subject, rarity(texts)), alphabet)
    units = [unit] if unit else asked_units(subject.raw)
    read = [source for source in sources if not _is_plan(source) or re.search(words()["plan"]["ask"], subject.raw)]
    return _best([value for source in read for value in _in_source(source, units, measure)])


def _is_plan(source: Source) -> bool:
    """The box of a form that says what was to be reached: no answer to how much was done."""
    return source.kind == "goal" and bool(source.path) and re.search(words()["plan_box"], source.path[-1]) is not None


def _in_source(source: Source, units: Sequence[str], measure: Measure) -> Iterator[ProseValue]:
    """The amounts of one text that are named; those that its headings alone name only where there is a single one."""
    by_headings = []
    for start, end in text_to_sentences(source.text):
        stated = measure.read(source.text[start:end], source.path)
        for at, item in enumerate(stated.quantities if stated else ()):
            if stated is None or not fits(item.quantity, units) or is_threshold(stated.sentence, item):
                continue
            value = ProseValue(item.quantity, quote(source, start, end), measure.score(stated, at))
            if value.score >= _LEAST_NEAR and not measure.is_said_by_headings_alone(stated, at):
                yield value
            elif value.score >= _LEAST_NEAR:
                by_headings.append(value)
    if len(by_headings) == 1:
        yield by_headings[0]


def _best(found: Sequence[ProseValue]) -> ProseValue | None:
    if not found:
        return None
    best = max(found, key=lambda v: v.score)
    others = [v for v in found if v.quantity.number != best.quantity.number or v.quantity.unit != best.quantity.unit]
    rival = max(others, key=lambda v: v.score, default=None)
    return replace(best, margin=best.score - (rival.score if rival else 0.0), rival=rival)
