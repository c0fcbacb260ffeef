"""Which reports a question is about, out of those selected or stored; and what it names that is not there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from jiwen.question.model import Question
from jiwen.saying import say

_MOST_NAMED = 3
_COMPARES = ("growth", "difference", "ratio")


@dataclass(frozen=True, slots=True)
class Reach:
    """Ids of the reports asked about, oldest first; `missing` says what was asked for and is not there. `widened`: beyond the selection."""

    ids: tuple[str, ...]
    missing: str | None = None
    widened: bool = False


def reach_of(question: Question, entries: Sequence[Any], selected: Sequence[str]) -> Reach:
    """The reports of a question. `entries` are the library's; `selected` the ids chosen in the page (empty: all)."""
    pool = [entry for entry in entries if entry.id in selected] if selected else list(entries)
    by_body, missing = _by_bodies(question, pool, entries)
    if missing:
        return Reach((), missing)
    years, missing = _years(question, by_body)
    if missing:
        return Reach((), missing)
    if years is None:
        return Reach(_ordered(by_body))
    return _of_years(years, by_body, entries, question, is_selected=bool(selected))


def _by_bodies(question: Question, pool: Sequence[Any], entries: Sequence[Any]) -> tuple[list[Any], str | None]:
    bodies = question.scope.bodies
    if not bodies:
        return list(pool), None
    kept: list[Any] = []
    for body in bodies:
        own = [entry for entry in pool if entry.id in body.reports]
        if not own:
            elsewhere = any(entry.id in body.reports for entry in entries)
            words = "所选报告里没有“{body}”的报告，无法回答" if elsewhere else "没有“{body}”的报告，无法回答"
            return [], say(question.language, words, body=body.text)
        kept += [entry for entry in own if entry not in kept]
    return kept, None


def _years(question: Question, pool: Sequence[Any]) -> tuple[set[int] | None, str | None]:
    """The years asked for, None where none is. Relative years count from the newest report of the pool."""
    scope = question.scope
    known = [entry.year for entry in pool if entry.year]
    if not (scope.years or scope.relative or scope.recent is not None) or not known:
        return (None, None) if not scope.years else (set(scope.years), None)
    if (
        question.form in ("why", "prose", "consistency", "checks", "summary")
        and not scope.years
        and set(known).isdisjoint(max(known) + r for r in scope.relative)
    ):
        return None, None
    base = max(scope.years) if scope.years and any(r < 0 for r in scope.relative) else max(known)
    years = set(scope.years) | {base + step for step in scope.relative}
    if any(step < 0 for step in scope.relative) and question.form in _COMPARES and 0 not in scope.relative and not scope.years:
        years.add(base)
    if any(step > 0 for step in scope.relative):
        words = "没有{year}年度的报告，最近的是{newest}年度，无法回答"
        return set(), say(question.language, words, year=base + max(scope.relative), newest=base)
    if scope.recent is not None and not years:
        newest = sorted(set(known), reverse=True)
        years = set(newest[: scope.recent] if scope.recent else newest)
    elif scope.recent is not None:
        years |= {year for year in known if min(years) <= year <= max(years)}
    return years, None


def _of_years(years: set[int], pool: Sequence[Any], entries: Sequence[Any], question: Question, *, is_selected: bool) -> Reach:
    scope = question.scope
    own_newest = scope.relative == (0,) and not scope.years
    if own_newest:
        return Reach(
            _ordered([entry for entry in pool if entry.year == max(e.year or 0 for e in pool if e.department == entry.department)])
        )
    kept = [entry for entry in pool if entry.year in years]
    widened = False
    absent = sorted(years - {entry.year for entry in kept})
    if absent and is_selected and scope.relative and pool:
        more = [e for e in entries if e.year in absent and e.department in {entry.department for entry in pool}]
        kept, widened = kept + more, bool(more)
        absent = sorted(years - {entry.year for entry in kept})
    return Reach((), _absent(absent, pool, question)) if absent else Reach(_ordered(kept), widened=widened)


def _absent(years: Sequence[int], pool: Sequence[Any], question: Question) -> str:
    """Of whom and when there is no report, and of which years there are."""

    def listed(numbers: Sequence[int]) -> str:
        return say(question.language, "、").join(say(question.language, "{year}年", year=year) for year in numbers)

    bodies = dict.fromkeys(str(entry.department or entry.title) for entry in pool)
    who = say(question.language, "、").join(bodies) if len(bodies) <= _MOST_NAMED else say(question.language, "库中各单位")
    have = listed(sorted({entry.year for entry in pool if entry.year})) or say(question.language, "无")
    words = "没有{who}{years}的报告（现有：{have}），无法回答"
    return say(question.language, words, who=who, years=listed(years), have=have)


def _ordered(entries: Sequence[Any]) -> tuple[str, ...]:
    """By body in order of appearance, then by year."""
    bodies = list(dict.fromkeys(entry.department for entry in entries))
    return tuple(entry.id for entry in sorted(entries, key=lambda e: (bodies.index(e.department), e.year or 0)))


def with_form(question: Question, **changes: Any) -> Question:
    """The question with some slots changed."""
    return replace(question, **changes)
