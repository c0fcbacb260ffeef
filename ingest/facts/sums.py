"""Which budget lines are the parts of which total."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.facts.words import CHECK_WORDS
from ingest.model.facts import BudgetLine

_TOTAL = re.compile(CHECK_WORDS["total_names"])
_CLOSING_TOTAL = re.compile(r"^(?:合计|总计|小计)|(?:合计|总计)$")
_REST = re.compile(CHECK_WORDS["funding_rest"])
_KINDS_OF_SPENDING = re.compile(
    r"^(?:其中[：:])?(?:[一二三四][、.])?(基本支出|项目支出|经营支出|上缴上级支出|对附属单位补助支出|人员经费|公用经费)"
)
_FIRST_KINDS = ("基本支出", "项目支出", "经营支出", "上缴上级支出", "对附属单位补助支出")
_GRANT = re.compile(r"财政(?:拨款|资金|补助)")
_INSIDE_GRANT = re.compile(r"一般公共预算|政府性基金|国有资本|中央|省级|市级|区级|县级|上级|本级")


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts. `is_complete`: the names say that nothing is left out (合计; 基本支出 and 项目支出; 其他资金)."""

    total: BudgetLine
    parts: tuple[BudgetLine, ...]
    is_complete: bool


def lines_to_sums(lines: Sequence[BudgetLine]) -> list[Sum]:
    """Every total among `lines` with its parts, form by form: by indentation where the table shows it, else by the usual names."""
    forms: dict[tuple[str | None, str | None], list[BudgetLine]] = {}
    for line in lines:
        forms.setdefault((line.project, line.place.table), []).append(line)
    return [found for form in forms.values() for found in _form_sums(form)]


def is_total(line: BudgetLine) -> bool:
    """True for 预算总金额, 年度资金总额, 合计 and their like."""
    return _TOTAL.search(line.name) is not None


def _form_sums(lines: list[BudgetLine]) -> Iterator[Sum]:
    above = lines[:-1]
    if len(above) > 1 and _CLOSING_TOTAL.search(lines[-1].name) and not any(is_total(line) for line in above):
        top = min(line.level for line in above)
        yield _sum(lines[-1], [line for line in above if line.level == top])
    elif any(line.level for line in lines):
        yield from _indented_sums(lines)
    elif is_total(lines[0]):
        yield from _named_sums(lines[0], lines[1:])


def _indented_sums(lines: list[BudgetLine]) -> Iterator[Sum]:
    for position, total in enumerate(lines):
        below = lines[position + 1 :]
        end = next((at for at, line in enumerate(below) if line.level <= total.level), len(below))
        yield from _by_part(total, [line for line in below[:end] if line.level == total.level + 1])


def _named_sums(total: BudgetLine, rest: list[BudgetLine]) -> Iterator[Sum]:
    """基本支出 and 项目支出 make up the total, and what follows each of them is its parts; else all lines are parts."""
    heads = [position for position, line in enumerate(rest) if _kind(line) in _FIRST_KINDS and line.part is None]
    if len(heads) < 2:
        yield from _by_part(total, rest)
        return
    yield _sum(total, [rest[position] for position in heads])
    for position, end in zip(heads, [*heads[1:], len(rest)], strict=True):
        yield from _by_part(rest[position], rest[position + 1 : end])


def _by_part(total: BudgetLine, lines: list[BudgetLine]) -> Iterator[Sum]:
    """One sum for every way in which the form splits the total (按收入性质分, 按支出性质分)."""
    ordered = sorted(lines, key=lambda line: line.part or "")
    for _, parts in groupby(ordered, key=lambda line: line.part or ""):
        yield _sum(total, _without_nested(list(parts)))


def _without_nested(parts: list[BudgetLine]) -> list[BudgetLine]:
    """Without the lines that split 财政拨款 once more (一般公共预算, 政府性基金)."""
    if not any(_GRANT.search(part.name) and not _INSIDE_GRANT.search(part.name) for part in parts):
        return parts
    return [part for part in parts if not _INSIDE_GRANT.search(part.name) or "结转" in part.name]


def _sum(total: BudgetLine, parts: Sequence[BudgetLine]) -> Sum:
    kinds = {_kind(part) for part in parts}
    is_complete = (
        bool(_CLOSING_TOTAL.search(total.name)) or {"基本支出", "项目支出"} <= kinds or any(_REST.search(part.name) for part in parts)
    )
    return Sum(total, tuple(part for part in parts if part.unit == total.unit), is_complete)


def _kind(line: BudgetLine) -> str:
    match = _KINDS_OF_SPENDING.match(line.name)
    return match[1] if match else ""
