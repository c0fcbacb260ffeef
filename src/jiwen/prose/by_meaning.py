"""The passage that comes nearest in meaning, where no text says the words of the question themselves.

Three kinds of evidence add up: words of the question or ones alike (人手 for 专职人员) in the sentence or its headings, the likeness of the
vectors, and the place in the ranking that unites both. Words must carry it: a likeness of vectors alone is no evidence that the report
speaks of the thing at all.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from index.entries import Hit
from jiwen.cells.wording import Alphabet, plain
from jiwen.prose.outline import text_to_sentences
from jiwen.prose.source import Quote, Source, quote, source_of_hit
from jiwen.prose.wording import Subject, rarity, read_subject, said_positions, shares, weigh, words

_LIKENESS, _PLACE, _CAUSE = 6.0, 0.3, 0.35
_LEAST_SAID = 0.6
_CLOSE = 0.12
_LONGEST = 260
_MOST = 2


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with the likeness of its vector to the question's (0 where there are no vectors) and its place, from 1."""

    hit: Hit
    likeness: float
    place: int


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    said: float
    source: Source
    start: int
    end: int


_Alike = tuple[tuple[tuple[str, ...], frozenset[int]], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with the words alike that stand for its own."""

    subject: Subject
    alphabet: Alphabet
    alike: _Alike

    def said_by(self, text: str) -> frozenset[int]:
        """Positions of the question that a text says, by its own words or by ones alike."""
        symbols = self.alphabet.symbols(plain(text))
        said = said_positions(self.subject, symbols, self.alphabet)
        return said.union(*(places for codes, places in self.alike if any(code in symbols for code in codes)))


@cache
def _lists() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("jiwen.prose").joinpath("alike.json").read_text(encoding="utf-8"))
    return data


def find_by_meaning(question: str, ranked: Sequence[Ranked], *, ignore: Iterable[str] = ()) -> tuple[Quote, ...]:
    """The passage nearest to the question, and a second one that is as near; empty where none says enough of it."""
    alphabet = Alphabet()
    subject = read_subject(question, alphabet, (*ignore, *_lists()["asking"]))
    is_why = re.search(words()["why"], subject.raw) is not None
    asked = _Asked(subject, alphabet, _alike_in(subject, alphabet))
    texts = [alphabet.symbols(plain(f"{' '.join(item.hit.path)} {item.hit.text}")) for item in ranked]
    each = shares(subject, rarity(texts))
    scored = [found for item in ranked if (found := _best_part(item, asked, each, is_why=is_why))]
    scored.sort(key=lambda found: -found.score)
    kept = [found for found in scored[:_MOST] if found.score >= scored[0].score - _CLOSE]
    return tuple(quote(found.source, found.start, found.end) for found in kept)


def _best_part(item: Ranked, asked: _Asked, each: Mapping[int, float], *, is_why: bool) -> _Scored | None:
    """The sentences of a passage that answer best; None where they say too little of the question."""
    source = source_of_hit(item.hit)
    if any(re.search(words()["glossary"], head) for head in source.path):
        return None
    heads = asked.said_by(" ".join(source.path))
    sentences = text_to_sentences(source.text)
    own = [heads | asked.said_by(source.text[start:end]) for start, end in sentences]
    whole = frozenset[int]().union(*own) if own else frozenset()
    said = weigh(each, whole)
    if said < _LEAST_SAID or not _can_answer(asked.subject.raw, source.text, is_why=is_why):
        return None
    best = max(range(len(own)), key=lambda at: weigh(each, own[at]))
    start, end = _around(source.text, sentences, best)
    score = said + 0.5 * weigh(each, own[best]) + _LIKENESS * item.likeness + _PLACE / item.place
    return _Scored(score, said, source, start, end)


def _can_answer(question: str, text: str, *, is_why: bool) -> bool:
    """Whether a text has what is asked for at all: a cause, the role by its name (施工单位), a body where 谁 or 哪家 is asked. Who a person
    is (局长是谁) no likeness tells."""
    if (is_why and not re.search(words()["cause"], text)) or re.search(_lists()["persons"], question):
        return False
    if any(role in question and role not in text for role in _lists()["roles"]):
        return False
    who = _lists()["who"]
    return not re.search(who["ask"], question) or re.search(who["say"], text) is not None


def _around(text: str, sentences: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """A whole passage where it is short; else the sentence with those after it, then before it, as long as it stays quotable."""
    if len(text) <= _LONGEST:
        return 0, len(text)
    start, end = sentences[at]
    for _, after in sentences[at + 1 :]:
        if after - start > _LONGEST:
            break
        end = after
    for before, _ in reversed(sentences[:at]):
        if end - before > _LONGEST:
            break
        start = before
    return start, end


def _alike_in(subject: Subject, alphabet: Alphabet) -> _Alike:
    """The groups of words alike of which the question says one, with the positions where it does."""
    groups = [[alphabet.symbols(plain(word)) for word in group] for group in _lists()["alike"]]
    found = [(tuple(codes), [(at, at + len(code)) for code in codes if (at := subject.symbols.find(code)) >= 0]) for codes in groups]
    return tuple((codes, frozenset(i for places in at for i in range(*places))) for codes, at in found if at)
