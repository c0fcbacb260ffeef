"""Damage in a PDF that its parser passes over in silence: pages that the tree no longer holds, contents cut off or changed.

pdfminer reads on where a compressed stream breaks, with what came before or with nothing: half a table would pass for a whole one.
"""

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import literal_name

WRONG_CHECKSUM = "内容与校验和不符"
_CHUNK = 1 << 20
_RAW_DEFLATE = -15


@contextmanager
def quiet_parser() -> Iterator[None]:
    """pdfminer logs every operator that it does not understand, thousands of lines for a damaged file; what matters is told as a fault."""
    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def stated_page_count(document: Any) -> int | None:
    """How many pages the root of the page tree says it holds; None where it says nothing usable."""
    tree = resolve1(document.catalog.get("Pages"))
    count = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    return count if isinstance(count, int) and count >= 0 else None


def find_damage(page: Any) -> str | None:
    """What is broken in the contents of a pdfminer page and in the forms that it draws: "在第 3210 字节处中断"; None where all is sound.

    To be called before the page is read, which drops the packed bytes.
    """
    for reference in page.contents:
        stream = resolve1(reference)
        damage = _stream_damage(stream) if isinstance(stream, PDFStream) else "内容缺失"
        if damage:
            return damage
    return next((damage for form in _forms(page.resources, set()) if (damage := _stream_damage(form))), None)


def _forms(resources: Any, seen: set[int]) -> Iterator[PDFStream]:
    """The drawn forms, with the forms in them; each once."""
    held = resolve1(resources)
    drawn = resolve1(held.get("XObject")) if isinstance(held, dict) else None
    for reference in drawn.values() if isinstance(drawn, dict) else ():
        form = resolve1(reference)
        if not isinstance(reference, PDFObjRef) or reference.objid in seen or not isinstance(form, PDFStream):
            continue
        seen.add(reference.objid)
        if literal_name(resolve1(form.get("Subtype"))) == "Form":
            yield form
            yield from _forms(form.get("Resources"), seen)


def _stream_damage(stream: PDFStream) -> str | None:
    """Looks at the outermost packing alone: damage inside it would break its checksum."""
    filters = stream.get_filters()
    packed = stream.get_rawdata()
    if not filters or filters[0][0] not in LITERALS_FLATE_DECODE or packed is None:
        return None
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        packed = stream.decipher(stream.objid, stream.genno, packed, stream.attrs)
    return packing_damage(packed)


def packing_damage(packed: bytes) -> str | None:
    """Where zlib data breaks. Data without its checksum passes: some printers leave it out."""
    try:
        size, is_whole = _unpacked(packed, zlib.MAX_WBITS)
        if is_whole:
            return None
        _, is_whole = _unpacked(packed[2:], _RAW_DEFLATE)
    except zlib.error as error:
        return WRONG_CHECKSUM if "data check" in str(error) else f"内容损坏（{error}）"
    return None if is_whole else f"内容不完整，在解压后第 {size} 字节处中断"


def _unpacked(packed: bytes, window: int) -> tuple[int, bool]:
    """(bytes unpacked, the data reached its end), holding no more than a megabyte of it."""
    unpacker, size, left = zlib.decompressobj(window), 0, packed
    while left and not unpacker.eof:
        size += len(unpacker.decompress(left, _CHUNK))
        left = unpacker.unconsumed_tail
    return size, unpacker.eof
