"""Made-up reports with planted contradictions: `python -m eval.bench.contradictions --count 60 --seed 1`.

Forms and wordings are drawn by lot; what is planted is known, so that what is found can be counted. Prints recall by rule, the misses, and
every error or warning that nobody planted.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from ingest.facts.assemble import report_from_blocks
from ingest.layout.sections import sections_from_blocks
from ingest.model.document import Block, Cell, Grid, Paragraph
from ingest.model.place import Box, Place
from ingest.model.report import Report

WORDS: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


@dataclass(slots=True)
class Made:
    """A report's blocks and what was planted in them: (rule, name of the row)."""

    blocks: list[Block] = field(default_factory=list)
    planted: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """One indicator row as it will be printed."""

    name: str
    unit: str
    target: Decimal
    actual: Decimal
    reason: str = ""
    weight: Decimal = Decimal(5)
    score: Decimal = Decimal(5)
    deviation: str = ""
    is_less_better: bool = False


def grid(rows: Sequence[Sequence[str]], page: int) -> Grid:
    """`<` merges with the cell on the left."""
    width, built = max(map(len, rows)), []
    for r, row in enumerate(rows):
        cells: list[Cell] = []
        for c in range(width):
            text = row[c] if c < len(row) else ""
            at = Place((page,), (Box(page, 50.0 * c, 20.0 * r, 50.0 * c + 50, 20.0 * r + 20),))
            cells.append(cells[-1] if text == "<" else Cell(text, at, r, c))
        built.append(tuple(cells))
    return Grid(tuple(built), Place((page,)))


def text(words: str, *, centred: bool = False, page: int = 1) -> Paragraph:
    """A paragraph."""
    return Paragraph(words, Place((page,)), is_centred=centred)


def items_of(dice: random.Random) -> list[Item]:
    """Rows that hold together: reached, or missed with a reason and a lost score."""
    items = []
    for name, unit in dice.sample(WORDS["names"], 9):
        if unit == "%":
            target = Decimal(dice.choice((85, 90, 95)))
            actual = target + Decimal(dice.randrange(0, 40)) / 10
        else:
            target = Decimal(dice.randrange(20, 900))
            actual = (target * Decimal(dice.randrange(100, 140)) / 100).to_integral_value()
        items.append(Item(name, unit, target, actual))
    missed = dice.choice(items)
    missed.actual, missed.reason = (missed.target * Decimal("0.9")).quantize(Decimal(1)), dice.choice(WORDS["reasons"])
    missed.score = Decimal("4.5")
    return items


