"""What is tried where a question finds nothing: its spoken words as printed terms, then the passage nearest in meaning. Made up."""

import pytest

from index.entries import Hit
from ingest.model.document import Cell, Paragraph
from ingest.model.place import Box, Place
from ingest.model.report import Passage, Report, Section
from ingest.model.table import Table
from jiwen.assistant import Assistant
from jiwen.prose import Source, find_value
from jiwen.prose.by_meaning import Ranked, find_by_meaning
from jiwen.shelf import MemoryShelf

_TEXT = (
    "截至2023年12月31日，本部门共有车辆9辆，其中，应急保障用车2辆、执法执勤用车7辆。"
    "年末实有在职人员64人，退休人员21人。"
    "2023年度政府采购支出总额512.60万元，其中：政府采购货物支出112.60万元、政府采购工程支出150.00万元、政府采购服务支出250.00万元。"
    "授予小微企业合同金额88.40万元，占政府采购支出总额的17.25%。"
)
_ROWS = ("项目|决算数", "本年收入合计|3,210.55", "本年支出合计|3,190.20", "年末结转和结余|20.35", "水费|1.10", "电费|6.40")


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    place = Place((1,), (Box(1, 50, 100, 500, 300),), "收入支出决算表")
    rows = [tuple(Cell(text, place, r, c) for c, text in enumerate(line.split("|"))) for r, line in enumerate(_ROWS)]
    table = Table("收入支出决算表", (rows[0],), tuple(rows[1:]), place, unit="万元")
    prose = Section("一", "其他重要事项", (Passage(Paragraph(_TEXT, Place((2,)))),), Place((2,)))
    report = Report(
        id="r",
        title="青岚县水利局2023年度决算",
        source="r.pdf",
        page_count=2,
        department="青岚县水利局",
        year=2023,
        tables=(table,),
        sections=(prose,),
    )
    return Assistant(MemoryShelf([report]))


@pytest.mark.parametrize(
    ("question", "number", "unit"),
    [
        ("这个局有几辆车", "9", "辆"),
        ("公车数量多少", "9", "辆"),
        ("一年下来总共花出去多少钱", "3190.20", "万元"),
        ("年底还剩多少钱", "20.35", "万元"),
        ("单位里有多少人上班", "64", "人"),
        ("买服务花了多少", "250.00", "万元"),
        ("小微企业拿了多少", "88.40", "万元"),
        ("水电费一共多少", "7.5", "万元"),
        ("水利局有几辆车", "9", "辆"),
        ("电费交了多少", "6.40", "万元"),
        ("政府采购一共多少", "512.60", "万元"),
        ("采购货物花了多少钱", "112.60", "万元"),
    ],
)
def test_spoken_words_are_read_as_printed_terms(assistant: Assistant, question: str, number: str, unit: str) -> None:
    value = assistant.ask(question).value
    assert value is not None
    assert (str(value.number), value.unit) == (number, unit)


def test_says_what_was_taken_for_what(assistant: Assistant) -> None:
    assert "“小微企业拿了”按“授予小微企业合同金额”理解" in assistant.ask("小微企业拿了多少").notes


@pytest.mark.parametrize(
    "question", ["飞机有几架", "土地出让金收入是多少", "出国花了多少", "接待了多少人", "临时工有多少", "2021年有几辆车"]
)
def test_what_the_report_does_not_hold_stays_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


_PASSAGES = {
    "五、存在的问题": "部分乡镇文化站专职人员不足，图书更换周期较长，到馆人次连续两年下滑。",
    "六、组织实施": "项目由县水务投资公司承担，聘请中衡监理公司全程监督，隐蔽工程请村民代表参与验收。",
    "四、资金使用": "结余85.00万元，原因是两座泵站的质保金未到支付节点。",
}


def _ranked() -> list[Ranked]:
    place = Place((3,))
    hits = [Hit(at, "r", "prose", (head,), text, place, (), 0.0) for at, (head, text) in enumerate(_PASSAGES.items())]
    return [Ranked(hit, 0.84, hit.passage_id + 1) for hit in hits]


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("基层人手够不够", "专职人员不足"),
        ("剩下的钱为啥没花掉", "质保金"),
        ("施工由谁监督", "中衡监理公司"),
    ],
)
def test_finds_the_passage_in_other_words(question: str, answers: str) -> None:
    found = find_by_meaning(question, _ranked())
    assert found
    assert answers in found[0].text


@pytest.mark.parametrize("question", ["地铁建设为什么没完成", "水务局局长是谁", "施工单位是哪家", "高考成绩怎么样", "泵站的中标公司是谁"])
def test_likeness_alone_is_no_evidence(question: str) -> None:
    assert find_by_meaning(question, _ranked()) == ()


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("执法用车有多少辆", "主要原因是执法用车到龄报废1辆。"),
        ("政府采购金额是多少", "面向小微企业预留政府采购项目预算金额0万元。"),
    ],
)
def test_what_is_gone_and_a_part_of_the_purchases_are_no_answer(question: str, sentence: str) -> None:
    assert find_value(question, [Source("r", "prose", ("四、其他说明",), sentence, Place((2,)))]) is None
