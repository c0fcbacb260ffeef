"""An amount out of prose: the one whose own clause, sentence and headings name what is asked for, in the unit that is asked for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.model.quantity import Quantity
from ingest.values import FoundQuantity, find_quantities, same_dimension
from jiwen.cells.wording import GAP, Alphabet, plain
from jiwen.prose.outline import text_to_sentences
from jiwen.prose.source import Quote, Source, quote
from jiwen.prose.wording import Subject, leaves_out, printed_units, rarity, read_subject, said_positions, weigh, words

_LEAST_SAID = 0.78
_LEAST_NEAR = 0.34
_NEARNESS = (1.0, 0.85, 0.55, 0.35)
_QUALIFIED = 0.9
_HEADING = 0.6
_SENTENCE = 0.2
_OTHER_KIND = 0.5
_PART = 0.9
_LOOSE = 0.008
_LOOSEST = 0.12
_LONGEST_AFTER = 8
_BESIDE = 0.2
_ANOTHERS = 0.6
_BUDGET_LEVEL = re.compile("（[类款项]）")
_WORD = re.compile(r"\w")
_CLAUSE_ENDS = "，,；;。：:、（(）)"


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
    sentences = [(source, start, end) for source in sources for start, end in text_to_sentences(source.text)]
    texts = [alphabet.symbols(plain(source.text[start:end])) for source, start, end in sentences]
    if not subject.positions:
        return None
    weights = rarity(texts)
    units = [unit] if unit else asked_units(subject.raw)
    found: list[ProseValue] = []
    for (source, start, end), text in zip(sentences, texts, strict=True):
        found += _in_sentence(source, start, end, text, units, subject, weights, alphabet)
    return _best(found)


def asked_units(raw: str) -> list[str]:
    """The units a question asks for ("多少家" → 家, "百分之几" → %, "几个" → any count); empty when it does not say.

    Where it asks two things at once ("有几个、涉及多少资金"), the amount goes before the count.
    """
    printed = [unit for _, unit in printed_units(raw)]
    amounts = [unit for unit in printed if unit != "个"]
    if amounts:
        return amounts[:1]
    rules = [rule for rule in words()["units"] if re.search(rule["ask"], raw)]
    asks_twice = len(re.findall("多少|几", raw)) > 1
    if printed and not (asks_twice and rules):
        return ["count"]
    return list(rules[0]["units"]) if rules else []


def _fits(quantity: Quantity, units: Sequence[str]) -> bool:
    if quantity.number is None:
        return False
    if not units:
        return True
    unit = quantity.unit or ""
    people, counts = words()["people"], words()["count_units"]
    if "count" in units or units[0] in people:
        return unit in (people if units[0] in people else counts) or unit.removeprefix("万") in counts
    return any(
        unit == asked or same_dimension(unit, asked) or {unit, asked} == {asked, asked + "次"} for asked in units if unit not in people
    )


def _in_sentence(
    source: Source,
    start: int,
    end: int,
    text: str,
    units: Sequence[str],
    subject: Subject,
    weights: Mapping[str, float],
    alphabet: Alphabet,
) -> list[ProseValue]:
    unseen = max(weights.values(), default=1.0)
    path = alphabet.symbols(plain(" ".join(source.path)))
    heads = said_positions(subject, path, alphabet)
    whole = heads | said_positions(subject, text, alphabet)
    if weigh(subject, whole, weights, unseen) < _LEAST_SAID or leaves_out(subject, whole):
        return []
    sentence = source.text[start:end]
    quantities = find_quantities(sentence)
    values = []
    for at, item in enumerate(quantities):
        if not _fits(item.quantity, units):
            continue
        credit = _credits(subject, sentence, quantities, at, alphabet)
        score = sum(
            max(credit.get(i, 0.0), _HEADING if i in heads else _SENTENCE if i in whole else 0.0) * weights.get(subject.symbols[i], unseen)
            for i in subject.positions
        )
        score /= sum(weights.get(subject.symbols[i], unseen) for i in subject.positions)
        if not _each_named(subject, credit, heads):
            continue
        own = plain(_clauses(sentence, quantities, at)[0])
        score *= _QUALIFIED ** sum(word in own and word not in subject.raw for word in words()["qualifiers"])
        score -= min(_LOOSEST, _LOOSE * _foreign(subject, own, alphabet))
        score *= _PART if "其中" in sentence[: item.start] and "其中" not in subject.raw else 1
        score *= _OTHER_KIND if _is_other_kind(subject.raw, own) else 1
        if score >= _LEAST_NEAR:
            values.append(ProseValue(item.quantity, quote(source, start, end), score))
    return values


def _each_named(subject: Subject, credit: Mapping[int, float], heads: frozenset[int]) -> bool:
    """True when every phrase of the subject is said, by more than half, before or beside the amount or in its headings."""
    return all(
        2 * sum(i in heads or credit.get(i, 0.0) >= _BESIDE for i in range(*run.span())) > len(run[0])
        for run in re.finditer(f"[^{GAP}]+", subject.symbols)
    )


def _credits(subject: Subject, sentence: str, quantities: Sequence[FoundQuantity], at: int, alphabet: Alphabet) -> dict[int, float]:
    """For each said position of the subject, how near to the amount it is said: own clause, the clauses before, less and less;
    words beside an amount of the same kind are that amount's."""
    credit: dict[int, float] = {}
    for nearness, clause in zip(_NEARNESS, _clauses(sentence, quantities, at), strict=False):
        if nearness < 1 and any(_same_kind(q.quantity.unit, quantities[at].quantity.unit) for q in find_quantities(clause)):
            nearness *= _ANOTHERS
        for position in said_positions(subject, alphabet.symbols(plain(clause)), alphabet):
            credit[position] = max(credit.get(position, 0.0), nearness)
    return credit


