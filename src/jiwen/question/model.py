"""A question as data: what is asked, about which reports, names, columns, conditions, order. Rules fill it, nothing is looked up."""

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Literal

from ingest.model.quantity import Operator
from ingest.values import unit_scale

Form = Literal[
    "value",
    "list",
    "count",
    "share",
    "yesno",
    "consistency",
    "why",
    "rank",
    "sum",
    "average",
    "difference",
    "remaining",
    "growth",
    "ratio",
    "trend",
    "whose",
    "projects",
    "task",
    "checks",
    "summary",
    "reports",
    "prose",
    "meaning",
]
Domain = Literal["indicator", "budget", "task", "form"]
Basis = Literal["both", "printed", "corrected"]
MONEY_CONDITIONS = ("unspent", "exhausted", "untouched", "overspent", "enough", "cut", "raised", "changed", "unchanged")


@dataclass(frozen=True, slots=True)
class Amount:
    """A threshold of a condition: `超过20%` is op ">", number 20, unit "%". `text` is what was typed."""

    op: Operator
    number: Decimal
    unit: str | None = None
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must fulfil. `kind` names the test (verdict, no_reason, full_score, column …); `negated` turns it round.

    A `column` condition compares that column with `amount`. `when` is set where conditions of one question belong to different years:
    a year, or the years back from the newest (0, -1).
    """

    kind: str
    value: str = ""
    amount: Amount | None = None
    negated: bool = False
    when: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Sort key, direction, how many (None: all). `place` 2: only the second."""

    column: str | None
    descending: bool
    top: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A public body as the question writes it: place ("临江市", maybe "") and organ ("教育局"). `reports` are those it stands for."""

    text: str
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports: bodies, absolute years, years relative to the newest report ("last" is -1), a span of `recent` years."""

    bodies: tuple[Body, ...] = ()
    years: tuple[int, ...] = ()
    relative: tuple[int, ...] = ()
    recent: int | None = None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the question that name something. `weights` gives each character's weight: 0 for filler inside, 1 for content.

    `start` is its place in the folded question.
    """

    text: str
    weights: tuple[float, ...]
    start: int = 0
    is_foreign: bool = False

    @property
    def content(self) -> str:
        return "".join(c for c, weight in zip(self.text, self.weights, strict=True) if weight > 0)


_TOTAL_COLUMNS = (
    "budget",
    "spent",
    "initial",
    "adjusted",
    "rate",
    "adjustment",
    "total_score",
    "grade",
    "goal",
    "goal_actual",
    "competent_department",
    "implementing_unit",
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `text` is as typed, `folded` what the rules read (English: its Chinese terms)."""

    text: str
    folded: str
    form: Form
    language: Literal["zh", "en"] = "zh"
    form_is_explicit: bool = False
    scope: Scope = Scope()
    mentions: tuple[Mention, ...] = ()
    domain: Domain | None = None
    columns: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    basis: Basis = "both"
    order: Order | None = None
    unit_hint: str | None = None
    decimals: int | None = None
    ordinal: int | None = None
    total: bool = False
    by: Literal["row", "project", "report", "year", "group"] | None = None
    refusal: str | None = None
    is_elliptic: bool = False
    names_rows: bool = False
    topic: str | None = None
    unknown_words: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    choice: tuple[Decimal, ...] = ()
    contains: tuple[str, ...] = ()

    @property
    def asks_total(self) -> bool:
        """Whether a question without names can mean the whole: its total, or a column that forms and totals have."""
        return not counts_things(self.unit_hint) and (self.total or any(column in _TOTAL_COLUMNS for column in self.columns))

    def to_json(self) -> dict[str, Any]:
        """For `jiwen ask --explain`: every slot that is filled."""
        return {key: _plain(value) for key, value in asdict(self).items() if value not in (None, (), False, "")}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item not in (None, (), False, "") and key != "weights"}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def counts_things(unit: str | None) -> bool:
    """Whether a unit counts things (个, 家, 人): no amount of money and no percentage stands in for it."""
    base = unit_scale(unit)[1] if unit else ""
    return bool(base) and not base.startswith("元") and base not in ("%", "百分点", "分")
