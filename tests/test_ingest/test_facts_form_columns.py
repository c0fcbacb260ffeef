"""Forms whose columns are unusual: several targets, weights at every level, operators and units apart or inside the name."""

from decimal import Decimal

from tests.test_ingest.form_grids import funds, grid_of, number_text, report_of, row


def test_several_goal_blocks_tell_their_indicators_apart() -> None:
    report = report_of(
        "2020年度园区发展项目自评表",
        grid_of("""
        项目名称 | 园区发展专项 | < | < | < | <
        预算执行情况（万元）（20分） |  | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
        ^ | 年度财政资金总额 | 260 | 247 | 95% | 19
        一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
        年度绩效目标1（40分） | < | < | < | < | <
        产出指标 | 数量指标 | 合同额（万美元） | 18000 | 21333.56 | 10
        一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
        年度绩效目标2（40分） | < | < | < | < | <
        产出指标 | 时效指标 | 拨付及时性 | 98%以上 | 100% | 30
        总分 | < | < | < | < | 97.8
        偏差大或目标未完成原因分析 | 市场变化 | < | < | < | <
        """),
    )
    first, second = report.indicators
    assert first.groups == ("年度绩效目标1", "产出指标", "数量指标")
    assert second.groups == ("年度绩效目标2", "产出指标", "时效指标")
    assert row(first) == ("合同额", "18000万美元", "21333.56", None, "10", "exceeded")
    assert funds(report) == [("年度财政资金总额", None, "260", "247", "95", "万元")]
    assert report.forms[0].total_score == Decimal("97.8")


def test_flat_department_form_with_initial_and_adjusted_targets() -> None:
    report = report_of(
        "2023年度部门整体绩效自评表",
        grid_of("""
        部门（单位）名称 | 青石县水务局 | < | < | 预算编码 | 215009 | < | 自评总分（分） | 93.1
        部门支出预算数（万元） | 年初预算数 | < | 全年（调整）预算数 | < | 全年执行数 | 执行率（%） | 执行率权重（分） | 执行率得分（分）
        ^ | 4,628.40 | < | 4,586.25 | < | 4,248.70 | 92.64 | 10 | 9.3
        当年整体绩效目标 | 年初绩效目标 | < | < | 全年（调整）绩效目标 | < | 目标实际完成情况 | < | <
        ^ | 管好河道。 | < | < | 同年初绩效目标 | < | 完成。 | < | <
        指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 指标权重（分） | 指标得分（分） | 是否核心指标
        治理河道 | 公里 | ≥ | 65 | 59 | 73 | 40 | 40 | 是
        水质达标率 | % | ≥ | 95 |  | 94.1% | 50 | 43.8 | 否
        合计 | < | < | < | < | < | 90 | 83.8 |
        """),
    )
    first, second = report.indicators
    assert row(first) == ("治理河道", "≥59公里", "73", "40", "40", "exceeded")
    assert first.initial_target is not None
    assert first.adjusted_target is not None
    assert (first.initial_target.text, first.adjusted_target.text, first.core) == ("≥65公里", "≥59公里", True)
    assert second.target == second.initial_target
    assert second.adjusted_target is None
    assert funds(report) == [("部门支出预算数", "4628.40", "4586.25", "4248.70", "92.64", "万元")]
    assert (report.budget[0].weight, report.budget[0].score) == (10, Decimal("9.3"))
    assert (report.department, report.kind, report.year) == ("青石县水务局", "department", 2023)
    form = report.forms[0]
    assert (form.total_score, form.goal_expected, form.goal_actual) == (Decimal("93.1"), "管好河道。", "完成。")


def test_total_split_by_revenue_and_by_spending() -> None:
    report = report_of(
        "部门整体支出绩效自评表",
        grid_of("""
        部门名称 | 林海县林业局 | < | < | < | < | <
        年度预算申请（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率
        ^ | 年度资金总额 | 4100.5万元 | 4200万元 | 4150万元 | 10 | 98.81%
        ^ | 按收入性质分： | < | < | 按支出性质分： | < | <
        ^ | 其中：一般公共预算：4000万元 | < | < | 其中：基本支出：3000万元 | < | <
        ^ | 纳入专户管理的非税收入拨款： | < | < | 项目支出：1200万元 | < | <
        ^ | 预算执行说明 | 年中追加人员经费 | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 林产品收入 | 2.6亿元 | 2.45亿元 | 6 | 5
        """),
    )
    assert funds(report)[0] == ("年度资金总额", "4100.5", "4200", "4150", "98.81", "万元")
    assert [(b.name, b.part, number_text(b.adjusted)) for b in report.budget[1:]] == [
        ("一般公共预算", "按收入性质分", "4000"),
        ("基本支出", "按支出性质分", "3000"),
        ("项目支出", "按支出性质分", "1200"),
    ]
    assert row(report.indicators[0]) == ("林产品收入", "2.6亿元", "2.45亿元", "6", "5", "missed")


def test_weight_column_before_the_target() -> None:
    report = report_of(
        grid_of("""
        财政衔接资金项目绩效自评表 | < | < | < | < | < | <
        （2022年度） | < | < | < | < | < | <
        项目名称 | < | 水源林管护 | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分
        产出指标 | 数量指标 | 安装水尺 | 10 | ≥266米 | ≥266米 | 10
        ^ | 时效指标 | 按期完工率 | 10 | ≥90% | 85% | 9
        总分 | < | < | 100 | < | < | 95
        """)
    )
    assert [row(item) for item in report.indicators] == [
        ("安装水尺", "≥266米", "≥266米", "10", "10", "met"),
        ("按期完工率", "≥90%", "85%", "10", "9", "missed"),
    ]
    assert (report.forms[0].total_weight, report.forms[0].total_score) == (100, 95)


