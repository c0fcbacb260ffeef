"""Names that reports hold, and how well a mention of a question fits each of them.

A mention fits a name when everything it says is in the name: the same words in any order, abbreviations (职校 for 职业院校),
and synonyms. What the name says beyond that only decides between names. Near-identical names stay apart: the figure kind at the end
(率, 人数, 额) must agree.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from jiwen.question.fold import fold_name
from jiwen.question.model import Mention


@dataclass(frozen=True, slots=True)
class Fit:
    """How a mention fits a name. `recall`: share of the mention that the name says; `coverage`: share of the name that the mention says;
    `is_verbatim`: the whole name stands in the mention."""

    recall: float
    coverage: float
    is_verbatim: bool
    ends_alike: bool
    leftover: str = ""

    @property
    def score(self) -> float:
        return self.recall + 0.35 * self.coverage + 0.1 * self.ends_alike + 0.2 * self.is_verbatim


@lru_cache(maxsize=1)
def _raw() -> str:
    return resources.files("jiwen.question").joinpath("synonyms.json").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _data() -> tuple[tuple[tuple[str, str], ...], frozenset[str], dict[str, frozenset[str]]]:
    data = json.loads(_raw())
    pairs = tuple(sorted(((fold_name(a), fold_name(b)) for a, b in data["replace"]), key=lambda pair: -len(pair[0])))
    kinds = {word: frozenset(group) for group in data["kinds"] for word in group}
    return pairs, frozenset(data["light"]), kinds


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """A name in its compared form: folded, synonyms replaced by one word."""
    key = fold_name(name)
    for word, standard in _data()[0]:
        if word in key:
            key = key.replace(word, standard)
    return key


def standard_mention(mention: Mention) -> Mention:
    """The mention with the same replacements as `name_key`, weights carried along (a replaced word weighs 1)."""
    text, weights = list(mention.text), list(mention.weights)
    for word, standard in _data()[0]:
        joined = "".join(text)
        at = joined.find(word)
        while at >= 0:
            weight = max(weights[at : at + len(word)], default=1.0)
            text[at : at + len(word)] = list(standard)
            weights[at : at + len(word)] = [weight] * len(standard)
            joined = "".join(text)
            at = joined.find(word, at + len(standard))
    kept = [(c, w) for c, w in zip(text, weights, strict=True) if fold_name(c)]
    return Mention("".join(c for c, _ in kept), tuple(w for _, w in kept), mention.start, mention.is_foreign)


def fit(mention: Mention, key: str) -> Fit:
    """How `mention` (standardised) fits the name with this `key`."""
    text = mention.text
    weights = _light_weights(mention)
    said, covered = _align(text, key, weights)
    total = sum(weights)
    recall = sum(w for w, hit in zip(weights, said, strict=True) if hit) / total if total else 0.0
    leftover = _longest_leftover(text, weights, said)
    coverage = sum(covered) / len(key) if key else 0.0
    return Fit(recall, coverage, bool(key) and key in text, _ends_alike(mention.content, key), leftover)


def _light_weights(mention: Mention) -> list[float]:
    """Words like 数, 情况, 经费 say little: a fifth of the weight."""
    weights = list(mention.weights)
    for word in _data()[1]:
        at = mention.text.find(word)
        while at >= 0:
            for position in range(at, at + len(word)):
                weights[position] = min(weights[position], 0.2)
            at = mention.text.find(word, at + 1)
    return weights


def hangs_together(mention: Mention, text: str) -> bool:
    """Whether `text` says a run of three characters of the mention at least, all of a shorter one, or both words of a name of two
    (在职人员): scattered pairs of a longer one prove nothing."""
    content, said = standard_mention(mention).content, name_key(text)
    if len(content) == 4 and content[:2] in said and content[2:] in said:
        return True
    size = min(3, len(content))
    return any(content[i : i + size] in said for i in range(len(content) - size + 1))


def is_light(content: str) -> bool:
    """True where nothing but light words is said: 总额, 金额, 资金情况."""
    if content in json.loads(_raw())["empty"]:
        return True
    rest = content
    for word in sorted(_data()[1], key=len, reverse=True):
        rest = rest.replace(word, "")
    return not rest


def _align(text: str, key: str, weights: Sequence[float]) -> tuple[list[bool], list[bool]]:
    """Which characters of `text` and of `key` are matched: longest common runs first, then abbreviations, then single characters."""
    said, covered = [False] * len(text), [False] * len(key)
    for start, at, length in _common_runs(text, key):
        if not any(said[start : start + length]) and not any(covered[at : at + length]):
            said[start : start + length] = [True] * length
            covered[at : at + length] = [True] * length
    for start, end in _open_runs(said, weights):
        for positions, places in _abbreviations(text[start:end], key, covered):
            for position in positions:
                said[start + position] = True
            for place in places:
                covered[place] = True
    return said, covered


def _common_runs(text: str, key: str) -> list[tuple[int, int, int]]:
    """(start in text, start in key, length) of common substrings of at least two characters, longest first."""
    runs: list[tuple[int, int, int]] = []
    for i in range(len(text) - 1):
        at = key.find(text[i : i + 2])
        while at >= 0:
            if not (i and at and text[i - 1] == key[at - 1]):
                length = 2
                while i + length < len(text) and at + length < len(key) and text[i + length] == key[at + length]:
                    length += 1
                runs.extend((i, at, part) for part in range(length, 1, -1))
            at = key.find(text[i : i + 2], at + 1)
    return sorted(runs, key=lambda run: -run[2])


def _open_runs(said: Sequence[bool], weights: Sequence[float]) -> list[tuple[int, int]]:
    runs, start = [], None
    for position, hit in enumerate([*said, True]):
        is_open = not hit and weights[position] > 0 if position < len(said) else False
        if is_open and start is None:
            start = position
        if not is_open and start is not None:
            runs.append((start, position))
            start = None
    return runs


def _abbreviations(run: str, key: str, covered: Sequence[bool]) -> Iterable[tuple[list[int], list[int]]]:
    """A run of two or three characters that stand in `key` in this order, close together and in open places: 职校 in 职业院校."""
    for size in (4, 3, 2):
        for start in range(len(run) - size + 1):
            places = _in_order(run[start : start + size], key, covered)
            if places:
                yield list(range(start, start + size)), places
                return
    if len(run) == 2 and all(character in key for character in run):
        places = [p for p, c in enumerate(key) if c in run and not covered[p] and _is_beside(p, covered)]
        if places:
            yield [0, 1], places[:1]
            return
    for position, character in enumerate(run):
        if len(run) == 1:
            place = next((p for p, c in enumerate(key) if c == character and not covered[p]), None)
            if place is not None and _is_beside(place, covered):
                yield [position], [place]


def _in_order(letters: str, key: str, covered: Sequence[bool]) -> list[int] | None:
    for first, character in enumerate(key):
        if character != letters[0] or covered[first]:
            continue
        places, at = [first], first
        for letter in letters[1:]:
            at = next((p for p in range(at + 1, min(len(key), at + 5)) if key[p] == letter and not covered[p]), -1)
            if at < 0:
                break
            places.append(at)
        if len(places) == len(letters):
            return places
    return None


def _is_beside(place: int, covered: Sequence[bool]) -> bool:
    """A lone character counts only near what is already matched, two places away at most."""
    return any(covered[p] for p in range(max(0, place - 2), min(len(covered), place + 3)))


def _longest_leftover(text: str, weights: Sequence[float], said: Sequence[bool]) -> str:
    best = run = ""
    for character, weight, hit in zip(text, weights, said, strict=True):
        if not hit and weight >= 0.9:
            run += character
        elif weight > 0 or hit:
            run = ""
        best = max(best, run, key=len)
    return best


def kind_of_figure(text: str) -> frozenset[str] | None:
    """What a name measures by its last word: 率/比例, 人数, 额 … None where it ends in no such word."""
    kinds = _data()[2]
    for size in (3, 2, 1):
        if text[-size:] in kinds:
            return kinds[text[-size:]]
    return None


_MEASURE = re.compile("率|比例|比重|面积|里程|长度|人数|人次|次数|起数|户数|家数|时限|成本|满意度|标准|经费|专项")
_LONG_NAME = 6


def is_measure(content: str) -> bool:
    """Whether words are the full name of a measured thing (重大隐患整改及时率): a passage that does not say it is no answer."""
    return len(content) >= _LONG_NAME and _MEASURE.search(content) is not None


def _ends_alike(content: str, key: str) -> bool:
    mine, its = kind_of_figure(content), kind_of_figure(key)
    return bool(content) and (content[-2:] == key[-2:] or (mine is not None and mine == its))


def contradicts(content: str, key: str) -> bool:
    """True where both end in a figure kind and the kinds differ: …管理率 is not …管理人数, a number of things is no 成本 or 时限."""
    mine, its = kind_of_figure(content), kind_of_figure(key)
    if mine is None and content.endswith("数") and its is not None:
        return measure_of(key) is not None
    return mine is not None and its is not None and mine != its


def measure_of(content: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """How a name ends that says in which units it is measured (…成本 in 元, …率 in %), and those units; None for the others."""
    return next(((ends, units) for ends, units in _measures() if ends.search(content)), None)


@lru_cache(maxsize=1)
def _measures() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(f"(?:{entry['ends']})$"), re.compile(entry["units"])) for entry in json.loads(_raw())["measures"])
