"""One shape for everything a report states in rows: indicators, budget lines, tasks, forms. A row knows its names and its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingest.model.facts import BudgetLine, Form, Indicator, Task
from ingest.model.place import Place, join_places
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from ingest.values import plain
from jiwen.answer import RecordType


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell of any table with the labels it stands under, or an amount that a sentence states (`context`). `note` is a caveat."""

    name: str
    column: str
    text: str
    quantity: Quantity | None
    place: Place
    context: str = ""
    note: str = ""


Item = Indicator | BudgetLine | Task | Form | CellLine
TOTAL_NAMES = (
    "预算总金额",
    "年度资金总额",
    "部门支出预算数",
    "合计",
    "总计",
    "预算总额",
    "支出总计",
    "部门预算",
    "年度预算",
    "资金总额",
    "项目资金",
    "预算总数",
    "部门整体支出",
    "整体支出",
    "总金额",
)
LABELS: Mapping[str, str] = {
    "target": "目标值",
    "initial_target": "年初目标值",
    "adjusted_target": "调整后目标值",
    "corrected_target": "更正后目标值",
    "actual": "完成值",
    "deviation": "偏差",
    "weight": "分值",
    "score": "得分",
    "note": "原因分析",
    "completion": "完成率",
    "initial": "年初预算",
    "adjustment": "调整数",
    "adjusted": "调整后预算",
    "spent": "执行数",
    "rate": "执行率",
    "completion_text": "完成情况",
    "duty": "对应职责",
    "total_score": "总分",
    "total_weight": "总分值",
    "grade": "等级",
    "project": "所属项目",
    "goal": "年度总体目标",
    "goal_actual": "目标完成情况",
    "competent_department": "主管部门",
    "implementing_unit": "实施单位",
    "score_rate": "得分率",
    "budget": "预算数",
    "left": "结余",
    "cut": "调减数",
    "overspent": "超支数",
    "lost": "扣分",
}


_COLUMNS = ("target", "deviation", "weight", "score", "note")


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a row: text as printed (unit added where it is printed once for the row), exact quantity, where it stands."""

    key: str
    text: str
    quantity: Quantity | None
    place: Place

    @property
    def label(self) -> str:
        return LABELS.get(self.key, self.key)


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """A row of a report. `name` is the printed name, `names` all that are as good (printed, corrected); `columns` are an indicator's that
    any indicator of the report fills."""

    kind: str
    report: Report
    item: Item
    name: str
    names: tuple[str, ...]
    project: str | None = None
    groups: tuple[str, ...] = ()
    is_total: bool = False
    number: int = 0
    columns: frozenset[str] = frozenset()

    @property
    def record_type(self) -> RecordType:
        return "indicator" if self.kind == "indicator" else "task" if self.kind == "task" else "budget" if self.kind == "budget" else "cell"

    @property
    def shown(self) -> str:
        """The name an answer uses: the corrected one, else the printed one."""
        return self.names[-1]

    @property
    def verdict(self) -> str | None:
        return self.item.verdict if isinstance(self.item, Indicator) else None

    @property
    def effective_verdict(self) -> str | None:
        """The verdict by the corrected target, where there is one."""
        return (self.item.corrected_verdict or self.item.verdict) if isinstance(self.item, Indicator) else None

    def field(self, key: str) -> Field | None:
        """The cell of column `key`; None where the row has no such column, a Field with empty text where it is blank."""
        return _fields(self).get(key)

    def fields(self) -> Mapping[str, Field]:
        return _fields(self)

    def field_texts(self) -> dict[str, str]:
        """Printed cells by label, blanks left out."""
        if isinstance(self.item, CellLine):
            return {self.item.column or "数值": self.item.text}
        return {field.label: field.text for field in _fields(self).values() if field.text}


def rows_of(report: Report) -> tuple[Row, ...]:
    """All rows of a report, indicators first."""
    columns = frozenset(key for key in _COLUMNS if any(getattr(item, key) is not None for item in report.indicators))
    rows = [_indicator_row(report, item, columns) for item in report.indicators]
    rows += [_budget_row(report, item) for item in report.budget]
    rows += [Row("task", report, item, item.name, (item.name,)) for item in report.tasks]
    forms = [item for item in report.forms if item.project or item.total_score is not None or item.grade or item.goal_expected]
    rows += [Row("form", report, item, item.project or item.title, (item.project or item.title,), item.project) for item in forms]
    return tuple(rows)


def _indicator_row(report: Report, item: Indicator, columns: frozenset[str]) -> Row:
    names = (item.name, item.corrected_name) if item.corrected_name else (item.name,)
    return Row("indicator", report, item, item.name, names, item.project, item.groups, columns=columns)


def _budget_row(report: Report, item: BudgetLine) -> Row:
    bare = item.name.removeprefix("其中：").removeprefix("其中:").strip()
    names = (item.name,) if bare == item.name else (bare, item.name)
    return Row("budget", report, item, item.name, names, item.project, (item.part,) if item.part else (), is_total=is_total_name(item.name))


def is_total_name(name: str) -> bool:
    """预算总金额, 年度资金总额 …: the row that sums up a table."""
    bare = name.replace(" ", "").strip("：:（）()")
    return bare in TOTAL_NAMES or bare.endswith(("总金额", "资金总额", "预算总额", "总计", "合计"))


@lru_cache(maxsize=20000)
def _fields(row: Row) -> Mapping[str, Field]:
    item = row.item
    if isinstance(item, Indicator):
        return _indicator_fields(item, row.columns)
    if isinstance(item, BudgetLine):
        return _budget_fields(item)
    if isinstance(item, Task):
        fields = {"duty": item.duty, "completion_text": item.completion}
        return {key: Field(key, text, None, item.place) for key, text in fields.items()}
    if isinstance(item, CellLine):
        return {"value": Field("value", item.text, item.quantity, item.place)}
    return _form_fields(item)


def _indicator_fields(item: Indicator, columns: frozenset[str]) -> dict[str, Field]:
    """The cells under `columns`; a column that no indicator of the report fills is none of the form's."""
    fields = {}
    for key in ("target", "initial_target", "adjusted_target", "corrected_target", "actual", "deviation"):
        quantity = getattr(item, key)
        if quantity is not None or key == "actual" or key in columns:
            fields[key] = Field(key, _quantity_text(quantity, item, key), _with_unit(quantity, item, key), item.cells.get(key, item.place))
    for key in ("weight", "score"):
        number = getattr(item, key)
        if number is not None or key in columns:
            fields[key] = Field(key, "" if number is None else _plain(number), _quantity(number, "分"), item.cells.get(key, item.place))
    if item.note or "note" in columns:
        fields["note"] = Field("note", item.note or "", None, item.cells.get("note", item.place))
    return fields


