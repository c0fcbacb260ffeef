"""Pages → blocks in reading order: paragraphs and stitched grids, page furniture removed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.furniture import find_furniture
from ingest.layout.lines import Line, words_to_lines
from ingest.layout.paragraphs import lines_to_paragraphs
from ingest.model.document import Block, Page, Word
from ingest.tables.drafts import sheet_to_grid
from ingest.tables.edges import rules_to_segments
from ingest.tables.page_table import PageTable, fill_frames, page_tables
from ingest.tables.stitch import stitch
from ingest.tables.unruled import Known, Unruled, unruled_tables

CAPTION_LINES = 4
MOST_FOOT_WORDS = 6
_CONTINUED = re.compile(r"^(.{0,30}[（(]?\s*续\s*(表|上表|前表)?\s*[0-9一二三四五六七八九十]*\s*[）)]?|接上表|上接.*|单位[:：].{1,8})$")


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Everything on the pages, top to bottom; `left_out` says nothing new: furniture, and captions that a table repeats."""

    blocks: tuple[Block, ...]
    left_out: tuple[Line, ...] = ()


def blocks_from_pages(pages: Sequence[Page], known: Known | None = None) -> tuple[Block, ...]:
    """The blocks of `lay_out`."""
    return lay_out(pages, known).blocks


def lay_out(pages: Sequence[Page], known: Known | None = None) -> LaidOut:
    """Tables that follow each other with nothing but furniture, a repeated caption or 续表 between them are tried for stitching.

    `known` tells the headers of tables that are worth reading without vertical lines.
    """
    tables, lines = [], []
    open_end: Unruled | None = None
    for page in pages:
        found, outside = page_tables(page)
        if known is not None:
            open_end, without_lines, outside = _unruled(page, outside, known, open_end)
            found = [*found, *without_lines]
        tables.append(found)
        lines.append(words_to_lines(outside, page.number))
    furniture = find_furniture(lines, [page.height_pt for page in pages])
    flow = _Flow({page.number: page.width_pt for page in pages})
    for page_parts, page_lines in zip(tables, lines, strict=True):
        items: list[Line | PageTable] = [*page_parts, *(line for line in page_lines if line not in furniture)]
        for item in sorted(items, key=lambda item: item.top):
            flow.add(item)
    blocks = flow.finished()
    return LaidOut(blocks, (*furniture, *flow.repeated))


def _unruled(page: Page, words: list[Word], known: Known, above: Unruled | None) -> tuple[Unruled | None, list[PageTable], list[Word]]:
    """The last table without vertical lines where it reaches the foot of the page, all of them, and the words outside."""
    tables = []
    last = None
    for last in unruled_tables(words, known, above, rules_to_segments(page.rules)) if words else ():
        table, _ = fill_frames(page.number, last.frames, last.words)
        tables.append(table)
        words = [word for word in words if not last.covers(word)]
    below = sum(word.top > last.bottom for word in words) if last else 0
    return (last if below <= MOST_FOOT_WORDS else None), tables, words


class _Flow:
    """Collects lines and table parts, and turns them into blocks as soon as it is clear where one ends."""

    def __init__(self, page_widths_pt: dict[int, float]) -> None:
        self._widths = page_widths_pt
        self._blocks: list[Block] = []
        self._parts: list[PageTable] = []
        self._caption: set[str] = set()
        self._text: list[Line] = []
        self.repeated: list[Line] = []

    def add(self, item: Line | PageTable) -> None:
        if isinstance(item, Line):
            self._text.append(item)
            return
        if not self._parts or not self._only_repeats_caption():
            self._end_table()
            self._caption = {_key(line.text) for line in self._text[-CAPTION_LINES:]}
            self._end_text()
        self.repeated += self._text
        self._text = []
        self._parts.append(item)

    def finished(self) -> tuple[Block, ...]:
        self._end_table()
        self._end_text()
        return tuple(self._blocks)

    def _only_repeats_caption(self) -> bool:
        return all(_CONTINUED.match(line.text.strip()) or _key(line.text) in self._caption for line in self._text)

    def _end_table(self) -> None:
        self._blocks.extend(sheet_to_grid(sheet) for sheet in stitch(self._parts))
        self._parts = []

    def _end_text(self) -> None:
        self._blocks.extend(lines_to_paragraphs(self._text, self._widths))
        self._text = []


def _key(text: str) -> str:
    return "".join(text.split())
