"""What a question asks for by a noun of its own ("哪家银行", "什么证书", "…的课程有哪些"), and the heading or column it stands for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jiwen.cells.asked import Asked, equivalents_of
from jiwen.cells.content import is_nothing, is_year
from jiwen.cells.frame import Frame, Label
from jiwen.cells.match import Match
from jiwen.cells.wording import GAP, bare_label, plain, words

_LONGEST = 6
_MOSTLY = 0.5
_ASKED = 0.9
_NOUN = f"[^{GAP}，,。？?！!;；、]"
_AFTER = re.compile(f"(?:哪|什么|啥)[一几些两三]?[个家位台笔种款类条名所支部只辆座间件份届场门本张项]?({_NOUN}{{1,{_LONGEST}}})")
_BEFORE = re.compile(f"({_NOUN}{{2,{_LONGEST}}})(?:分别|都|各)?(?:是|叫|为|有)(?:什么|哪[个家位些]?|谁|啥)(?![^{GAP}，,。？?！!;；、])")


@dataclass(frozen=True, slots=True)
class Focus:
    """A noun that is asked for. `readings` are what may be the noun, longest first, each with its place: what follows "哪个" runs on
    ("部门", "部门发", "部门发证"), as does what stands before "是什么"."""

    readings: tuple[tuple[str, frozenset[int]], ...]
    is_before: bool


def find_foci(asked: Asked) -> list[Focus]:
    """The nouns that the question asks for."""
    after = [
        Focus(tuple((m[1][:n], frozenset(range(m.start(), m.start(1) + n))) for n in range(len(m[1]), 0, -1)), False)
        for m in _AFTER.finditer(asked.spoken)
    ]
    before = (
        []
        if asked.is_headless
        else [
            Focus(tuple((m[1][n:], frozenset(range(m.start(1) + n, m.end(1)))) for n in range(len(m[1]) - 1)), True)
            for m in _BEFORE.finditer(asked.spoken)
        ]
    )
    return after + before


def with_focus(frame: Frame, named: Sequence[Match], asked: Asked) -> list[Match]:
    """`named` and the headings that the nouns asked for stand for, where nothing named has these words already."""
    found = list(named)
    for focus in find_foci(asked):
        for reading, where in focus.readings:
            known = [m for m in found if reading in m.label.text and m.label.is_head and not (focus.is_before and m.label.axis == "row")]
            if known:
                found = [replace(m, is_asked=True) if m in known else m for m in found]
                break
            label = _heading(frame, reading, focus)
            if label:
                found.append(Match(label, _ASKED, 1.0, where, len(reading), is_asked=True))
                break
    return found


def _heading(frame: Frame, noun: str, focus: Focus) -> Label | None:
    """The heading that is `noun` or begins or ends with it, else the column whose values end with it (…银行)."""
    heads = [x for x in frame.labels if x.is_head and x.axis == ("row" if frame.is_form else "column")]
    heads = [x for x in heads if not is_year(x.text)]
    is_whole = noun == focus.readings[0][0]
    for word in (noun, *equivalents_of(noun)):
        names = [f"{word}{ending}" for ending in ("", *words()["name_endings"])]
        fitting = [x for name in names for x in heads if x.text == name]
        if focus.is_before:
            ends = [x for x in heads if x.text.endswith(word)]
            fitting += ends if len(ends) == 1 else []
        elif len(word) > 1 or is_whole:
            fitting += [x for x in heads if x.text.startswith(word) or x.text.endswith(word)]
        if fitting:
            return fitting[0]
    return next((x for x in heads if not focus.is_before and len(noun) > 1 and _ends_with(_values(frame, x), noun)), None)


def _values(frame: Frame, label: Label) -> list[str]:
    if frame.is_form:
        places: Iterable[tuple[int, int]] = ((r, c) for r in label.lines for c in label.reach)
    else:
        places = ((r, c) for r in frame.body_rows for c in label.lines) if len(label.lines) == 1 else ()
    return [plain(frame.cells[r][c].text) for r, c in places]


def _ends_with(values: Sequence[str], noun: str) -> bool:
    filled = [bare_label(v) for v in values if not is_nothing(v)]
    return bool(filled) and sum(v.endswith(noun) for v in filled) > _MOSTLY * len(filled)
