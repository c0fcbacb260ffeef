"""Frames and words of one page → a `PageTable`: cells with text, still in points."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.lines import join_texts, words_to_lines
from ingest.model.document import Page, Word
from ingest.model.place import Box, union_box
from ingest.tables.cells import Frame, segments_to_frames
from ingest.tables.edges import rules_to_segments, touching_groups
from ingest.tables.lost_brackets import mend_brackets


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell of one page. `frame` is the drawn cell, `box` surrounds its text (the frame where it is blank)."""

    frame: Frame
    text: str
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """The part of a table that stands on one page; cells top to bottom, left to right."""

    page_number: int
    cells: tuple[PageCell, ...]

    @property
    def top(self) -> float:
        return min(cell.frame.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell.frame.bottom for cell in self.cells)


def page_tables(page: Page) -> tuple[list[PageTable], list[Word]]:
    """The page's ruled tables, top to bottom, and the words that stand outside them. A frame around one text is not a table."""
    tables, outside = [], list(page.words)
    for group in touching_groups(rules_to_segments(page.rules)):
        frames = segments_to_frames(group)
        if len(frames) < 2:
            continue
        inside, outside = _share_out(frames, outside)
        if any(inside):
            tables.append(_page_table(page.number, frames, inside))
    return tables, outside


def fill_frames(page_number: int, frames: Sequence[Frame], words: Sequence[Word]) -> tuple[PageTable, list[Word]]:
    """The table of these frames with the words that stand in them, and the words outside."""
    inside, outside = _share_out(frames, words)
    return _page_table(page_number, frames, inside), outside


def _page_table(page_number: int, frames: Sequence[Frame], inside: Sequence[Sequence[Word]]) -> PageTable:
    return PageTable(page_number, tuple(_page_cell(frame, words, page_number) for frame, words in zip(frames, inside, strict=True)))


def _share_out(frames: Sequence[Frame], words: Sequence[Word]) -> tuple[list[list[Word]], list[Word]]:
    """Each word to the frame that holds its middle; the smallest where frames overlap."""
    inside: list[list[Word]] = [[] for _ in frames]
    outside = []
    at_height: dict[float, list[int]] = {}  # words of one line have the same
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if y not in at_height:
            at_height[y] = [i for i, f in enumerate(frames) if f.top <= y <= f.bottom]
        holding = [i for i in at_height[y] if frames[i].x0 <= x <= frames[i].x1]
        if holding:
            inside[min(holding, key=lambda i: _area(frames[i]))].append(word)
        else:
            outside.append(word)
    return inside, outside


def _area(frame: Frame) -> float:
    return (frame.x1 - frame.x0) * (frame.bottom - frame.top)


def _page_cell(frame: Frame, words: Sequence[Word], page_number: int) -> PageCell:
    if not words:
        return PageCell(frame, "", Box(page_number, frame.x0, frame.top, frame.x1, frame.bottom))
    text = ""
    for line in words_to_lines(words, page_number):
        text = join_texts(text, line.text) if text else line.text
    read = [word.confidence for word in words if word.confidence is not None]
    box = union_box([Box(page_number, word.x0, word.top, word.x1, word.bottom) for word in words])
    return PageCell(frame, mend_brackets(text), box, min(read)) if read else PageCell(frame, text, box)
