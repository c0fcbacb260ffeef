"""One form drawn in several ways: split, stitched, repeated, with odd rows. The facts stay the same."""

from ingest.model.report import Report
from tests.test_ingest.form_grids import grid_of, paragraph, report_of

HEAD = """
    项目名称 | {name} | < | <
    主管部门 | 双河市水务局 | 实施单位 | {unit}
    """
INDICATORS = """
    一级指标 | 三级指标 | 年度指标值 | 实际完成值
    产出指标 | {first} | ≥10处 | 12处
    满意度指标 | {second} | ≥90% | 88%
    """


def names(report: Report) -> list[tuple[str | None, str, str]]:
    """(project, name, verdict) of the indicators."""
    return [(item.project, item.name, item.verdict) for item in report.indicators]


TWO_FORMS = [
    ("泵站维护", "修缮泵站", "exceeded"),
    ("泵站维护", "用户满意度", "missed"),
    ("堤防加固", "加固堤段", "exceeded"),
    ("堤防加固", "群众满意度", "missed"),
]


def test_two_forms_in_one_grid_are_two_forms() -> None:
    drawing = (
        HEAD.format(name="泵站维护", unit="甲站")
        + INDICATORS.format(first="修缮泵站", second="用户满意度").lstrip()
        + HEAD.format(name="堤防加固", unit="乙站").lstrip()
        + INDICATORS.format(first="加固堤段", second="群众满意度").lstrip()
    )
    report = report_of("项目支出绩效自评表", grid_of("\n".join(line for line in drawing.splitlines() if line.strip())))
    assert names(report) == TWO_FORMS
    assert [form.implementing_unit for form in report.forms] == ["甲站", "乙站"]
    assert report.projects == ("泵站维护", "堤防加固")


def test_head_and_indicators_in_grids_of_their_own_are_one_form() -> None:
    report = report_of(
        "项目支出绩效自评表",
        grid_of(HEAD.format(name="泵站维护", unit="甲站")),
        grid_of(INDICATORS.format(first="修缮泵站", second="用户满意度")),
        grid_of(HEAD.format(name="堤防加固", unit="乙站")),
        grid_of(INDICATORS.format(first="加固堤段", second="群众满意度")),
    )
    assert names(report) == TWO_FORMS
    assert len(report.forms) == 2
    assert [table.project for table in report.tables] == ["泵站维护", "堤防加固"]


def test_head_as_lines_of_text_above_the_table() -> None:
    report = report_of(
        "项目支出绩效自评表",
        paragraph("项目名称：泵站维护主管部门：双河市水务局 填报日期：2021年3月"),
        grid_of(INDICATORS.format(first="修缮泵站", second="用户满意度")),
    )
    assert names(report) == TWO_FORMS[:2]
    assert [(entry.label, entry.text) for entry in report.forms[0].entries] == [
        ("项目名称", "泵站维护"),
        ("主管部门", "双河市水务局"),
        ("填报日期", "2021年3月"),
    ]
    assert report.indicators[0].place.table == "项目支出绩效自评表"


def test_header_repeated_after_a_page_break_is_no_row() -> None:
    report = report_of(
        "九、部门整体自评表",
        grid_of("""
        指标名称 | 指标目标值 | 指标完成值 | 偏差情况
        修缮泵站 | =10处 | 12处 | 20%
        指标名称 | 指标目标值 | 指标完成值 | 偏差情况
        用户满意度 | =90% | 88% | -2.2%
        """),
    )
    assert [item.name for item in report.indicators] == ["修缮泵站", "用户满意度"]
    assert len(report.tables) == 1
    assert len(report.tables[0].rows) == 2


def test_grid_without_header_goes_on_with_the_table_before() -> None:
    report = report_of(
        "九、部门整体自评表",
        grid_of("""
        类别 | 指标名称 | 指标目标值 | 指标完成值
        履职 | 修缮泵站 | =10处 | 12处
        """),
        grid_of(" | 用户满意度 | =90% | 88%\n合计 | | | ", page=2),
    )
    assert [(item.groups, item.name, item.place.pages) for item in report.indicators] == [
        (("履职",), "修缮泵站", (1,)),
        (("履职",), "用户满意度", (2,)),
    ]
    assert report.tables[0].place.pages == (1, 2)


