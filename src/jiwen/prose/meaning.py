"""What a term means: entries of the glossary (名词解释), and sentences that say 指."""

import re
from collections.abc import Sequence

from jiwen.cells.wording import bare_label, plain
from jiwen.prose.outline import text_to_sentences
from jiwen.prose.source import Quote, Source, quote
from jiwen.prose.wording import words

_SAYS_MEANING = re.compile(r"^[”\"》]?(?:[:：，,]\s*)?(?:是|主要)?(?:指|反映|包括)")
_LONGER = 2


def find_meanings(term: str, sources: Sequence[Source]) -> list[Quote]:
    """The definitions of `term`, or of names a little longer (基本支出预算) where there are none; empty where none is defined."""
    asked = plain(term)
    scored = [(rest, found) for source in sources if (entry := _entry(asked, source)) for rest, found in [entry]]
    best = min((rest for rest, _ in scored), default=0)
    return [found for rest, found in scored if rest == best]


def _entry(asked: str, source: Source) -> tuple[int, Quote] | None:
    """The definition in one source with how many characters its head says beyond `asked`."""
    is_glossary = any(re.search(words()["glossary"], head) for head in source.path)
    for head in source.path:
        bare = bare_label(head)
        if is_glossary and (bare.startswith(asked) or bare.endswith(asked)) and len(bare) <= len(asked) + _LONGER:
            return len(bare) - len(asked), quote(source, 0, len(source.text))
    for start, end in text_to_sentences(source.text):
        sentence = plain(source.text[start:end])
        at = sentence.find(asked)
        if at >= 0 and _SAYS_MEANING.match(sentence[at + len(asked) :]) and (is_glossary or "指" in sentence[at + len(asked) :][:4]):
            return 0, quote(source, start, end)
    return None
