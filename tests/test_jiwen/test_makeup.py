"""What income and spending consist of, why the whole changed, and headings named in other words. Made up."""

import pytest

from ingest.model.document import Paragraph
from ingest.model.place import Place
from ingest.model.report import Passage, Report, Section
from jiwen.assistant import Assistant
from jiwen.shelf import MemoryShelf

_SECTIONS = {
    "二、部门决算单位构成": "从预算单位构成看，本部门决算包括局本级决算和下属事业单位决算。",
    "三、收支决算总体情况": "2023年度收支总计812.40万元，比上年减少36.20万元，下降4.27%，主要原因是上年有一次性搬迁项目。",
    "四、收入决算情况": "本年收入合计800.00万元，其中：财政拨款收入760.00万元，占95.00%；事业收入30.00万元，占3.75%；其他收入10.00万元，占1.25%。",
    "五、支出决算情况": "支出790.00万元，主要用于以下方面：教育支出（类）500.00万元，占63.29%；卫生健康支出（类）290.00万元，占36.71%。",
    "六、机关运行经费": "机关运行经费支出48.00万元，主要用于办公费12.00万元、差旅费20.00万元、会议费16.00万元。比上年增加2.00万元，主要是更换照明。",
    "七、立项依据": "《青岚县供水规划》；县政府第9次常务会议纪要。",
    "八、评价结论": "综合得分88.40分，评价等级为“良”。",
    "九、评价工作开展情况": "受县财政局委托，中衡会计师事务所成立5人评价组。",
}


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    sections = tuple(
        Section(head[0], head[2:], (Passage(Paragraph(text, Place((at,)))),), Place((at,)))
        for at, (head, text) in enumerate(_SECTIONS.items(), 1)
    )
    report = Report(
        id="r", title="青岚县教育局2023年", source="r.pdf", page_count=8, department="青岚县教育局", year=2023, sections=sections
    )
    return Assistant(MemoryShelf([report]))


@pytest.mark.parametrize(
    ("question", "says", "page"),
    [
        ("钱主要花在哪些方面", "教育支出（类）500.00万元", 4),
        ("支出构成", "教育支出（类）500.00万元", 4),
        ("收入主要靠什么", "财政拨款收入760.00万元", 3),
        ("收入来源", "财政拨款收入760.00万元", 3),
        ("为什么今年收支都下降了", "一次性搬迁项目", 2),
        ("机关运行经费怎么涨了", "更换照明", 5),
        ("立项凭什么文件", "县政府第9次常务会议纪要", 6),
        ("最后评了个什么等次", "评价等级为“良”", 7),
        ("谁来评的", "中衡会计师事务所", 8),
    ],
)
def test_finds_the_lines_that_answer(assistant: Assistant, question: str, says: str, page: int) -> None:
    answer = assistant.ask(question)
    assert says in answer.text
    assert page in {number for citation in answer.citations for number in citation.place.pages}


def test_the_total_is_no_whole_of_a_share_that_names_its_own(assistant: Assistant) -> None:
    answer = assistant.ask("政府采购里给中小企业的占几成")
    assert answer.value is None
