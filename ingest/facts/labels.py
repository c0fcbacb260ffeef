"""Is a text one of the words that label a form's head, goals, totals or remarks? Words: `labels.json`."""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files

from ingest.values.header_words import bare_header

_UNITS = re.compile(r"(?:(?:人民币)?(?P<scale>[万千百亿]{0,2})(?P<base>元))")


_SENTENCE = re.compile(r"[，。；！？]")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = json.loads(files("ingest.facts").joinpath("labels.json").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(words)) for kind, words in data.items() if isinstance(words, list)}


@cache
def is_label(kind: str, text: str) -> bool:
    """True when `text` is a label of this kind ("head", "goals", "totals", …); long texts never are.

    >>> is_label("head", "主管部门："), is_label("totals", "总  分"), is_label("goals", "项目年度总体目标")
    (True, True, True)
    """
    bare = bare_header(text)
    return 0 < len(bare) <= 24 and not _SENTENCE.search(text) and _patterns()[kind].match(bare) is not None


def money_unit(text: str) -> str | None:
    """The unit of money in a header, label or unit line.

    >>> money_unit("项目资金（万元）"), money_unit("单位：元"), money_unit("得分")
    ('万元', '元', None)
    """
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    inside = re.search(r"\((?:单位:|金额单位:)?((?:人民币)?[万千百亿]{0,2}元)\)", folded) or re.search(
        r"单位(?:名称)?:((?:人民币)?[万千百亿]{0,2}元)", folded
    )
    unit = inside.group(1) if inside else folded if _UNITS.fullmatch(folded) else None
    return unit.removeprefix("人民币") if unit else None
