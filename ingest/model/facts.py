"""The typed facts of a report. JSON keys and meanings: the public contract (README, "facts --json")."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ingest.model.place import Place
from ingest.model.quantity import Quantity

Verdict = Literal["met", "missed", "exceeded", "qualitative", "undecidable", "blank"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """指标, one row of a self-evaluation table.

    `groups` are the 一级/二级指标 above the name, bare ("产出指标"), `groups_printed` as printed ("产出指标(50分)") where that differs.
    `target` 目标值 (the one that holds: the adjusted one where the form has both), `actual` 完成值,
    `deviation` 偏差, `weight` 分值, `score` 得分, `note` 原因分析.
    `corrected_target` and `corrected_name` come from the note; the printed values always stay.
    `row_unit` holds for target and actual when printed once. `cells` gives the place of each field by its key.
    """

    name: str
    place: Place
    groups: tuple[str, ...] = ()
    target: Quantity | None = None
    actual: Quantity | None = None
    deviation: Quantity | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    note: str | None = None
    corrected_target: Quantity | None = None
    corrected_name: str | None = None
    verdict: Verdict = "blank"
    corrected_verdict: Verdict | None = None
    project: str | None = None
    row_unit: str | None = None
    less_is_better: bool = False
    initial_target: Quantity | None = None
    adjusted_target: Quantity | None = None
    core: bool | None = None
    groups_printed: tuple[str, ...] | None = None
    ocr: float | None = None
    cells: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """预算行: 年初预算 `initial`, 调整 `adjustment`, 调整预算/全年预算 `adjusted`, 执行数 `actual`, 执行率 `rate` in percent.

    Amounts are in `unit` ("万元"). `printed` gives each field's text as printed ("15,628.40", "98.27%"); `cells` its place.
    `part` names the split a line belongs to where a form splits the total twice (按收入性质分 / 按支出性质分).
    `level` is the indentation: 0 total, 1 its parts, 2 parts of those.
    """

    name: str
    place: Place
    initial: Decimal | None = None
    adjustment: Decimal | None = None
    adjusted: Decimal | None = None
    actual: Decimal | None = None
    rate: Decimal | None = None
    unit: str | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    project: str | None = None
    part: str | None = None
    level: int = 0
    ocr: float | None = None
    printed: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """年度重点任务: the duty it serves, its name, and how it was completed."""

    duty: str
    name: str
    completion: str
    place: Place


@dataclass(frozen=True, slots=True)
class FormEntry:
    """One label–value pair of a form's head (项目名称, 年度资金申请总额, 联系人 …), text as printed.

    `unit` where a label prints it for an amount.
    """

    label: str
    text: str
    place: Place
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One self-evaluation or goal form of the file: its head, goals, totals and grade."""

    title: str
    place: Place
    project: str | None = None
    competent_department: str | None = None
    implementing_unit: str | None = None
    goal_expected: str | None = None
    goal_actual: str | None = None
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    grade: str | None = None
    entries: tuple[FormEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Something that does not add up, or that a reviewer would ask about. `rule` is one of the contract's names."""

    rule: str
    severity: Severity
    message: str
    names: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
