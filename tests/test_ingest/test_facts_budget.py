"""Budget tables and the funds part of forms."""

from decimal import Decimal

from tests.test_ingest.form_grids import grid_of, paragraph, report_of


def test_budget_table_with_adjustment_and_rate() -> None:
    report = report_of(
        "七、预算信息",
        grid_of("""
        本年度预算资金（万元） | 年初预算数（万元） | 上年度结转及当年预算追加追减数（万元） | 调整预算数（万元） | 实际支出数（万元） | 执行率（%）
        预算总金额 | 1,661.25 | -0.50 | 1,660.75 | 1,538.36 | 92.63%
        基本支出 | 473.41 | 0 | 473.41 | 420.64 | 88.85%
        项目支出 | 1187.84 | -0.50 | 1187.34 | 1117.72 | 94.14%
        职工培训 | 2.16 | 0 | 2.16 |  |
        """),
    )
    total, _, projects, training = report.budget
    assert (total.initial, total.adjustment, total.adjusted, total.actual, total.rate) == (
        Decimal("1661.25"),
        Decimal("-0.50"),
        Decimal("1660.75"),
        Decimal("1538.36"),
        Decimal("92.63"),
    )
    assert total.printed == {
        "initial": "1,661.25",
        "adjustment": "-0.50",
        "adjusted": "1,660.75",
        "actual": "1,538.36",
        "rate": "92.63%",
    }
    assert (total.unit, total.place.table, total.level) == ("万元", "七、预算信息", 0)
    assert (projects.level, training.level) == (1, 2)
    assert (training.actual, training.rate) == (None, None)
    assert total.cells["rate"].boxes[0].x0 == 50
    assert (report.tables[0].title, report.tables[0].unit, report.tables[0].kind) == ("七、预算信息", "万元", "budget")


def test_rate_before_the_amount_spent_and_unit_from_the_unit_line() -> None:
    report = report_of(
        "2021年度项目支出情况表",
        paragraph("单位：元"),
        grid_of("""
        序号 | 项目名称 | 年初预算数 | 全年预算数 | 执行率 | 全年执行数
        1 | 渠道整治 | 7935 | 7900 | 98.00% | 7742
        2 | 闸门改造 | 65 | 60 | 50% | 30
        合计 | < | 8000 | 7960 | 97.64% | 7772
        """),
    )
    assert [(b.name, b.actual, b.rate, b.unit, b.level) for b in report.budget] == [
        ("渠道整治", 7742, 98, "元", 1),
        ("闸门改造", 30, 50, "元", 1),
        ("合计", 7772, Decimal("97.64"), "元", 0),
    ]
    assert report.budget[0].place.table == "项目支出情况表"


def test_unit_printed_in_the_cell_wins_over_the_header() -> None:
    report = report_of(
        "预算表",
        grid_of("""
        项目名称（万元） | 年初预算数 | 执行数 | 执行率
        渠道整治 | 1.2亿元 | 0.6亿元 | 50%
        """),
    )
    assert (report.budget[0].initial, report.budget[0].unit) == (Decimal("1.2"), "亿元")


def test_revenue_beside_spending_is_a_table_but_no_budget_lines() -> None:
    report = report_of(
        "收入支出决算总表",
        paragraph("单位：万元"),
        grid_of("""
        收入 | < | < | 支出 | < | <
        项目 | 预算数 | 决算数 | 项目 | 预算数 | 决算数
        一、财政拨款收入 | 940.05 | 930.05 | 一、一般公共服务支出 | 106.66 | 100.66
        总计 | 940.05 | 930.05 | 总计 | 940.05 | 930.05
        """),
    )
    assert report.budget == ()
    table = report.tables[0]
    assert (table.title, table.unit, table.kind, len(table.header), len(table.rows)) == ("收入支出决算总表", "万元", "other", 2, 2)
    assert [cell.text for cell in table.header[0]] == ["收入", "收入", "收入", "支出", "支出", "支出"]


def test_accounts_by_code_are_a_table_with_levels_but_no_budget_lines() -> None:
    report = report_of(
        "一般公共预算支出决算表",
        paragraph("单位：万元"),
        grid_of("""
        项目 | < | < | < | 年初预算数 | 决算数
        科目编码 | < | < | 科目名称 | ^ | ^
        类 | 款 | 项 | ^ | ^ | ^
        201 |  |  | 一般公共服务支出 | 106.66 | 100.66
        201 | 06 |  | 财政事务 | 106.66 | 100.66
        201 | 06 | 01 | 行政运行 | 106.66 | 100.66
        合计 | < | < | < | 106.66 | 100.66
        """),
    )
    assert report.budget == ()
    assert (len(report.tables[0].header), report.tables[0].levels) == (3, (0, 1, 2, 0))


def test_zero_and_stroke_stay_apart() -> None:
    report = report_of(
        "项目支出绩效自评表",
        grid_of("""
        项目名称 | < | 执法监管 | < | < | <
        项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
        ^ | 年度资金总额 | 0 | 0 | 0 | 0.00
        ^ | 上年结转资金 | — | — | — | —
        三级指标 | < | 年度指标值 | < | 实际完成值 | <
        检查次数 | < | 5次 | < | 6次 | <
        """),
    )
    total, carried = report.budget
    assert (total.initial, total.actual, total.rate, total.project) == (0, 0, Decimal("0.00"), "执法监管")
    assert (carried.initial, carried.actual, carried.printed) == (None, None, {})


def test_within_and_top_parts_give_levels() -> None:
    report = report_of(
        "预算执行情况表",
        paragraph("单位：万元"),
        grid_of("""
        支出类型 | 年初预算 | 调整预算 | 决算数 | 预算执行率
        基本支出 | 100 | 110 | 105 | 95.45%
        其中：人员经费 | 80 | 90 | 88 | 97.78%
        公用经费 | 20 | 20 | 17 | 85%
        项目支出 | 50 | 50 | 45 | 90%
        合计 | 150 | 160 | 150 | 93.75%
        """),
    )
    assert [(line.name, line.level) for line in report.budget] == [
        ("基本支出", 1),
        ("其中：人员经费", 2),
        ("公用经费", 2),
        ("项目支出", 1),
        ("合计", 0),
    ]
    assert [check.rule for check in report.checks] == []
