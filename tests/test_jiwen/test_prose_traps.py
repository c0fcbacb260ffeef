"""Amounts of prose that stand near the right words and are another thing's. Names and figures are made up."""

from decimal import Decimal

from ingest.model.document import Paragraph
from ingest.model.facts import Form, FormEntry
from ingest.model.place import Box, Place
from ingest.model.quantity import Quantity
from ingest.model.report import Passage, Report, Section
from jiwen.assistant import Assistant
from jiwen.doubts import find_doubts
from jiwen.prose import Source, find_passages, find_value
from jiwen.question.mentions import NameGrams, protected_spans
from jiwen.question.model import Mention
from jiwen.rows import CellLine
from jiwen.shelf import MemoryShelf
from jiwen.texts import report_sources

PLACE = Place((1,), (Box(1, 50, 100, 500, 115),))


def source(text: str, *path: str, kind: str = "prose") -> Source:
    return Source("r", kind, path, text, PLACE)


STAFF = source("（三）人员情况。年末在职46人，其中行政编制20人；退休人员12人。", "概况", "（三）人员情况")
GOALS = [
    source("新建足球场8片，方便群众健身。", "自评表", "预期目标", kind="goal"),
    source("新建足球场5片。", "自评表", "实际完成情况", kind="goal"),
]


def test_retired_people_are_no_staff_in_service() -> None:
    found = find_value("局里在职人员有多少人？", [STAFF])
    assert found is not None
    assert found.quantity.number == Decimal(46)


def test_what_was_planned_is_not_what_was_built() -> None:
    found = find_value("足球场建成几片？", GOALS)
    assert found is not None
    assert found.quantity.number == Decimal(5)
    assert find_value("足球场建成几片？", GOALS[:1]) is None


def test_the_plan_answers_a_question_about_the_plan() -> None:
    found = find_value("足球场的目标是几片？", GOALS[:1])
    assert found is not None
    assert found.quantity.number == Decimal(8)


def test_a_heading_that_answers_brings_its_text() -> None:
    text = "（三）戏曲传承后继有人。18名演员拿到补助，带出学员40人。"
    found = find_passages("戏曲方面有什么成效", [source(text, "成效", "（三）戏曲传承后继有人")])
    assert found.quotes[0].text == text


def test_a_year_is_no_part_of_a_name_said_in_part() -> None:
    text = "枫桥局2024年财政拨款收支总计是多少"
    spans, _ = protected_spans(text, NameGrams(["枫桥局2024年财政拨款收入支出表"]), ())
    assert all(not (start < 8 and end > 3) for start, end in spans)


def test_a_goal_is_cited_where_the_form_prints_it() -> None:
    goal = Place((4,), (Box(4, 50, 100, 500, 130),))
    entries = (FormEntry("预期目标", "新建足球场8片。", goal),)
    form = Form("项目支出绩效自评表", PLACE, "球场建设", goal_expected="新建足球场8片。", entries=entries)
    section = Section("一", "概况", (Passage(Paragraph("球场建设项目自评。", PLACE), ("概况",)),), PLACE)
    report = Report("r", "枫桥市体育局自评报告", "r.pdf", 5, forms=(form,), sections=(section,), projects=("球场建设",))
    answer = Assistant(MemoryShelf([report])).ask("球场建设的年度总体目标是什么？")
    assert "8片" in answer.text
    assert answer.citations[0].place.pages == (4,)


ASSETS = [
    source("固定资产812.5万元，其中房屋1200平方米。", "资产情况"),
    source("其他固定资产3.2万元。", "资产情况"),
]
PURCHASES = [
    source("本部门2023年政府采购金额（以合同签订为准）为96.4万元，其中：货物采购金额12.1万元。", "政府采购情况"),
    source("在面向中小企业预留的政府采购项目中，由中小企业中标的，采购金额84.3万元。", "政府采购情况"),
]


def test_what_is_left_over_of_a_kind_is_not_the_kind() -> None:
    found = find_value("固定资产有多少", ASSETS)
    assert found is not None
    assert (found.quantity.number, found.rival) == (Decimal("812.5"), None)
    other = find_value("其他固定资产有多少", ASSETS)
    assert other is not None
    assert other.quantity.number == Decimal("3.2")


def test_the_part_of_the_small_firms_is_not_the_purchases() -> None:
    found = find_value("政府采购一共多少", PURCHASES)
    assert found is not None
    assert (found.quantity.number, found.rival) == (Decimal("96.4"), None)


def _prose_report(*texts: str) -> Assistant:
    passages = tuple(Passage(Paragraph(text, PLACE), ("一、收支情况",)) for text in texts)
    section = Section("一", "收支情况", passages, PLACE)
    return Assistant(
        MemoryShelf((Report("r", "云溪县残联2024年度部门预算", "r.pdf", 3, "budget", "云溪县残联", 2024, sections=(section,)),))
    )


def test_a_share_of_nothing_named_is_no_share_of_the_total() -> None:
    report = _prose_report("2024年支出总计3,600.00万元。", "2024年政府采购预算480.00万元，其中预留中小企业份额360.00万元。")
    answer = report.ask("中小企业份额占比")
    assert (answer.refused, answer.value) == (True, None)


def test_money_that_was_planned_is_no_number_of_people() -> None:
    report = _prose_report("落实生活补贴和护理补贴政策，预计惠及8,460人。")
    answer = report.ask("护理补贴安排了多少")
    assert (answer.refused, answer.value) == (True, None)


PUBLIC_SAFETY = "“公共安全支出（类）司法（款）普法宣传（项）”12.00万元，主要用于普法宣传。2024年预算安排13.50万元，比上年增加。"


def _doubts(asked: str) -> list[str]:
    section = Section("一", "支出", (Passage(Paragraph(PUBLIC_SAFETY, PLACE), ("支出",)),), PLACE)
    report = Report("r", "云溪街道2024年度部门预算", "r.pdf", 3, "budget", "云溪街道", 2024, sections=(section,))
    spoken = find_value(f"{asked}是多少", report_sources(report))
    assert spoken is not None
    cell = CellLine(asked, "预算数", "80万元", Quantity("80万元", None, Decimal(80), "万元"), PLACE)
    return find_doubts(report, cell, spoken, [Mention(asked, (1.0,) * len(asked))])


def test_an_item_below_is_no_doubt_about_the_whole() -> None:
    assert _doubts("公共安全支出") == []
    assert "13.50万元" in _doubts("普法宣传支出")[0]
