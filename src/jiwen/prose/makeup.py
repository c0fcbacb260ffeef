"""What income or spending consists of, as a report breaks it down: 其中：财政拨款收入 …，占 …%；其他收入 …，占 …%."""

import re
from collections.abc import Iterator, Sequence

from ingest.values import find_quantities
from jiwen.prose.source import Quote, Source, quote
from jiwen.prose.wording import words

_SHARE = re.compile(r"占[^，。；]{0,20}?\d")
_NUMBERED_PART = re.compile(r"\s*[（(]?\d{1,2}[）).．、][^\d\n]{2,30}\d[\d,.]*\s*[万亿]?元[，,]占")
_LEAST_PARTS = 2
_LONGEST = 1200
_NAMES_USE = 2


def asked_side(folded: str) -> str | None:
    """ "spending" or "income" where a question asks what it consists of, else None."""
    return next((side for side, rule in words()["makeup"].items() if re.search(rule["ask"], folded)), None)


def find_makeup(side: str, sources: Sequence[Source]) -> Quote | None:
    """The line, or run of numbered lines, that breaks that side down into most parts; None where none names two parts with amounts."""
    scored = [
        (score, source, start, end)
        for source in sources
        for start, end in _lines(source.text)
        if (score := _parts(side, source, start, end))
    ]
    if not scored:
        return None
    _, source, start, end = max(scored, key=lambda item: item[0])
    return quote(source, start, end)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text, and runs of numbered lines that each name a part with its share."""
    run: list[tuple[int, int]] = []
    for found in re.finditer(r"[^\n]+", text):
        yield found.span()
        run = [*run, found.span()] if _NUMBERED_PART.match(found[0]) else []
        if len(run) > _LEAST_PARTS:
            yield run[0][0], run[-1][1]


def _parts(side: str, source: Source, start: int, end: int) -> int:
    """How many parts with amounts a line names, shares counting double; 0 where it is no breakdown of that side."""
    line, rule = source.text[start:end], words()["makeup"][side]
    if end - start > _LONGEST or source.kind != "prose" or any(re.search(words()["glossary"], head) for head in source.path):
        return 0
    amounts = [item for item in find_quantities(line) if item.quantity.unit and item.quantity.unit.endswith("元")]
    opening = line[: amounts[0].start] if amounts else ""
    if not re.search(rule["say"], opening) or re.search(rule["not"], opening):
        return 0
    shares = len(_SHARE.findall(line))
    if len(amounts) <= _LEAST_PARTS or not (shares >= _LEAST_PARTS or re.search("其中|包括|用于", line)):
        return 0
    return len(amounts) + shares + _NAMES_USE * (re.search(rule["use"], line) is not None)
