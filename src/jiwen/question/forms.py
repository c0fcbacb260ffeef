"""The form of the answer that the marks of a question ask for: a table of readings, the first that fits wins."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from jiwen.question.lexer import Mark
from jiwen.question.model import MONEY_CONDITIONS, Condition, Form, Order

By = Literal["row", "project", "report", "year", "group"]
_DIRECT: tuple[Form, ...] = (
    "reports",
    "summary",
    "why",
    "whose",
    "remaining",
    "share",
    "growth",
    "ratio",
    "difference",
    "average",
    "sum",
    "trend",
    "prose",
)
_HOW_MANY = re.compile(r"(?<!哪)(?:几|多少)(?:个|项|条)")
_SHARE = re.compile(r"率|比例|占比")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the other slots of a question have found, for the readings of its form. `names_something`: words are left that name a thing."""

    marks: Sequence[Mark]
    columns: tuple[str, ...]
    conditions: tuple[Condition, ...]
    order: Order | None
    by: By | None
    names_something: bool
    topic: str | None

    @property
    def asks(self) -> frozenset[str]:
        return frozenset(mark.value for mark in self.marks if mark.kind == "ask")

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(mark.kind for mark in self.marks)

    @property
    def domains(self) -> frozenset[str]:
        return frozenset(mark.value for mark in self.marks if mark.kind == "domain")

    @property
    def wants_rows(self) -> bool:
        asks_of_one = "yesno" in self.kinds and self.names_something
        return bool({"list", "projects"} & self.asks or ({"project", "indicator"} & self.domains and not asks_of_one))

    @property
    def asks_how_many(self) -> bool:
        counting = (mark for mark in self.marks if mark.kind in ("unit_hint", "ask") and mark.value in ("unit", "count", "projects"))
        return any(_HOW_MANY.search(mark.text) for mark in counting)

    @property
    def tests_verdict(self) -> bool:
        return any(condition.kind == "verdict" for condition in self.conditions)

    @property
    def tests_money(self) -> bool:
        return any(condition.kind in MONEY_CONDITIONS for condition in self.conditions)

    def tests_column(self, *, amount: bool = False) -> bool:
        return any(condition.kind == "column" and (condition.amount is not None or not amount) for condition in self.conditions)


_Reading = Callable[[Asked], Form | None]


def read_form(asked: Asked) -> tuple[Form, bool]:
    """The form, and whether the question says so itself: a follow-up keeps the form of the turn before where it does not."""
    for reading in _EXPLICIT:
        form = reading(asked)
        if form is not None:
            return form, True
    if asked.tests_verdict and asked.names_something and _leaves_it_open(asked):
        return ("list", True) if _names_rows_last(asked) else ("yesno", False)
    if asked.conditions and _is_about_rows(asked):
        return ("value", True) if _asks_cells_of_them(asked) else ("list", asked.by == "project")
    return "value", bool(asked.columns or any(_is_unit(mark) for mark in asked.marks))


def _consistency(asked: Asked) -> Form | None:
    if "consistency" not in asked.asks:
        return None
    return "consistency" if asked.names_something or asked.columns or "source" in asked.kinds else "checks"


def _ranking(asked: Asked) -> Form | None:
    return "rank" if asked.order is not None and asked.order.top is not None and not {"sum", "share"} & asked.asks else None


def _direct(asked: Asked) -> Form | None:
    lists_verdict = asked.tests_verdict and not asked.names_something and "list" in asked.asks
    skipped = {"trend"} if asked.order else set()
    skipped |= {"difference"} if lists_verdict else set()
    skipped |= {"sum"} if asked.asks_how_many and not asked.columns else set()
    return next((form for form in _DIRECT if form in asked.asks and form not in skipped), None)


def _rows_by_figure(asked: Asked) -> Form | None:
    is_list = (asked.tests_column() or asked.tests_money) and asked.wants_rows and not asked.asks_how_many
    return "list" if is_list and "why" not in asked.asks else None


