"""The columns that tables of performance reports have: titles, what their cells hold, usual order; and the words of groups and sums."""

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

_WEIGHT = re.compile(r"\(\d+(\.\d+)?(分|%)?\)$|\d+(\.\d+)?分$")
_MONEY_OR_PERCENT = re.compile(r"(?:[百千万亿]*元|%|％|分|A|B|B/A|[A-D]|自评|\d+分)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `key` is its meaning, `kind` what its cells hold, `skip` the cost of a blank cell, `rank` its usual place.

    `title` is the title as printed, with its unit ("年初预算数（万元）"); "" where the dump prints none.
    """

    key: str
    kind: str
    skip: float
    rank: int
    title: str = ""

    def titled(self, title: str) -> "Column":
        return replace(self, title=title)


def squashed(text: str) -> str:
    """Text for comparing titles: NFKC, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def bare_title(text: str) -> str:
    """A title without its unit or formula letter: "执行率（%)" → "执行率"."""
    title = squashed(text)
    while (match := re.search(r"\(([^()]*)\)?$", title)) and (_MONEY_OR_PERCENT.fullmatch(match[1]) or not match[1]):
        title = title[: match.start()]
    return title.rstrip(":")


@lru_cache(maxsize=1)
def known_columns() -> dict[str, tuple[Column, ...]]:
    """Title → the columns it may head, most usual first."""
    data = json.loads(resources.files("ingest.readers.text_dump").joinpath("columns.json").read_text(encoding="utf-8"))
    found: dict[str, tuple[Column, ...]] = {}
    for rank, entry in enumerate(data["columns"]):
        column = Column(entry["key"], entry["kind"], float(entry["skip"]), rank)
        for title in entry["titles"]:
            found[squashed(title)] = (*found.get(squashed(title), ()), column)
    return found


def column_by_key(key: str) -> Column:
    """The column of that meaning, without a title."""
    return next(column for columns in known_columns().values() for column in columns if column.key == key)


@lru_cache(maxsize=1)
def _levels() -> tuple[frozenset[str], frozenset[str]]:
    data = json.loads(resources.files("ingest.readers.text_dump").joinpath("groups.json").read_text(encoding="utf-8"))
    return frozenset(data["outer"]), frozenset(data["inner"])


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    data = json.loads(resources.files("ingest.readers.text_dump").joinpath("groups.json").read_text(encoding="utf-8"))
    return frozenset(data["groups"]), tuple(data["group_suffixes"]), frozenset(data["sums"])


@lru_cache(maxsize=4096)
def is_group(text: str) -> bool:
    """True for a 一级/二级指标 cell: 产出, 产出指标, 产出指标（50分）."""
    words, suffixes, _ = _words()
    bare = _WEIGHT.sub("", squashed(text))
    if bare in words:
        return True
    return any(bare.endswith(suffix) and (bare[: -len(suffix)] in words) for suffix in suffixes)


@lru_cache(maxsize=4096)
def opens_group(text: str) -> bool:
    """True where `text` may be the beginning of a wrapped group cell."""
    words, suffixes, _ = _words()
    bare = squashed(text)
    if (cut := bare.find("(")) > 0:
        return is_group(bare[:cut]) and re.fullmatch(r"\(\d*(\.\d*)?(分|%)?\)?", bare[cut:]) is not None
    return any(word.startswith(bare) for word in words) or any((word + suffix).startswith(bare) for word in words for suffix in suffixes)


def group_level(text: str) -> int:
    """0 for what stands above the 一级指标 (共性指标, 分解目标), 1 for a 一级指标, 2 for a 二级指标."""
    data = _levels()
    bare = _WEIGHT.sub("", squashed(text))
    stem = bare.removesuffix("指标")
    return 0 if bare in data[0] or stem in data[0] else 2 if stem in data[1] else 1


def names_source(text: str) -> bool:
    """True for words that say where a value comes from (统计年报, 问卷调查), which are no value."""
    return squashed(text).endswith(_source_endings())


@lru_cache(maxsize=1)
def _source_endings() -> tuple[str, ...]:
    data = json.loads(resources.files("ingest.readers.text_dump").joinpath("groups.json").read_text(encoding="utf-8"))
    return tuple(data["source_endings"])


def is_sum(text: str) -> bool:
    """True for the name of a row that adds up or closes a table: 合计, 总分, 其他需要说明事项."""
    return squashed(text) in _words()[2]
