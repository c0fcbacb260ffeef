"""Contradictions that are found, and what looks like one but is not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.facts.checks import find_checks
from ingest.model.document import Cell
from ingest.model.facts import BudgetLine, Form, FormEntry, Indicator
from ingest.model.place import Place
from ingest.model.table import Table
from tests.test_ingest.checked_reports import TABLE, line, messages, only, report, row, rules


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (row("制度执行有效性", "有效", "100"), ("type_mismatch", "warning", "制度执行有效性：目标“有效”与完成值“100”类型不一致")),
        (row("安装率", "≥95%", "明显提高"), ("type_mismatch", "warning", "安装率：目标“≥95%”与完成值“明显提高”类型不一致")),
        (row("改造面积", "1.5万亩", "已完成"), ("actual_states_reached", "info", "改造面积：目标为数值1.5万亩，完成值只写“已完成”")),
        (
            row("宣传效果", "显著", "部分达成预期指标"),
            ("partly_reached", "warning", "宣传效果：目标“显著”，完成值写“部分达成预期指标”，只部分完成"),
        ),
        (row("就业率", "≥95%", "94%"), ("missed_without_reason", "warning", "就业率：目标≥95%、完成94%，未完成但原因为空")),
        (
            row("就业率", "≥95%", "94%", "受客观因素影响。"),
            ("missed_without_reason", "warning", "就业率：目标≥95%、完成94%，未完成但原因空泛：受客观因素影响。"),
        ),
        (
            row("就业率", "≥95%", "94%", "企业搬迁，岗位减少。", weight="8", score="8"),
            ("full_score_though_missed", "warning", "就业率：目标≥95%、完成94%，未完成却得满分8"),
        ),
        (
            row("合格率", "≥95%", "95%", weight="8", score="6"),
            ("score_lost_without_reason", "warning", "合格率：已完成但得分6低于分值8，未说明原因"),
        ),
        (row("活动场次", "≥34场", "61场"), ("over_achievement", "warning", "活动场次：目标≥34场、完成61场，超出79.4%")),
        (row("投诉率", "≤5%", "4%"), ("less_is_better", "info", "投诉率：越低越好，目标≤5%、完成4%，低于目标为完成")),
        (
            row("活动场次", "≥20座", "20座", initial_target="≥22座", adjusted_target="≥20座"),
            ("target_adjusted", "info", "活动场次：年初指标值≥22座，调整为≥20座"),
        ),
        (
            row("认定企业", "=100家", "85家", "目标值填报有误，应为80家。"),
            ("target_corrected", "info", "认定企业：表中目标=100家，说明更正为80家"),
        ),
        (
            row("认定企", "=100家", "100家", "名称显示不全，应为“认定企业数”。"),
            ("name_corrected", "info", "“认定企”应为“认定企业数”"),
        ),
        (
            row("结余率", "≤5%", "9%", "项目跨年支付。", deviation="-80%"),
            ("deviation_mismatch", "error", "结余率：目标≤5%、完成9%，偏差应为80.00%，表中为-80%"),
        ),
    ],
)
def test_finds_what_one_row_says_against_itself(item: Indicator, expected: tuple[str, str, str]) -> None:
    check = only(report(item))
    assert (check.rule, check.severity, check.message) == expected
    assert (check.names[0], check.places[0].pages) == (item.name, (4,))


@pytest.mark.parametrize(
    "item",
    [
        row("就业率", "≥95%", "95%", deviation="0%", weight="8", score="8"),
        row("就业率", "≥95%", "94%", "企业搬迁，岗位减少。", weight="8", score="6"),
        row("新增学位", "=300个", "407个", deviation="35.67%"),
        row("新增学位", "=300个", "407个", deviation="35.66%"),
        row("预算调整率", "=0%", "1.51%", "追加人员经费和专项。", deviation="1.51%"),
        row("制度健全性", "健全", "健全", deviation="0%"),
        row("合格率", "≥95%", "95%", "复核扣分：台账不全。", weight="8", score="6"),
    ],
)
def test_leaves_rows_that_agree_alone(item: Indicator) -> None:
    assert rules(report(item)) == []


def test_asks_for_a_blank_actual_but_not_in_a_form_that_only_sets_goals() -> None:
    blank = row("满意度", "≥90%", None)
    assert messages(report(row("就业率", "≥95%", "95%"), blank), "blank_actual") == ["满意度：完成值为空"]
    assert rules(report(blank, row("就业率", "≥95%", None))) == []


def test_asks_for_reasons_only_where_the_form_has_a_column_for_them() -> None:
    header = ((Cell("指标名称", Place(), 0, 0), Cell("实际完成值(B)", Place(), 0, 1), Cell("得分", Place(), 0, 2)),)
    table = Table(TABLE, header, (), Place((4,)))
    assert rules(report(row("就业率", "≥95%", "94%"), tables=(table,))) == []


def test_tells_achievement_over_the_printed_target_from_that_over_the_corrected_one() -> None:
    item = row("惠及企业", "=200家", "2997家", "目标值以2500家为准。")
    assert messages(report(item), "over_achievement_printed") == ["惠及企业：按表中目标=200家超出50%，按更正后的目标2500家未超出50%"]
    assert messages(report(item), "over_achievement") == []


def test_holds_a_form_of_differences_to_its_own_habit() -> None:
    rows = [
        row("甲指标率", "=50%", "45%", "人手不足，进度较慢。", deviation="-5%"),
        row("乙指标率", "=80%", "70%", "材料未交齐，顺延。", deviation="-10%"),
        row("丙指标率", "=40%", "30%", "材料未交齐，顺延。", deviation="-10%"),
        row("丁指标率", "=60%", "57%", "材料未交齐，顺延。", deviation="3%"),
    ]
    assert messages(report(*rows), "deviation_mismatch") == ["丁指标率：目标=60%、完成57%，偏差应为-3.00%，表中为3%"]


def test_finds_wrong_rates_and_adjustments_of_budget_lines() -> None:
    budget = (
        line("校园维修", "100", "-10", "92", "46", "50.00"),
        line("设备购置", "100.00", "0", "100.00", "84.06", "93.06"),
        line("宣传经费", "3.00", "0", "3.00", "2.00", "66.66"),
        line("培训经费", None, None, None, "2.00", "66.66"),
    )
    found = [(check.rule, check.message) for check in find_checks(report(budget=budget))]
    assert found == [
        ("adjusted_mismatch", "校园维修：年初100加调整-10不等于调整后92"),
        ("rate_mismatch", "设备购置：执行数84.06、预算数100.00，执行率应为84.06%，表中为93.06%"),
    ]


def department_budget(*, total: str = "150", project_part: str = "60") -> tuple[BudgetLine, ...]:
    return (
        line("预算总金额", "140", "10", "150", total, level=0),
        line("基本支出", "40", "10", "50", "50", level=1),
        line("项目支出", "100", "0", "100", "100", level=1),
        line("校舍维修", "40", "0", "40", "40", level=2),
        line("学生资助", "60", "0", "60", project_part, level=2),
    )


@pytest.mark.parametrize("with_levels", [True, False])
def test_compares_parts_with_their_totals_at_every_level(with_levels: bool) -> None:
    budget = department_budget(total="140", project_part="65")
    if not with_levels:
        budget = tuple(replace(part, level=0) for part in budget)
    assert messages(report(budget=budget), "sum_mismatch") == [
        "预算总金额：各分项执行数合计150，表中为140",
        "项目支出：各分项执行数合计105，表中为100",
    ]
    assert messages(report(budget=department_budget()), "sum_mismatch") == []


def test_reads_a_total_below_its_parts() -> None:
    parts = [line(f"项目{number}", "10", "0", "10", "9.5", level=1) for number in "甲乙丙"]
    budget = (*parts, line("合计", "30", "0", "30", "29.5"))
    assert messages(report(budget=budget), "sum_mismatch") == ["合计：各分项执行数合计28.5，表中为29.5"]


def test_takes_an_incomplete_list_of_parts_for_what_it_is() -> None:
    budget = (line("项目资金总额", "100", None, "100", "90"), line("其中：财政拨款", "60", None, "60", "50", level=1))
    assert rules(report(budget=budget)) == []
    larger = (line("项目资金总额", "100", None), line("其中：财政拨款", "120", None, level=1))
    assert messages(report(budget=larger), "sum_mismatch") == ["项目资金总额：各分项年初预算合计120，表中为100"]


def test_sums_each_way_of_splitting_a_total_by_itself() -> None:
    budget = (
        line("年度资金总额", None, None, "100", "90"),
        line("一般公共预算", None, None, "70", part="按收入性质分", level=1),
        line("其他资金", None, None, "20", part="按收入性质分", level=1),
        line("基本支出", None, None, "30", part="按支出性质分", level=1),
        line("项目支出", None, None, "70", part="按支出性质分", level=1),
    )
    assert messages(report(budget=budget), "sum_mismatch") == ["年度资金总额：各分项调整后预算合计90，表中为100"]


def test_finds_a_part_in_the_head_of_a_form_that_exceeds_the_total() -> None:
    entries = (
        FormEntry("年度资金申请总额", "10,903,043.00", Place((7,))),
        FormEntry("其中：当年财政拨款", "11,419,043.00", Place((7,))),
        FormEntry("联系人", "某某", Place((7,))),
    )
    form = Form("绩效目标表", Place((7,)), project="某项目", entries=entries)
    assert messages(report(forms=(form,)), "sum_mismatch") == ["某项目：其中：当年财政拨款11,419,043.00大于年度资金申请总额10,903,043.00"]


def test_adds_the_scores_of_a_form() -> None:
    rows = (
        row("甲指标", "1次", "1次", weight="60", score="60"),
        row("乙指标", "1次", "1次", weight="30", score="28", note="台账不全，扣分。"),
    )
    budget = (line("年度资金总额", "10", None, "10", "9", "90", weight=Decimal(10), score=Decimal("9")),)
    wrong, right = (Form(TABLE, Place((4,)), total_weight=Decimal(100), total_score=Decimal(total)) for total in ("98", "97"))
    assert messages(report(*rows, budget=budget, forms=(wrong,)), "total_score_mismatch") == [f"{TABLE}：各项得分合计97，总分填为98"]
    assert messages(report(*rows, budget=budget, forms=(right,)), "total_score_mismatch") == []
    assert messages(report(rows[0], budget=budget, forms=(wrong,)), "total_score_mismatch") == []


def test_notes_a_rate_that_is_printed_with_different_digits() -> None:
    budget = (line("预算总金额", "183420.15", "361.70", "183781.85", "183413.52", "99.80"),)
    item = row("预算执行率", "=100%", "99.81%", "部分尾款次年支付。")
    found = report(item, budget=budget, text="预算执行率99.8%。")
    assert messages(found, "rate_stated_differently") == [
        "执行率三处写法不同：正文99.8%，预算信息99.80%，自评表预算执行率99.81%（183413.52/183781.85=99.80%）"
    ]
    assert messages(report(row("预算执行率", "=100%", "99.8%", "部分尾款次年支付。"), budget=budget), "rate_stated_differently") == []


def test_groups_names_that_are_easily_mixed_up() -> None:
    rows = (row("新增公办日间站托位数", "1个", "1个"), row("新增公办托育所托位数", "1个", "1个"), row("群众满意度", "90%", "90%"))
    check = only(report(*rows))
    assert (check.rule, check.names) == ("similar_names", ("新增公办日间站托位数", "新增公办托育所托位数"))


def test_names_the_project_where_the_report_has_several() -> None:
    rows = (row("满意度", "≥90%", "80%", project="甲项目"), row("合格率", "≥90%", "90%", project="乙项目"))
    assert messages(report(*rows), "missed_without_reason") == ["满意度（甲项目）：目标≥90%、完成80%，未完成但原因为空"]
