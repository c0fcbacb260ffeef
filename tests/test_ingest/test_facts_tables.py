"""Tables of any form, key tasks, titles, and what a report says of itself."""

import pytest

from ingest.facts.captions import clean_title
from tests.test_ingest.form_grids import grid_of, paragraph, report_of


def test_key_tasks() -> None:
    report = report_of(
        "八、年度重点任务",
        grid_of("""
        对应部门主要职责 | 任务名称 | 完成情况
        农村供水 | 泵站改造 | 完成改造12处。
        ^ | 水质监测 | 监测全覆盖。
        """),
    )
    assert [(task.duty, task.name, task.completion) for task in report.tasks] == [
        ("农村供水", "泵站改造", "完成改造12处。"),
        ("农村供水", "水质监测", "监测全覆盖。"),
    ]
    assert report.tasks[1].place.table == "八、年度重点任务"
    assert report.tasks[1].place.boxes[0].top == 20
    assert (report.tables[0].kind, report.tables[0].unit) == ("tasks", None)


def test_table_of_words_has_its_first_row_as_header() -> None:
    table = report_of("二、机构设置", grid_of("单位名称 | 备注\n甲所 | 本级\n乙中心 | 本级")).tables[0]
    assert [[cell.text for cell in row] for row in table.header] == [["单位名称", "备注"]]
    assert len(table.rows) == 2


def test_header_of_a_table_without_figures_ends_with_its_merged_cells() -> None:
    table = report_of(
        "国有资本经营预算支出表",
        grid_of("""
        项目 | < | 本年支出 | < | <
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
        合计 | < |  |  |
        """),
    ).tables[0]
    assert (len(table.header), len(table.rows)) == (2, 1)


def test_empty_columns_and_rows_between_the_lines_are_left_out() -> None:
    table = report_of("收入预算总表", grid_of(" | 项目名称 |  | 金额\n |  |  |\n | 收入总计 |  | 955.35")).tables[0]
    assert [[cell.text for cell in row] for row in (*table.header, *table.rows)] == [["项目名称", "金额"], ["收入总计", "955.35"]]


def test_list_of_projects_is_no_form_head() -> None:
    report = report_of("收支预算总表", grid_of("项目名称 | 金额 | 项目名称 | 金额\n基本支出 | 13.5 | 项目支出 | 2.5"))
    assert report.forms == ()
    assert (report.tables[0].kind, len(report.tables[0].header)) == ("other", 1)


def test_numbering_and_within_give_levels() -> None:
    table = report_of(
        "支出表", grid_of("项目 | 金额\n一、工资 | 9\n（一）基本 | 8\n1.岗位 | 7\n二、商品 | 6\n其中：办公 | 5\n差旅 | 4")
    ).tables[0]
    assert table.levels == (0, 1, 2, 0, 1, 0)


def test_frame_around_one_text_is_no_table() -> None:
    report = report_of(grid_of("双河市水务局2022年部门预算"), "一、主要职能")
    assert report.tables == ()
    assert (report.title, report.department, report.year) == ("双河市水务局2022年部门预算", "双河市水务局", 2022)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("2023年度部门整体绩效自评表", "部门整体绩效自评表"),
        ("附件：项目支出绩效自评表", "项目支出绩效自评表"),
        ("公开 01表：收支预算总表", "收支预算总表"),
        ("项 目 支 出 绩 效 自 评 表", "项目支出绩效自评表"),
        ("七、预算信息：", "七、预算信息"),
    ],
)
def test_titles_lose_year_and_attachment_marks(printed: str, title: str) -> None:
    assert clean_title(printed) == title


def test_title_is_the_caption_not_the_unit_year_or_attachment_line() -> None:
    report = report_of(
        "附件2",
        "项目支出情况表",
        "（2022年度）",
        paragraph("编制单位：双河市水务局  单位：万元"),
        grid_of("项目名称 | 金额\n甲 | 5"),
    )
    assert (report.tables[0].title, report.tables[0].unit) == ("项目支出情况表", "万元")


def test_prose_above_a_table_is_not_its_title() -> None:
    report = report_of(
        paragraph("三、支出情况", level=2),
        paragraph("本年支出按功能分类，具体见下表"),
        grid_of("项目 | 金额\n甲 | 5"),
    )
    assert report.tables[0].title == "三、支出情况"


@pytest.mark.parametrize(
    ("lines", "department", "year", "kind"),
    [
        (["双河市市级预算部门整体支出绩效自评报告", "（2023 年度）", "一、预算部门名称：双河市水务局"], "双河市水务局", 2023, "department"),
        (["青石县水务局2022年度财政支出项目绩效自评报告"], "青石县水务局", 2022, "project"),
        (["2021年度部门整体支出绩效自评表", "部门名称：林海县林业局"], "林海县林业局", 2021, "department"),
        (["河口市民政局2024年度部门决算"], "河口市民政局", 2024, "other"),
        (["双河市2023年区级部门预算", "预算主管部门：双河市东湖街道办事处"], "双河市东湖街道办事处", 2023, "other"),
    ],
)
def test_report_says_who_when_and_what_kind(lines: list[str], department: str, year: int, kind: str) -> None:
    report = report_of(*lines, paragraph("正文一段，说明全年工作完成情况。"))
    assert (report.department, report.year, report.kind) == (department, year, kind)


def test_wrapped_title_is_one() -> None:
    report = report_of("双河市市级预算部门（单位）整体支出预算绩效", "自评报告", "（2023年度）")
    assert report.title == "双河市市级预算部门（单位）整体支出预算绩效自评报告"


def test_file_name_gives_id_and_year_of_last_resort() -> None:
    report = report_of("情况说明", source="水务局2020.pdf")
    assert (report.id, report.year, report.source) == ("水务局2020", 2020, "水务局2020.pdf")


def test_title_over_two_lines_that_are_not_marked_as_centred() -> None:
    report = report_of(paragraph("青石县水务局"), paragraph("2022 年度项目支出绩效自评报告"), paragraph("一、项目概况"))
    assert (report.title, report.department, report.kind) == ("青石县水务局2022年度项目支出绩效自评报告", "青石县水务局", "project")
