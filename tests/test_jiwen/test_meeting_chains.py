"""Chains of short questions as they are typed in a meeting: the last one is what is tested."""

from decimal import Decimal

import pytest

from jiwen.assistant import Assistant

S23, S22, W23, P22 = "fengqiao_sports_2023", "fengqiao_sports_2022", "fengqiao_water_2023", "baishi_civil_2022"
MISSED_2023 = ["预算执行率", "预算调整率", "举办全民健身活动场次", "新建健身步道长度", "参赛运动员满意度"]
NAMES = [
    (["体育局2023年年初预算和调整后预算差多少", "调增了哪些项目"], [], ["体育场馆运维经费"]),
    (["体育局2023年哪些项目预算执行率低于90%"], [], ["竞技体育训练补助", "体育彩票公益金项目"]),
    (["体育局2023年哪些项目的执行率低于90%"], [], ["竞技体育训练补助", "体育彩票公益金项目"]),
    (["体育局2023年履职指标有哪些没完成", "满意度指标呢"], [], ["参赛运动员满意度"]),
    (["民政局养老服务体系建设花了多少钱", "另外几个项目呢"], [], ["困难群众救助补助"]),
    (["民政局哪个项目没完成的指标最多", "它有哪些指标没完成"], [], ["特殊困难老年人家庭适老化改造户数", "户均改造成本"]),
    (["民政局两个项目各花了多少", "哪个最少", "它有哪些指标没完成"], [], ["特殊困难老年人家庭适老化改造户数", "户均改造成本"]),
    (["2023年哪个单位没完成的指标最多", "都是哪些"], [], MISSED_2023),
    (["有没有没填的"], [S23], ["社会体育指导员培训人数"]),
    (["有没有完成值为空的指标"], [S23], ["社会体育指导员培训人数"]),
    (["有没有未填完成值的指标？"], [S23], ["社会体育指导员培训人数"]),
    (["How many indicators were missed?", "Which ones?"], [S23], MISSED_2023),
    (["体育局2023年有几个指标没达标", "都是哪些"], [], MISSED_2023),
]
FIGURES = [
    (["体育局2023年年初预算和调整后预算差多少"], [], "130", "增加"),
    (["体育局2023年预算执行率多少", "哪个专项花得最少"], [], "104", "体育彩票公益金项目"),
    (["体育局2023年有哪些指标没达标", "第三个为什么没完成", "它的目标是多少"], [], "120", "举办全民健身活动场次"),
    (["体育局2023年有哪些指标没达标", "第四个为什么没完成", "那完成了多少"], [], "30.5", "新建健身步道长度"),
    (["体育局2023年年初预算多少", "比2022年多了多少"], [], "200", "增加"),
    (["体育局2023年哪个项目执行率最低", "花了多少"], [], "104", "体育彩票公益金项目"),
    (["民政局哪个项目得分最低", "它的执行率呢"], [], "100.00", "困难群众救助补助"),
    (["体育局2023年偏差最大的指标是哪个", "它2022年完成了多少"], [], "8200", "国民体质监测人数"),
    (["水务局2023年预算执行率", "年初预算呢"], [], "8000", "预算总金额"),
    (["体育局2022年执行率多少", "2023年呢", "哪年最低"], [], "91.05", "2022年"),
    (["体育场馆运维经费用完了吗"], [S23], None, "否"),
    (["全民健身专项资金花完了没有"], [S23], None, "是"),
    (["全民健身专项资金用完没"], [S23], None, "是"),
]
SAYS = [
    (["各单位2023年执行率排名"], [], ["1. 枫桥市水务局2023年：98.70%", "2. 枫桥市体育局2023年：96.20%"]),
    (["2023年各单位执行率排名"], [], ["1. 枫桥市水务局2023年：98.70%", "2. 枫桥市体育局2023年：96.20%"]),
    (["体育局和水务局2023年谁的执行率高"], [], ["最高的是枫桥市水务局2023年"]),
    (["体育局和水务局2023年哪个执行率低一些"], [], ["最低的是枫桥市体育局2023年"]),
    (["体育局2022到2023年执行率变化", "未完成指标数量呢"], [], ["枫桥市体育局2022年：未完成2项", "枫桥市体育局2023年：未完成5项"]),
    (["体育局哪一年执行率高", "未完成指标数量呢"], [S22, S23], ["枫桥市体育局2022年：未完成2项", "枫桥市体育局2023年：未完成5项"]),
    (["体育局2023年偏差最大的指标是哪个", "为什么"], [], ["国民体质监测人数", "空白"]),
    (["民政局有哪些扣分的指标", "为什么扣分"], [], ["部分家庭放弃改造"]),
    (["民政局两个项目的总分", "最高的是哪个"], [], ["养老服务体系建设（57.7"]),
    (["哪些指标目标定低了"], [S23], ["国民体质监测人数"]),
    (["有没有目标定得偏低的指标"], [S23], ["国民体质监测人数"]),
    (["重点任务有哪些", "第一个完成得怎么样"], [S23], ["12个公园"]),
]