def test_reviewers_score_is_not_the_score() -> None:
    report = report_of(
        "项目支出绩效自评表",
        grid_of("""
        一级指标 | 二级指标 | 三级指标 | 参考分值 | 指标值(A) | 全年实际值(B) | 得分 | 财政审核评分
        项目决策（10分） | 项目立项 | 立项充分性 | 10 | 充分 | 充分 | 10 | 8
        自评得分 | < | < | 10 | < | < | 10 | 8
        """),
    )
    assert row(report.indicators[0]) == ("立项充分性", "充分", "充分", "10", "10", "qualitative")
    assert report.indicators[0].groups == ("项目决策", "项目立项")
    assert report.forms[0].total_score == 10


def test_operator_and_unit_inside_the_name() -> None:
    report = report_of(
        "项目支出绩效目标申报表",
        grid_of("""
        项目名称 | < | 营造林工程 | <
        总体目标 | 完成造林任务。 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 营造林面积(亩) | 60000
        ^ | 质量指标 | 苗木成活率(≥**%) | 85
        ^ | 成本指标 | 总投入(≤**万元) | 7070
        ^ | 时效指标 | 完成时间 | 2022年底
        """),
    )
    assert [(item.name, item.target.text if item.target else None, item.row_unit) for item in report.indicators] == [
        ("营造林面积", "60000亩", "亩"),
        ("苗木成活率", "≥85%", "%"),
        ("总投入", "≤7070万元", "万元"),
        ("完成时间", "2022年底", None),
    ]
    assert report.forms[0].goal_expected == "完成造林任务。"


def test_weights_at_every_level_give_the_one_beside_the_name() -> None:
    report = report_of(
        "部门整体支出绩效评价指标评分表",
        grid_of("""
        一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评价标准 | 指标说明 | 得分
        投入 | 10 | 目标设定 | 10 | 目标合理性 | 6 | 符合得6分 | 反映目标 | 5
        ^ | ^ | ^ | ^ | 指标明确性 | 4 | 明确得4分 | 反映指标 | 4
        合计 | 10 |  | 10 |  | 10 |  |  | 9
        """),
    )
    assert [(item.groups, item.weight, item.score) for item in report.indicators] == [
        (("投入", "目标设定"), 6, 5),
        (("投入", "目标设定"), 4, 4),
    ]
    assert (report.forms[0].total_weight, report.forms[0].total_score) == (10, 9)


def test_traditional_characters() -> None:
    report = report_of(
        "單位績效評核表",
        grid_of("""
        單位績效目標(配分%) | 績效衡量指標(預期/執行成果) | 配分 | 自評分數 | 自我評估報告
        提升服務品質(20%) | 滿意度調查達90% | 100 | 86 | 已辦理
        """),
    )
    item = report.indicators[0]
    assert (item.groups, item.name, item.weight, item.score, item.note) == (("提升服務品質",), "滿意度調查達90%", 100, 86, "已辦理")


def test_columns_of_numbers_and_units_under_one_header() -> None:
    report = report_of(
        "绩效自评表",
        grid_of("""
        序号 | 指标名称 | 年度目标值 | < | < | 实际完成 | < | 自评得分
        ^ | ^ | 符号 | 数值 | 单位 | 数值 | 单位 | ^
        1 | 新建道路 | ≥ | 20 | 公里 | 21 | 公里 | 10
        2 | 投诉率 | ≤ | 1 | % | 1.5 | % | 8
        """),
    )
    assert [row(item) for item in report.indicators] == [
        ("新建道路", "≥20公里", "21", None, "10", "exceeded"),
        ("投诉率", "≤1%", "1.5", None, "8", "missed"),
    ]
    assert len(report.tables) == 1
    assert (len(report.tables[0].header), len(report.tables[0].rows)) == (2, 2)


def test_department_goal_form_states_amounts_inside_its_cells() -> None:
    report = report_of(
        "部门整体支出绩效目标表",
        "（2024年度）",
        grid_of("""
        部门名称 | 林海县林业局 | < | 单位：万元 | <
        年度预算申请 | 资金总额：500 | < | < | <
        ^ | 按收入性质分： | < | 按支出性质分： | <
        ^ | 其中：一般公共预算：500 | < | 其中：基本支出：200 | <
        ^ | 政府性基金拨款： | < | 项目支出：300 | <
        部门职能职责概述 | 负责林业。 | < | < | <
        整体绩效目标 | 目标1：造林。 | < | < | <
        部门整体支出年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
        ^ | 产出指标 | 数量指标 | 造林面积 | ≥300亩
        """),
    )
    assert [(b.name, b.part, b.level, number_text(b.initial), b.unit) for b in report.budget] == [
        ("资金总额", None, 0, "500", "万元"),
        ("一般公共预算", "按收入性质分", 1, "500", "万元"),
        ("基本支出", "按支出性质分", 1, "200", "万元"),
        ("项目支出", "按支出性质分", 1, "300", "万元"),
    ]
    assert (report.department, report.year, report.kind) == ("林海县林业局", 2024, "department")
    assert report.indicators[0].groups == ("产出指标", "数量指标")
    assert ("项目支出", "300") in [(entry.label, entry.text) for entry in report.forms[0].entries]
