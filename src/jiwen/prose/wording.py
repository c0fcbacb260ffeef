"""What a question is about, and how much of it a text says."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ingest.values import find_quantities, find_years
from jiwen.cells.wording import GAP, Alphabet, plain
from jiwen.cells.wording import words as cell_words

_FAINT = 0.3
_LATIN = "\U000f0000"


@cache
def words() -> dict[str, Any]:
    """The word lists beside this module."""
    data: dict[str, Any] = json.loads(files("jiwen.prose").joinpath("words.json").read_text(encoding="utf-8"))
    return data


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of a question that name something, as symbols with gaps between them. `raw` is the whole question, plain;
    `faint` are the positions of words that say little."""

    raw: str
    symbols: str
    faint: frozenset[int] = frozenset()

    @property
    def positions(self) -> list[int]:
        """Positions of symbols that must be said."""
        return [i for i, s in enumerate(self.symbols) if s != GAP]


def read_subject(question: str, alphabet: Alphabet, ignore: Iterable[str] = ()) -> Subject:
    """The subject of a question: without years, question words, the words in `ignore` (bodies, titles), and single left-over characters."""
    raw = plain(question)
    text = raw
    for years in find_years(raw):
        text = text[: years.start] + GAP * (years.end - years.start) + text[years.end :]
    for found, unit in printed_units(raw):
        end = found.end() + len(unit)
        text = text[: found.start()] + GAP * (end - found.start()) + text[end:]
    silent = [*ignore, *cell_words()["politeness"], *cell_words()["asking"], *words()["filler"], "多少个", "百分之"]
    for word in sorted({plain(w) for w in silent if w}, key=len, reverse=True):
        text = text.replace(word, GAP * len(word))
    text = "".join(GAP if c in words()["particles"] else c for c in text)
    text = re.sub("(?<=[预决]算)(?:数|比例|比率|百分比|程度)", lambda found: GAP * len(found[0]), text)
    text = re.sub(f"[^{GAP}]+", lambda run: _core(run[0]), text)
    symbols = alphabet.symbols(text)
    faint = (range(*found.span()) for word in words()["droppable"] for found in re.finditer(word, symbols))
    return Subject(raw, symbols, frozenset(i for places in faint for i in places))


def printed_units(raw: str) -> list[tuple[re.Match[str], str]]:
    """The question words that a unit follows, each with that unit: "惠及多少家企业" → 多少, 家."""
    found = []
    for asked in re.finditer(r"(?:多少|几)(?=([^多少几]{1,8}))", raw):
        amounts = find_quantities("1" + asked[1])
        unit = amounts[0].quantity.unit if amounts and amounts[0].start == 0 else None
        if unit and asked[1].startswith(unit):
            found.append((asked, unit))
    return found


def _core(run: str) -> str:
    """A run of words without the particles at its ends; gaps when no more than a single character is left."""
    edges = words()["edges"]
    start = 0 if any(run.startswith(word) for word in words()["whole"]) else len(run) - len(run.lstrip(edges))
    end = max(start, len(run.rstrip(edges)))
    if end - start == 1 and not (run[start].isascii() and run[start].isalnum()):
        end = start
    return GAP * start + run[start:end] + GAP * (len(run) - end)


def rarity(texts: Sequence[str]) -> Mapping[str, float]:
    """Weight of each symbol: log(1 + texts / texts that hold it)."""
    counts = Counter(symbol for text in texts for symbol in set(text))
    return {symbol: math.log(1 + len(texts) / count) for symbol, count in counts.items()}


def said_positions(subject: Subject, text: str, alphabet: Alphabet) -> frozenset[int]:
    """Positions of the subject that `text` (plain symbols) says, by runs of two symbols or more, by equivalents, or by a whole word."""
    said: set[int] = set()
    symbols, at = subject.symbols, 0
    while at < len(symbols):
        length = 0
        while at + length < len(symbols) and symbols[at + length] != GAP and symbols[at : at + length + 1] in text:
            length += 1
        if length > 1 or (length == 1 and (symbols[at] >= _LATIN or _stands_alone(symbols, at))):
            said.update(range(at, at + length))
        at += max(1, length - 1) if length > 1 else 1
    return frozenset(said | _said_otherwise(subject, text, alphabet))


def _stands_alone(symbols: str, at: int) -> bool:
    return (at == 0 or symbols[at - 1] == GAP) and (at + 1 == len(symbols) or symbols[at + 1] == GAP)


def leaves_out(subject: Subject, said: frozenset[int]) -> bool:
    """True when something of the subject stays unsaid, be it one character: 渔业院校毕业生 is not 职业院校毕业生.

    Words and characters that questions add freely (数量, 情况, 市 …) may stay unsaid."""
    rest = "".join(GAP if i in said else symbol for i, symbol in enumerate(subject.symbols))
    for word in words()["droppable"]:
        rest = rest.replace(word, GAP * len(word))
    return any(len(run) > 1 or run not in words()["loose"] for run in re.findall(f"[^{GAP}]+", rest))


def _said_otherwise(subject: Subject, text: str, alphabet: Alphabet) -> set[int]:
    said: set[int] = set()
    for codes, places in _equivalents(subject, alphabet):
        if any(code in text for code in codes):
            said.update(places)
    return said


@lru_cache(maxsize=64)
def _equivalents(subject: Subject, alphabet: Alphabet) -> tuple[tuple[list[str], tuple[int, ...]], ...]:
    """The groups of equivalent words of which the subject holds one, in symbols, with the positions it has there. Kept, since every
    sentence of a report asks for them."""
    groups = [[alphabet.symbols(plain(word)) for word in group] for group in words()["same"]]
    found = [(codes, [(at, at + len(code)) for code in codes if (at := subject.symbols.find(code)) >= 0]) for codes in groups]
    return tuple((codes, tuple(i for places in at for i in range(*places))) for codes, at in found if at)


def shares(subject: Subject, weights: Mapping[str, float]) -> Mapping[int, float]:
    """What each position weighs in the whole subject, together 1; a symbol that no text holds weighs like the rarest one, words that
    questions add freely (总额, 情况 …) little."""
    unseen = max(weights.values(), default=1.0)
    each = {i: weights.get(subject.symbols[i], unseen) * (_FAINT if i in subject.faint else 1) for i in subject.positions}
    total = sum(each.values())
    return {i: weight / total for i, weight in each.items()} if total else {}


def weigh(each: Mapping[int, float], said: Iterable[int]) -> float:
    """How much of the subject is said, 0–1; `each` as `shares` gives it."""
    return sum(each.get(i, 0.0) for i in set(said))
