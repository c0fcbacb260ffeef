"""The headings inside a running text: （一）… 1.… （1）… 一是…, with the stretch of text that each governs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.values import read_number
from ingest.values.numerals import read_chinese_number

_CHINESE = "[一二三四五六七八九十]{1,3}"
_MARKS = (
    ("chapter", re.compile(rf"(?:(?<=[。；：:\n\s])|^)({_CHINESE})、")),
    ("part", re.compile(rf"[（(]({_CHINESE})[）)]")),
    ("point", re.compile(r"(?<![\d.（(])(\d{1,2})[.．、](?!\d)")),
    ("sub", re.compile(r"[（(](\d{1,2})[）)]")),
    ("also", re.compile(rf"(?:(?<=[。；：:\n\s])|^)({_CHINESE})是[，,]?")),
)
_HEAD_END = re.compile(r"[。：:；\n]")
_LONGEST_HEAD = 40


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters `start:end` under `heads`, marks included, outer first. An enumerated sentence without a heading has head ""."""

    heads: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    number: int
    start: int
    end: int


def text_to_segments(text: str) -> list[Segment]:
    """Every enumerated stretch of `text`, outer ones before those inside them. Numbers that continue no count are no marks.

    >>> [s.heads for s in text_to_segments("（一）问题。一是慢。二是散。（二）措施。快。")]
    [('（一）问题',), ('（一）问题', '一是慢'), ('（一）问题', '二是散'), ('（二）措施',)]
    """
    open_marks: list[_Mark] = []
    found: list[tuple[tuple[_Mark, ...], int]] = []
    for mark in _marks(text):
        depth = next((i for i, m in enumerate(open_marks) if m.kind == mark.kind), None)
        goes_on = depth is not None and mark.number == open_marks[depth].number + 1
        if mark.number != 1 and not goes_on:
            continue
        depth = len(open_marks) if depth is None else depth
        open_marks = [*open_marks[:depth], mark]
        found.append((tuple(open_marks), mark.start))
    return [
        Segment(tuple(_head(text, m) for m in marks), start, _end(found, i, len(marks), len(text)))
        for i, (marks, start) in enumerate(found)
    ]


def _end(found: list[tuple[tuple[_Mark, ...], int]], at: int, depth: int, length: int) -> int:
    return next((start for marks, start in found[at + 1 :] if len(marks) <= depth), length)


def _marks(text: str) -> Iterator[_Mark]:
    matches = [(kind, match) for kind, pattern in _MARKS for match in pattern.finditer(text)]
    for kind, match in sorted(matches, key=lambda item: item[1].start()):
        number = int(read_number(match[1]) or 0) if match[1].isdigit() else int(read_chinese_number(match[1]))
        yield _Mark(kind, number, match.start(), match.end())


def _head(text: str, mark: _Mark) -> str:
    stop = _HEAD_END.search(text, mark.end)
    end = stop.start() if stop else len(text)
    return text[mark.start : end].strip() if end - mark.end <= _LONGEST_HEAD else ""


@lru_cache(maxsize=1 << 12)
def text_to_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence: 。；！？ or a line break ends one, not inside brackets or quotes."""
    found, start, depth = [], 0, 0
    for at, character in enumerate(text):
        if character in "（(“《【":
            depth += 1
        elif character in "）)”》】":
            depth = max(0, depth - 1)
        if character == "\n" or (character in "。；！？!?" and not depth):
            found.append((start, at + 1))
            start, depth = at + 1, 0
    found.append((start, len(text)))
    return tuple((a, b) for a, b in found if text[a:b].strip())
