"""Texts as symbols that can be compared: one per Chinese character, number or Latin word."""

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

GAP = "\0"
_FIRST_CODE = "\U000f0000"
_DROPPED = "的“”\"‘’'「」"
_LONG_TOKEN = re.compile(r"\d(?:[\d,]+(?:\.\d+)?|\.\d+)|[a-z][a-z0-9]+")
_PREFIX = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、．]|\d{1,2}\.(?!\d)|其中[:：]|[加减][:：]|[①-⑳])\s*"
)
_IN_BRACKETS = re.compile(r"[（(](?:单位[:：])?([^（()）]{1,6})[）)]\s*$")
_YEAR_END = re.compile(r"^((?:19|20)\d\d)[年./-]12[月./-]31日?$")
_UNIT = re.compile(r"[（(](?:单位[:：])?(?:万元|亿元|元|%|％|年|个|人|家|项|分|次|mm|bar)[）)]|[%％]$")


@cache
def words() -> dict[str, Any]:
    """The word lists beside this module."""
    data: dict[str, Any] = json.loads(files("jiwen.cells").joinpath("words.json").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Text for comparing: NFKC, lower case, without whitespace, quotes, and 的, which questions add and drop freely."""
    text = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in text if not c.isspace() and c not in _DROPPED)


@lru_cache(maxsize=1 << 15)
def bare_label(text: str) -> str:
    """A label without numbering (一、 （一） 其中：) and unit: "一、财政拨款收入（万元）" → "财政拨款收入"."""
    text = _YEAR_END.sub(r"\1年末", plain(text))
    before = None
    while before != text:
        before = text
        text = _PREFIX.sub("", text)
    return _UNIT.sub("", text).rstrip(":：") or plain(before)


def printed_unit(text: str) -> str | None:
    """The unit in brackets at the end of a label: "合同数（份）" → "份"."""
    found = _IN_BRACKETS.search(text)
    return found[1] if found else None


def is_word(symbol: str) -> bool:
    """True for the symbol of a number, a Latin word or a Latin letter, which says something alone; a Chinese character does not."""
    return symbol >= _FIRST_CODE or (symbol.isascii() and symbol.isalnum())


class Alphabet:
    """Numbers and Latin words become one private character each, so that 2020 never half-matches 2021."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def symbols(self, text: str) -> str:
        """One character a token of `text`, which must be plain already."""
        return "".join(self._code(part) if is_one else part for part, is_one in _symbol_parts(text))

    def _code(self, token: str) -> str:
        return self._codes.setdefault(token, chr(ord(_FIRST_CODE) + len(self._codes)))


@lru_cache(maxsize=1 << 15)
def _symbol_parts(text: str) -> tuple[tuple[str, bool], ...]:
    """`text` cut at its numbers and Latin words of two characters and more, which are True: each is one symbol."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for found in _LONG_TOKEN.finditer(text):
        token = found[0]
        if token[0].isdigit():
            token = token.replace(",", "")
            token = token.rstrip("0").rstrip(".") if "." in token else token
        parts += [(text[at : found.start()], False), (token, True)]
        at = found.end()
    return (*parts, (text[at:], False))
