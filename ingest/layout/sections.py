"""Blocks → the section tree: 一、 with its paragraphs, each with the path of sub-headings above it."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from ingest.layout.numbering import heading_end, inline_heading_starts, read_numbering
from ingest.model.document import Block, Grid, Paragraph, Span
from ingest.model.place import Place, join_places
from ingest.model.report import Passage, Section

LONGEST_TITLE = 60
SHORTEST_PROSE = 20
_CONTENTS = re.compile(r"^目\s*[录錄]$")
_LEADER = re.compile(r"[.…·．]{4,}\s*[-—]?\s*\d+\s*[-—]?$")
_CAPTION = re.compile(
    r"^([（(].{0,12}年度?[）)]|.*单位[:：].{0,12}|附[件表]\s*[0-9一二三四五六七八九十]*[:：]?.{0,30}|公开\s*[0-9]+\s*表|.*表\s*[0-9]*|表\s*[0-9].*|[（(]?续表[）)]?)$"
)


def sections_from_blocks(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Level-1 sections in order. Text before the first is a section without number and title; captions of tables belong to no section.

    A part heading (第一部分, or a centred title over text) stands first in the `path` of the passages below it.
    """
    paragraphs = _prose(blocks)
    body = median([p.size_pt for p in paragraphs if p.size_pt] or [0.0])
    tree = _Tree()
    for paragraph in _without_contents(paragraphs):
        tree.add(paragraph, is_title=_is_title(paragraph, body))
    return tree.finished()


def _prose(blocks: Sequence[Block]) -> list[Paragraph]:
    """Paragraphs without the captions that stand directly above a table."""
    kept: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Grid):
            while kept and _is_caption(kept[-1]):
                kept.pop()
        else:
            kept.append(block)
    return kept


def _is_caption(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return len(text) <= LONGEST_TITLE and bool(_CAPTION.match(text)) and read_numbering(text) is None


def _without_contents(paragraphs: Sequence[Paragraph]) -> Iterable[Paragraph]:
    """A table of contents repeats headings that come again: everything from 目录 to the first repetition is left out."""
    start = next((i for i, p in enumerate(paragraphs) if _CONTENTS.match(p.text.strip())), None)
    rest = [p for p in paragraphs if not _LEADER.search(p.text)]
    if start is None or start + 1 >= len(paragraphs):
        return rest
    first = _plain(paragraphs[start + 1].text)
    again = next((i for i in range(start + 2, len(paragraphs)) if _plain(paragraphs[i].text) == first), None)
    if again is None:
        return rest
    return [p for p in (*paragraphs[:start], *paragraphs[again:]) if not _LEADER.search(p.text)]


def _plain(text: str) -> str:
    return re.sub(r"[\s.…·．]+\d*$", "", "".join(text.split()))


def _is_title(paragraph: Paragraph, body_size_pt: float) -> bool:
    if paragraph.level is not None:
        return True
    is_large = paragraph.size_pt is not None and paragraph.size_pt > 1.15 * body_size_pt
    return is_large and len(paragraph.text) <= LONGEST_TITLE and not re.search(r"[。；]", paragraph.text)


@dataclass(slots=True)
class _Draft:
    number: str
    title: str
    place: Place
    passages: list[Passage] = field(default_factory=list)


class _Tree:
    """Grows sections paragraph by paragraph and remembers the headings above the current one."""

    def __init__(self) -> None:
        self._sections: list[_Draft] = []
        self._part: str | None = None
        self._path: dict[int, str] = {}

    def add(self, paragraph: Paragraph, *, is_title: bool) -> None:
        """A heading opens a section or a level of the path; text goes to the open section, cut at the numbered items inside it."""
        numbering = read_numbering(paragraph.text)
        if numbering and numbering.level == 1:
            self._open(paragraph, numbering.number, numbering.start)
        elif numbering and numbering.level == 0:
            self._part, self._path = paragraph.text.strip(), {}
        elif is_title and numbering is None:
            self._part, self._path = (paragraph.text.strip() if self._sections else None), {}
        else:
            self._add_text(paragraph)

    def _open(self, paragraph: Paragraph, number: str, start: int) -> None:
        end, rest = heading_end(paragraph.text, start)
        self._path = {}
        head = _cut(paragraph, 0, end if end > start else min(len(paragraph.text), start + LONGEST_TITLE))
        self._sections.append(_Draft(number, paragraph.text[start:end].strip(), head.place))
        if rest < len(paragraph.text):
            self._add_text(_cut(paragraph, rest, len(paragraph.text)))

    def _add_text(self, paragraph: Paragraph) -> None:
        if not self._sections:
            if len(paragraph.text) < SHORTEST_PROSE and not re.search(r"[，。：:]", paragraph.text):
                return  # the year line and the like below the report's title
            self._sections.append(_Draft("", "", paragraph.place))
        stops = [0, *inline_heading_starts(paragraph.text), len(paragraph.text)]
        for start, end in itertools.pairwise(stops):
            piece = _cut(paragraph, start, end)
            if not piece.text.strip():
                continue
            numbering = read_numbering(piece.text)
            if numbering:
                self._enter(numbering.level, piece.text, numbering.start)
            self._sections[-1].passages.append(Passage(piece, self._current_path()))

    def _enter(self, level: int, text: str, start: int) -> None:
        self._path = {depth: heading for depth, heading in self._path.items() if depth < level}
        end, _ = heading_end(text, start)
        if end > start:
            self._path[level] = text[:end].strip()

    def _current_path(self) -> tuple[str, ...]:
        return (*([self._part] if self._part else []), *(self._path[level] for level in sorted(self._path)))

    def finished(self) -> tuple[Section, ...]:
        return tuple(Section(d.number, d.title, tuple(d.passages), d.place) for d in self._sections)


def _cut(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """Characters `start:end` of a paragraph, without blanks at the ends, with the spans that hold them."""
    text = paragraph.text[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    spans = tuple(
        Span(max(span.start, start) - start, min(span.end, end) - start, span.place)
        for span in paragraph.spans
        if span.start < end and span.end > start
    )
    place = join_places([span.place for span in spans]) if spans else paragraph.place
    return replace(paragraph, text=paragraph.text[start:end], place=place, spans=spans)
