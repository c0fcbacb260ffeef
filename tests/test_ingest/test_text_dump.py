"""Text dumps as extractors print them: cell after cell, line after line, in aligned columns, Markdown, tabs. All names and figures are made up."""

from pathlib import Path

import pytest

from ingest.errors import DamagedFile
from ingest.model.document import Grid, Paragraph
from tests.test_ingest.text_dumps import grids, paragraphs, read

STREAM = """清源市示范部门整体绩效自评报告

（2031 年度）

一、预算部门名称：清源市园林局

二、年度履职目标完成情况：

全年新建口袋公园若干处，补植行道树，养护标准明显提高，市民游园的环境持续改

善，群众反映良好。
七、预算信息

本年度预算资金（万元） 年初预算数（万元）

上年度结转及当年

预算追加追减数(万

元）

调整预算数（万元） 实际支出数（万元） 执行率（%)

预算总金额 700.5 -0.5 700 665 95.00%

城区绿地日常养护及设施

维修经费
500 0 500 475 95.00%

苗圃建设经费 200.5 -0.5 200 190 95.00%

八、年度重点任务

对应部门主要职责 任务名称 完成情况

公园建设 口袋公园建设

新建口袋公园 12 处，改造老旧公园 3 处，新增绿地面积二

十公顷。

城市绿地的养护管理和病虫害

的防治工作
行道树补植

补植行道树 800 株，成活率 98%。

九、部门整体自评表

类别 指标名称 指标目标值 指标完成值 完成值来源 偏差情况
原因分

析

分解目标

决策

工作计划制定健

全性
健全 健全 0%

绩效目标合理性 合理 合理 0%

过程

预算执行率 =100% 95% -5.00%

公众信息公开 公开 公开 0%
 度

结转结余率 =0% 0% 0 0%

履职

新建口袋公园数

量
=10 处 12 处 20.00%

指 标 目

标 值 以

园 林 专



7



项 资 金

中目标

值 11 处

为准。

行道树补植成活

率达标的路段所
=95% 98% 3.16%

指 标 目

标 值 以
 占 园 林 专

项 资 金

中目标

值 96%

为准。
"""


ACROSS = """九、部门整体自评表
完成值来 原因分
类别 指标名称 指标目标值 指标完成值 偏差情况
源 析
工作计划制定健全性 健全 健全 0%
决策 中长期规划制定健全
健全 健全 0%
性
绩效目标合理性 合理 合理 0%
预算调整率 =0% 1.5% 1.50% 年中追加
过程
预算执行率 =100% 99% -1.00%
年初填报
新建口袋公园的数量
履职 =11处 12处 9.09% 有误，应
和面积
为12处。
行道树补植株数 =800株 820株 2.50%
"""


LAYOUT = """                         2031 年度项目支出绩效自评表
    一级指标   二级指标      三级指标        年度指标值     实际完成值    分值     得分     偏差原因分析

                      新建口袋公园数量      ≥10 处       12 处     20      20

             数量指标     补植行道树株数       ≥800 株                 20               未完成招标。
     产出指标
                      城区绿地养护面积和
                                    ≥300 万平       310 万平
                      古树名木保护投入                            20      20
                                    方米          方米
                      的面积

     满意度指标    满意度指标     游园群众满意度        ≥90%        96%     10      10
"""


MARKDOWN = """# 自评表

| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 |
| --- | --- | :---: | ---: |
| 产出指标 | 新建口袋公园数量 | ≥10处 | 12处 |
|  | 补植行道树株数 | ≥800株 | 820株 |
"""


TABBED = "序号\t项目名称\t年初预算数\t全年执行数\n1\t绿地养护\t500\t475\n2\t苗圃建设\t200\t\n"


def test_rejoins_wrapped_running_text_and_keeps_headings_apart(tmp_path: Path) -> None:
    text = paragraphs(read(tmp_path, STREAM))
    assert text[:4] == ["清源市示范部门整体绩效自评报告", "（2031 年度）", "一、预算部门名称：清源市园林局", "二、年度履职目标完成情况："]
    assert text[4] == "全年新建口袋公园若干处，补植行道树，养护标准明显提高，市民游园的环境持续改善，群众反映良好。"


def test_reads_budget_rows_with_wrapped_names_and_titles(tmp_path: Path) -> None:
    assert grids(read(tmp_path, STREAM))[0] == [
        [
            "本年度预算资金（万元）",
            "年初预算数（万元）",
            "上年度结转及当年预算追加追减数(万元）",
            "调整预算数（万元）",
            "实际支出数（万元）",
            "执行率（%)",
        ],
        ["预算总金额", "700.5", "-0.5", "700", "665", "95.00%"],
        ["城区绿地日常养护及设施维修经费", "500", "0", "500", "475", "95.00%"],
        ["苗圃建设经费", "200.5", "-0.5", "200", "190", "95.00%"],
    ]


def test_reads_tasks_that_have_no_figures_columns(tmp_path: Path) -> None:
    assert grids(read(tmp_path, STREAM))[1][1:] == [
        ["公园建设", "口袋公园建设", "新建口袋公园 12 处，改造老旧公园 3 处，新增绿地面积二十公顷。"],
        ["城市绿地的养护管理和病虫害的防治工作", "行道树补植", "补植行道树 800 株，成活率 98%。"],
    ]


