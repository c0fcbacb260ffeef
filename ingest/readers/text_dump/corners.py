"""The title of a money table's first column where it stands beside the table: 项目资金（万元） in a merged cell left of the rows."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.text_dump.cells import is_figure
from ingest.readers.text_dump.headers import Header
from ingest.readers.text_dump.lines import TextLine

MOST_LINES, MOST_LINES_BETWEEN = 8, 3
_TITLE = re.compile(r"[^\d：:，。]{2,10}[（(][百千万亿]*元[)）]")


def with_corner_title(lines: Sequence[TextLine], header: Header, body: list[TextLine], last: int) -> tuple[Header, list[TextLine], int]:
    """The header with that title, when its first column has none, and the lines without the title's pieces."""
    if header.columns[0].key != "name" or header.columns[0].title:
        return header, body, last
    title, start = _above(lines, header.start)
    if not title:
        title, body = _beside(body)
        start = header.start
    columns = (header.columns[0].titled(title), *header.columns[1:])
    return replace(header, columns=columns, start=start), body, last


def _above(lines: Sequence[TextLine], end: int) -> tuple[str, int]:
    """The title on the one or two lines right above the header, and where it begins."""
    for start in (end - 1, end - 2):
        text = "".join(line.stripped for line in lines[max(start, 0) : end])
        if start >= 0 and _TITLE.fullmatch(text):
            return text, start
    return "", end


def _beside(body: list[TextLine]) -> tuple[str, list[TextLine]]:
    """The title made of the first pieces of one or two of the first lines; the lines without them."""
    places = [n for n in range(min(MOST_LINES, len(body))) if not _opens_row(body[n])]
    for second, first in sorted(itertools.product(places, places), key=lambda pair: pair[0] - pair[1]):
        pieces = [body[n].tokens()[0].text for n in sorted({first, second})]
        if 0 <= second - first <= MOST_LINES_BETWEEN and _TITLE.fullmatch("".join(pieces)):
            return "".join(pieces), [_without_first(line) if n in (first, second) else line for n, line in enumerate(body)]
    return "", body


def _opens_row(line: TextLine) -> bool:
    """True where the first piece is a row's name or figure: figures follow it at once."""
    return any(is_figure(token.text) for token in line.tokens()[:2])


def _without_first(line: TextLine) -> TextLine:
    token = line.tokens()[0]
    return replace(line, text=line.text[: token.column] + " " * len(token.text) + line.text[token.column + len(token.text) :])
