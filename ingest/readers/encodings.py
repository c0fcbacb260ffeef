"""Bytes → text for files that do not say reliably how they are encoded: UTF-8, GB18030, UTF-16, Big5."""

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,30})""", re.IGNORECASE)
# Pages declare the older name for what is GB18030 in fact.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "gb2312-80": "gb18030", "big5": "big5hkscs"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode_text(data: bytes) -> str | None:
    """The text, None where the bytes are text in none of these encodings.

    A byte order mark decides, then strict UTF-8 (which other encodings hardly ever satisfy), then what the page declares, then
    GB18030 and Big5.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    declared = _DECLARED.search(data[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    for encoding in ("utf-8", _WIDER.get(name, name), "gb18030", "big5hkscs"):
        text = _strict(data, encoding) if encoding else None
        if text is not None:
            return text
    return _mended(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return text if _is_text(text) else None


def _mended(data: bytes) -> str | None:
    """Text with few broken bytes, as cut downloads and mixed pages have them, each shown as U+FFFD."""
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, errors="replace")
        if _is_text(text) and text.count("\ufffd") * 100 <= len(text):
            return text
    return None


def _is_text(text: str) -> bool:
    return len(_CONTROL.findall(text)) * 200 <= len(text)
