"""Printed lines → paragraphs with wrapped lines rejoined."""

from collections.abc import Sequence
from statistics import median

from ingest.layout.lines import Line, join_texts
from ingest.layout.numbering import read_numbering
from ingest.model.document import Paragraph, Span
from ingest.model.place import Box, Place, join_places

INDENT_EM = 1.2
RAGGED_EM = 2.0
GAP_LINES = 1.6


def lines_to_paragraphs(lines: Sequence[Line], page_width_pt: float) -> list[Paragraph]:
    """Paragraphs in order. `lines` stand between two tables or page parts, possibly over several pages.

    A new paragraph begins at an indented line, after a line that ends early, at another size, after a wide gap, or at a
    heading number. Lines of one paragraph may stand on two pages.
    """
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    pitch = _line_pitch(lines)
    groups: list[list[Line]] = [[lines[0]]]
    for last, line in zip(lines, lines[1:], strict=False):
        if _begins(last, line, left, right, pitch):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_paragraph(group, page_width_pt) for group in groups]


def _line_pitch(lines: Sequence[Line]) -> float:
    steps = [b.top - a.top for a, b in zip(lines, lines[1:], strict=False) if a.page_number == b.page_number and b.top > a.top]
    return median(steps) if steps else 0.0


def _begins(last: Line, line: Line, left: float, right: float, pitch: float) -> bool:
    size = max(last.size_pt, line.size_pt)
    if abs(last.size_pt - line.size_pt) > 0.15 * size:
        return True
    if last.page_number == line.page_number and pitch and line.top - last.top > max(GAP_LINES * pitch, 2.2 * size):
        return True
    ends_early = last.x1 < right - RAGGED_EM * size
    is_indented = line.x0 > left + INDENT_EM * size
    if is_indented and not (last.x0 > left + INDENT_EM * size and abs(last.x0 - line.x0) < size and not ends_early):
        return True
    return ends_early or (read_numbering(line.text) is not None and _could_be_heading(last))


def _could_be_heading(last: Line) -> bool:
    return last.text[-1] in "。：:；" or len(last.text) < 12


def _paragraph(lines: Sequence[Line], page_width_pt: float) -> Paragraph:
    text, spans = "", []
    for line in lines:
        joined = join_texts(text, line.text) if text else line.text
        box = Box(line.page_number, line.x0, line.top, line.x1, line.bottom)
        spans.append(Span(len(joined) - len(line.text), len(joined), Place((line.page_number,), (box,))))
        text = joined
    middle = (lines[0].x0 + lines[0].x1) / 2
    is_centred = abs(middle - page_width_pt / 2) < 0.03 * page_width_pt and lines[0].x0 > 0.15 * page_width_pt
    return Paragraph(text, join_places([span.place for span in spans]), tuple(spans), lines[0].size_pt, is_centred)
