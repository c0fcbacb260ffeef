"""A place in a report as a word that fits into a link, and back.

A citation link (`#cite-…`) holds all that is needed to show its source, so links in a conversation that the browser kept still work
after the server was started again. The word is no secret and proves nothing: whoever reads it checks the report and the page.
"""

import base64
import binascii
import json
import zlib
from dataclasses import dataclass

from ingest.model.place import Box, Place

QUOTE_LENGTH = 80
MAX_TOKEN_LENGTH = 4000


class TokenError(ValueError):
    """The word is none that `to_token` wrote."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where to look: a place in a report, what is printed there, and the name of its row."""

    report: str
    place: Place
    quote: str = ""
    row: str | None = None


def to_token(source: Source) -> str:
    """The source as URL-safe letters, e.g. `eJyLVspKSlHSUYqO…`."""
    place = source.place
    boxes = [[box.page_number, *(round(v, 1) for v in (box.x0, box.top, box.x1, box.bottom))] for box in place.boxes]
    parts = [source.report, list(place.pages), boxes, place.table, place.anchor, source.quote[:QUOTE_LENGTH], source.row]
    packed = zlib.compress(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def from_token(token: str) -> Source:
    """The source that `to_token` wrote. Raises TokenError."""
    if len(token) > MAX_TOKEN_LENGTH:
        raise TokenError(f"引用标记过长（{len(token)} 个字符）")
    try:
        packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        unpacker = zlib.decompressobj()
        parts = json.loads(unpacker.decompress(packed, MAX_TOKEN_LENGTH * 8))
        report, pages, boxes, table, anchor, quote, row = parts
        place = Place(tuple(int(page) for page in pages), tuple(_box(box) for box in boxes), table, anchor)
    except (binascii.Error, zlib.error, ValueError, TypeError) as error:
        raise TokenError("引用标记已损坏，请重新提问后再点击") from error
    if not all(isinstance(text, str | None) for text in (table, anchor, row)) or not isinstance(report, str) or not isinstance(quote, str):
        raise TokenError("引用标记已损坏，请重新提问后再点击")
    return Source(report, place, quote, row)


def _box(values: list[float]) -> Box:
    page, x0, top, x1, bottom = values
    return Box(int(page), float(x0), float(top), float(x1), float(bottom))
