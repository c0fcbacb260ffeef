"""Follow-ups about the first of a ranking: 哪个项目执行率最低？ — 花了多少？ 为什么？ 它有哪些指标没完成？"""

import re
from dataclasses import dataclass, replace

from jiwen.question.model import Body, Domain, Mention, Question

_POINTS = re.compile(r"它|(?:这|那|该)(?:个|家|项|一个)?(?:项目|单位|部门|指标)?")
_OF_ONE = ("why", "yesno", "difference", "remaining", "ratio", "task")
_WIDER = ("summary", "checks", "reports", "projects", "prose")


@dataclass(frozen=True, slots=True)
class Winner:
    """What a ranking put first: a row or project by its name, or (`name` None) a report."""

    name: str | None
    body: Body
    year: int | None
    domain: Domain | None


def asks_about_winner(before: Question, now: Question) -> bool:
    """Whether `now` asks for more about what the ranking before put first."""
    is_one = before.form == "rank" and before.order is not None and (before.order.top == 1 or before.order.place is not None)
    if not is_one or now.order or now.mentions or now.by or now.form in _WIDER or now.ordinal is not None:
        return False
    lists_its_rows = before.by == "report" and bool(before.conditions) and now.form == "list" and not now.conditions
    return lists_its_rows or now.form in _OF_ONE or bool(now.columns) or _POINTS.match(now.folded) is not None


def about_winner(before: Question, now: Question, won: Winner) -> Question:
    """`now` about the winner; its body and year stand unless `now` names others."""
    years = now.scope.years or ((won.year,) if won.year and not now.scope.relative else ())
    scope = replace(now.scope, bodies=now.scope.bodies or (won.body,), years=years, everywhere=False)
    now = replace(now, scope=scope, is_elliptic=True, basis=now.basis if now.basis != "both" else before.basis)
    if won.name is None:
        conditions = now.conditions or (before.conditions if now.form in ("list", "why", "count") else ())
        columns = now.columns or (before.columns if now.form == "value" else ())
        return replace(now, conditions=conditions, columns=columns, mentions=before.mentions, domain=now.domain or before.domain)
    mention = Mention(won.name, (1.0,) * len(won.name))
    return replace(now, mentions=(mention,), domain=now.domain or (None if now.form == "why" else won.domain))
