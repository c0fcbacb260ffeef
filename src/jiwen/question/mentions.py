"""Mentions: the words of a question that are left to name something once scope and marks are read."""

import re
from collections.abc import Iterable, Sequence

from jiwen.question.fold import fold
from jiwen.question.lexer import Interval, Mark, protected_words
from jiwen.question.model import Mention

_BREAK = re.compile(r"[,，。.？?;；:：!！\n]")
_CONNECTOR = re.compile(
    r"以及|还有|加上|[+&]|和|与|跟(?!踪|进|班)|同|(?<![惠涉普危顾])及(?!时)|加|、|或|(?<![占同环评对可相])比(?![例重率价照较对])"
)
_OF_EACH = re.compile(r"[个各些每]项目")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?")
_RUN = 4


class NameGrams:
    """The character runs of all names in reach, to keep words that belong to a name from being read as question words."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(name for name in map(fold, names) if len(name) > 1)
        self._grams = frozenset(name[i : i + _RUN] for name in self.names for i in range(len(name) - _RUN + 1))
        self._longest = max(map(len, self.names), default=0)

    def verbatim(self, text: str) -> list[Interval]:
        """Names of three characters and more that stand in `text` word for word; the longest wins."""
        found: list[Interval] = []
        for size in range(min(self._longest, len(text)), 2, -1):
            for start in range(len(text) - size + 1):
                if text[start : start + size] in self.names and not any(start < end and at < start + size for at, end in found):
                    found.append((start, start + size))
        return sorted(found)

    def shared(self, text: str) -> list[Interval]:
        """Runs of four characters and more that `text` shares with some name."""
        runs: list[Interval] = []
        for start in range(len(text) - _RUN + 1):
            if text[start : start + _RUN] in self._grams:
                if runs and start <= runs[-1][1] - _RUN + 1 and start < runs[-1][1]:
                    runs[-1] = (runs[-1][0], start + _RUN)
                else:
                    runs.append((start, start + _RUN))
        return runs


def protected_spans(text: str, grams: NameGrams, marks: Sequence[Mark]) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
    """(spans that belong to names, names that read like a column: 预算执行率). A span needs two characters that no mark explains."""
    explained = {p for mark in marks if mark.kind != "filler" for p in range(mark.start, mark.end)}
    verbatim = grams.verbatim(text)
    columns = tuple(span for span in verbatim if sum(p not in explained for p in range(*span)) == 0)
    verbatim = [span for span in verbatim if not _is_of_each(text, span)]
    spans = [span for span in verbatim if span not in columns] + protected_words(text)
    for shared in grams.shared(text):
        for span in _around_years(text, _before_cut_mark(shared, marks)):
            is_name = sum(p not in explained and not _is_date(text[p]) for p in range(*span)) >= 2
            if span[1] - span[0] >= 2 and is_name and not _is_of_each(text, span):
                spans.append(span)
    return tuple(_united(spans)), columns


def _is_of_each(text: str, span: Interval) -> bool:
    """三个项目支出…: the spending of each project, and no line of the name 项目支出."""
    return _OF_EACH.match(text[max(span[0] - 1, 0) : span[1]]) is not None


def _around_years(text: str, span: Interval) -> list[Interval]:
    """A shared run without the years in it: in 财政局2024年财政拨款 the year is no part of a name that is said in part."""
    start, end = span
    years = [match.span() for match in _YEAR.finditer(text) if match.start() < end and start < match.end()]
    cuts = [start, *(at for year in years for at in year), end]
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]


def _before_cut_mark(span: Interval, marks: Sequence[Mark]) -> Interval:
    """A shared run ends before a question word that it would cut in two (…产值|占比多少)."""
    start, end = span
    cut = min(
        (mark.start for mark in marks if start < mark.start < end < mark.end and (mark.start == end - 1 or mark.value == "yesno_done")),
        default=end,
    )
    return start, cut


def _is_date(character: str) -> bool:
    return character.isdigit() or character in "年月"


def _united(spans: Sequence[Interval]) -> list[Interval]:
    united: list[Interval] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1] - 1:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def find_mentions(text: str, marks: Sequence[Mark], skipped: Sequence[Interval], protected: Sequence[Interval]) -> tuple[Mention, ...]:
    """Runs between question words, punctuation and connectors; scope words inside are left out, filler weighs nothing."""
    kinds = _kinds(text, marks, skipped, protected)
    mentions: list[Mention] = []
    run: list[int] = []
    for position, kind in enumerate([*kinds, "stop"]):
        if kind == "stop":
            mentions += _mention(text, kinds, run)
            run = []
        elif kind != "skip":
            run.append(position)
    return tuple(mentions)


def _kinds(text: str, marks: Sequence[Mark], skipped: Sequence[Interval], protected: Sequence[Interval]) -> list[str]:
    kinds = ["word"] * len(text)
    for mark in marks:
        kinds[mark.start : mark.end] = ["filler" if mark.kind in ("filler", "yesno") else "stop"] * (mark.end - mark.start)
    for match in [*_BREAK.finditer(text), *_CONNECTOR.finditer(text)]:
        if not any(start < match.end() and match.start() < end for start, end in protected):
            kinds[match.start() : match.end()] = ["stop"] * (match.end() - match.start())
    for match in re.finditer(r"(?<=\d)\.(?=\d)", text):
        kinds[match.start()] = "word"
    for start, end in skipped:
        kinds[start:end] = ["skip"] * (end - start)
    return kinds


def _mention(text: str, kinds: Sequence[str], run: Sequence[int]) -> list[Mention]:
    while run and (kinds[run[0]] == "filler" or text[run[0]] == "的"):
        run = run[1:]
    while run and (kinds[run[-1]] == "filler" or text[run[-1]] == "的"):
        run = run[:-1]
    weights = tuple(0.0 if kinds[p] == "filler" or not text[p].isalnum() else 1.0 for p in run)
    if sum(weights) < 2:
        return []
    return [Mention("".join(text[p] for p in run), weights, run[0])]
