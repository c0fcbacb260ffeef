"""Names by meaning: which names of a report come nearest to words in another language, by the embedding model of the index."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from index.embed import DEFAULT_MODEL, Embedder


@lru_cache(maxsize=8192)
def _vector(embedder: Embedder, text: str) -> Any:
    return embedder.embed_queries([text])[0]


def nearest_names(text: str, names: Sequence[str], embedder: Embedder | None) -> list[tuple[str, float]]:
    """Names with their likeness to `text`, best first; empty but for the built-in model: the limits of likeness are on its scale."""
    if embedder is None or embedder.name != DEFAULT_MODEL or not names:
        return []
    asked = _vector(embedder, text)
    scored = [(name, float(asked @ _vector(embedder, name))) for name in dict.fromkeys(names)]
    return sorted(scored, key=lambda item: -item[1])


_ASKING = re.compile(
    r"^(?:(?:what|how|which|did|was|were|is|are|do|does|much|many|high|number|amount|actual|figure|the|of|for|a|an|was|report|reached?)\b\s*)+",
    re.I,
)


def noun_phrase(text: str) -> str:
    """An English question without the words that ask: "What was the recovery rate of film?" → "recovery rate of film"."""
    text = re.sub(r"\([^)]*\)|[?？]", " ", text)
    text = re.sub(
        r"\b(?:did|does) the .*? (?:bureau|department|commission)\b.*$|\b(?:in|for) (?:19|20)\d\d\b|\bin the end\b", " ", text, flags=re.I
    )
    return _ASKING.sub("", text.strip()).strip() or text.strip()
