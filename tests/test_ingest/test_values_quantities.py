"""Cells, prose and questions: what is read as which quantity, refusals included."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.values import find_quantities, read_operator, read_quantity

CELLS = [
    # text, operator, number with its digits, unit
    ("=100 亿元", "=", "100", "亿元"),
    ("═100%", "=", "100", "%"),
    ("＝0起", "=", "0", "起"),
    ("≧1140家次", ">=", "1140", "家次"),
    ("⩾95%", ">=", "95", "%"),
    (">=90%", ">=", "90", "%"),
    ("＞＝95%", ">=", "95", "%"),
    ("大于等于95%", ">=", "95", "%"),
    ("≥12.00(次)", ">=", "12.00", "次"),
    ("≥ １,１９０个", ">=", "1190", "个"),
    ("１，２９０户次", None, "1290", "户次"),
    ("98%以上", ">=", "98", "%"),
    ("80%及以上", ">=", "80", "%"),
    ("90分以上（含）", ">=", "90", "分"),
    ("不低于50%", ">=", "50", "%"),
    ("不少于85万人", ">=", "85", "万人"),
    ("至少3场", ">=", "3", "场"),
    ("≥一次", ">=", "1", "次"),
    ("一半以上", ">=", "50", "%"),
    ("百分之九十五以上", ">=", "95", "%"),
    ("≦4980元/场", "<=", "4980", "元/场"),
    ("≤ 9/10万", "<=", "9", "/10万"),
    ("≤ 2.9‰", "<=", "2.9", "‰"),
    ("≤14个工作日", "<=", "14", "个工作日"),
    ("0.5%以内", "<=", "0.5", "%"),
    ("控制在5%以内", "<=", "5", "%"),
    ("控制在95%以上", ">=", "95", "%"),
    ("不超过5万元", "<=", "5", "万元"),
    ("成本≤50元", "<=", "50", "元"),
    ("5日内", "<=", "5", "日"),
    ("超过100人次", ">", "100", "人次"),
    ("＜5%", "<", "5", "%"),
    ("≥100百分比", ">=", "100", "百分比"),
    ("≥5.0mg/L", ">=", "5.0", "mg/L"),
    ("可控性100%", None, "100", "%"),
    ("已完成95%", None, "95", "%"),
    ("90.00(度)", None, "90.00", "度"),
    ("2600 家", None, "2600", "家"),
    ("2600余家", None, "2600", "家"),
    ("约12000平方米", None, "12000", "平方米"),
    ("300元/人·月", None, "300", "元/人·月"),
    ("3台（套）", None, "3", "台（套）"),
    ("10家企业", None, "10", "家"),
    ("每亩300", None, "300", None),
    ("1.2亿", None, "1.2", "亿"),
    ("十二家", None, "12", "家"),
    ("两成", None, "20", "%"),
    ("一次", None, "1", "次"),
    ("3个百分点", None, "3", "个百分点"),
    ("-0.19%", None, "-0.19", "%"),
    ("2000", None, "2000", None),
    ("5%（含）以内", "<=", "5", "%"),
    ("负5%", None, "-5", "%"),
    ("¥5000", None, "5000", "元"),
    ("12次，超额完成", None, "12", "次"),
    ("2023年完成100家", None, "100", "家"),
    ("每年≥2次", ">=", "2", "次"),
    ("合计：100万元", None, "100", "万元"),
    ("35㎍/m3", None, "35", "㎍/m3"),
]


@pytest.mark.parametrize(("text", "op", "number", "unit"), CELLS)
def test_reads_the_quantity_of_a_cell(text: str, op: str | None, number: str, unit: str | None) -> None:
    quantity = read_quantity(text)
    assert (quantity.text, quantity.op, format(quantity.number or Decimal(0), "f"), quantity.unit) == (text, op, number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "健全",
        "达成预期指标",
        "严格执行相关制度规定",
        "2023年底",
        "6月30日前",
        "2023年12月31日",
        "2021-2023年",
        "15日",
        "12月",
        "第1名",
        "前3名",
        "95%-98%",
        "3～5个",
        "=100%（92%）",
        "100%，0起",
        "1：3",
        "1/3",
        "PM2.5达标",
        "5G",
        "3A级",
        "翻一番",
        "/",
        "—",
        "不低于上年",
        "超额完成20%",
        "①12次",
        "7*24小时",
        "100%，三项均完成",
    ],
)
def test_leaves_what_is_not_one_amount_as_words(text: str) -> None:
    quantity = read_quantity(text)
    assert (quantity.text, quantity.op, quantity.number, quantity.unit) == (text, None, None, None)


def test_takes_the_unit_of_its_own_column_only_where_the_cell_prints_none() -> None:
    assert read_quantity("735", unit="人次").unit == "人次"
    assert read_quantity("100%", unit="人次").unit == "%"
    assert read_quantity("1.2亿", unit="元").unit == "亿元"
    assert read_quantity("完成", unit="%").unit is None


def test_removes_line_breaks_inside_a_cell() -> None:
    assert read_quantity("=31572.46\n亿元").text == "=31572.46亿元"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收入达到2741.3亿元，同比增长3.00%，2023年新增企业2997家。", [("达到2741.3亿元", ">="), ("3.00%", None), ("2997家", None)]),
        ("执行率超过95%但没达到100%的项目", [("超过95%", ">"), ("没达到100%", "<")]),
        ("目标100亿元以上的", [("100亿元以上", ">=")]),
        ("超过三分之一的指标", [("超过三分之一", ">")]),
        ("第3项指标PM2.5年均浓度为32.4微克/立方米", [("32.4微克/立方米", None)]),
        ("一是完成12次，二是开展三场培训，三公经费下降", [("12次", None), ("三场", None)]),
        ("从100家增长到200家", [("100家", None), ("200家", None)]),
        ("〔2023〕12号文，A1地块，11月底前完成，2023-12-31验收，十四五", []),
        ("50到100万元之间", []),
        ("above 100 million yuan", [("above 100 million yuan", ">")]),
        ("增幅-5%", [("-5%", None)]),
        ("前5名，前五大，哪一个，十分重视", []),
        ("约1.2万人次，近3年累计30余项", [("约1.2万人次", None), ("30余项", None)]),
    ],
)
def test_finds_quantities_in_running_text(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(text[item.start : item.end], item.quantity.op) for item in find_quantities(text)] == found


def test_says_what_is_approximate() -> None:
    assert [item.approximate for item in find_quantities("约1.2万人次，累计30余项，20家左右，5场")] == [True, True, True, False]
    assert [item.approximate for item in find_quantities("签约3万人，节约50万元")] == [False, False]


@pytest.mark.parametrize(
    ("text", "op"), [("≧", ">="), ("═", "="), ("不低于", ">="), ("＞", ">"), ("以内", "<="), ("定性", None), ("", None)]
)
def test_reads_an_operator_that_stands_in_a_column_of_its_own(text: str, op: str | None) -> None:
    assert read_operator(text) == op


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False), st.sampled_from(["万元", "%", "家", "元/亩", "人次"]))
def test_reads_back_any_number_with_its_digits(number: Decimal, unit: str) -> None:
    quantity = read_quantity(f"={number:,}{unit}")
    assert (quantity.op, str(quantity.number), quantity.unit) == ("=", str(number), unit)


@pytest.mark.parametrize("text", ["一" * 5000 + "个", "十亿亿" * 3000 + "个", "1," * 10000, "1个至" * 5000, "达到" * 10000])
def test_survives_texts_that_no_report_prints(text: str) -> None:
    assert read_quantity(text).number is None
