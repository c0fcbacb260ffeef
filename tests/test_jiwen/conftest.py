"""Four made-up reports of three made-up bodies, in memory: one bureau in two years, its neighbour, and a file of project forms."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.facts.checks import find_checks
from ingest.facts.notes import correct_from_note
from ingest.facts.verdict import judge, judge_corrected, less_is_better
from ingest.model.document import Cell, Paragraph
from ingest.model.facts import BudgetLine, Form, Indicator, Task
from ingest.model.place import Box, Place
from ingest.model.report import Passage, Report, Section
from ingest.model.table import Table
from ingest.values import read_quantity
from jiwen.assistant import Assistant
from jiwen.shelf import MemoryShelf

SPORTS_2023 = """
过程|预算执行率|=100%|96.20%|-3.80%|
过程|预算调整率|=0%|2.10%|2.10%|年中追加场馆维修经费。
过程|资产管理规范性|规范|规范|0%|
履职|体育场馆免费开放天数|>=330天|341天|3.33%|
履职|举办全民健身活动场次|=120场|98场|-18.33%|指标目标值以全民健身专项资金中该指标绩效目标值90场为准。
履职|新建健身步道长度|=36公里|30.5公里|-15.28%|受连续强降雨影响，两个标段推迟到次年完工。
履职|国民体质监测人数|=8000人|12600人|57.50%|
履职|国民体质监测合格率|>=92%|93.4%|1.52%|
履职|青少年运动员注册人数|=1500名|1500名|0.00%|
履职|社会体育指导员培训人数|=600人|||
履职|体育设施完好率|=95%|明显提升|0%|
效益|体育彩票销售额|=2.4亿元|2.52亿元|5.00%|
效益|赛事安全责任事故起数|=0起|0起|0%|
效益|健身场地噪声投诉率|<=2%|1.6%|-20.00%|
满意度|群众健身满意度|=90%|94.1%|4.56%|
满意度|参赛运动员满意度|=90%|88.6%|-1.56%|
"""
SPORTS_2022 = """
过程|预算执行率|=100%|91.05%|-8.95%|部分项目跨年实施。
过程|预算调整率|=0%|0%|0%|
过程|资产管理规范性|规范|规范|0%|
履职|体育场馆免费开放天数|>=330天|318天|-3.64%|疫情防控期间闭馆。
履职|举办全民健身活动场次|=110场|116场|5.45%|
履职|新建健身步道长度|=40公里|44公里|10.00%|
履职|国民体质监测人数|=8000人|8200人|2.50%|
履职|国民体质监测合格率|>=92%|92.6%|0.65%|
履职|青少年运动员注册人数|=1400名|1410名|0.71%|
履职|社会体育指导员培训人数|=550人|562人|2.18%|
效益|体育彩票销量额|=22000万元|23100万元|5.00%|
效益|赛事安全责任事故起数|=0起|0起|0%|
满意度|群众健身满意度|=90%|92.3%|2.56%|
满意度|参赛运动员满意度|=90%|91.0%|1.11%|
"""
WATER_2023 = """
过程|预算执行率|=100%|98.70%|-1.30%|
过程|结转结余率|<=5%|1.30%|-74.00%|
履职|城市供水水质合格率|>=99%|99.6%|0.61%|
履职|新建供水管网长度|=52公里|58.4公里|12.31%|
履职|河道清淤长度|=18公里|11公里|-38.89%|年初目标值测算依据不足。
履职|农村饮水安全工程受益人口|=12万人|12.6万人|5.00%|
效益|污水集中处理率|>=95%|95%|0.00%|
满意度|用水户满意度|=90%|91.2%|1.33%|
"""
SPORTS_BUDGET_2023 = """
预算总金额|5200|130|5330|5127.46|96.20
基本支出|1200|30|1230|1229.5|99.96
项目支出|4000|100|4100|3897.96|95.07
全民健身专项资金|2400|0|2400|2400|100.00
体育场馆运维经费|900|100|1000|980|98.00
竞技体育训练补助|500|0|500|413.96|82.79
体育彩票公益金项目|200|0|200|104|52.00
"""
SPORTS_BUDGET_2022 = """
预算总金额|5000|0|5000|4552.5|91.05
基本支出|1150|0|1150|1150|100.00
项目支出|3850|0|3850|3402.5|88.38
全民健身专项资金|2300|0|2300|2100|91.30
体育场馆运维经费|850|0|850|800|94.12
竞技体育训练补助|500|0|500|402.5|80.50
体育彩票公益金项目|200|0|200|100|50.00
"""
WATER_BUDGET_2023 = """
预算总金额|8000|0|8000|7896|98.70
基本支出|2000|0|2000|2000|100.00
项目支出|6000|0|6000|5896|98.27
供水管网改造工程|4000|0|4000|4000|100.00
河道整治经费|2000|0|2000|1896|94.80
"""
PROJECTS = {
    "养老服务体系建设": """
