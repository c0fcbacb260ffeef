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


@cache
def _lists() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("jiwen.prose").joinpath("alike.json").read_text(encoding="utf-8"))
    return data


def find_by_meaning(question: str, ranked: Sequence[Ranked], *, ignore: Iterable[str] = ()) -> tuple[Quote, ...]:
    """The passage nearest to the question, and a second one that is as near; empty where none says enough of it."""
    alphabet = Alphabet()
    subject = read_subject(question, alphabet, (*ignore, *_lists()["asking"]))
    is_why = re.search(words()["why"], subject.raw) is not None
    texts = [alphabet.symbols(plain(f"{' '.join(item.hit.path)} {item.hit.text}")) for item in ranked]
    each = shares(subject, rarity(texts))
    scored = [found for item in ranked if (found := _best_part(item, subject, each, alphabet, is_why=is_why))]
    scored.sort(key=lambda found: -found.score)
    kept = [found for found in scored[:_MOST] if found.score >= scored[0].score - _CLOSE]
    return tuple(quote(found.source, found.start, found.end) for found in kept)


def _best_part(item: Ranked, subject: Subject, each: Mapping[int, float], alphabet: Alphabet, *, is_why: bool) -> _Scored | None:
    """The sentences of a passage that answer best; None where they say too little of the question."""
    source = source_of_hit(item.hit)
    if any(re.search(words()["glossary"], head) for head in source.path):
        return None
    heads = _said(subject, " ".join(source.path), alphabet)
    sentences = text_to_sentences(source.text)
    own = [heads | _said(subject, source.text[start:end], alphabet) for start, end in sentences]
    whole = frozenset[int]().union(*own) if own else frozenset()
    said = weigh(each, whole)
    if said < _LEAST_SAID or not _can_answer(subject.raw, source.text, is_why=is_why):
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


def _said(subject: Subject, text: str, alphabet: Alphabet) -> frozenset[int]:
    """Positions of the subject that a text says, by its own words or by ones alike."""
    symbols = alphabet.symbols(plain(text))
    said = set(said_positions(subject, symbols, alphabet))
    for group in _lists()["alike"]:
        codes = [alphabet.symbols(plain(word)) for word in group]
        asked = [(at, at + len(code)) for code in codes if (at := subject.symbols.find(code)) >= 0]
        if asked and any(code in symbols for code in codes):
            said.update(i for start, end in asked for i in range(start, end))
    return frozenset(said)
