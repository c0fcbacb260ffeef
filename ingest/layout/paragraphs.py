"""Printed lines → paragraphs with wrapped lines rejoined."""

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.layout.lines import Line, join_texts
from ingest.layout.numbering import read_numbering
from ingest.model.document import Paragraph, Span
from ingest.model.place import Box, Place, join_places

INDENT_EM = 1.2
RAGGED_EM = 1.6
GAP_LINES = 1.6
TITLE_SIZE = 1.15
_FULL_STOP = re.compile(r"[。！？；：:;!?][”’」）)]*$")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where body text begins and ends on a page, in points."""

    left: float
    right: float

    def ends_early(self, line: Line) -> bool:
        """The next character would have had room. Without a full stop only a clearly short line counts: indents and punctuation rules
        shorten wrapped lines too."""
        free = self.right - line.x1
        if _FULL_STOP.search(line.text):
            return free > RAGGED_EM * line.size_pt
        return free > max(4 * line.size_pt, 0.2 * (self.right - self.left))

    def is_indented(self, line: Line) -> bool:
        return line.x0 > self.left + INDENT_EM * line.size_pt


def lines_to_paragraphs(lines: Sequence[Line], page_widths_pt: Mapping[int, float]) -> list[Paragraph]:
    """Paragraphs in order; `lines` stand between two tables, possibly on several pages.

    A new paragraph begins at an indented line, after a line that ends early, at another size, after a wide gap, or at a
    heading number after a full stop. Lines of one title that were set large and wrapped are one paragraph.
    """
    if not lines:
        return []
    widths = {width: [line for line in lines if page_widths_pt[line.page_number] == width] for width in set(page_widths_pt.values())}
    of_width = {width: _margins(alike) for width, alike in widths.items()}
    margins = {page: of_width[width] for page, width in page_widths_pt.items()}
    pitch, body = _line_pitch(lines), median(line.size_pt for line in lines)
    groups: list[list[Line]] = [[lines[0]]]
    for last, line in itertools.pairwise(lines):
        is_title = min(last.size_pt, line.size_pt) > TITLE_SIZE * body and _same_size(last, line) and _is_aligned(last, line)
        if (is_title and not _wide_gap(last, line, 1.3 * pitch)) or not _begins(last, line, margins, pitch):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, page_widths_pt[group[0].page_number]) for group in groups]


def _margins(lines: Sequence[Line]) -> Margins:
    """The body's: of the most common size, its leftmost repeated start and its furthest end."""
    if not lines:
        return Margins(0.0, 0.0)
    size = Counter(round(line.size_pt, 1) for line in lines).most_common(1)[0][0]
    body = [line for line in lines if abs(line.size_pt - size) < 0.6]
    starts = Counter(round(line.x0) for line in body)
    repeated = [start for start, count in starts.items() if count > 1]
    return Margins(min(repeated or starts), max(line.x1 for line in body))


def _line_pitch(lines: Sequence[Line]) -> float:
    steps = [b.top - a.top for a, b in itertools.pairwise(lines) if a.page_number == b.page_number and b.top > a.top]
    return median(steps) if steps else 0.0


def _same_size(last: Line, line: Line) -> bool:
    return abs(last.size_pt - line.size_pt) <= 0.15 * max(last.size_pt, line.size_pt)


def _is_aligned(last: Line, line: Line) -> bool:
    """On one page, with the same start or the same middle: the lines of one title, and not 附件1 above it."""
    starts, middles = abs(last.x0 - line.x0), abs(last.x0 + last.x1 - line.x0 - line.x1) / 2
    return last.page_number == line.page_number and min(starts, middles) < 2 * line.size_pt


def _wide_gap(last: Line, line: Line, pitch: float) -> bool:
    return last.page_number == line.page_number and pitch > 0 and line.top - last.top > max(GAP_LINES * pitch, 2.2 * line.size_pt)


def _begins(last: Line, line: Line, margins: Mapping[int, Margins], pitch: float) -> bool:
    if not _same_size(last, line) or _wide_gap(last, line, pitch) or margins[last.page_number].ends_early(last):
        return True
    if read_numbering(line.text) is not None and (_FULL_STOP.search(last.text) or len(last.text) < 12 or _is_heading(last)):
        return True
    hangs = margins[last.page_number].is_indented(last) and abs(last.x0 - line.x0) < line.size_pt
    return margins[line.page_number].is_indented(line) and not hangs


def _is_heading(line: Line) -> bool:
    return read_numbering(line.text) is not None and not re.search(r"[，。；、]", line.text[3:])


def _paragraph(lines: Sequence[Line], page_width_pt: float) -> Paragraph:
    text, spans = "", []
    for line in lines:
        joined = join_texts(text, line.text) if text else line.text
        box = Box(line.page_number, line.x0, line.top, line.x1, line.bottom)
        spans.append(Span(len(joined) - len(line.text), len(joined), Place((line.page_number,), (box,))))
        text = joined
    middle = (lines[-1].x0 + lines[-1].x1) / 2
    is_centred = abs(middle - page_width_pt / 2) < 0.03 * page_width_pt and lines[-1].x0 > 0.15 * page_width_pt
    return Paragraph(text, join_places([span.place for span in spans]), tuple(spans), lines[0].size_pt, is_centred)
