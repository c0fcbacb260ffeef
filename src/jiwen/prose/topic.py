"""Sentences that answer: whole stretches under a heading that names the topic, else the sentences that say the subject."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jiwen.cells.wording import Alphabet, plain
from jiwen.prose.outline import text_to_segments, text_to_sentences
from jiwen.prose.source import Quote, Source, quote
from jiwen.prose.stretches import Part, Stretch, sources_to_stretches
from jiwen.prose.wording import Subject, rarity, read_subject, said_positions, shares, weigh, words

_HEAD_SAID = 0.8
_SENTENCE_SAID = 0.7
_LONGEST = 2000
_USUAL = 600
_LONGEST_HEADING = 24
_MOST_SENTENCES = 4
_CLOSE = 0.08


@dataclass(frozen=True, slots=True)
class Found:
    """Quotes in reading order, best source first; `score` 0–1 is how much of the question they or their headings say."""

    quotes: tuple[Quote, ...] = ()
    score: float = 0.0


def find_passages(question: str, sources: Sequence[Source], *, ignore: Iterable[str] = ()) -> Found:
    """What the texts say on the topic of a question; empty when they say nothing of it.

    Definitions of terms (名词解释) are left out unless the question asks what something is. `ignore` are words used up already.
    """
    alphabet = Alphabet()
    subject = read_subject(question, alphabet, ignore)
    sources = of_the_kind(sources, re.search(words()["asks_meaning"], subject.raw) is not None)
    every = sources_to_stretches(sources)
    stretches = [_short(stretch, every) for stretch in every]
    found = _under_topic_heads(subject, stretches) or _under_named_heads(subject, stretches, alphabet)
    return found or by_sentences(subject, sources, alphabet)


def find_topics(question: str, sources: Sequence[Source]) -> tuple[Quote, ...]:
    """The stretches whose headings name what is asked for, whatever else the question says; empty where none does."""
    texts = of_the_kind(sources, is_meaning=False)
    every = sources_to_stretches(texts)
    found = _under_topic_heads(read_subject(question, Alphabet()), [_short(stretch, every) for stretch in every])
    return found.quotes if found else ()


def of_the_kind(sources: Sequence[Source], is_meaning: bool) -> Sequence[Source]:
    """Definitions of terms where the meaning of one is asked and there are any; all other texts else."""
    glossary = [s for s in sources if any(re.search(words()["glossary"], head) for head in s.path)]
    return (glossary or sources) if is_meaning else [s for s in sources if s not in glossary]


def _short(stretch: Stretch, every: Sequence[Stretch]) -> Stretch:
    """The stretch, or only the headings inside it where its text is too long to quote."""
    if stretch.length <= _LONGEST:
        return stretch
    inner = [s for s in every if s.above == (*stretch.above, stretch.head)]
    parts = [Part(p.source, p.start, p.start + len(s.head)) for s in inner for p in s.parts[:1]]
    return replace(stretch, parts=tuple(parts) or (Part(stretch.parts[0].source, 0, 0),))


def _under_topic_heads(subject: Subject, stretches: Sequence[Stretch]) -> Found | None:
    """The stretches whose own heading names the topics asked for ("存在哪些问题" → （一）主要问题及原因分析).

    A heading that names further topics ("存在问题及改进措施") counts only where no heading inside it names the one alone.
    """
    asked = [topic for topic in words()["topics"] if re.search(topic["ask"], subject.raw)]
    others = [topic for topic in words()["topics"] if topic not in asked]
    quotes = []
    for topic in asked:
        named = [s for s in stretches if s.kind == "prose" and _names(s.head, topic)]
        pure = [s for s in named if not any(_names(s.head, other) for other in others)] or named
        quotes += [s.quote() for s in pure if not any(s.is_inside(o) for o in pure)]
    unique = tuple({(q.report_id, q.text): q for q in quotes}.values())
    return Found(unique, 1.0) if unique else None


def _names(head: str, topic: Mapping[str, str]) -> bool:
    """True for a heading, not for a sentence that happens to hold the word: short, and ending in it or in what it is joined with."""
    others = "|".join(other["heads"] for other in words()["topics"])
    head = re.sub(words()["heading_body"], "", head)
    ending = rf"(?:{topic['heads']})(?:[及和与、].{{0,8}}(?:{others}|{words()['heading_ends']})|{words()['heading_ends']})*$"
    return len(head) <= _LONGEST_HEADING and re.search(ending, head) is not None


def _under_named_heads(subject: Subject, stretches: Sequence[Stretch], alphabet: Alphabet) -> Found | None:
    """The smallest stretches whose heading says the subject best; more than one where several headings say it equally."""
    heads = [alphabet.symbols(plain(s.head)) for s in stretches]
    each = shares(subject, rarity(heads))
    scores = [weigh(each, said_positions(subject, head, alphabet)) for head in heads]
    best = max(scores, default=0.0)
    if best < _HEAD_SAID:
        return None
    named = [s for s, score in zip(stretches, scores, strict=True) if score >= best - 0.01]
    inner = [s for s in named if not any(o.is_inside(s) for o in named)]
    kept: list[Quote] = []
    total = 0
    for stretch in sorted(inner, key=lambda s: (s.kind == "note", len(s.head))):
        if not total or total + stretch.length <= _USUAL:
            kept.append(stretch.quote())
            total += stretch.length
    return Found(tuple(kept), best)


def by_sentences(subject: Subject, sources: Sequence[Source], alphabet: Alphabet) -> Found:
    """The sentences that say most of the subject, by their own words first and their headings second."""
    sentences = [(source, start, end) for source in sources for start, end in text_to_sentences(source.text)]
    texts = [alphabet.symbols(plain(source.text[start:end])) for source, start, end in sentences]
    each = shares(subject, rarity(texts))
    scored = []
    for (source, start, end), text in zip(sentences, texts, strict=True):
        own = said_positions(subject, text, alphabet)
        path = said_positions(subject, alphabet.symbols(plain(" ".join(source.path))), alphabet)
        score = weigh(each, own | path) * 0.8 + weigh(each, own) * 0.2
        scored.append((score, source, start, end))
    return _best_sentences(scored)


def _best_sentences(scored: Sequence[tuple[float, Source, int, int]]) -> Found:
    best = max((score for score, *_ in scored), default=0.0)
    if best < _SENTENCE_SAID:
        return Found()
    close = sorted((item for item in scored if item[0] >= best - _CLOSE), key=lambda item: -item[0])[:_MOST_SENTENCES]
    kept: list[Quote] = []
    total = 0
    for item in scored:
        _, source, start, end = item
        if item in close and (not kept or total + end - start <= _USUAL):
            end = _with_its_text(source, start, end)
            kept.append(quote(source, start, end))
            total += end - start
    return Found(tuple(kept), best)


def _with_its_text(source: Source, start: int, end: int) -> int:
    """Where the text under a sentence ends that is a heading (（三）传承后继有人。); the sentence's own end where it is none."""
    if source.path and source.text[start:end].strip(" 。\n") == source.path[-1]:
        return len(source.text) if len(source.text) <= _LONGEST else end
    segments = [s for s in text_to_segments(source.text) if s.start == start and s.heads[-1]]
    return next((s.end for s in segments if end - start <= len(s.heads[-1]) + 1 and s.end - start <= _LONGEST), end)
