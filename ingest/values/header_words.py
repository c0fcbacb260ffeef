"""What a header text means: the national form's terms and their provincial variants (`header_words.json`)."""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

_BRACKETS = re.compile(r"[（(\[【][^（()）\[\]【】]*[)）\]】]")
_MARKS = re.compile(r"[\s:：*＊、，,。.%]")


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((shape["role"], re.compile(p)) for shape in _data()["shapes"] for p in shape["patterns"])


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("ingest.values").joinpath("header_words.json").read_text(encoding="utf-8"))
    return data


@cache
def _roles() -> tuple[tuple[str, frozenset[str], tuple[re.Pattern[str], ...]], ...]:
    return tuple((r["role"], frozenset(r["words"]), tuple(re.compile(p) for p in r["patterns"])) for r in _data()["roles"])


def bare_header(text: str) -> str:
    """The header's words alone: widths folded, spaces, marks and brackets with their content removed.

    >>> bare_header("年度（/项目）指标值")
    '年度指标值'
    """
    folded = unicodedata.normalize("NFKC", text)
    while (shorter := _BRACKETS.sub("", folded)) != folded:
        folded = shorter
    return _MARKS.sub("", folded)


@cache
def role_of(text: str) -> str:
    """The role that a header text names, "" where none does.

    >>> role_of("全年（调整）预算数"), role_of("偏差原因分析及改进措施"), role_of("指标权重（分）")
    ('adjusted', 'note', 'weight')
    """
    if len(text) > 40:
        return ""
    bare = bare_header(text)
    whole = _MARKS.sub("", re.sub(r"[（()）\[\]【】]", "", unicodedata.normalize("NFKC", text)))
    for form in (bare, whole):
        for role, words, _ in _roles():
            if form in words:
                return role
    for form in (whole, bare):
        for role, _, patterns in _roles():
            if form and any(pattern.search(form) for pattern in patterns):
                return role
    return next((role for form in (whole, bare) for role, shape in _shapes() if form and shape.search(form)), "")
