"""Questions as people put them in a hurry: with figures of their own, groups instead of names, two things at once."""

from decimal import Decimal

import pytest

from jiwen.assistant import Assistant

S23, S22, W23, P22 = "fengqiao_sports_2023", "fengqiao_sports_2022", "fengqiao_water_2023", "baishi_civil_2022"
LISTS = [
    (["除了步道，还有哪些没完成"], [S22], ["预算执行率", "体育场馆免费开放天数"]),
    (["成本超标的有吗"], [P22], ["户均改造成本"]),
    (["没填完成值的那个，目标是多少来着"], [S23], ["社会体育指导员培训人数"]),
    (["年初安排了一百万以上的有哪几块"], [W23], ["供水管网改造工程", "河道整治经费"]),
    (["执行率掉到六成以下的是哪些项目"], [S23], ["体育彩票公益金项目"]),
    (["花的最少的两项"], [S23], ["体育彩票公益金项目", "竞技体育训练补助"]),
    (["哪一块钱剩得最多"], [S23], ["体育彩票公益金项目"]),
    (["哪几项目标设得不合理"], [S23], ["国民体质监测人数"]),
    (["专项里执行率不是100的有哪些"], [S23], ["体育场馆运维经费", "竞技体育训练补助", "体育彩票公益金项目"]),
    (["除了预算执行率还有啥没完成"], [S22], ["体育场馆免费开放天数"]),
    (["名称里带健身字的指标有哪些"], [S23], ["举办全民健身活动场次", "新建健身步道长度", "健身场地噪声投诉率", "群众健身满意度"]),
    (["预算没调整过的项目有哪些"], [S23], ["全民健身专项资金", "竞技体育训练补助", "体育彩票公益金项目"]),
    (["偏差是负数的指标有哪些"], [W23], ["预算执行率", "结转结余率", "河道清淤长度"]),
    (["没打分的指标有哪些"], [P22], ["救助对象满意度"]),
    (["名称里带救助字的项目有哪些"], [P22], ["困难群众救助补助"]),
    (["体育局去年（2022）哪些指标没完成"], [], ["预算执行率", "体育场馆免费开放天数"]),
    (["哪些指标做到了百分之百"], [P22], ["养老机构等级评定完成率", "救助金按时发放率"]),
    (["花不到九成五的项目列一下"], [S23], ["竞技体育训练补助", "体育彩票公益金项目"]),
    (["两百万块以下的项目有哪些"], [S23], ["体育彩票公益金项目"]),
    (["哪些项目年中追加了钱"], [S23], ["体育场馆运维经费"]),
    (["哪个项目一分没剩"], [S23], ["全民健身专项资金"]),
    (["体育局2023年花钱最多的项目", "第二多的呢"], [], ["体育场馆运维经费"]),
    (["正文和表里对不上的有哪几处"], [S22], []),
    (["目标完成得最好的指标"], [W23], ["结转结余率"]),
    (["体育局2023年哪些没完成", "写了原因的有哪些", "没写的呢"], [], ["预算执行率", "参赛运动员满意度"]),
    (["民政局有哪些项目", "第二个有没有没达标的"], [], ["临时救助人次"]),
    (["民政局没得满分的指标有哪些", "其中满分10分的呢"], [], ["特殊困难老年人家庭适老化改造户数", "临时救助人次"]),
]
FIGURES = [
    (["趴在账上没动的钱还有多少"], [S23], "202.54", "预算总金额"),
    (["健身步道目标才三十六公里，实际做了多少"], [S23], "30.5", "新建健身步道长度"),
    (["步道到底是30.5还是36公里"], [S23], "30.5", "新建健身步道长度"),
    (["合格率比目标高了几个百分点"], [S23], "1.4", "国民体质监测合格率"),
    (["民政局总共几个项目"], [], "2", "养老服务体系建设"),
    (["民政局两个项目总共得了多少分"], [], None, "养老服务体系建设"),
    (["数量指标一共得多少分"], [P22], "38.2", "临时救助人次"),
    (["两个最大的项目占总支出的多少"], [S23], "65.92", "全民健身专项资金"),
    (["一百万以下的小项目加起来花了多少钱"], [P22], None, "没有"),
    (["供水管网和河道整治两个项目一共花了多少"], [W23], "5896", "河道整治经费"),
    (["预算比年初多给了多少"], [S23], "130", "预算总金额"),
    (["噪声投诉率低于目标多少"], [S23], "-0.4", "健身场地噪声投诉率"),
    (["全部报告里没填完成值的指标有多少"], [], "2", "社会体育指导员培训人数"),
    (["花不出去的钱有多少"], [W23], "104", "预算总金额"),
    (["没有超也没有欠、正好完成的有几项"], [W23], "1", "污水集中处理率"),
    (["户均改造成本超支了多少"], [P22], "300", "4300元"),
    (["步道还有几公里没建"], [S23], "-5.5", "新建健身步道长度"),
    (["民政局养老项目得多少分"], [], None, "养老服务体系建设”的总分"),
    (["体育局22年到23年步道总共建了多少公里"], [], "74.5", "新建健身步道长度"),
    (["体育局2023年哪些没完成", "其中满意度类的", "它目标多少"], [], "90", "参赛运动员满意度"),
    (["民政局有哪些项目", "第二个花了多少"], [], None, "困难群众救助补助"),
    (["体育局2022年按更正后没完成的指标", "群众健身满意度目标呢"], [], "90", "群众健身满意度"),
    (["全民健身活动正文写的办了多少场"], [S23], "98", "98场"),
    (["枫桥体育2023年步道建了多少公里"], [], "30.5", "新建健身步道长度"),
]
SAYS = [
    (["养老床位跟临时救助都完成了吗"], [P22], ["是，超额完成", "否，未完成"]),
    (["体育局两年预算执行率一年比一年好吗"], [], ["是。"]),
    (["每个项目各有几个没完成的"], [P22], ["1. 养老服务体系建设：未完成2项", "2. 困难群众救助补助：未完成1项"]),
    (["数量、成本、满意度各几个没完成"], [P22], ["数量指标：未完成2项", "成本指标：未完成1项", "满意度指标：未完成0项"]),
    (["每类指标各有几个没完成"], [P22], ["产出指标：未完成3项", "满意度指标：未完成0项"]),
    (["哪类指标没完成的最多"], [P22], ["最高的是产出指标（未完成3项）"]),
    (["竞技体育训练补助为什么只花了八成"], [S23], ["报告没有写原因", "413.96", "82.79"]),
    (["体育彩票公益金项目的钱有没有花完"], [S23], ["否，没有花完，剩96"]),
    (["体育彩票公益金项目执行率真有100？"], [S23], ["否", "52.00%"]),
    (["体育彩票公益金项目是不是一分钱没花"], [S23], ["否，花了钱", "104"]),
    (["民政局哪个项目得分最低", "为啥"], [], ["临时救助人次：没有写原因"]),
    (["国民体质监测人数目标是不是定低了"], [S23], ["是。", "超出57.5%"]),
    (["哪份报告的疑点最多"], [], ["最高的是"]),
    (["第三部分讲了什么"], [S23], ["存在的问题", "场馆运维成本偏高"]),
    (["国民体质监测人数和合格率都达标没"], [S23], ["是，超额完成", "国民体质监测合格率"]),
    (["是不是所有履职指标都完成了"], [S23], ["否。", "举办全民健身活动场次"]),
    (["花钱最多和最少的项目分别是什么"], [S23], ["全民健身专项资金", "体育彩票公益金项目"]),
    (["困难群众救助项目的数量指标为什么没完成"], [P22], ["临时救助人次"]),
    (["步道是30.5公里吗"], [S23], ["是：", "30.5公里"]),
    (["步道是30公里吗"], [S23], ["否：", "30.5公里"]),
    (["2023年哪些单位没填完成值"], [], ["有完成值空白指标的1份", "枫桥市体育局2023年"]),
]


