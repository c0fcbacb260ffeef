"""Printed lines → paragraphs: a line that fills the page runs on into the next one."""

import re
from collections.abc import Sequence

from ingest.model.document import Paragraph, Span
from ingest.model.place import join_places
from ingest.readers.text_dump.cells import joined
from ingest.readers.text_dump.lines import TextLine, display_width

_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、\S")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+部分|\d{1,2}[.、．](?!\d)|附件|附表|单位[:：])"
)
_ENDS = ("。", "；", "！", "？", "：", ":", ";")
_TITLE_END = re.compile(r"(?:报告|表|书|公开|说明|预算|决算)$")
MOST_HEADING = 40
FEW_LINES = 30


def is_section_heading(line: TextLine) -> bool:
    """True for 一、… that stands alone on its line."""
    text = line.stripped
    return bool(_SECTION.match(text)) and len(text) <= MOST_HEADING and not text.endswith(("。", "；", "，"))


def lines_to_paragraphs(lines: Sequence[TextLine], width: float) -> list[Paragraph]:
    """Paragraphs of consecutive lines of running text; `width` is that of a full line of the document."""
    paragraphs: list[list[TextLine]] = []
    for line in lines:
        if paragraphs and _runs_on(paragraphs[-1][-1], line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_paragraph(group) for group in _with_whole_title(paragraphs)]


def full_width(lines: Sequence[TextLine]) -> float:
    """Width of a full line of running text: nearly the widest, so that a few stray ones do not count."""
    widths = sorted(display_width(line.stripped) for line in lines)
    few = len(widths) < FEW_LINES
    return widths[-1 if few else int((len(widths) - 1) * 0.9)] if widths else 0.0


def _runs_on(before: TextLine, line: TextLine, width: float) -> bool:
    """True where `before` fills its line and `line` does not begin something new."""
    own = display_width(before.stripped)
    if is_section_heading(before) or is_section_heading(line) or own < 12:
        return False
    ended = before.stripped.endswith(_ENDS)
    if _NUMBERED.match(line.stripped) and (ended or own < width - 3):
        return False
    if _indent(line) > _indent(before) + 1 and ended:
        return False
    return own >= width - (1.1 if ended else 2.6)


def _indent(line: TextLine) -> int:
    return len(line.text) - len(line.text.lstrip())


def _with_whole_title(paragraphs: list[list[TextLine]]) -> list[list[TextLine]]:
    """The report's title may wrap without filling its line (it is centred): its two lines at the top are one."""
    if len(paragraphs) < 2 or any(len(group) > 1 for group in paragraphs[:2]) or paragraphs[0][0].number > 5:
        return paragraphs
    first, second = paragraphs[0][0].stripped, paragraphs[1][0].stripped
    is_cut = not _TITLE_END.search(first) and _TITLE_END.search(second) and not re.search(r"[。，（(\d]", first[-1] + second[:1])
    return [[*paragraphs[0], *paragraphs[1]], *paragraphs[2:]] if is_cut else paragraphs


def _paragraph(lines: Sequence[TextLine]) -> Paragraph:
    text, spans = "", []
    for line in lines:
        longer = joined([text, line.stripped]) if text else joined([line.stripped])
        spans.append(Span(len(text), len(longer), line.place))
        text = longer
    return Paragraph(text, join_places([line.place for line in lines]), tuple(spans))