def test_reads_indicators_printed_cell_after_cell(tmp_path: Path) -> None:
    header, *rows = grids(read(tmp_path, STREAM))[2]
    assert header == ["类别", "类别", "指标名称", "指标目标值", "指标完成值", "完成值来源", "偏差情况", "原因分析"]
    assert rows[0] == ["分解目标", "决策", "工作计划制定健全性", "健全", "健全", "", "0%", ""]
    assert rows[1] == ["分解目标", "决策", "绩效目标合理性", "合理", "合理", "", "0%", ""]
    assert rows[2] == ["分解目标", "过程", "预算执行率", "=100%", "95%", "", "-5.00%", ""]
    assert rows[4] == ["分解目标", "过程", "结转结余率", "=0%", "0%", "0", "0%", ""]


def test_name_cut_by_a_page_break_is_made_whole(tmp_path: Path) -> None:
    assert grids(read(tmp_path, STREAM))[2][4][2] == "公众信息公开度"


def test_note_flows_over_a_page_number(tmp_path: Path) -> None:
    row = grids(read(tmp_path, STREAM))[2][6]
    assert row[2:] == ["新建口袋公园数量", "=10 处", "12 处", "", "20.00%", "指标目标值以园林专项资金中目标值11处为准。"]


def test_page_break_interleaves_the_name_with_the_note(tmp_path: Path) -> None:
    row = grids(read(tmp_path, STREAM))[2][7]
    assert row[2:] == ["行道树补植成活率达标的路段所占", "=95%", "98%", "", "3.16%", "指标目标值以园林专项资金中目标值96%为准。"]


def test_merged_group_cell_is_one_object_in_every_row_it_covers(tmp_path: Path) -> None:
    table = [block for block in read(tmp_path, STREAM).blocks if isinstance(block, Grid)][2]
    assert table.rows[1][0] is table.rows[7][0]
    assert (table.rows[1][0].row, table.rows[1][0].row_span) == (1, 7)
    assert table.rows[0][0] is table.rows[0][1]


def test_cells_say_their_line_and_no_page_that_is_not_certain(tmp_path: Path) -> None:
    document = read(tmp_path, STREAM)
    table = next(block for block in document.blocks if isinstance(block, Grid))
    number = STREAM.split("\n").index("预算总金额 700.5 -0.5 700 665 95.00%") + 1
    assert table.rows[1][0].place.anchor == f"第{number}行"
    assert table.rows[1][0].place.pages == ()
    assert document.page_count == 0


def test_reads_indicators_printed_line_after_line(tmp_path: Path) -> None:
    rows = grids(read(tmp_path, ACROSS))[0]
    assert rows[0] == ["类别", "指标名称", "指标目标值", "指标完成值", "完成值来源", "偏差情况", "原因分析"]
    assert [row[1:] for row in rows[1:]] == [
        ["工作计划制定健全性", "健全", "健全", "", "0%", ""],
        ["中长期规划制定健全性", "健全", "健全", "", "0%", ""],
        ["绩效目标合理性", "合理", "合理", "", "0%", ""],
        ["预算调整率", "=0%", "1.5%", "", "1.50%", "年中追加"],
        ["预算执行率", "=100%", "99%", "", "-1.00%", ""],
        ["新建口袋公园的数量和面积", "=11处", "12处", "", "9.09%", "年初填报有误，应为12处。"],
        ["行道树补植株数", "=800株", "820株", "", "2.50%", ""],
    ]


def test_aligned_columns_keep_blank_cells_and_wrapped_values(tmp_path: Path) -> None:
    rows = grids(read(tmp_path, LAYOUT))[0]
    assert [row[2:] for row in rows[1:]] == [
        ["新建口袋公园数量", "≥10 处", "12 处", "20", "20", ""],
        ["补植行道树株数", "≥800 株", "", "20", "", "未完成招标。"],
        ["城区绿地养护面积和古树名木保护投入的面积", "≥300 万平方米", "310 万平方米", "20", "20", ""],
        ["游园群众满意度", "≥90%", "96%", "10", "10", ""],
    ]


def test_markdown_table_carries_blank_group_cells_down(tmp_path: Path) -> None:
    assert grids(read(tmp_path, MARKDOWN)) == [
        [
            ["一级指标", "三级指标", "年度指标值", "实际完成值"],
            ["产出指标", "新建口袋公园数量", "≥10处", "12处"],
            ["产出指标", "补植行道树株数", "≥800株", "820株"],
        ]
    ]


def test_tabs_keep_a_blank_cell_at_the_end(tmp_path: Path) -> None:
    assert grids(read(tmp_path, TABBED))[0][2] == ["2", "苗圃建设", "200", ""]


def test_form_feeds_tell_pages(tmp_path: Path) -> None:
    document = read(tmp_path, "第一部分说明。\n1\n\f第二部分说明。\n2\n")
    assert [(block.text, block.place.pages) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("第一部分说明。", (1,)),
        ("第二部分说明。", (2,)),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_reads_the_encodings_that_chinese_text_comes_in(tmp_path: Path, encoding: str) -> None:
    assert paragraphs(read(tmp_path, "一、预算部门名称：清源市园林局\n", encoding)) == ["一、预算部门名称：清源市园林局"]


def test_refuses_a_file_without_text(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match=r"dump\.txt: holds no text"):
        read(tmp_path, " \n\n\f\n")