@pytest.mark.parametrize(("chain", "reports", "names"), LISTS)
def test_lists_the_rows_meant(assistant: Assistant, chain: list[str], reports: list[str], names: list[str]) -> None:
    answer = assistant.ask(chain[-1], history=chain[:-1], reports=reports)
    assert [record.name for record in answer.records] == names, answer.text


@pytest.mark.parametrize(("chain", "reports", "number", "needle"), FIGURES)
def test_gives_the_figure_meant(assistant: Assistant, chain: list[str], reports: list[str], number: str | None, needle: str) -> None:
    answer = assistant.ask(chain[-1], history=chain[:-1], reports=reports)
    assert needle in answer.text, answer.text
    if number is not None:
        assert answer.value is not None, answer.text
        assert answer.value.number == Decimal(number)


@pytest.mark.parametrize(("chain", "reports", "needles"), SAYS)
def test_says_what_is_meant(assistant: Assistant, chain: list[str], reports: list[str], needles: list[str]) -> None:
    answer = assistant.ask(chain[-1], history=chain[:-1], reports=reports)
    assert all(needle in answer.text for needle in needles), answer.text


@pytest.mark.parametrize(
    "question",
    ["冰壶赛馆哪一年面积最大", "体育局冰壶赛馆2022年和2023年哪年多", "群众滑雪人次同比怎么样"],
)
def test_a_total_never_stands_for_an_unknown_name(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, reports=[S22, S23])
    assert answer.refused, answer.text


@pytest.mark.parametrize(
    "question",
    ["重大隐患整改及时率是不是定低了", "残疾人康复服务覆盖率为什么没完成", "残疾人康复服务覆盖率真有100？", "残疾人康复服务覆盖率做得咋样"],
)
def test_a_measured_thing_that_is_not_there_is_answered_by_no_passage(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question, reports=[S23]).refused


def test_a_word_inside_a_long_name_is_not_the_name(assistant: Assistant) -> None:
    assert assistant.ask("特殊困难花了多少钱", reports=[P22]).value is None


def test_two_rows_of_one_word_are_not_subtracted(assistant: Assistant) -> None:
    answer = assistant.ask("救助超了多少", reports=[P22])
    assert answer.kind != "aggregate", answer.text


def test_money_is_not_answered_by_a_percentage(assistant: Assistant) -> None:
    answer = assistant.ask("体育设施多少钱", reports=[S23])
    assert answer.value is None or answer.value.unit != "%", answer.text


def test_the_mean_of_two_different_things_is_not_told(assistant: Assistant) -> None:
    answer = assistant.ask("体质监测平均多少", reports=[S23])
    assert answer.kind in ("clarify", "refusal"), answer.text


def test_a_figure_of_the_question_never_stands_for_a_name(assistant: Assistant) -> None:
    assert assistant.ask("游泳馆目标才三场，实际做了多少场", reports=[S23]).refused