def _foreign(subject: Subject, clause: str, alphabet: Alphabet) -> int:
    """How many symbols of an amount's own clause the subject does not hold: the tightest wording wins among those that say it all."""
    return sum(symbol not in subject.symbols for symbol in alphabet.symbols(clause))


def _is_other_kind(question: str, clause: str) -> bool:
    """True when the question asks for what was planned and the clause says what was done, or the other way round."""
    plan, done = words()["plan"], words()["done"]
    for one, other in ((plan, done), (done, plan)):
        if re.search(one["ask"], question) and not re.search(other["ask"], question):
            return bool(re.search(other["say"], clause)) and not re.search(one["say"], clause)
    return False


def _same_kind(one: str | None, other: str | None) -> bool:
    people = words()["people"]
    return same_dimension(one, other) or (one in people and other in people)


def _clauses(sentence: str, quantities: Sequence[FoundQuantity], at: int) -> list[str]:
    """The words around an amount: its own clause (up to the amounts beside it), then the clauses before it, nearest first."""
    item = quantities[at]
    sentence = _BUDGET_LEVEL.sub("，\0\0", sentence)
    left = quantities[at - 1].end if at else 0
    right = quantities[at + 1].start if at + 1 < len(quantities) else len(sentence)
    after = _until_break(sentence[item.end : right])[:_LONGEST_AFTER]
    before = sentence[: item.start]
    cut = max((i for i, c in enumerate(before) if c in _CLAUSE_ENDS), default=-1) + 1
    own = before[max(cut, left) :]
    rest = [part for part in re.split(f"[{re.escape(_CLAUSE_ENDS)}]", before[: max(cut, left)]) if _WORD.search(part)]
    if not _WORD.search(own + after) and rest:
        own = rest.pop()
    return [f"{own} {after}", *reversed(rest)]


def _until_break(text: str) -> str:
    return re.split(f"[{re.escape(_CLAUSE_ENDS)}]", text, maxsplit=1)[0]


def _best(found: Sequence[ProseValue]) -> ProseValue | None:
    if not found:
        return None
    best = max(found, key=lambda v: v.score)
    others = [v for v in found if v.quantity.number != best.quantity.number or v.quantity.unit != best.quantity.unit]
    rival = max(others, key=lambda v: v.score, default=None)
    return ProseValue(best.quantity, best.quote, best.score, best.score - (rival.score if rival else 0.0), rival)