def _ask(assistant: Assistant, chain: list[str], reports: list[str]):
    return assistant.ask(chain[-1], history=chain[:-1], reports=reports)


@pytest.mark.parametrize(("chain", "reports", "names"), NAMES)
def test_lists_the_rows(assistant: Assistant, chain: list[str], reports: list[str], names: list[str]) -> None:
    answer = _ask(assistant, chain, reports)
    assert [record.name for record in answer.records] == names, answer.text


@pytest.mark.parametrize(("chain", "reports", "number", "needle"), FIGURES)
def test_finds_the_figure(assistant: Assistant, chain: list[str], reports: list[str], number: str | None, needle: str) -> None:
    answer = _ask(assistant, chain, reports)
    assert needle in answer.text, answer.text
    if number is not None:
        assert answer.value is not None
        assert answer.value.number == Decimal(number)


@pytest.mark.parametrize(("chain", "reports", "needles"), SAYS)
def test_says(assistant: Assistant, chain: list[str], reports: list[str], needles: list[str]) -> None:
    text = _ask(assistant, chain, reports).text
    assert all(needle in text for needle in needles), text


SINGLE = [
    ("民政局两个项目的得分", [], ["57.7", "39.5"], []),
    ("民政局各项目执行率", [], ["90.00%", "100.00%"], ["对齐"]),
    ("户均改造成本超了没有", [P22], ["是，超出目标", "4300元"], []),
    ("健身场地噪声投诉率超标了吗", [S23], ["否，没有超出目标", "1.6%"], []),
    ("满分指标有几个", [S23], ["没有得分"], ["0项"]),
    ("有没有扣分的指标", [S23], ["没有得分"], ["0项"]),
    ("履职指标完成率是多少", [S22], ["85.71%"], []),
    ("体育场馆运维经费执行情况", [S23], ["980万元"], []),
    ("完成值超过目标一半的指标", [S23], ["国民体质监测人数"], []),
    ("质量达标了吗", [S23], [], ["1.6%", "98场"]),
    ("体育局2023年有多少个项目", [], ["4项", "体育彩票公益金项目"], ["16项"]),
    ("民政局有多少个项目", [], ["2项"], []),
    ("体育局2023年500万元以下的项目有哪些", [], ["列出2项", "竞技体育训练补助", "体育彩票公益金项目"], ["完成值"]),
    ("体育局2023年有多少个预算单位", [], [], ["万元"]),
    ("哪些单位2023年的预算执行率低于98%", [], ["的1份", "枫桥市体育局2023年：96.20%"], ["水务"]),
    ("哪几个单位2023年有没完成的指标", [], ["枫桥市体育局2023年：未完成5项", "枫桥市水务局2023年：未完成2项"], []),
    ("民政局有没有得满分但没完成的指标", [], ["户均改造成本"], ["临时救助人次"]),
    ("体育局2022年和2023年竞技体育训练补助的执行数", [], ["402.5万元", "413.96万元"], ["哪一个"]),
    ("体育局哪年的执行率最高", [], ["最高的是枫桥市体育局2023年"], []),
    ("体育局2023年一共有多少项指标，完成了多少项，完成率多少", [], ["共16项", "%"], []),
    ("行政编制有多少人", [S23], ["41名"], []),
]


@pytest.mark.parametrize(("question", "reports", "needles", "lacks"), SINGLE)
def test_answers_at_once(assistant: Assistant, question: str, reports: list[str], needles: list[str], lacks: list[str]) -> None:
    answer = assistant.ask(question, reports=reports)
    text = "\n".join([answer.text, *answer.notes])
    assert all(needle in text for needle in needles), text
    assert not any(lack in text for lack in lacks), text
