"""Sentences that answer: whole enumerated stretches under a heading that names the topic, else the sentences that say the subject."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jiwen.cells.wording import Alphabet, plain
from jiwen.prose.outline import text_to_segments, text_to_sentences
from jiwen.prose.source import Quote, Source, quote
from jiwen.prose.wording import Subject, rarity, read_subject, said_positions, weigh, words

_HEAD_SAID = 0.8
_SENTENCE_SAID = 0.7
_LONGEST = 2000
_USUAL = 600
_LONGEST_HEADING = 20
_MOST_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Quotes in reading order, best source first; `score` 0–1 is how much of the question they or their headings say."""

    quotes: tuple[Quote, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Stretch:
    source: Source
    heads: tuple[str, ...]
    start: int
    end: int

    @property
    def own_head(self) -> str:
        return self.heads[-1] if self.heads else (self.source.path[-1] if self.source.path else "")

    @property
    def length(self) -> int:
        return self.end - self.start


def find_passages(question: str, sources: Sequence[Source], *, ignore: Iterable[str] = ()) -> Found:
    """What the texts say on the topic of a question; empty when they say nothing of it."""
    alphabet = Alphabet()
    subject = read_subject(question, alphabet, ignore)
    stretches = _stretches(sources)
    found = _under_topic_heads(subject, stretches) or _under_named_heads(subject, stretches, alphabet)
    return found or _by_sentences(subject, sources, alphabet)


def find_reasons(question: str, sources: Sequence[Source], *, ignore: Iterable[str] = ()) -> Found:
    """Sentences that say the subject and give a cause (由于…, 主要原因是…); empty when none does."""
    alphabet = Alphabet()
    subject = read_subject(re.sub(words()["why"], "\0", plain(question)), alphabet, ignore)
    return _by_sentences(subject, sources, alphabet, needed=re.compile(words()["cause"]))


def _stretches(sources: Sequence[Source]) -> list[_Stretch]:
    found = []
    for source in sources:
        found.append(_Stretch(source, (), 0, len(source.text)))
        found += [_Stretch(source, s.heads, s.start, s.end) for s in text_to_segments(source.text)]
    return found


def _under_topic_heads(subject: Subject, stretches: Sequence[_Stretch]) -> Found | None:
    """The stretches whose own heading names the topics asked for ("存在哪些问题" → （一）主要问题及原因分析).

    A heading that names further topics ("存在问题及改进措施") counts only where no heading inside it names the one alone.
    """
    asked = [topic for topic in words()["topics"] if re.search(topic["ask"], subject.raw)]
    others = [topic for topic in words()["topics"] if topic not in asked]
    quotes = []
    for topic in asked:
        named = [s for s in stretches if s.source.kind == "prose" and s.length <= _LONGEST and _names(s.own_head, topic)]
        pure = [s for s in named if not any(_names(s.own_head, other) for other in others)] or named
        outer = [s for s in pure if not any(_inside(s, o) for o in pure)]
        quotes += [quote(s.source, s.start, s.end, s.heads) for s in outer]
    unique = tuple({(q.report_id, q.text): q for q in quotes}.values())
    return Found(unique, 1.0) if unique else None


def _names(head: str, topic: Mapping[str, str]) -> bool:
    """True for a heading, not for a sentence that happens to hold the word: short, and ending in it or in what it is joined with."""
    return (
        len(head) <= _LONGEST_HEADING
        and re.search(rf"(?:{topic['heads']})(?:[及和与、].{{1,10}}|情况|如下|方面|设置|构成|建议)*$", head) is not None
    )


def _inside(inner: _Stretch, outer: _Stretch) -> bool:
    return inner is not outer and inner.source is outer.source and outer.start <= inner.start and inner.end <= outer.end


def _under_named_heads(subject: Subject, stretches: Sequence[_Stretch], alphabet: Alphabet) -> Found | None:
    heads = [alphabet.symbols(plain(s.own_head)) for s in stretches]
    weights = rarity(heads)
    unseen = max(weights.values(), default=1.0)
    scores = [weigh(subject, said_positions(subject, head, alphabet), weights, unseen) for head in heads]
    best = max(scores, default=0.0)
    if best < _HEAD_SAID:
        return None
    named = [s for s, score in zip(stretches, scores, strict=True) if score >= best - 0.01 and s.length <= _LONGEST]
    inner = [s for s in named if not any(_inside(s, o) for o in named)]
    kept, total = [], 0
    for stretch in sorted(inner, key=lambda s: s.source.kind == "note"):
        if total and total + stretch.length > _LONGEST:
            break
        kept.append(quote(stretch.source, stretch.start, stretch.end, stretch.heads))
        total += stretch.length
    return Found(tuple(kept), best) if kept else None


def _by_sentences(subject: Subject, sources: Sequence[Source], alphabet: Alphabet, needed: re.Pattern[str] | None = None) -> Found:
    """The sentences that say most of the subject, from their own words first and their headings second."""
    sentences = [(source, start, end) for source in sources for start, end in text_to_sentences(source.text)]
    texts = [alphabet.symbols(plain(source.text[start:end])) for source, start, end in sentences]
    weights = rarity(texts)
    unseen = max(weights.values(), default=1.0)
    scored = []
    for (source, start, end), text in zip(sentences, texts, strict=True):
        if needed and source.kind != "note" and not needed.search(source.text[start:end]):
            continue
        own = said_positions(subject, text, alphabet)
        path = said_positions(subject, alphabet.symbols(plain(" ".join(source.path))), alphabet)
        score = weigh(subject, own | path, weights, unseen) * 0.8 + weigh(subject, own, weights, unseen) * 0.2
        scored.append((score, source, start, end))
    best = max((score for score, *_ in scored), default=0.0)
    if best < _SENTENCE_SAID:
        return Found()
    close = sorted((item for item in scored if item[0] >= best - 0.08), key=lambda item: -item[0])[:_MOST_SENTENCES]
    kept: list[Quote] = []
    total = 0
    for item in scored:
        _, source, start, end = item
        if item in close and (not kept or total + end - start <= _USUAL):
            kept.append(quote(source, start, end))
            total += end - start
    return Found(tuple(kept), best)