数量指标|新增养老床位数|>=500张|520张|10|10|
数量指标|特殊困难老年人家庭适老化改造户数|>=300户|260户|10|8.7|部分家庭放弃改造。
质量指标|养老机构等级评定完成率|=100%|100%|10|10|
成本指标|户均改造成本|<=4000元|4300元|10|10|
满意度指标|入住老年人满意度|>=90%|92.5%|10|10|
""",
    "困难群众救助补助": """
数量指标|最低生活保障人数|>=9000人|9120人|10|10|
数量指标|临时救助人次|>=1500人次|1430人次|10|9.5|
时效指标|救助金按时发放率|=100%|100%|10|10|
满意度指标|救助对象满意度|>=90%||10||
""",
}
PROSE = (
    ("一", "部门基本情况", "枫桥市体育局行政编制41名，事业编制26名。内设办公室、群众体育处、竞技体育处、体育产业处4个处室。"),
    (
        "二",
        "主要成效",
        "全市现有体育社会组织213家，比上年增加9家。智慧步道项目在12个公园建成投用，累计服务市民86万人次。举办全民健身活动98场。",
    ),
    ("三", "存在的问题", "一是场馆运维成本偏高，资金使用效益有待提升。二是个别指标目标值设置不够科学。"),
    ("四", "改进措施", "下一步将完善场馆分级管理办法，按季度开展绩效监控。"),
    ("五", "名词解释", "公务接待费：指单位按规定开支的公务接待支出。公用场馆：指对市民开放的体育场地。"),
)


def _place(page: int, row: int, table: str) -> Place:
    return Place((page,), (Box(page, 50, 100 + 12 * row, 550, 112 + 12 * row),), table)


def _lines(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


def _judged(item: Indicator) -> Indicator:
    item = replace(item, less_is_better=less_is_better(item))
    item = correct_from_note(item)
    return replace(item, verdict=judge(item), corrected_verdict=judge_corrected(item))


def _indicators(text: str, page: int, table: str) -> tuple[Indicator, ...]:
    items = []
    for number, (group, name, target, actual, deviation, note) in enumerate(_lines(text)):
        item = Indicator(
            name=name, place=_place(page, number, table), groups=("分解目标", group), target=read_quantity(target),
            actual=read_quantity(actual) if actual else None, deviation=read_quantity(deviation) if deviation else None, note=note or None,
        )  # fmt: skip
        items.append(_judged(item))
    return tuple(items)


def _scored(text: str, page: int, project: str) -> tuple[Indicator, ...]:
    items = []
    for number, (group, name, target, actual, weight, score, note) in enumerate(_lines(text)):
        item = Indicator(
            name=name, place=_place(page, number, "项目支出绩效自评表"), groups=("满意度指标" if "满意" in group else "产出指标", group),
            target=read_quantity(target), actual=read_quantity(actual) if actual else None, weight=Decimal(weight),
            score=Decimal(score) if score else None, note=note or None, project=project,
        )  # fmt: skip
        items.append(_judged(item))
    return tuple(items)


def _budget(text: str, page: int) -> tuple[BudgetLine, ...]:
    lines = []
    for number, (name, *amounts) in enumerate(_lines(text)):
        initial, adjustment, adjusted, actual, rate = (Decimal(amount) for amount in amounts)
        level = 0 if number == 0 else 1 if name in ("基本支出", "项目支出") else 2
        place = _place(page, number, "七、预算信息")
        lines.append(BudgetLine(name, place, initial, adjustment, adjusted, actual, rate, "万元", level=level))
    return tuple(lines)


def _section(number: str, title: str, text: str, page: int) -> Section:
    place = _place(page, 0, "")
    place = Place(place.pages, place.boxes)
    return Section(number, title, (Passage(Paragraph(text, place), (title,)),), place)


def _generic_table() -> Table:
    rows = [
        ["", "2022年", "2023年"],
        ["因公出国（境）费", "0", "0"],
        ["公务用车运行维护费", "6.50", "5.80"],
        ["公务接待费", "1.20", "0.90"],
        ["合计", "7.70", "6.70"],
    ]
    cells = [[Cell(text, _place(5, r, "“三公”经费支出表"), r, c) for c, text in enumerate(row)] for r, row in enumerate(rows)]
    return Table(
        "“三公”经费支出表", (tuple(cells[0]),), tuple(tuple(row) for row in cells[1:]), _place(5, 0, "“三公”经费支出表"), unit="万元"
    )


def _with_checks(report: Report) -> Report:
    return replace(report, checks=find_checks(report))


def _department(report_id: str, department: str, year: int, indicators: str, budget: str, **more: object) -> Report:
    title = f"{department}{year}年度部门整体支出绩效自评报告"
    report = Report(
        report_id, title, f"{report_id}.pdf", 6, "department", department, year,
        indicators=_indicators(indicators, 4, "九、部门整体自评表"), budget=_budget(budget, 3), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return _with_checks(report)


def _projects() -> Report:
    indicators: Sequence[Indicator] = [item for page, (name, text) in enumerate(PROJECTS.items(), 2) for item in _scored(text, page, name)]
    budget, forms = [], []
    amounts = {"养老服务体系建设": ("800", "760", "684", "90.00"), "困难群众救助补助": ("1500", "1500", "1500", "100.00")}
    carried_over = BudgetLine("上年结转资金", _place(2, 21, "项目资金"), None, None, Decimal(60), Decimal(44), Decimal("73.33"), "万元",
                              project="养老服务体系建设")  # fmt: skip
    scores = {"养老服务体系建设": "57.7", "困难群众救助补助": "39.5"}
    for page, (name, (initial, adjusted, actual, rate)) in enumerate(amounts.items(), 2):
        place = _place(page, 20, "项目资金")
        numbers = (Decimal(initial), None, Decimal(adjusted), Decimal(actual), Decimal(rate))
        budget.append(BudgetLine("年度资金总额", place, *numbers, "万元", project=name))
        forms.append(Form("项目支出绩效自评表", place, name, "白石县民政局", total_score=Decimal(scores[name]), grade="良"))
    budget.append(carried_over)
    report = Report(
        "baishi_civil_2022", "白石县民政局2022年度项目支出绩效自评报告", "baishi_civil_2022.pdf", 5, "project", "白石县民政局", 2022,
        projects=tuple(PROJECTS), indicators=tuple(indicators), budget=tuple(budget), forms=tuple(forms),
    )  # fmt: skip
    return _with_checks(report)


@pytest.fixture(scope="session")
def made_reports() -> tuple[Report, ...]:
    sections = tuple(_section(*section, page=1) for section in PROSE)
    task_place = _place(2, 0, "八、年度重点任务")
    tasks = (Task("发展群众体育", "智慧步道建设", "在12个公园建成智慧步道，累计服务市民86万人次。", task_place),)
    return (
        _department("fengqiao_sports_2022", "枫桥市体育局", 2022, SPORTS_2022, SPORTS_BUDGET_2022),
        _department(
            "fengqiao_sports_2023",
            "枫桥市体育局",
            2023,
            SPORTS_2023,
            SPORTS_BUDGET_2023,
            sections=sections,
            tasks=tasks,
            tables=(_generic_table(),),
        ),
        _department("fengqiao_water_2023", "枫桥市水务局", 2023, WATER_2023, WATER_BUDGET_2023),
        _projects(),
    )


@pytest.fixture(scope="session")
def assistant(made_reports: tuple[Report, ...]) -> Assistant:
    return Assistant(MemoryShelf(made_reports))
