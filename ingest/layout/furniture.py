"""Lines that belong to the page and not to the text: page numbers, running heads and feet."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.layout.lines import Line

MARGIN_SHARE = 0.1
REPEATED_SHARE = 0.5
TITLE_PT = 13.0
"""Lines set this large head what follows; running heads are smaller."""
_PAGE_NUMBER = re.compile(
    r"^[-—–－~·\s]*(第?\s*[0-9０-９IVXivx]{1,4}\s*页?|第\s*[0-9一二三四五六七八九十百]+\s*页\s*[,，/／]?\s*共\s*[0-9一二三四五六七八九十百]+\s*页"
    r"|[0-9]{1,4}\s*[/／]\s*[0-9]{1,4}|page\s*[0-9]+(\s*of\s*[0-9]+)?)[-—–－~·\s]*$",
    re.IGNORECASE,
)

_OF_TABLE = re.compile(r"单位|[:：]|^附[件表]|续表|表\s*\d*$")
"""Lines that stand above a table on every page it goes over, or above one form a page."""


def find_furniture(pages: Sequence[Sequence[Line]], heights_pt: Sequence[float]) -> set[Line]:
    """Lines in the top or bottom margin that are page numbers, or that stand there on half of the pages (three at least, or both of two).

    Titles and unit lines are none: a file of forms repeats them on every page.
    """
    margins = [line for lines, height in zip(pages, heights_pt, strict=True) for line in lines if _in_margin(line, height)]
    repeated = Counter({key: len({line.page_number for line in margins if _key(line) == key}) for key in {_key(line) for line in margins}})
    enough = 2 if len(pages) == 2 else max(3, REPEATED_SHARE * len(pages))
    return {line for line in margins if _PAGE_NUMBER.match(line.text) or (repeated[_key(line)] >= enough and not _is_caption(line))}


def _is_caption(line: Line) -> bool:
    return line.size_pt >= TITLE_PT or _OF_TABLE.search(line.text.strip()) is not None


def _in_margin(line: Line, height_pt: float) -> bool:
    return line.bottom < MARGIN_SHARE * height_pt or line.top > (1 - MARGIN_SHARE) * height_pt


def _key(line: Line) -> str:
    return re.sub(r"[0-9０-９]+", "#", "".join(line.text.split()))
