"""Texts of reports with their headings, and quotes from them with the place of exactly the quoted characters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.entries import Hit
from index.passages import report_to_passages
from index.settings import IndexSettings
from ingest.model.document import Span
from ingest.model.place import Place, join_places
from ingest.model.report import Report

_CHAPTER = re.compile("[一二三四五六七八九十]+、")
_LEADERS = re.compile(r"…{3,}|\.{6,}|·{6,}")
_LEAST_CHAPTERS = 3
_WHOLE = IndexSettings(passage_min_chars=1, passage_max_chars=1_000_000)


@dataclass(frozen=True, slots=True)
class Source:
    """A text under one heading path, uncut. `kind` is that of the passage: prose, task, goal or note."""

    report_id: str
    kind: str
    path: tuple[str, ...]
    text: str
    place: Place
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source as printed. `path` holds the headings above them, those inside the text included."""

    report_id: str
    path: tuple[str, ...]
    text: str
    place: Place


def sources_of(report: Report) -> list[Source]:
    """All prose of a report in reading order: sections, then tasks, goals and notes; without its table of contents."""
    passages = report_to_passages(report, _WHOLE)
    return [Source(report.id, p.kind, p.path, p.text, p.place, p.spans) for p in passages if not _is_contents(p.text)]


def _is_contents(text: str) -> bool:
    """A list of headings without a single sentence, or lines that lead to a page number by dots."""
    if _LEADERS.search(text) and not re.search("[。；！？]", text):
        return True
    return len(_CHAPTER.findall(text)) >= _LEAST_CHAPTERS and not re.search("[。；！？]", text)


def source_of_hit(hit: Hit) -> Source:
    """The text of a search hit, where the whole report is not at hand."""
    return Source(hit.report_id, hit.kind, hit.path, hit.text, hit.place, hit.spans)


def quote(source: Source, start: int, end: int, heads: Sequence[str] = ()) -> Quote:
    """Characters `start:end` without surrounding blanks; its place covers the printed lines they stand on."""
    inner = source.text[start:end]
    start, end = start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())
    places = [span.place for span in source.spans if span.start < end and start < span.end]
    place = join_places(places, source.place.table) if places else source.place
    return Quote(source.report_id, (*source.path, *heads), source.text[start:end], place)
