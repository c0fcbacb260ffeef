"""How far a question names a label, and which labels it names at all."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jiwen.cells.asked import Asked
from jiwen.cells.content import is_value
from jiwen.cells.frame import Axis, Label
from jiwen.cells.wording import GAP, Alphabet, is_word, plain, words

_SINGLE = 0.5
_FAINT = 0.15
EQUIVALENT = 0.9
NAMED = 0.7
FULL = 0.99
_SCATTERED = 0.8
_PIECE = 4
_COUNTED = 1.5


@dataclass(frozen=True, slots=True)
class Match:
    """`cover` is the weighted share of the label that the question says, 0–1; `weight` its absolute size; `positions` where it says it.

    `longest` is its longest piece; `is_broken` says that a word in its middle is unsaid (行政[事业]单位), which makes it another thing."""

    label: Label
    cover: float
    weight: float
    positions: frozenset[int]
    longest: int
    is_broken: bool = False
    is_asked: bool = False


def symbol_weights(texts: Iterable[str]) -> Mapping[str, float]:
    """Rarer symbols tell labels apart: log((n + 1) / labels that hold it), plus a little for every symbol."""
    texts = set(texts)
    counts = Counter(symbol for text in texts for symbol in set(text))
    return {symbol: 0.25 + math.log((len(texts) + 1) / count) for symbol, count in counts.items()}


def match_label(label: Label, symbols: str, asked: Asked, weights: Mapping[str, float]) -> Match | None:
    """How far `asked` says the label; None when it says nothing of it. Runs of a single character count half."""
    each = _faded(symbols, weights)
    said, total, at, longest = 0.0, sum(each), 0, 0
    positions: set[int] = set()
    gaps = ""
    while at < len(symbols):
        length, where, is_extra = _longest_run(symbols, at, asked)
        gaps += GAP if length else symbols[at]
        if length:
            alone = length == 1 and len(symbols) > 1 and not is_word(symbols[at]) and not is_extra
            said += sum(each[at : at + length]) * (_SINGLE if alone else EQUIVALENT if is_extra else 1)
            if not alone:
                positions |= where
            longest = max(longest, length)
        at += max(length, 1)
    return Match(label, said / total, said, frozenset(positions), longest, _is_broken(gaps)) if said and total else None


def _is_broken(gaps: str) -> bool:
    """True when more than one unsaid symbol stands between said ones (gaps), brackets and words that say little left out."""
    inner = re.sub(r"\([^()]*\)", "", gaps[gaps.find(GAP) : gaps.rfind(GAP) + 1])
    for word in words()["droppable"]:
        inner = inner.replace(word, "")
    return any(len(run) > 1 for run in inner.split(GAP))


def _faded(symbols: str, weights: Mapping[str, float]) -> list[float]:
    """The weight of each symbol, less for words that questions leave out: …金额, …余额, what stands in brackets."""
    each = [weights[s] for s in symbols]
    if len(symbols) > 2 and symbols[0] in words()["faint_start"]:
        each[0] *= _FAINT
    for remark in re.finditer(r"(?<=.)\([^()]*\)", symbols):
        for at in range(*remark.span()):
            each[at] *= _FAINT
    for word in words()["faint"]:
        at = symbols.find(word)
        if word == symbols:
            break
        if at >= 0 and (len(word) > 1 or (at == len(symbols) - 1 and at > 1)):
            each[at : at + len(word)] = [_FAINT * weight for weight in each[at : at + len(word)]]
            break
    return each


def _longest_run(symbols: str, at: int, asked: Asked) -> tuple[int, frozenset[int], bool]:
    """Length of the longest run from `at` that the question says, the positions where it does, and whether it is an equivalent."""
    length, is_extra = 0, False
    while at + length < len(symbols) and symbols[at : at + length + 1] in asked.text:
        length += 1
    where: frozenset[int] = occurrences(symbols[at : at + length], asked.text) if length else frozenset()
    for extra, stands_for in asked.extras_from(symbols[at]):
        if len(extra) > length and symbols.startswith(extra, at):
            length, where, is_extra = len(extra), stands_for, True
    return length, where, is_extra


def occurrences(run: str, text: str) -> frozenset[int]:
    found: set[int] = set()
    at = text.find(run)
    while at >= 0:
        found.update(range(at, at + len(run)))
        at = text.find(run, at + 1)
    return frozenset(found)


def match_labels(labels: Sequence[Label], asked: Asked, alphabet: Alphabet) -> list[Match]:
    """All labels of which the question says something, most of it first."""
    symbols = [alphabet.symbols(label.text) for label in labels]
    coded = list(zip(labels, symbols, strict=True))
    weights = {key: symbol_weights(c for x, c in coded if (x.axis, x.is_head) == key) for key in {(x.axis, x.is_head) for x in labels}}
    matches = [match_label(x, code, asked, weights[x.axis, x.is_head]) for x, code in coded if x.is_head or _states(asked, code)]
    counted = {(x.axis, x.level) for x in labels if x.unit in asked.units}
    return sorted((_in_unit(_surely(m), asked, counted) for m in matches if m), key=strength, reverse=True)


def _surely(match: Match) -> Match:
    """A value of the body that the question says a long piece of counts as said ("财务总监": 董事、财务总监)."""
    is_said = not match.label.is_head and match.longest >= _PIECE
    return replace(match, cover=max(match.cover, NAMED)) if is_said else match


def _in_unit(match: Match, asked: Asked, counted: set[tuple[Axis, int]]) -> Match:
    """Headings that print another unit than the one asked for count less, where one beside them prints it ("多少份": 合同数（份）)."""
    label = match.label
    if (label.axis, label.level) not in counted or not label.unit or match.cover > FULL:
        return match
    return replace(match, cover=min(1.0, match.cover * _COUNTED) if label.unit in asked.units else match.cover / _COUNTED)


def said_by(text: str, asked: Asked, alphabet: Alphabet) -> frozenset[int]:
    """Positions of the question that `text` says by runs of two symbols or more, or by equivalents."""
    symbols = alphabet.symbols(plain(text))
    said: set[int] = set()
    at = 0
    while at < len(symbols):
        length, where, _ = _longest_run(symbols, at, asked)
        if length > 1:
            said |= where
        at += max(length, 1)
    return frozenset(said)


def _states(asked: Asked, symbols: str) -> bool:
    """A value of the body is a key only when the question repeats it, or a long piece of it ("…管理中心" without its bracket)."""
    if symbols in asked.text or any(symbols == extra for extra, _ in asked.extras):
        return True
    return not is_value(symbols) and any(symbols[at : at + _PIECE] in asked.text for at in range(len(symbols) - _PIECE + 1))


def strength(match: Match) -> tuple[float, int]:
    """What ranks matches: said in full before said in part, much before little, in one piece before in several."""
    piece = _SCATTERED + (1 - _SCATTERED) * min(1.0, match.longest / max(1, len(match.label.text)))
    return match.cover * match.cover * match.weight * piece * (1.0 if match.label.is_head else 0.8), match.longest