def test_group_cell_left_blank_by_a_page_break_takes_the_group_above() -> None:
    report = report_of(
        "自评表",
        grid_of("""
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
        产出指标 | 数量指标 | 甲 | 1个 | 1个
         |  | 乙 | 1个 | 1个
         | 质量指标 | 丙 | 1个 | 1个
        效益指标 |  | 丁 | 1个 | 1个
        """),
    )
    assert [item.groups for item in report.indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标",),
    ]


def test_rows_that_number_the_columns_are_left_out() -> None:
    report = report_of(
        "项目支出情况表",
        paragraph("单位：万元"),
        grid_of("""
        项目名称 | 年初预算 | 调整数 | 调整后预算 | 执行数 | 执行率
        栏次 | 1 | 2 | 3=1+2 | 4 | 5=4/3
        泵站维护 | 100.00 | 2.50 | 102.50 | 51.25 | 50%
        合计 | 100.00 | 2.50 | 102.50 | 51.25 | 50%
        """),
    )
    assert [(line.name, line.unit, line.level) for line in report.budget] == [("泵站维护", "万元", 1), ("合计", "万元", 0)]


def test_row_without_a_name_is_told_not_dropped_in_silence() -> None:
    report = report_of(
        "自评表",
        grid_of("""
        指标名称 | 年度指标值 | 实际完成值
        甲 | 1个 | 1个
         | 2个 | 3个
        """),
    )
    assert [item.name for item in report.indicators] == ["甲"]
    assert [check.message for check in report.checks if check.rule == "uneven_rows"] == [
        "自评表：有一行没有指标名称（2个、3个），未计入指标"
    ]


def test_one_reason_merged_over_two_rows_belongs_to_both() -> None:
    report = report_of(
        "自评表",
        grid_of("""
        指标名称 | 年度指标值 | 实际完成值 | 原因分析
        甲 | 2个 | 1个 | 汛期停工
        乙 | 2个 | 1个 | ^
        """),
    )
    assert [item.note for item in report.indicators] == ["汛期停工", "汛期停工"]
    assert [item.place.boxes[0].bottom for item in report.indicators] == [20, 30]


def test_unknown_header_words_are_told_by_their_content() -> None:
    report = report_of(
        "重点工作监测表",
        grid_of("""
        序号 | 监测点 | 期望水平 | 达到水平
        1 | 出厂水浊度 | ≤1NTU | 0.4NTU
        2 | 修漏及时率 | ≥95% | 93%
        """),
    )
    assert [(item.name, item.verdict) for item in report.indicators] == [("出厂水浊度", "exceeded"), ("修漏及时率", "missed")]
    assert [check.severity for check in report.checks if check.rule == "unnamed_columns"] == ["warning"]


def test_unknown_column_beside_known_ones_is_named_in_a_check() -> None:
    report = report_of(
        "自评表",
        grid_of("""
        三级指标 | 期望水平 | 达到水平 | 经办科室 | 得分
        检查次数 | ≥40次 | 44次 | 业务科 | 10
        """),
    )
    item = report.indicators[0]
    assert item.target is not None
    assert item.actual is not None
    assert (item.target.text, item.actual.text, item.score) == ("≥40次", "44次", 10)
    assert [check.names for check in report.checks if check.rule == "unnamed_columns"] == [("经办科室",)]


def test_blank_form_is_told() -> None:
    report = report_of(
        "项目支出绩效自评表",
        grid_of("""
        项目名称 |  | 主管部门 |
        一级指标 | 三级指标 | 年度指标值 | 实际完成值
        产出指标 |  |  |
        """),
    )
    assert report.indicators == ()
    assert [check.rule for check in report.checks] == ["blank_form"]


def test_footer_is_no_new_form_and_a_name_that_begins_like_a_total_is_an_indicator() -> None:
    report = report_of(
        "项目支出绩效自评表",
        grid_of("""
        项目名称 | 泵站维护 | < | <
        三级指标 | 年度指标值 | 实际完成值 | 得分
        项目总分包数量 | 5个 | 5个 | 60
        合计施工面积 | 5亩 | 5亩 | 40
        总分 | < | < | 100
        填报单位 | 甲站 | 填报人 | 张某
        """),
    )
    assert [item.name for item in report.indicators] == ["项目总分包数量", "合计施工面积"]
    assert [(form.project, form.total_score) for form in report.forms] == [("泵站维护", 100)]
    assert ("填报人", "张某") in [(entry.label, entry.text) for entry in report.forms[0].entries]


