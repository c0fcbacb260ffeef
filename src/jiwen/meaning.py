"""Names by meaning: which names of a report come nearest to words in another language, by the bundled embedding model."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from index.embed import DEFAULT_MODEL, is_installed, load_embedder
from index.errors import EmbedderUnavailable


@lru_cache(maxsize=1)
def _embedder() -> Any:
    """The bundled model, None where it is not installed."""
    if not is_installed(DEFAULT_MODEL):
        return None
    try:
        return load_embedder(DEFAULT_MODEL)
    except EmbedderUnavailable:
        return None


@lru_cache(maxsize=8192)
def _vector(text: str) -> Any:
    return _embedder().embed_queries([text])[0]


def nearest_names(text: str, names: Sequence[str]) -> list[tuple[str, float]]:
    """Names with their likeness to `text`, best first; empty without a model."""
    if _embedder() is None or not names:
        return []
    asked = _vector(text)
    scored = [(name, float(asked @ _vector(name))) for name in dict.fromkeys(names)]
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
