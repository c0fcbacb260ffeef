"""Follow-ups: what a short question leaves out comes from the turns before, and what it names replaces it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from jiwen.question.model import Condition, Mention, Question, Scope

_REFINES = ("list", "count", "share", "rank")


def fold_history(question: Question, earlier: Sequence[Question], means: Callable[[Mention], bool]) -> Question:
    """The question completed from `earlier` turns, oldest first. `means` tells whether a mention names anything."""
    if not earlier:
        return question
    state = earlier[0]
    for turn in earlier[1:]:
        state = merge(state, turn, means)
    return merge(state, question, means)


def merge(before: Question, now: Question, means: Callable[[Mention], bool]) -> Question:
    """`now` with its gaps filled from `before`."""
    if now.refusal:
        return now
    if before.refusal:
        return now
    scope = _scope(before.scope, now.scope)
    mentions = tuple(mention for mention in now.mentions if means(mention)) or (now.mentions if not _is_short(now) else ())
    if mentions:
        return _about_another(before, replace(now, scope=scope, mentions=mentions))
    if not _is_elliptic(now):
        return replace(now, scope=scope)
    return _about_the_same(before, replace(now, scope=scope, mentions=()))


def _is_short(question: Question) -> bool:
    """A few stray characters beside question words are no subject."""
    return sum(len(mention.content) for mention in question.mentions) <= 3


def _is_elliptic(now: Question) -> bool:
    """Nothing of its own to ask about: no names, and either a follow-up word or no complete intent."""
    if now.is_elliptic:
        return True
    complete = now.form in ("list", "count", "share", "rank", "checks", "summary", "reports", "projects", "remaining", "prose")
    return not complete and not now.total


def _about_another(before: Question, now: Question) -> Question:
    """Another subject: the column and form of before where now has none (那技术合同成交额呢？)."""
    if now.form_is_explicit or now.columns or now.conditions:
        return now
    return replace(
        now, form=before.form if before.form not in _REFINES else now.form, columns=before.columns, domain=before.domain, order=before.order,
        form_is_explicit=before.form_is_explicit,
    )  # fmt: skip


def _about_the_same(before: Question, now: Question) -> Question:
    mentions = before.mentions
    is_list = before.form in _REFINES and (before.conditions or before.order)
    if is_list and (now.conditions or now.order):
        return _refined(before, now)
    if is_list and not now.form_is_explicit and not now.columns:
        return replace(before, text=now.text, folded=now.folded, scope=now.scope)
    if is_list and now.form in ("count", "why"):
        return replace(
            now,
            mentions=mentions,
            conditions=before.conditions + now.conditions,
            domain=before.domain,
            order=None,
            basis=_basis(before, now),
        )
    if is_list and now.ordinal is not None:
        return replace(before, text=now.text, folded=now.folded, scope=now.scope, ordinal=now.ordinal)
    if now.columns or now.form_is_explicit:
        domain = now.domain if now.domain != "indicator" or not before.domain else before.domain
        return replace(now, mentions=mentions, domain=domain, unit_hint=None, conditions=now.conditions)
    return replace(before, text=now.text, folded=now.folded, scope=now.scope)


def _refined(before: Question, now: Question) -> Question:
    """The list before with one more condition, another order, another basis."""
    conditions = list(before.conditions)
    for condition in now.conditions:
        if condition.kind == "verdict" and any(other.kind == "verdict" for other in conditions):
            conditions = [other for other in conditions if other.kind != "verdict"]
        if condition not in conditions:
            conditions.append(condition)
    form = now.form if now.form in ("count", "share", "rank") else "list"
    return replace(
        now, form=form, mentions=before.mentions, conditions=tuple[Condition, ...](conditions), domain=before.domain, order=now.order or before.order,
        basis=_basis(before, now),
    )  # fmt: skip


def _basis(before: Question, now: Question):  # type: ignore[no-untyped-def]
    return now.basis if now.basis != "both" else before.basis


def _scope(before: Scope, now: Scope) -> Scope:
    """Bodies and years that now does not name stay; a relative year (去年) counts from the year before."""
    if now.everywhere:
        return now
    bodies = now.bodies or before.bodies
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
