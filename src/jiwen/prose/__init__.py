"""Prose that answers: sentences quoted with their place, and exact amounts out of sentences that name the thing asked for."""

from jiwen.prose.meaning import find_meanings
from jiwen.prose.reasons import find_reasons
from jiwen.prose.source import Quote, Source, source_of_hit, sources_of
from jiwen.prose.topic import Found, find_passages, find_topics
from jiwen.prose.value import ProseValue, find_value

__all__ = [
    "Found",
    "ProseValue",
    "Quote",
    "Source",
    "find_meanings",
    "find_passages",
    "find_reasons",
    "find_topics",
    "find_value",
    "source_of_hit",
    "sources_of",
]
