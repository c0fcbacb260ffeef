"""Prose that contradicts the tables, and what looks like it but does not."""

from dataclasses import replace

import pytest

from ingest.model.document import Paragraph, Span
from ingest.model.facts import Form, Task
from ingest.model.place import Place
from ingest.model.report import Passage, Section
from tests.test_ingest.checked_reports import TABLE, line, messages, only, report, row, rules

ROWS = (
    row("开展消防检查场所", "≥1450家次", "1538家次"),
    row("科研院所技术转让到款额", "=1800万元", "2310.65万元"),
    row("慰问困难退役军人人次", "=9200人次", "9700人次"),
    row("社区志愿登记服务人数", "≥50万人", "54.27万人"),
    row("新增公办托育所托位数", "=1500个", "1560个"),
    row("参加挂职锻炼干部人数", "=380名", "380名"),
    row("群众满意度", "≥90%", "95%"),
    row("预算调整率", "=0%", "0%"),
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("全年开展消防检查1672家次。", "开展消防检查场所：正文为1672家次，表中为1538家次"),
        ("技术转让到款2130.65万元，较上年增长3.5%。", "科研院所技术转让到款额：正文为2130.65万元，表中为2310.65万元"),
        ("全年慰问困难退役军人9070人次，慰问及时。", "慰问困难退役军人人次：正文为9070人次，表中为9700人次"),
        ("做实社区志愿登记服务，登记57.24万人。", "社区志愿登记服务人数：正文为57.24万人，表中为54.27万人"),
        ("群众满意度达到98.2%。", "群众满意度：正文为98.2%，表中为95%"),
        ("（1）预算调整率为0.88%，主要是追加专项。", "预算调整率：正文为0.88%，表中为0%"),
        ("新增公办托育所托位超1600个。", "新增公办托育所托位数：正文为1600个，表中为1560个"),
        ("427名干部参加挂职锻炼。", "参加挂职锻炼干部人数：正文为427名，表中为380名"),
    ],
)
def test_finds_text_that_contradicts_an_indicator(text: str, message: str) -> None:
    check = only(report(*ROWS, text=text))
    assert (check.rule, check.severity, check.message) == ("text_table_conflict", "error", message)


@pytest.mark.parametrize(
    "text",
    [
        "全年开展消防检查1538家次，较上年增加138家次。",
        "慰问困难退役军人0.97万人次。",
        "社区志愿登记服务54.3万人。",
        "新增公办托育所托位超1500个。",
        "慰问困难退役军人近1万人次。",
        "2022年慰问困难退役军人8000人次。",
        "上年群众满意度91%。",
        "目标为群众满意度98%。",
        "办事企业和群众满意度98%。",
        "教师满意度99%，家长满意度97%。",
        "消防检查对象1672个。",
        "上半年慰问困难退役军人4000人次。",
        "其中：城区完成慰问困难退役军人3000人次。",
        "群众满意度≥98%的任务全部落实。",
        "群众满意度由上年的91%提高到95%，较目标高5个百分点。",
        "群众满意度高于全省平均水平3.2%。",
    ],
)
def test_leaves_text_that_agrees_or_means_something_else_alone(text: str) -> None:
    assert rules(report(*ROWS, text=text)) == []


def test_compares_the_completion_of_key_tasks() -> None:
    task = Task("履职", "满意度提升", "群众满意度98.2%。", Place((5,)))
    check = only(report(*ROWS, tasks=(task,)))
    assert (check.message, [place.pages for place in check.places]) == ("群众满意度：正文为98.2%，表中为95%", [(4,), (5,)])


def test_leaves_plans_of_the_next_year_alone() -> None:
    plans = Section("五", "存在问题及改进措施", (Passage(Paragraph("群众满意度达到99%。", Place((2,)))),), Place((2,)))
    assert rules(replace(report(*ROWS), sections=(plans,))) == []


def test_points_at_the_printed_line_of_the_text() -> None:
    text = "年内各项工作有序推进，群众满意度98.2%。"
    spans = (Span(0, 10, Place((2,), anchor="行1")), Span(10, len(text), Place((3,), anchor="行2")))
    section = Section("二", "履职情况", (Passage(Paragraph(text, Place((2, 3)), spans)),), Place((2, 3)))
    assert [place.pages for place in only(replace(report(*ROWS), sections=(section,))).places] == [(4,), (3,)]


BUDGET = (
    line("预算总金额", "15628.40", "-42.15", "15586.25", "15273.10", "97.99"),
    line("校舍维修", "100", "0", "100", "90", "90.00", level=1),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年度市教育局年初预算15628.40万元，调整后预算15,586.25万元，实际支出1.53亿元，执行率97.99%。", []),
        ("我局年初预算15,628.40万元，全年执行15,258.60万元。", ["预算总金额执行数：正文为15,258.60万元，表中为15273.10万元"]),
        ("调整后预算为14586.25万元。", ["预算总金额调整后预算：正文为14586.25万元，表中为15586.25万元"]),
        ("（2）预算执行率95.1%，执行较好。", ["预算总金额执行率：正文为95.1%，表中为97.99%"]),
        ("校舍维修全年预算100万元，实际支出95万元。", ["校舍维修执行数：正文为95万元，表中为90万元"]),
        ("培训费年初预算20万元，实际支出19万元。", []),
        ("三公经费全年预算20万元，实际支出15万元，执行率75%。", []),
        ("2022年实际支出9000万元。", []),
    ],
)
def test_compares_budget_amounts_in_the_text(text: str, found: list[str]) -> None:
    assert messages(report(budget=BUDGET, text=text), "text_table_conflict") == found


def test_compares_the_goal_boxes_of_a_form() -> None:
    form = Form(TABLE, Place((4,)), goal_expected="1.开展消防检查1450家次；2.群众满意度90%。", goal_actual="1.开展消防检查1672家次。")
    assert messages(report(*ROWS, forms=(form,)), "text_table_conflict") == ["开展消防检查场所：正文为1672家次，表中为1538家次"]
