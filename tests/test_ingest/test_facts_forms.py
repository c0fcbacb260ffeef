"""Whole forms as they are published, with made-up figures: indicators, funds, head, totals."""

from decimal import Decimal

from tests.test_ingest.form_grids import funds, grid_of, report_of, row


def test_department_form_with_two_group_columns_and_correcting_notes() -> None:
    report = report_of(
        "九、部门整体自评表",
        grid_of("""
        类别 | < | 指标名称 | 指标目标值 | 指标完成值 | 完成值来源 | 偏差情况 | 原因分析
        分解目标 | 过程 | 预算执行率 | =100% | 98.5% | | -1.50% |
        ^ | 履职 | 举办对接活动 | =5 场 | 12 场 | 台账 | 140.00% | 指标目标值以专项资金中该指标绩效目标值10场为准。
        """),
    )
    first, second = report.indicators
    assert first.groups == ("分解目标", "过程")
    assert first.place.table == "九、部门整体自评表"
    assert row(first) == ("预算执行率", "=100%", "98.5%", None, None, "missed")
    assert second.groups == ("分解目标", "履职")
    assert second.corrected_target is not None
    assert second.corrected_target.number == 10
    assert second.deviation is not None
    assert second.deviation.number == Decimal("140.00")


GOAL_FORM = """
    财政项目支出绩效目标填报表 | < | < | < | < | < | < | <
    （2023年度） | < | < | < | < | < | < | <
    项目名称 | < | 文化广场建设 | < | 项目性质 | 阶段性项目 | 项目类别 | 特定目标类
    主管部门 | < | 河口市东湖街道办事处 | < | 实施单位 | 河口市东湖街道办事处 | < | <
    项目资金（元） | < | 项目资金总额 | < | 5,200,000.00 | 年度资金申请总额 | < | 4,000,000.00
    ^ | ^ | 其中：财政资金 | < | 5,200,000.00 | 其中：当年财政拨款 | < | 4,100,000.00
    ^ | ^ | ^ | ^ | ^ | 上年结转资金 | < | 0.00
    ^ | ^ | 其他资金 | < | 0.00 | 其他资金 | < | 0.00
    项目绩效目标 | 项目总目标 | < | < | < | 年度总体目标 | < | <
    ^ | 建成广场。 | < | < | < | 完成主体工程。 | < | <
     | 一级指标 | 二级指标 | 三级指标 | < | < | 年度(/项目)指标值 | <
    绩效指标 | 产出指标 | 数量指标 | 建筑面积 | < | < | ≥2459.00(平方米) | <
    ^ | ^ | 质量指标 | 完工及时率 | < | < | 及时 | <
    ^ | 满意度指标 | 服务对象满意度指标 | 居民满意度 | < | < | 不低于80% | <
    """


def test_goal_form_has_targets_only_and_its_title_inside_the_grid() -> None:
    report = report_of(grid_of(GOAL_FORM))
    assert [row(item) for item in report.indicators] == [
        ("建筑面积", "≥2459.00(平方米)", None, None, None, "blank"),
        ("完工及时率", "及时", None, None, None, "blank"),
        ("居民满意度", "不低于80%", None, None, None, "blank"),
    ]
    area = report.indicators[0]
    assert (area.groups, area.project, area.place.table) == (("产出指标", "数量指标"), "文化广场建设", "财政项目支出绩效目标填报表")
    assert area.target is not None
    assert (area.target.op, area.target.number, area.target.unit) == (">=", Decimal("2459.00"), "平方米")


def test_every_amount_of_a_goal_form_is_an_entry_with_unit_and_a_line_under_its_total() -> None:
    report = report_of(grid_of(GOAL_FORM))
    amounts = {(entry.label, entry.text) for entry in report.forms[0].entries if entry.unit == "元"}
    assert ("年度资金申请总额", "4,000,000.00") in amounts
    assert ("其中：当年财政拨款", "4,100,000.00") in amounts
    assert [(b.name, b.part, b.level, str(b.initial)) for b in report.budget if b.part == "年度资金申请总额"] == [
        ("年度资金申请总额", "年度资金申请总额", 0, "4000000.00"),
        ("其中：当年财政拨款", "年度资金申请总额", 1, "4100000.00"),
        ("上年结转资金", "年度资金申请总额", 1, "0.00"),
        ("其他资金", "年度资金申请总额", 1, "0.00"),
    ]
    assert report.forms[0].goal_expected == "完成主体工程。"
    assert (report.projects, report.department, report.year) == (("文化广场建设",), "河口市东湖街道办事处", 2023)


