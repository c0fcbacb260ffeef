"""A report → what is painted where: every cell in the colour of the role that its column was taken for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.facts.columns import LEVELS, columns_of
from ingest.facts.labels import is_label
from ingest.model.document import Cell
from ingest.model.facts import BudgetLine, Form, Indicator
from ingest.model.place import Box, Place
from ingest.model.report import Report
from ingest.model.table import Table

Style = Literal["cell", "header", "frame", "bar"]

INDICATOR_ROLES = {
    "name": "指标名称",
    "target": "目标值",
    "adjusted_target": "调整后目标值",
    "operator": "符号",
    "unit": "单位",
    "actual": "完成值",
    "deviation": "偏差",
    "weight": "分值",
    "score": "得分",
    "note": "原因",
    "core": "核心指标",
}
BUDGET_ROLES = {"initial": "年初预算", "adjustment": "调整", "adjusted": "全年预算", "actual": "执行数", "rate": "执行率"}
TASK_ROLES = {"duty": "职责", "task": "重点任务", "actual": "完成情况"}
BUDGET_POINTS = {"weight": "分值", "score": "得分"}
VERDICTS = {"met": "完成", "missed": "未完成", "exceeded": "超额", "qualitative": "完成", "undecidable": "无法判断", "blank": "空白"}
_ENTRIES = {
    "goal_actual": "目标完成情况",
    "goals": "年度目标",
    "grade": "等级",
    "totals": "总分",
    "project": "项目名称",
    "competent": "主管部门",
    "implementing": "实施单位",
    "department": "部门",
}
_GOALS, _TOTALS = ("目标完成情况", "年度目标"), ("等级", "总分")


@dataclass(frozen=True, slots=True)
class Mark:
    """One rectangle. `role` is the word of the legend that gives its colour; `tag` is written at its upper edge."""

    box: Box
    role: str
    style: Style = "cell"
    tag: str = ""


def find_marks(report: Report) -> list[Mark]:
    """Marks of every page, in the order they are painted: prose, tables, form heads."""
    roles = _roles_by_box(report)
    tags = {box: VERDICTS[item.verdict] for item in report.indicators for box in _place(item, "actual").boxes}
    marks = list(_prose_marks(report))
    for table in report.tables:
        marks += _table_marks(table, roles, tags)
    for form in report.forms:
        marks += _form_marks(form)
    return marks


def _prose_marks(report: Report) -> Iterator[Mark]:
    for section in report.sections:
        for passage in section.passages:
            yield from (Mark(box, "正文", "bar") for box in passage.paragraph.place.boxes)


def _place(item: Indicator, key: str) -> Place:
    return item.cells.get(key, Place())


def _roles_by_box(report: Report) -> dict[Box, str]:
    """The boxes of all cells that gave a fact its fields; facts that share a cell share the role."""
    roles: dict[Box, str] = {}
    for line in report.budget:
        roles |= _field_roles(line, BUDGET_ROLES | BUDGET_POINTS)
    for item in report.indicators:
        roles |= _field_roles(item, INDICATOR_ROLES)
    return roles


def _field_roles(fact: Indicator | BudgetLine, names: Mapping[str, str]) -> dict[Box, str]:
    return {box: names[key] for key, place in fact.cells.items() if key in names for box in place.boxes}


def _table_marks(table: Table, roles: Mapping[Box, str], tags: Mapping[Box, str]) -> Iterator[Mark]:
    columns = _column_roles(table, roles)
    for c, cell in enumerate(table.header[-1] if table.header else ()):
        if cell.place.boxes and (c == 0 or cell is not table.header[-1][c - 1]):
            yield Mark(cell.place.boxes[0], columns[c] or "表头", "header", columns[c])
    for cell in _distinct(table.header[:-1]):
        yield from (Mark(box, "表头", "header") for box in cell.place.boxes if cell not in table.header[-1])
    for cell in _distinct(table.rows):
        for box in cell.place.boxes:
            role = roles.get(box) or (columns[cell.column] if cell.column < len(columns) else "")
            yield Mark(box, (role if cell.text else "") or "其他单元格", "cell", tags.get(box, ""))


def _distinct(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    return list({id(cell): cell for row in rows for cell in row}.values())


def _column_roles(table: Table, roles: Mapping[Box, str]) -> list[str]:
    """What the facts took from each column, by most of its cells; what stands left of names or amounts groups or names them."""
    if table.kind == "tasks":
        return [TASK_ROLES.get(column.role, "") for column in columns_of(table.header)]
    found = []
    for c in range(len(table.rows[0]) if table.rows else 0):
        boxes = [box for row in table.rows for box in row[c].place.boxes if row[c].text]
        known = Counter(role for box in boxes if (role := roles.get(box)))
        found.append(known.most_common(1)[0][0] if known else "")
    if table.kind == "indicators" and "指标名称" in found:
        groups = [c for c, column in enumerate(columns_of(table.header)) if column.role in ("group", *LEVELS)]
        named = found.index("指标名称")
        return [role or ("分组" if c < named and (c in groups or not table.header) else "") for c, role in enumerate(found)]
    first = next((c for c, role in enumerate(found) if role in BUDGET_ROLES.values()), 0)
    return [role or ("预算项目" if table.kind == "budget" and c < first else "") for c, role in enumerate(found)]


def _form_marks(form: Form) -> Iterator[Mark]:
    for entry in form.entries:
        named = next((word for kind, word in _ENTRIES.items() if is_label(kind, entry.label)), "")
        role = "年度目标" if named in _GOALS else "总分与等级" if named in _TOTALS else "表头项"
        yield from (Mark(box, role, "frame", named if i == 0 else "") for i, box in enumerate(entry.place.boxes))