def _yes_or_no(asked: Asked) -> Form | None:
    if asked.wants_rows:
        return None
    by_figure = "yesno" in asked.kinds and asked.names_something and asked.tests_column(amount=True)
    by_money = asked.tests_money and ("yesno" in asked.kinds or asked.names_something)
    return "yesno" if by_figure or by_money else None


def _projects(asked: Asked) -> Form | None:
    if "projects" not in asked.asks or asked.conditions:
        return None
    return "count" if asked.asks_how_many else "projects"


def _ordered(asked: Asked) -> Form | None:
    if asked.by == "report" and asked.conditions and "list" not in asked.asks:
        return "rank"
    if asked.order is None:
        return None
    return "rank" if asked.by in ("report", "year") else "list"


def _share(asked: Asked) -> Form | None:
    says_rate = any(mark.kind == "verdict" and _SHARE.search(mark.text) for mark in asked.marks)
    return "share" if says_rate or ("count" in asked.asks and "completion" in asked.columns and not asked.names_something) else None


def _count(asked: Asked) -> Form | None:
    if "count" in asked.asks and (asked.conditions or not asked.columns):
        return "count"
    bare = not asked.columns and any(mark.text in ("多少", "几") for mark in asked.marks if mark.kind == "unit_hint")
    tests = asked.tests_verdict or (asked.tests_column() and asked.wants_rows)
    counts = (asked.asks_how_many or bare) and tests and not asked.names_something
    return "count" if counts else None


def _list(asked: Asked) -> Form | None:
    if asked.topic and not asked.columns and not asked.conditions:
        return "prose"
    return "list" if "list" in asked.asks and (asked.conditions or not asked.columns) else None


def _task(asked: Asked) -> Form | None:
    if "task" not in asked.asks:
        return None
    lists_rows = bool(asked.conditions) and not asked.tests_verdict and not asked.names_something
    return "list" if lists_rows or ("indicator" in asked.domains and asked.names_something) else "task"


def _rows_inside(asked: Asked) -> Form | None:
    return "list" if asked.tests_verdict and asked.names_something and "indicator" in asked.domains else None


_EXPLICIT: tuple[_Reading, ...] = (
    lambda asked: "meaning" if "meaning" in asked.asks and asked.names_something else None,
    _consistency,
    lambda asked: "checks" if "checks" in asked.asks else None,
    lambda asked: "why" if "note" in asked.asks else None,
    lambda asked: "list" if "always" in asked.kinds else None,
    _ranking,
    _direct,
    lambda asked: "whose" if "groupof" in asked.asks else None,
    _rows_by_figure,
    _yes_or_no,
    _projects,
    lambda asked: "yesno" if {"yesno_done", "yesno_exceeded"} & asked.asks else None,
    _ordered,
    _share,
    _count,
    _list,
    _task,
    _rows_inside,
)


def _leaves_it_open(asked: Asked) -> bool:
    return not {"unit_hint", "column"} & asked.kinds


def _names_rows_last(asked: Asked) -> bool:
    """没完成的, 超标的: the rows, not whether."""
    last = asked.marks[-1]
    is_of = last.kind == "filler" and last.text == "的" and len(asked.marks) > 1 and asked.marks[-2].kind == "verdict"
    return is_of or (last.kind == "verdict" and last.text.endswith("的"))


def _is_about_rows(asked: Asked) -> bool:
    is_bare = not asked.names_something and ("unit_hint" not in asked.kinds or _asks_cells_of_them(asked))
    return not asked.columns or "list" in asked.asks or asked.by == "project" or is_bare


_OF_ROWS = ("target", "actual", "deviation", "weight", "score", "lost", "completion", "initial_target", "adjusted_target")


def _asks_cells_of_them(asked: Asked) -> bool:
    """没填完成值的那个,目标是多少: a column of the rows for which something holds."""
    is_figure = "unit_hint" in asked.kinds and not asked.asks_how_many and not asked.names_something and asked.by is None
    return is_figure and asked.tests_verdict and bool(set(asked.columns) & set(_OF_ROWS)) and "list" not in asked.asks


def _is_unit(mark: Mark) -> bool:
    return mark.kind == "unit_hint" and not mark.text.startswith("多久")
