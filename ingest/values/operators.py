"""Operators and comparing words: ≥, 不低于, 以上, 控制在…内, 约."""

import json
import re
from importlib import resources
from typing import cast

from ingest.model.quantity import Operator

_DATA = json.loads(resources.files("ingest.values").joinpath("operators.json").read_text(encoding="utf-8"))
_SIGNS: dict[str, Operator] = {sign: cast(Operator, op) for op, signs in _DATA["signs"].items() for sign in signs}
_BEFORE: dict[str, Operator] = {word: cast(Operator, op) for op, words in _DATA["words_before"].items() for word in words}
_AFTER: dict[str, Operator] = {word: cast(Operator, op) for op, words in _DATA["words_after"].items() for word in words}


def _longest_first(words: list[str]) -> str:
    escaped = (re.escape(word) for word in sorted(words, key=len, reverse=True))
    return "|".join(word.replace(r"\(", "[(（]").replace(r"\)", "[)）]") for word in escaped)


_SIGN_AT_END = re.compile(rf"(?P<op>{_longest_first(list(_SIGNS))})\s*$")
_PART_OF_WORD = "(?<![签节预制合契条附最就邻])"  # 签约, 节约, 附近, 最近 say nothing of how exact the number is
_WORD_AT_END = re.compile(
    rf"(?P<op>{_longest_first(list(_BEFORE))})\s*(?:在|了|为|到)?\s*{_PART_OF_WORD}(?P<about>{_longest_first(_DATA['approximate_before'])})?\s*$",
    re.I,
)
_ABOUT_AT_END = re.compile(rf"{_PART_OF_WORD}(?P<about>{_longest_first(_DATA['approximate_before'])})\s*$", re.I)
_AFTER_WORD = re.compile(
    rf"\s*(?P<op>{_longest_first(list(_AFTER))})(?!简称|称|同|几|各|列|部|容|涵|外|述|级|陆|蒙|设|控|审)"
    rf"|\s*(?P<about>{_longest_first(_DATA['approximate_after'])})",
    re.I,
)
ABOUT_INSIDE = rf"(?:{_longest_first(_DATA['approximate_inside'])})"


def plain_brackets(text: str) -> str:
    """`text` with ASCII brackets, as the word list writes them."""
    return text.replace("（", "(").replace("）", ")")


def read_operator(text: str) -> Operator | None:
    """The operator that is all of `text`, as in a 指标性质 column: ≧, ═, 不低于. None for anything else (定性)."""
    squeezed = text.strip().translate(str.maketrans("＞＜＝", "><="))
    return _SIGNS.get(squeezed) or _BEFORE.get(squeezed) or _AFTER.get(squeezed)


def operator_before(text: str) -> tuple[Operator | None, bool, bool, int]:
    """(operator, is it a sign, approximate, where it starts) that stands at the end of `text`, right before a number."""
    sign = _SIGN_AT_END.search(text)
    if sign:
        return _SIGNS[sign["op"]], True, False, sign.start()
    word = _WORD_AT_END.search(text)
    if word:
        return _BEFORE[word["op"].lower()], False, word["about"] is not None, word.start()
    about = _ABOUT_AT_END.search(text)
    return (None, False, True, about.start()) if about else (None, False, False, len(text))


def operator_after(text: str, start: int) -> tuple[Operator | None, bool, int]:
    """(operator, approximate, where it ends) that follows an amount which ends at `start`: 以上, 以内, 左右."""
    match = _AFTER_WORD.match(text, start)
    if match is None:
        return None, False, start
    return (_AFTER[plain_brackets(match["op"].lower())] if match["op"] else None), match["about"] is not None, match.end()
