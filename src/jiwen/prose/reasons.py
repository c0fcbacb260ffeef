"""Why something is as it is: the sentences that say the subject together with the one that gives a cause."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jiwen.cells.wording import Alphabet, plain
from jiwen.prose.outline import text_to_sentences
from jiwen.prose.source import Source, quote
from jiwen.prose.topic import Found, of_the_kind
from jiwen.prose.wording import rarity, read_subject, said_positions, shares, weigh, words

_SAID = 0.7
_CLOSE = 0.05
_MOST = 2
_HEADING_SHARE = 0.9
_CHANGES = "增加|减少|上升|下降|增长|涨|降|多了|少了"
_SAME = "保持不变|持平|基本一致"


@dataclass(frozen=True, slots=True)
class _Window:
    """A cause with the sentences before it that it explains: characters `start:end`; `lead` is where the sentence of the cause begins."""

    source: Source
    start: int
    lead: int
    end: int


def find_reasons(question: str, sources: Sequence[Source], *, ignore: Iterable[str] = ()) -> Found:
    """Sentences that say the subject and give a cause (由于…, 主要原因是…); empty when none does.

    The cause may stand in the sentence after the one that says the subject. A note of an indicator is a cause by itself.
    """
    alphabet = Alphabet()
    subject = read_subject(re.sub(words()["why"], "\0", plain(question)), alphabet, ignore)
    windows = [window for source in of_the_kind(sources, False) for window in _windows(source)]
    if re.search(_CHANGES, subject.raw):
        windows = [window for window in windows if not re.search(_SAME, window.source.text[window.lead : window.end])]
    texts = [alphabet.symbols(plain(w.source.text[w.start : w.end])) for w in windows]
    each = shares(subject, rarity(texts))
    scored = []
    for window, text in zip(windows, texts, strict=True):
        own = said_positions(subject, text, alphabet)
        path = said_positions(subject, alphabet.symbols(plain(" ".join(window.source.path))), alphabet)
        score = max(weigh(each, own), _HEADING_SHARE * weigh(each, own | path))
        scored.append((score, window))
    best = max((score for score, _ in scored), default=0.0)
    if best < _SAID:
        return Found()
    close = [(score, window) for score, window in scored if score >= best - _CLOSE]
    kept = sorted(close, key=lambda item: (-item[0], item[1].end - item[1].start))[:_MOST]
    kept = [item for item in kept if not any(_covers(item[1], other[1]) for other in kept)]
    return Found(tuple(quote(w.source, w.start, w.end) for _, w in kept), best)


def _covers(one: _Window, other: _Window) -> bool:
    return one is not other and one.source is other.source and one.start <= other.start and other.end <= one.end


def _windows(source: Source) -> list[_Window]:
    if source.kind == "note":
        return [_Window(source, 0, 0, len(source.text))]
    sentences = text_to_sentences(source.text)
    found = []
    for at, (start, end) in enumerate(sentences):
        if re.search(words()["cause"], source.text[start:end]):
            if source.text[start:end].rstrip().endswith(("：", ":")) and at + 1 < len(sentences):
                end = sentences[at + 1][1]
            found.append(_Window(source, start, start, end))
            if at:
                found.append(_Window(source, sentences[at - 1][0], start, end))
    return found
