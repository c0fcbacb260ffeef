"""Stretches of text under one heading: inside a source by its enumeration, and over the sources that stand under the same headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.model.place import join_places
from jiwen.prose.outline import text_to_segments
from jiwen.prose.source import Quote, Source, quote


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start:end` of one source."""

    source: Source
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """All text under `head`, which stands inside `above`. `parts` are in reading order."""

    head: str
    above: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def length(self) -> int:
        """Characters in all."""
        return sum(part.end - part.start for part in self.parts)

    @property
    def kind(self) -> str:
        """The kind of its sources."""
        return self.parts[0].source.kind

    def is_inside(self, other: "Stretch") -> bool:
        """True when every part lies within a part of `other`, which holds more."""
        return (self.length < other.length or len(self.above) > len(other.above)) and all(
            any(a.source is b.source and b.start <= a.start and a.end <= b.end for b in other.parts) for a in self.parts
        )

    def quote(self) -> Quote:
        """Its text as one quote, parts on lines of their own."""
        quotes = [quote(part.source, part.start, part.end) for part in self.parts]
        text = "\n".join(q.text for q in quotes if q.text)
        place = join_places([q.place for q in quotes], quotes[0].place.table)
        return Quote(quotes[0].report_id, (*self.above, self.head), text, place)


def sources_to_stretches(sources: Sequence[Source]) -> list[Stretch]:
    """Every stretch that has a heading, outer ones before those inside them."""
    return [*_by_path(sources), *(stretch for source in sources for stretch in _inside(source))]


def _by_path(sources: Sequence[Source]) -> Iterator[Stretch]:
    deepest = max((len(source.path) for source in sources), default=0)
    for depth in range(1, deepest + 1):
        for (_, _, path), group in groupby(sources, key=lambda s, depth=depth: (s.report_id, s.kind, s.path[:depth])):  # type: ignore[misc]
            members = list(group)
            if len(path) == depth:
                yield Stretch(path[-1], path[:-1], tuple(Part(s, 0, len(s.text)) for s in members))


def _inside(source: Source) -> Iterator[Stretch]:
    for segment in text_to_segments(source.text):
        if segment.heads[-1]:
            yield Stretch(segment.heads[-1], (*source.path, *segment.heads[:-1]), (Part(source, segment.start, segment.end),))