def test_project_form_with_funds_goals_and_totals() -> None:
    report = report_of(
        "财政项目支出绩效自评表",
        "（2022年度）",
        grid_of("""
        项目名称 | < | 社区公益服务经费 | < | < | < | < | <
        主管部门 | < | 河口市民政局 | < | < | 实施单位 | 河口市社会福利中心 | <
        项目资金（元） | < |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
        ^ | ^ | 年度资金总额 | 330000.00 | 320000.00 | 301,440.5 | 10 | 9.42
        ^ | ^ | 其中：当年财政拨款 | 330000.00 | 320000.00 | 301,440.5 | — | —
        年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
        ^ | 完成采购。 | < | < | 已完成采购。 | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
        产出指标 | 数量指标 | 服务人次 | ≥4000人次 | 4312人次 | 50 | 50 |
        满意度指标 | 服务对象满意度指标 | 居民满意度 | >=90% | 85% | 40 | 38 | 样本偏少
        总分 | < | < | < | < | 100 | 97.42 |
        """),
    )
    assert [row(item) for item in report.indicators] == [
        ("服务人次", "≥4000人次", "4312人次", "50", "50", "exceeded"),
        ("居民满意度", ">=90%", "85%", "40", "38", "missed"),
    ]
    assert funds(report) == [
        ("年度资金总额", "330000.00", "320000.00", "301440.5", None, "元"),
        ("其中：当年财政拨款", "330000.00", "320000.00", "301440.5", None, "元"),
    ]
    form = report.forms[0]
    assert (form.competent_department, form.implementing_unit) == ("河口市民政局", "河口市社会福利中心")
    assert (form.goal_expected, form.goal_actual) == ("完成采购。", "已完成采购。")
    assert (form.total_weight, form.total_score) == (100, Decimal("97.42"))
    assert ("总分（得分）", "97.42") in [(entry.label, entry.text) for entry in form.entries]
    assert [table.title for table in report.tables] == ["项目资金", "财政项目支出绩效自评表"]
    assert (report.kind, report.project) == ("project", "社区公益服务经费")


def test_weight_in_the_group_cell_is_kept_apart_from_the_group() -> None:
    report = report_of(
        "项目支出绩效自评表",
        grid_of("""
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        ^ | 产出指标（50分） | 数量指标 | 养护里程 | ≥50公里 | 52.4 | 8 | 8
        ^ | ^ | 成本指标 | 总成本 | ≤90万元 | 90 | 8 | 8
        """),
    )
    first, second = report.indicators
    assert (first.groups, first.groups_printed) == (("产出指标", "数量指标"), ("产出指标（50分）", "数量指标"))
    assert second.groups == ("产出指标", "成本指标")
    assert first.actual is not None
    assert (first.actual.unit, first.row_unit) == (None, "公里")


def test_operator_value_and_unit_in_columns_of_their_own() -> None:
    report = report_of(
        "项目支出绩效自评表",
        grid_of("""
        绩效指标 | < | < | 年度指标值 | < | < | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
        一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^ | ^
        产出指标 | 数量指标 | 受助人数 | ≧ | 735 | 人次 | 736 | 10 | 10 | 无
        ^ | 时效指标 | 到位及时率 | ═ | 100 | % | 98% | 10 | 7 |
        效益指标 | 社会效益指标 | 群众认可 | 定性 | 较高 | / | 较高 | 10 | 10 | /
        其他需要说明事项 | < | 无 | < | < | < | < | < | < | <
        总分 | < | < | 总分值 | 100 | 总得分 | 97 | 自评等级 | < | 优
        """),
    )
    assert [row(item) for item in report.indicators] == [
        ("受助人数", "≧735人次", "736", "10", "10", "exceeded"),
        ("到位及时率", "═100%", "98%", "10", "7", "missed"),
        ("群众认可", "较高", "较高", "10", "10", "qualitative"),
    ]
    assert [item.actual.unit for item in report.indicators if item.actual] == ["人次", "%", None]
    assert [item.note for item in report.indicators] == ["无", None, None]
    assert (report.forms[0].total_weight, report.forms[0].total_score, report.forms[0].grade) == (100, 97, "优")


def test_strokes_for_not_applicable_are_blank_not_zero() -> None:
    report = report_of(
        "项目支出绩效自评表",
        "(2023年度)",
        grid_of("""
        项目名称 | < | 饮水维护 | < | < | < | < | < | < | <
        项目预算执行情况(万元) | < | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因 | <
        ^ | 总额 | 0.00 | 4.55 | 4.55 | 100.00% | 10 | 10 | / | <
        ^ | 其他资金 | / | / | / | / | / | / | / | <
        绩效目标 | 年度目标 | < | < | < | 年度目标完成情况 | < | < | < | <
        ^ | 保障供水。 | < | < | < | 供水稳定。 | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析
        产出指标 | 成本指标 | 成本控制数 | ≤ | 4.55 | 万元 | 完成 | 20 | 20 |
        满意度指标 | 满意度 | 发放覆盖率 | = | 100 | % |  | 70 |  | /
        合计 | < | < | < | < | < | < | 100 | 30 |
        评价结论 | 自评30分。 | < | < | < | < | < | < | < | <
        """),
    )
    assert funds(report) == [
        ("总额", "0.00", "4.55", "4.55", "100.00", "万元"),
        ("其他资金", None, None, None, None, "万元"),
    ]
    assert [row(item) for item in report.indicators] == [
        ("成本控制数", "≤4.55万元", "完成", "20", "20", "qualitative"),
        ("发放覆盖率", "=100%", None, "70", None, "blank"),
    ]
    assert (report.forms[0].goal_expected, report.forms[0].goal_actual) == ("保障供水。", "供水稳定。")
    assert (report.forms[0].total_weight, report.forms[0].total_score) == (100, 30)
