"""Amounts of prose that stand near the right words and are another thing's. Names and figures are made up."""

from decimal import Decimal

from ingest.model.document import Paragraph
from ingest.model.facts import Form, FormEntry
from ingest.model.place import Box, Place
from ingest.model.report import Passage, Report, Section
from jiwen.assistant import Assistant
from jiwen.prose import Source, find_passages, find_value
from jiwen.question.mentions import NameGrams, protected_spans
from jiwen.shelf import MemoryShelf

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
