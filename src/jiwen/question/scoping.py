"""Which reports a question is about, out of those selected or stored; and what it names that is not there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from jiwen.question.model import Body, Question, Scope

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
    scope = question.scope
    by_body, missing = _by_bodies(scope.bodies, pool, entries)
    if missing:
        return Reach((), missing)
    years, missing = _years(question, by_body)
    if missing:
        return Reach((), missing)
    if years is None:
        return Reach(_ordered(by_body))
    return _of_years(years, by_body, entries, scope, is_selected=bool(selected))


def _by_bodies(bodies: Sequence[Body], pool: Sequence[Any], entries: Sequence[Any]) -> tuple[list[Any], str | None]:
    if not bodies:
        return list(pool), None
    kept: list[Any] = []
    for body in bodies:
        own = [entry for entry in pool if entry.id in body.reports]
        if not own:
            elsewhere = any(entry.id in body.reports for entry in entries)
            return [], f"所选报告里没有“{body.text}”的报告" if elsewhere else f"没有“{body.text}”的报告"
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
        return set(), f"没有{base + max(scope.relative)}年度的报告，最近的是{base}年度"
    if scope.recent is not None and not years:
        newest = sorted(set(known), reverse=True)
        years = set(newest[: scope.recent] if scope.recent else newest)
    elif scope.recent is not None:
        years |= {year for year in known if min(years) <= year <= max(years)}
    return years, None


def _of_years(years: set[int], pool: Sequence[Any], entries: Sequence[Any], scope: Scope, *, is_selected: bool) -> Reach:
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
    if absent:
        have = "、".join(f"{year}年" for year in sorted({entry.year for entry in pool if entry.year}))
        who = (
            "、".join(dict.fromkeys(str(entry.department or entry.title) for entry in pool))
            if len({e.department for e in pool}) <= 3
            else "库中各单位"
        )
        return Reach((), f"没有{who}{'、'.join(f'{year}年' for year in absent)}的报告（现有：{have or '无'}）")
    return Reach(_ordered(kept), widened=widened)


def _ordered(entries: Sequence[Any]) -> tuple[str, ...]:
    """By body in order of appearance, then by year."""
    bodies = list(dict.fromkeys(entry.department for entry in entries))
    return tuple(entry.id for entry in sorted(entries, key=lambda e: (bodies.index(e.department), e.year or 0)))


def with_form(question: Question, **changes: Any) -> Question:
    """The question with some slots changed."""
    return replace(question, **changes)
