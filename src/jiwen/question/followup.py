"""Follow-ups: what a short question leaves out comes from the turns before, and what it names replaces it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from jiwen.question.model import Basis, Condition, Mention, Question, Scope
from jiwen.question.winner import Winner, about_winner, asks_about_winner

Meaning = Literal["row", "project", "group"] | None
Means = Callable[[Mention], Meaning]


@dataclass(frozen=True, slots=True)
class Known:
    """What has to be looked up: `means` tells what a mention names, `winner` what the answer to a question puts at a place (1: first)."""

    means: Means
    winner: Callable[[Question, int], Winner | None]


_INSIDE = re.compile("其中|里|中|只看|只要|再|当中")
_READS_LIKE_A_COLUMN = re.compile(r"(?:部门|资金)?(?:预算)?(?:执行|支出|调整)率")
_ONE_BODY = re.compile(r"单位|部门|局|委|家|谁")
_LISTS = ("list", "count", "share", "rank")
_HOW_MANY = re.compile(r"(?:一共|总共|共|那|那么)?(?:有|是)?(?:几|多少)(?:个|项|条)?(?:呢|啊|呀)?[?？。]?")
_OPPOSITE = {
    "has_reason": "no_reason",
    "full_score": "lost_score",
    "corrected": "not_corrected",
    "qualitative": "quantitative",
    "unspent": "exhausted",
}
_OPPOSITE |= {other: one for one, other in _OPPOSITE.items()}
_OF_ROWS = ("target", "actual", "deviation", "weight", "score", "lost", "note", "initial_target", "adjusted_target")
_WHOLE = ("checks", "summary", "reports", "projects", "prose")


def fold_history(question: Question, earlier: Sequence[Question], known: Known) -> Question:
    """The question completed from `earlier` turns, oldest first."""
    if not earlier:
        return question
    before = state = earlier[0]
    for turn in earlier[1:]:
        before, state = state, merge(state, turn, known)
    merged = merge(state, question, known)
    if question.form in ("difference", "growth") and not (question.mentions or question.scope.years or question.scope.bodies):
        years = _years_compared(before, state)
        merged = replace(merged, scope=replace(merged.scope, years=years, relative=())) if years else merged
    if question.by == "report" and not question.scope.bodies:
        bodies = tuple(dict.fromkeys(body for turn in earlier for body in turn.scope.bodies))
        merged = replace(merged, scope=replace(merged.scope, bodies=bodies or merged.scope.bodies))
    return merged


def merge(before: Question, now: Question, known: Known) -> Question:
    """`now` with its gaps filled from `before`."""
    if now.refusal or before.refusal:
        return now
    won = known.winner(before, 1) if asks_about_winner(before, now) else None
    if won is None and now.ordinal is not None and _lists_projects(before):
        won = known.winner(before, now.ordinal)
    if won is not None:
        return about_winner(before, now, won)
    means = known.means
    compares = now.form in ("difference", "growth")
    earlier = replace(before.scope, years=(), relative=()) if now.by == "year" else before.scope
    now = replace(now, scope=_scope(earlier, now.scope, compares=compares))
    meanings = {mention: means(mention) for mention in now.mentions}
    named = tuple(mention for mention in now.mentions if meanings[mention] in ("row", "project"))
    if _narrows(before, now, meanings):
        own = tuple(mention for mention in now.mentions if meanings[mention])
        outer = tuple(m for m in before.mentions if _INSIDE.search(now.folded) or means(m) != "group" or "group" not in meanings.values())
        return _refined(before, replace(now, mentions=outer + own))
    if named or sum(len(mention.content) for mention in now.mentions) > 3:
        was_project = bool(before.mentions) and all(means(mention) == "project" for mention in before.mentions)
        return _about_another(before, replace(now, mentions=named or now.mentions), was_project=was_project)
    if not _is_elliptic(now):
        stays = now.form in _LISTS and now.conditions and not now.mentions and before.mentions
        projects = before.mentions if stays and all(means(mention) == "project" for mention in before.mentions) else ()
        return replace(now, mentions=projects or tuple(mention for mention in now.mentions if meanings[mention]))
    return _about_the_same(before, replace(now, mentions=()), means)


def _years_compared(before: Question, now: Question) -> tuple[int, ...]:
    """The years of two turns about the same thing (…2023年多少？ 2022年呢？ 差多少？); empty where they do not differ."""
    same = before.mentions == now.mentions and before.columns == now.columns
    years = tuple(dict.fromkeys((*before.scope.years, *now.scope.years)))
    return years if same and len(years) == 2 else ()


def _narrows(before: Question, now: Question, meanings: dict[Mention, Meaning]) -> bool:
    """其中履职类的有几个？ 只看数量指标: a group or project inside the list before."""
    is_inside = now.is_elliptic or not now.names_rows
    return _is_list(before) and is_inside and bool(meanings) and all(meaning in ("group", "project") for meaning in meanings.values())


def _is_list(question: Question) -> bool:
    is_list = question.form in _LISTS or (question.form == "why" and question.ordinal is None)
    return is_list and bool(question.conditions or question.order or question.domain == "task")


def _lists_projects(before: Question) -> bool:
    return not before.mentions and (before.form == "projects" or (before.form in ("list", "count") and before.domain == "budget"))


def _is_elliptic(now: Question) -> bool:
    """Nothing of its own to ask about: no names, no word for rows, no total."""
    if now.is_elliptic:
        return True
    if now.form in _WHOLE:
        return False
    return not now.names_rows and (not now.total or now.form in ("share", "ratio"))


def _about_another(before: Question, now: Question, *, was_project: bool) -> Question:
    """Another subject: column and form of before where now has none (那河道清淤长度呢？); a project after a project."""
    if now.form_is_explicit or now.columns or now.conditions:
        return now
    return replace(
        now,
        form=before.form if before.form not in _LISTS else now.form,
        columns=before.columns,
        domain="form" if was_project and before.domain is None else before.domain,
        order=before.order,
        form_is_explicit=before.form_is_explicit,
        by=before.by,
    )


def _about_the_same(before: Question, now: Question, means: Means) -> Question:
    if now.form == "count" and (before.form == "trend" or before.by in ("year", "report")):
        return replace(now, form="trend", mentions=())
    if _is_list(before):
        names_body = now.by != "report" or _ONE_BODY.search(now.folded)
        return _about_the_list(before, now if names_body else replace(now, by=None))
    if before.ordinal is not None and not (now.conditions or now.order or now.names_rows):
        kept = replace(before, form=now.form, columns=now.columns, text=now.text, folded=now.folded, scope=now.scope)
        return kept if now.ordinal is None else replace(kept, ordinal=now.ordinal)
    if any(condition.kind == "others" for condition in now.conditions):
        domain = before.domain if before.domain in ("budget", "task") and now.domain != "indicator" else now.domain
        return replace(now, form="list", mentions=before.mentions, columns=before.columns, domain=domain)
    if before.form == "trend" and now.order and not (now.columns or now.conditions):
        order = replace(now.order, column=now.order.column or next(iter(before.columns), None))
        by = now.by if now.by != "report" or _ONE_BODY.search(now.folded) or before.by is None else before.by
        return replace(now, mentions=before.mentions, columns=before.columns, domain=before.domain, by=by or before.by, order=order)
    if now.form in _LISTS and now.order and now.by == "project":
        return replace(now, mentions=())
    if now.form in _LISTS and (now.conditions or now.order) and now.by is None:
        return replace(now, mentions=tuple(mention for mention in before.mentions if means(mention) == "project"))
    if now.form in _LISTS and now.form != "share" and now.by is None:
        return replace(now, mentions=before.mentions)
    if now.columns or now.form_is_explicit:
        if before.mentions and now.columns and all(_READS_LIKE_A_COLUMN.fullmatch(mention.text) for mention in before.mentions):
            return replace(now, mentions=(), total=True)
        domain = before.domain if not now.columns else now.domain
        columns = now.columns or (before.columns if now.form not in ("why", "yesno") else ())
        return replace(now, mentions=before.mentions, domain=domain, columns=columns, unit_hint=None, total=before.total or now.total)
    return replace(before, text=now.text, folded=now.folded, scope=now.scope, basis=_basis(before, now), is_elliptic=True)


def _about_the_list(before: Question, now: Question) -> Question:
    """One of the list, its number, its reasons, another condition or order; else the same list elsewhere."""
    kept = replace(now, mentions=before.mentions, conditions=before.conditions, domain=before.domain, basis=_basis(before, now))
    if now.ordinal is not None:
        form = now.form if now.form in ("why", "task", "yesno") else "value"
        return replace(kept, form=form, order=before.order if before.order and before.order.top is None else None)
    if now.form == "value" and before.domain == "indicator" and now.domain == "budget" and now.columns:
        return replace(now, total=True)
    if now.form == "value" and _HOW_MANY.fullmatch(now.folded):
        return replace(kept, form="count", order=None)
    if now.form == "why":
        return replace(kept, conditions=tuple(dict.fromkeys((*before.conditions, *now.conditions))), order=None)
    if now.form == "difference" and not now.conditions:
        return replace(kept, order=None)
    if now.form == "value" and now.columns and set(now.columns) <= set(_OF_ROWS) and not now.conditions:
        return replace(kept, order=None)
    if now.form in ("count", "share", "whose") and not now.conditions:
        return replace(kept, form="list" if now.form == "whose" else now.form, order=None)
    if now.conditions or now.order:
        return _refined(before, replace(now, mentions=before.mentions))
    return replace(before, text=now.text, folded=now.folded, scope=now.scope, basis=_basis(before, now), is_elliptic=True)


def _refined(before: Question, now: Question) -> Question:
    """The list before with one more condition, another verdict, another order or basis."""
    conditions = list(before.conditions)
    if any(condition.kind == "verdict" for condition in now.conditions):
        conditions = [other for other in conditions if other.kind != "verdict"]
    ruled_out = {_OPPOSITE.get(condition.kind) for condition in now.conditions}
    conditions = [other for other in conditions if other.kind not in ruled_out]
    conditions += [condition for condition in now.conditions if condition not in conditions]
    form = now.form if now.form in ("count", "share", "rank") else "list"
    return replace(
        now,
        form=form,
        conditions=tuple[Condition, ...](conditions),
        domain=before.domain,
        order=now.order or before.order,
        basis=_basis(before, now),
    )


def _basis(before: Question, now: Question) -> Basis:
    return now.basis if now.basis != "both" else before.basis


def _scope(before: Scope, now: Scope, *, compares: bool) -> Scope:
    """Bodies and years that now does not name stay; a relative year (去年) counts from the year before; 比2022年 adds a year."""
    if now.everywhere:
        return now
    bodies = now.bodies or before.bodies
    if compares and len(now.years) == 1 and before.years and now.years[0] not in before.years:
        return replace(now, bodies=bodies, years=tuple(sorted({*before.years, *now.years})))
    if now.years or now.recent is not None:
        return replace(now, bodies=bodies)
    if now.relative and before.years:
        base = max(before.years)
        return Scope(bodies=bodies, years=tuple(base + step for step in now.relative))
    if now.relative:
        return replace(now, bodies=bodies)
    return Scope(
        bodies=bodies, years=before.years, relative=before.relative, recent=before.recent, everywhere=before.everywhere and not now.bodies
    )
