"""How far a question names a label, and which labels it names at all."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jiwen.cells.content import is_value
from jiwen.cells.frame import Label
from jiwen.cells.wording import GAP, Alphabet, Asked, is_word, plain, words

_SINGLE = 0.5
_FAINT = 0.15
_EQUIVALENT = 0.9
_ENOUGH_NEW = 0.25
_NAMED = 0.7
_FULL = 0.99
_SCATTERED = 0.8
_PIECE = 4
_HALF = 0.4


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
            said += sum(each[at : at + length]) * (_SINGLE if alone else _EQUIVALENT if is_extra else 1)
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
    """The weight of each symbol, less for words that questions leave out (…金额, …余额)."""
    each = [weights[s] for s in symbols]
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
    length = _until_equivalent(symbols, at, length, asked)
    where: frozenset[int] = _occurrences(symbols[at : at + length], asked.text) if length else frozenset()
    for extra, stands_for in asked.extras:
        if len(extra) > length and symbols.startswith(extra, at):
            length, where, is_extra = len(extra), stands_for, True
    return length, where, is_extra


def _until_equivalent(symbols: str, at: int, length: int, asked: Asked) -> int:
    """The run's length, shorter where an equivalent begins inside it and reaches further ("拨款收|入支出" for 拨款收支)."""
    for cut in range(1, length):
        if any(cut + len(extra) > length and symbols.startswith(extra, at + cut) for extra, _ in asked.extras):
            return cut
    return length


def _occurrences(run: str, text: str) -> frozenset[int]:
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
    return sorted((m for m in matches if m), key=strength, reverse=True)


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
    """A value of the body is a key only when the question repeats it, or nearly so for words ("…管理中心" without its bracket)."""
    return symbols in asked.text or (len(symbols) > 5 and symbols[:4] in asked.text and not is_value(symbols))


def strength(match: Match) -> tuple[float, int]:
    """What ranks matches: said in full before said in part, much before little, in one piece before in several."""
    piece = _SCATTERED + (1 - _SCATTERED) * min(1.0, match.longest / max(1, len(match.label.text)))
    return match.cover * match.cover * match.weight * piece * (1.0 if match.label.is_head else 0.8), match.longest


def named_labels(matches: Sequence[Match], light: frozenset[int] = frozenset(), clauses: Sequence[frozenset[int]] = ()) -> list[Match]:
    """The labels that the question names: said for the most part, and by words that no stronger label has taken already."""
    named: list[Match] = []
    taken: set[int] = set()
    for match in matches:
        if match.cover < _NAMED:
            continue
        if match.cover > _FULL and any(_only_by_parts(match, m, clauses) for m in named):
            named.append(match)
            continue
        new = match.positions - taken - light - _solid(match, matches)
        twin = any(m.positions == match.positions and m.cover <= match.cover + 0.01 for m in named)
        if twin or len(new) >= min(2, max(1, int(_ENOUGH_NEW * len(match.positions)))):
            named.append(match)
            taken |= match.positions
    return named


def _solid(match: Match, matches: Sequence[Match]) -> frozenset[int]:
    """Where labels of the other axis are said in one piece, for a match said in several: "…合格率的指标完成值" does not say …完成数."""
    if match.longest >= len(match.label.text) or match.cover > _FULL:
        return frozenset()
    return frozenset[int]().union(
        *(
            m.positions
            for m in matches
            if m.label.axis != match.label.axis and m.cover > _FULL and m.longest >= max(_PIECE, len(m.label.text))
        )
    )


def _only_by_parts(match: Match, other: Match, clauses: Sequence[frozenset[int]]) -> bool:
    """True when `other` takes the words of `match` only by reaching over into a further clause ("主办券商是哪家，办公地址在哪" names
    主办券商, though both clauses together say 主办券商办公地址)."""
    if match.label.axis != other.label.axis or not match.positions < other.positions:
        return False
    own = [clause for clause in clauses if match.positions & clause]
    return len(own) == 1 and bool(other.positions - own[0]) and not (other.positions & own[0]) - match.positions


def with_siblings(named: Sequence[Match], matches: Sequence[Match], asked: Asked, alphabet: Alphabet) -> list[Match]:
    """`named` and the labels that differ from one of them only by a part which the question says too: "期初和期末…持有多少股" names
    期初持股数 and, by its 期末, 期末持股数."""
    found = list(named)
    taken = frozenset[int]().union(*(m.positions for m in named)) if named else frozenset[int]()
    for match in matches:
        if match in found or not match.label.is_head:
            continue
        for other in named:
            if (other.label.axis, other.label.level) == (match.label.axis, match.label.level):
                part = _differing(alphabet.symbols(match.label.text), alphabet.symbols(other.label.text))
                if part and _occurrences(part, asked.text) - taken - asked.idle:
                    found.append(match)
                    break
    return found


def with_hinted(named: Sequence[Match], matches: Sequence[Match], asked: Asked) -> list[Match]:
    """`named` and, for each kind of thing that must be said ("谁", "为什么"), the best heading of that kind where none is named."""
    found = list(named)
    for kind in asked.must:
        if any(word in m.label.text for m in found for word in kind):
            continue
        fitting = [m for m in matches if m.label.is_head and any(word in m.label.text for word in kind)]
        found += fitting[:1]
    return found


def with_clauses(named: Sequence[Match], matches: Sequence[Match], asked: Asked) -> list[Match]:
    """`named` and, for each clause of the question that names nothing yet, the label said best in it ("气候怎么样？有哪些景点？")."""
    found = list(named)
    for clause in asked.clauses:
        if not any(m.positions & clause for m in found):
            said = [m for m in matches if m.positions & clause and m.positions <= clause and m.cover >= _HALF]
            found += said[:1]
    return found


def _differing(text: str, other: str) -> str:
    """The part of `text` that `other` lacks, at least two symbols long; "" where they have little in common."""
    start = 0
    while start < min(len(text), len(other)) and text[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(text), len(other)) - start and text[-1 - end] == other[-1 - end]:
        end += 1
    part = text[start : len(text) - end]
    if not part or start + end < max(2, len(part)):
        return ""
    return part if len(part) > 1 or is_word(part) else text[max(start - 1, 0) : start + 2] if not start else text[start - 1 : start + 1]
