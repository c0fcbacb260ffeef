"""How far a question names a label, and which labels it names at all."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jiwen.cells.frame import Label
from jiwen.cells.wording import Alphabet, Asked

_SINGLE = 0.5
_ENOUGH_NEW = 0.25
_NAMED = 0.7


@dataclass(frozen=True, slots=True)
class Match:
    """`cover` is the weighted share of the label that the question says, 0–1; `weight` its absolute size; `positions` where it says it."""

    label: Label
    cover: float
    weight: float
    positions: frozenset[int]
    longest: int


def symbol_weights(texts: Iterable[str]) -> Mapping[str, float]:
    """Rarer symbols tell labels apart: log((n + 1) / labels that hold it), plus a little for every symbol."""
    texts = set(texts)
    counts = Counter(symbol for text in texts for symbol in set(text))
    return {symbol: 0.25 + math.log((len(texts) + 1) / count) for symbol, count in counts.items()}


def match_label(label: Label, symbols: str, asked: Asked, weights: Mapping[str, float]) -> Match | None:
    """How far `asked` says the label; None when it says nothing of it. Runs of a single character count half."""
    said, total, at, longest = 0.0, sum(weights[s] for s in symbols), 0, 0
    positions: set[int] = set()
    while at < len(symbols):
        length, where = _longest_run(symbols, at, asked)
        if length:
            alone = length == 1 and len(symbols) > 1 and symbols[at] < "\U000f0000"
            said += sum(weights[s] for s in symbols[at : at + length]) * (_SINGLE if alone else 1)
            if not alone:
                positions |= where
            longest = max(longest, length)
        at += max(length, 1)
    return Match(label, said / total, said, frozenset(positions), longest) if said and total else None


def _longest_run(symbols: str, at: int, asked: Asked) -> tuple[int, frozenset[int]]:
    length = 0
    while at + length < len(symbols) and symbols[at : at + length + 1] in asked.text:
        length += 1
    where: frozenset[int] = _occurrences(symbols[at : at + length], asked.text) if length else frozenset()
    for extra, stands_for in asked.extras:
        if len(extra) > length and symbols.startswith(extra, at):
            length, where = len(extra), stands_for
    return length, where


def _occurrences(run: str, text: str) -> frozenset[int]:
    found, at = set(), text.find(run)
    while at >= 0:
        found.update(range(at, at + len(run)))
        at = text.find(run, at + 1)
    return frozenset(found)


def match_labels(labels: Sequence[Label], asked: Asked, alphabet: Alphabet) -> list[Match]:
    """All labels of which the question says something, most of it first."""
    symbols = [alphabet.symbols(label.text) for label in labels]
    weights = symbol_weights(symbols)
    matches = [match_label(label, code, asked, weights) for label, code in zip(labels, symbols, strict=True)]
    return sorted((m for m in matches if m), key=_strength, reverse=True)


def _strength(match: Match) -> tuple[float, int]:
    return match.cover * match.cover * match.weight * (1.0 if match.label.is_head else 0.8), match.longest


def named_labels(matches: Sequence[Match]) -> list[Match]:
    """The labels that the question names: said for the most part, and by words that no stronger label has taken already."""
    named: list[Match] = []
    taken: set[int] = set()
    for match in matches:
        if match.cover < _NAMED:
            continue
        new = match.positions - taken
        twin = any(m.positions == match.positions and m.cover <= match.cover + 0.01 for m in named)
        if twin or len(new) >= max(1, _ENOUGH_NEW * len(match.positions)):
            named.append(match)
            taken |= match.positions
    return named