def deviation_of(item: Item) -> Decimal:
    return ((item.actual - item.target) / item.target * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def plant(items: list[Item], dice: random.Random) -> list[tuple[str, str]]:
    """Changes three rows; each a contradiction of its own kind."""
    for item in items:
        item.deviation = f"{deviation_of(item)}%"
    kinds: list[tuple[str, Callable[[Item], None]]] = [
        ("deviation_mismatch", lambda item: setattr(item, "deviation", f"{deviation_of(item) + dice.choice((3, -4, 10))}%")),
        ("missed_without_reason", lambda item: _miss(item, dice.choice(WORDS["empty_reasons"]))),
        ("over_achievement", lambda item: _overshoot(item, dice)),
        ("full_score_though_missed", lambda item: _miss(item, dice.choice(WORDS["reasons"]), score=item.weight)),
        ("score_lost_without_reason", lambda item: setattr(item, "score", item.weight - 2)),
    ]
    planted = []
    free = [item for item in items if not item.reason]
    for rule, change in dice.sample(kinds, 3):
        fitting = [item for item in free if rule != "over_achievement" or item.unit != "%"]
        item = dice.choice(fitting)
        free.remove(item)
        change(item)
        planted.append((rule, item.name))
    return planted


def _miss(item: Item, reason: str, score: Decimal | None = None) -> None:
    item.actual, item.reason = (item.target * Decimal("0.8")).quantize(Decimal(1)), reason
    item.score = Decimal(4) if score is None else score
    item.deviation = f"{deviation_of(item)}%"


def _overshoot(item: Item, dice: random.Random) -> None:
    item.actual = (item.target * Decimal(dice.randrange(16, 40)) / 10).quantize(Decimal(1))
    item.deviation = f"{deviation_of(item)}%"


def indicator_rows(items: Sequence[Item], dice: random.Random) -> list[list[str]]:
    """The header and the rows, with or without units of their own, deviations, marks of the target's direction."""
    words = {key: dice.choice(choices) for key, choices in WORDS["headers"].items()}
    with_unit_column, sign = dice.random() < 0.4, dice.choice(("≥", "", "不低于", "＝"))
    header = [
        "一级指标",
        "二级指标",
        "三级指标",
        *(["计量单位"] if with_unit_column else []),
        words["target"],
        words["actual"],
        words["deviation"],
    ]
    rows = [[*header, "分值", "得分", words["reason"]]]
    for position, item in enumerate(items):
        unit = "" if with_unit_column else item.unit
        group = ["产出指标", "数量指标"] if position < 6 else ["效益指标", "社会效益指标"]
        shown = [
            f"{sign}{item.target}{unit}",
            f"{item.actual}{unit}",
            item.deviation,
            str(item.weight),
            f"{item.score:g}".rstrip(),
            item.reason,
        ]
        rows.append([*group, item.name, *([item.unit] if with_unit_column else []), *shown])
    return rows


def funds_rows(dice: random.Random) -> tuple[list[list[str]], list[tuple[str, str]], dict[str, str]]:
    """The funds of a project, perhaps with a wrong rate or sum."""
    parts = [Decimal(dice.randrange(10_000, 900_000)) / 100 for _ in range(2)]
    spent = [(part * Decimal(dice.randrange(70, 100)) / 100).quantize(Decimal("0.01")) for part in parts]
    total, used, planted = sum(parts, Decimal(0)), sum(spent, Decimal(0)), []
    rate = (used / total * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    printed_rate, printed_used = rate, used
    fault = dice.choice(("rate", "sum", "none"))
    name = dice.choice(("年度资金总额", "项目资金总额", "资金总额", "预算资金合计"))
    if fault == "rate":
        printed_rate = rate - dice.choice((3, 5, 7))
        planted.append(("rate_mismatch", name))
    if fault == "sum":
        printed_used = used + dice.choice((100, -100, 10))
        printed_rate = (printed_used / total * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        planted.append(("sum_mismatch", name))
    header = dice.choice(
        (["年初预算数", "全年预算数", "全年执行数", "执行率"], ["年初预算（万元）", "调整后预算（万元）", "实际支出（万元）", "预算执行率"])
    )
    first, second = dice.choice((("其中：财政拨款", "其他资金"), ("其中：当年财政拨款", "其他资金"), ("其中：财政资金", "自筹资金")))
    rates = [f"{(s / p * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%" for s, p in zip(spent, parts, strict=True)]
    rows = [
        ["项目资金（万元）", *header],
        [name, f"{total}", f"{total}", f"{printed_used}", f"{printed_rate}%"],
        [first, f"{parts[0]}", f"{parts[0]}", f"{spent[0]}", rates[0]],
        [second, f"{parts[1]}", f"{parts[1]}", f"{spent[1]}", rates[1]],
    ]
    return rows, planted, {"actual": f"{printed_used}", "rate": f"{printed_rate}"}


def prose(items: Sequence[Item], money: dict[str, str], dice: random.Random) -> tuple[list[str], list[tuple[str, str]]]:
    """Sentences about four rows and the money, one of the rows and sometimes the money stated otherwise; and two that state no result."""
    chosen, planted, sentences = dice.sample(list(items), 4), [], []
    for position, item in enumerate(chosen):
        shown = item.actual
        if position == 0:
            shown = item.actual + (Decimal("1.7") if item.unit == "%" else Decimal(7))
            planted.append(("text_table_conflict", item.name))
        sentences.append(dice.choice(WORDS["stated"]).format(name=item.name, core=_core(item.name), actual=shown, unit=item.unit))
    for item in dice.sample(list(items), 2):
        sentences.append(dice.choice(WORDS["traps"]).format(name=item.name, other=item.actual - 3, unit=item.unit))
    amounts = dict(money)
    spent = dice.choice(WORDS["spent"])
    if dice.random() < 0.5:
        amounts = {"actual": str(Decimal(money["actual"]) + 12), "rate": str(Decimal(money["rate"]) - 6)}
        planted.append(("text_table_conflict", "资金"))
    dice.shuffle(sentences)
    return [spent.format(**amounts), *sentences], planted


def _core(name: str) -> str:
    """培训护林员人次 → 培训护林员, as sentences say it before the figure."""
    return re.sub(r"(?:数量|座数|长度|场次|人次|户数|次数|台数|页数)$", "", name)


def made(seed: str) -> Made:
    """One project's report: a form, and two paragraphs about it."""
    dice, found = random.Random(seed), Made()
    items = items_of(dice)
    found.planted += plant(items, dice)
    funds, planted, money = funds_rows(dice)
    found.planted += planted
    rows = indicator_rows(items, dice)
    width = max(len(row) for row in (*funds, *rows))
    total = sum((item.score for item in items), Decimal(0))
    weight = sum((item.weight for item in items), Decimal(0))
    if dice.random() < 0.5:
        total += dice.choice((1, -2))
        found.planted.append(("total_score_mismatch", "总分"))
    sums = [dice.choice(("总分", "合计", "总计")), *["<"] * (width - 4), f"{weight}", f"{total:g}", ""]
    sentences, planted = prose(items, money, dice)
    found.planted += planted
    head = ["项目名称", "石门湾综合整治项目", *["<"] * (width - 2)]
    found.blocks = [
        text("石门湾镇2023年度项目支出绩效自评报告", centred=True),
        text("一、项目执行情况"),
        *(text(words) for words in sentences),
    ]
    found.blocks += [text("项目支出绩效自评表", centred=True), text("（2023年度）", centred=True), grid([head, *funds, *rows, sums], 2)]
    return found


def read(found: Made) -> Report:
    """What is understood of the blocks."""
    sections = sections_from_blocks(found.blocks)
    return report_from_blocks(found.blocks, sections, source="样例.pdf", page_count=2, file_kind="pdf")


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the counts; exit 1 below 90 % recall or above one false alarm a report."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.contradictions", description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    alarms = []
    for number in range(options.count):
        case = made(f"{options.seed} {number}")
        checks = [check for check in read(case).checks if check.severity != "info"]
        left = list(checks)
        for rule, name in case.planted:
            hit = next((check for check in left if check.rule == rule and (name in check.message or name in ("资金", "总分"))), None)
            total[rule] += 1
            right[rule] += hit is not None
            if hit is None:
                print(f"missed {number} {rule} {name}")
            else:
                left.remove(hit)
        alarms += [f"{number} {check.rule} {check.message}" for check in left]
    for rule in sorted(total):
        print(f"{rule}: {right[rule]}/{total[rule]}")
    print(*alarms, sep="\n")
    recall, per_report = right.total() / total.total(), len(alarms) / options.count
    print(f"recall {100 * recall:.1f} %, {per_report:.2f} false alarms a report")
    return 0 if recall >= 0.9 and per_report <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