def test_name_that_begins_like_a_head_label_is_an_indicator_even_if_not_yet_done() -> None:
    report = report_of(
        "项目支出绩效自评表",
        grid_of("""
        三级指标 | 年度指标值 | 实际完成值 | 得分
        修缮泵站 | 5座 | 5座 | 60
        主管部门满意度 | ≥90% |  |
        存在问题 | 汛期停工 | < | <
        """),
    )
    assert [item.name for item in report.indicators] == ["修缮泵站", "主管部门满意度"]


def test_forms_of_a_text_dump_share_the_title_and_keep_their_projects() -> None:
    funds = "项目资金 | 全年预算数 | 全年执行数\n年度资金总额 | 12 | 10"
    report = report_of(
        "项目支出绩效自评表",
        paragraph("项目名称泵站维护主管部门双河市水务局实施单位甲站"),
        grid_of(funds),
        paragraph("预期目标实际完成情况"),
        paragraph("1.修缮泵站，保障供水"),
        grid_of(INDICATORS.format(first="修缮泵站", second="用户满意度")),
        paragraph("项目名称堤防加固主管部门双河市水务局实施单位乙站"),
        grid_of(funds),
        paragraph("预期目标实际完成情况"),
        grid_of(INDICATORS.format(first="加固堤段", second="群众满意度")),
    )
    assert names(report) == TWO_FORMS
    assert {table.title for table in report.tables} == {"项目支出绩效自评表"}
    assert [form.implementing_unit for form in report.forms] == ["甲站", "乙站"]
    assert [line.project for line in report.budget] == ["泵站维护", "堤防加固"]


def test_unknown_column_of_words_with_numbers_is_no_target() -> None:
    report = report_of(
        "单位自评表", grid_of("指标名称 | 分值 | 自评得分 | 附送文件\n预算编制 | 10 | 10 | 材料1\n预算执行 | 20 | 18.5 | 材料2")
    )
    assert [(item.target, item.weight) for item in report.indicators] == [(None, 10), (None, 20)]


def test_form_of_heads_alone_drawn_as_grids_of_different_width() -> None:
    report = report_of(
        "项目基本信息表",
        grid_of("项目名称 | 泵站维护 | 主管部门 | 水务局\n实施单位 | 甲站 | 项目类型 | 维护"),
        grid_of("主管部门 | 水务局\n联系人 | 张某"),
    )
    assert [len(table.rows[0]) for table in report.tables] == [4, 2]
    assert report.forms[0].project == "泵站维护"


def test_conclusion_across_the_columns_is_a_remark() -> None:
    report = report_of(
        "自评表",
        grid_of("""
        一级指标 | 三级指标 | 年度指标值 | 实际完成值
        产出指标 | 修缮泵站 | 5座 | 5座
        绩效结论 | 优 | < | <
        """),
    )
    assert [item.name for item in report.indicators] == ["修缮泵站"]
    assert [(entry.label, entry.text) for entry in report.forms[0].entries if entry.text == "优"] == [("绩效结论", "优")]


def test_table_of_tasks_inside_a_head_is_a_table_not_pairs() -> None:
    report = report_of(
        "部门整体绩效目标申报表",
        grid_of("""
        部门名称 | 双河市水务局 | < | < | <
        年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | <
        ^ | ^ | ^ | 总额 | 财政拨款
        ^ | 渠道 | 整治渠道 | 100 | 90
        ^ | 泵站 | 修缮泵站 | 50 | 50
        年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
        ^ | 产出指标 | 数量指标 | 整治渠道 | ≥20公里
        """),
    )
    table = report.tables[0]
    assert (table.title, table.unit, len(table.header)) == ("年度主要任务", "万元", 2)
    assert [[cell.text for cell in row] for row in table.rows] == [["渠道", "整治渠道", "100", "90"], ["泵站", "修缮泵站", "50", "50"]]
    assert [entry.label for entry in report.forms[0].entries] == ["部门名称"]