def _with_unit(quantity: Quantity | None, item: Indicator, key: str) -> Quantity | None:
    if quantity is None or quantity.number is None or quantity.unit or key == "deviation" or not item.row_unit:
        return quantity
    return Quantity(quantity.text, quantity.op, quantity.number, item.row_unit)


def _quantity_text(quantity: Quantity | None, item: Indicator, key: str) -> str:
    if quantity is None:
        return ""
    unit = quantity.unit or item.row_unit
    if quantity.number is None or not unit or key == "deviation" or plain(unit) in plain(quantity.text):
        return quantity.text
    return f"{quantity.text}{unit}" if quantity.text.strip()[-1:].isdigit() else quantity.text


_BUDGET_KEYS = {
    "initial": "initial",
    "adjustment": "adjustment",
    "adjusted": "adjusted",
    "spent": "actual",
    "rate": "rate",
    "weight": "weight",
    "score": "score",
}


def _budget_fields(item: BudgetLine) -> dict[str, Field]:
    fields = {}
    for key, attribute in _BUDGET_KEYS.items():
        number: Decimal | None = getattr(item, attribute)
        if number is None and attribute in ("weight", "score", "adjustment"):
            continue
        unit = "%" if key == "rate" else "分" if key in ("weight", "score") else (item.unit or None)
        text = "" if number is None else item.printed.get(attribute) or _plain(number)
        if number is not None and unit and unit not in text:
            text += unit
        fields[key] = Field(
            key, text, None if number is None else Quantity(text, None, number, unit), item.cells.get(attribute, item.place)
        )
    return fields


def _form_fields(item: Form) -> dict[str, Field]:
    texts = {"total_score": item.total_score, "total_weight": item.total_weight}
    fields = {key: Field(key, _plain(n), _quantity(n, "分"), item.place) for key, n in texts.items() if n is not None}
    for key in ("goal_expected", "goal_actual", "competent_department", "implementing_unit"):
        text = getattr(item, key)
        if text:
            name = "goal" if key == "goal_expected" else key
            fields[name] = Field(name, text, None, _place_of(text, item))
    if item.grade:
        fields["grade"] = Field("grade", item.grade, None, item.place)
    for entry in item.entries:
        fields.setdefault(entry.label, Field(entry.label, entry.text, None, entry.place))
    return fields


def _place_of(text: str, form: Form) -> Place:
    """Where the form prints `text`: its cells (a goal of several rows has several), else the form's own place."""
    printed = [entry.place for entry in form.entries if entry.text == text or entry.text in text.split("\n")]
    return join_places(printed, form.place.table) if printed else form.place


def _quantity(number: Decimal | None, unit: str) -> Quantity | None:
    return None if number is None else Quantity(f"{_plain(number)}{unit}", None, number, unit)


def _plain(number: Decimal) -> str:
    return format(number, "f")
