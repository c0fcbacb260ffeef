"""Header words → roles, over the terms of the national form and its provincial variants."""

import pytest

from ingest.facts.columns import columns_of
from ingest.facts.labels import is_label, money_unit
from ingest.values.header_words import role_of
from tests.test_ingest.form_grids import grid_of, report_of


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("类别", "group"),
        ("一级指标", "level1"),
        ("三级指标", "level3"),
        ("指标名称", "name"),
        ("评价内容", "name"),
        ("指标目标值", "target"),
        ("年度(/项目)指标值", "target"),
        ("年初目标值(A)", "target"),
        ("指标值（A）", "target"),
        ("全年目标值", "target"),
        ("调整指标值", "adjusted_target"),
        ("实际完成值(B)", "actual"),
        ("全年实际值", "actual"),
        ("年终完成值", "actual"),
        ("完成值来源", "source"),
        ("偏差情况", "deviation"),
        ("偏差原因分析及改进措施", "note"),
        ("未完成原因和改进措施", "note"),
        ("说明", "note"),
        ("具体绩效指标", "name"),
        ("绩效评价指标", "name"),
        ("项目绩效指标", "label"),
        ("2023年绩效目标", "target"),
        ("年初计划", "target"),
        ("预期水平", "target"),
        ("2023年完成情况", "actual"),
        ("完成实绩", "actual"),
        ("绩效目标完成情况", "actual"),
        ("实际分值", "score"),
        ("单位评分", "score"),
        ("第三方评分", "review"),
        ("分值设置", "weight"),
        ("指标值符号", "operator"),
        ("第三级指标", "level3"),
        ("评分说明", "explanation"),
        ("改进建议", "note"),
        ("合同", ""),
        ("个性指标", ""),
        ("指标性质", "operator"),
        ("度量单位", "unit"),
        ("参考分值", "weight"),
        ("指标权重（分）", "weight"),
        ("执行率权重（分）", "weight"),
        ("自评得分", "score"),
        ("得分（20分*执行率）", "score"),
        ("复核分", "review"),
        ("财政审核评分", "review"),
        ("得分系数(%)", "coefficient"),
        ("评价标准及依据", "explanation"),
        ("是否核心指标", "core"),
        ("年初预算数", "initial"),
        ("上年度结转及当年预算追加追减数（万元）", "adjustment"),
        ("上年度结转及当年预算追加追减数", "adjustment"),
        ("上年实际值", "history"),
        ("上年决算数", "history"),
        ("全年预算执行数", "spent"),
        ("指标值设定依据", "explanation"),
        ("得分计算方法", "explanation"),
        ("责任单位", "aside"),
        ("全年（调整）预算数", "adjusted"),
        ("调整后预算数", "adjusted"),
        ("预算数（A）", "budget"),
        ("实际支出数（万元）", "spent"),
        ("预算执行数", "spent"),
        ("执行率（B/A）", "rate"),
        ("对应部门主要职责", "duty"),
        ("任务名称", "task"),
        ("经办科室", ""),
    ],
)
def test_reads_the_role_of_a_header(header: str, role: str) -> None:
    assert role_of(header) == role


def test_inner_header_decides_and_outer_one_fills_in() -> None:
    grid = grid_of("""
        绩效指标 | < | 年度指标值 | < | < | 实际完成值
        一级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | ^
        """)
    assert [column.role for column in columns_of(grid.rows)] == ["level1", "level3", "operator", "target", "unit", "actual"]


def test_budget_beside_initial_and_adjusted_amounts_heads_the_names() -> None:
    header = grid_of("本年预算资金 | 年初预算数 | 年中调整数 | 调整后预算数 | 实际支出数 | 执行率").rows
    assert [column.role for column in columns_of(header)] == ["item", "initial", "adjustment", "adjusted", "spent", "rate"]


def test_lone_budget_is_what_the_rate_refers_to() -> None:
    assert [c.role for c in columns_of(grid_of("项目 | 预算数（A） | 执行数（B）").rows)] == ["item", "adjusted", "spent"]
    assert [c.role for c in columns_of(grid_of("项目 | 预算数 | 调整后预算").rows)] == ["item", "initial", "adjusted"]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("head", "主管部门：", True),
        ("head", "项目实施单位（盖章）", True),
        ("totals", "总  分", True),
        ("totals", "总分是各项得分之和，满分一百分，不含加分", False),
        ("goals", "项目年度总体目标", True),
        ("grade", "自评等级", True),
        ("title", "项目支出绩效自评表", True),
        ("not_title", "公开14表", True),
    ],
)
def test_knows_label_words(kind: str, text: str, expected: bool) -> None:
    assert is_label(kind, text) is expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金（万元）", "万元"),
        ("单位：元", "元"),
        ("金额单位：人民币万元", "万元"),
        ("得分（分）", None),
        ("部门：甲局 单位：万元", "万元"),
    ],
)
def test_finds_the_unit_of_money(text: str, unit: str | None) -> None:
    assert money_unit(text) == unit


def test_target_and_actual_are_of_one_year() -> None:
    (before, after) = (
        report_of(
            grid_of(
                f"""
                三级指标 | 2022年完成值 | 2023年目标值{more}
                造林面积 | 70亩 | ≥80亩{value}
                """
            )
        ).indicators[0]
        for more, value in (("", ""), (" | 2023年完成值", " | 85亩"))
    )
    assert (before.target.text, before.actual) == ("≥80亩", None)  # type: ignore[union-attr]
    assert (after.target.text, after.actual.text) == ("≥80亩", "85亩")  # type: ignore[union-attr]


def test_goals_left_of_the_names_are_no_targets() -> None:
    (item,) = report_of(grid_of("绩效目标 | 三级指标 | 指标值\n完成造林 | 造林面积 | ≥80亩")).indicators
    assert (item.target.text) == "≥80亩"  # type: ignore[union-attr]


def test_the_innermost_label_is_the_name() -> None:
    (header,) = grid_of("绩效指标 | 指标类别 | 绩效指标（三级） | 目标值").rows
    assert [column.role for column in columns_of([header])] == ["label", "group", "name", "target"]
