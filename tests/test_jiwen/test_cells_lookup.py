"""Row × column look-up over tables of many forms. Names and figures are made up."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from ingest.model.document import Cell
from ingest.model.place import Box, Place
from ingest.model.table import Table
from jiwen.cells import find_cells, look_up

PLACE = Place((3,), (Box(3, 10, 20, 90, 30),))


def table(header: Sequence[str], rows: Sequence[str], title: str = "", unit: str | None = None, levels: tuple[int, ...] = ()) -> Table:
    """Cells divided by "|"; "<" continues the cell to the left, "^" the cell above."""
    grid: list[list[Cell]] = []
    for r, line in enumerate((*header, *rows)):
        row: list[Cell] = []
        for c, text in enumerate(line.split("|")):
            text = text.strip()
            row.append(row[-1] if text == "<" else grid[r - 1][c] if text == "^" else Cell(text, PLACE, r, c))
        grid.append(row)
    spanned = tuple(tuple(row) for row in grid)
    return Table(title, spanned[: len(header)], spanned[len(header) :], PLACE, unit, levels=levels)


def texts(question: str, *tables: Table) -> list[str]:
    return [found.cell.text for found in find_cells(question, tables)]


SPENDING = table(
    ["项目|<|<|支出预算|<|<", "科目编码|<|科目名称|合计|基本支出|项目支出", "类|款|^|^|^|^"],
    [
        "205||教育支出|900|700|200",
        "205|01|教育管理事务|400|300|100",
        "205|02|普通教育|500|400|100",
        "212||城乡社区支出|600|250|350",
        "212|01|城管执法|150|120|30",
        "212|02|一般行政管理事务|450|130|320",
        "合计|<|<|1500|950|550",
    ],
    "部门支出预算总表",
    "元",
    (0, 1, 1, 0, 1, 1, 0),
)
TWO_UP = table(
    ["收入|<|支出|<", "项目|决算数|项目|决算数"],
    [
        "一、财政拨款收入|2,100.50|一、一般公共服务支出|1,900.00",
        "二、事业收入||二、教育支出|",
        "三、其他收入|6.20|三、住房保障支出|200.70",
        "总计|2,106.70|总计|2,106.70",
    ],
    "收入支出决算总表",
    "万元",
)
HOSPITALITY = table(
    ["2031年“三公”经费预算数|<|<|<|2031年机关运行经费预算数", "合计|因公出国（境）费|公务用车购置及运行费|<|^", "^|^|购置费|运行费|^"],
    ["33.5|0|12|21.5|806.1"],
    "部门“三公”经费预算表",
    "万元",
)
ALL = (SPENDING, TWO_UP, HOSPITALITY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("城管执法安排了多少基本支出？", ["120"]),
        ("教育支出里，项目支出是多少？", ["200"]),
        ("城乡社区支出多少", ["600"]),
        ("一般行政管理事务的项目支出", ["320"]),
        ("城乡社区支出中的一般行政管理事务，基本支出是多少？", ["130"]),
        ("三公经费一共多少？", ["33.5"]),
        ("公务用车购置费是多少", ["12"]),
        ("机关运行经费是多少", ["806.1"]),
        ("其他收入有多少", ["6.20"]),
        ("住房保障支出决算数是多少", ["200.70"]),
        ("收支总计是多少？", ["2,106.70"]),
        ("项目支出合计是多少", ["550"]),
        ("事业收入是多少", [""]),
        ("教育管理事务和普通教育的基本支出分别是多少？", ["300", "400"]),
    ],
)
def test_finds_the_cell_in_budget_tables(question: str, expected: list[str]) -> None:
    assert sorted({*texts(question, *ALL)}) == sorted(set(expected))


@pytest.mark.parametrize("question", ["空间站运营费是多少？", "卫星发射花了多少钱"])
def test_finds_nothing_for_a_subject_that_no_table_names(question: str) -> None:
    assert look_up(question, ALL).score < 0.5


def test_says_which_row_and_column_a_cell_stands_in() -> None:
    found = find_cells("城管执法的基本支出是多少", ALL)[0]
    assert (found.row_path, found.column_path) == (("城管执法",), ("支出预算", "基本支出"))
    assert found.table is SPENDING
    assert found.cell.place is PLACE
    assert (found.quantity.number, found.quantity.unit) == (Decimal(120), "元")


def test_the_margin_counts_only_tables_that_say_something_else() -> None:
    same = table(["科目名称|金额"], ["城管执法|0.015", "市容管理|2"], "另一张表", "万元")
    other = table(["科目名称|金额"], ["城管执法|77", "市容管理|2"], "再一张表", "元")
    agreeing = look_up("城管执法多少", (SPENDING, same))
    assert {found.cell.text for found in (*agreeing.cells, *agreeing.agreeing)} == {"150", "0.015"}
    assert agreeing.margin > 0.5
    torn = look_up("城管执法多少", (SPENDING, same, other))
    assert torn.margin < 0.1
    assert {found.cell.text for found in (*torn.cells, *torn.rivals)} >= {"77", "0.015"}


COMPARED = table(
    [],
    ["|本期|上年同期|增减比例%", "营业收入|120.5|100.5|19.90%", "营业成本|80.1|90.2|-11.20%", "存货周转率|1.5|1.4|-"],
)
TRANSPOSED = table(
    [],
    [
        "项目|经营活动产生的现金流量净额|投资活动产生的现金流量净额|筹资活动产生的现金流量净额",
        "本期金额|11.1|22.2|33.3",
        "上期金额|44.4|55.5|66.6",
    ],
)
PEOPLE = table(
    [], ["姓名|期初职务|变动类型|期末职务|变动原因", "李一|主任|离任|-|退休", "王二|科员|新任|副科长|任命", "张三|干事|新任|科员|任命"]
)
FORM = table([], ["单位名称|云山县档案馆|邮编|654321", "成立时间|1988年3月1日|馆长|赵四", "地址|云山县和平路1号|馆藏|30万卷"])
TITLED = table(
    [],
    [
        "往来款明细表|<|<|<|<|<",
        "资产部类|年初数|期末数|负债部类|年初数|期末数",
        "现金|100|300|借入款|70|800",
        "存货|150|200|应付票据|50|500",
    ],
)
LOANS = table([], ["银行|起始日期|终止日期|利率", "甲银行|2031年3月4日|2032年3月4日|5.1%", "乙银行|2031年6月5日|2032年6月5日|4.2%"])


@pytest.mark.parametrize(
    ("source", "question", "expected"),
    [
        (COMPARED, "本期和上年同期的营业收入各是多少？", ["120.5", "100.5"]),
        (COMPARED, "本期营业收入和成本是多少", ["120.5", "80.1"]),
        (COMPARED, "营业成本与上年同期相比，变动了百分之多少？", ["-11.20%"]),
        (TRANSPOSED, "经营、投资、筹资活动产生的现金流量净额的本期金额？", ["11.1", "22.2", "33.3"]),
        (TRANSPOSED, "本期与上期投资活动产生的现金流量净额分别是多少", ["22.2", "55.5"]),
        (PEOPLE, "王二期初和期末的职务分别是什么？", ["科员", "副科长"]),
        (PEOPLE, "李一因为什么原因离任？", ["退休"]),
        (FORM, "馆长是谁？", ["赵四"]),
        (FORM, "云山县档案馆在哪？什么时候成立的？", ["1988年3月1日", "云山县和平路1号"]),
        (TITLED, "应付票据期末数是多少", ["500"]),
        (TITLED, "现金年初和期末各有多少", ["100", "300"]),
        (LOANS, "起始日期为2031年6月5日的贷款，利率是多少？", ["4.2%"]),
        (LOANS, "各银行的利率是多少", ["5.1%", "4.2%"]),
    ],
)
def test_finds_header_and_cells_where_no_header_is_marked(source: Table, question: str, expected: list[str]) -> None:
    assert texts(question, source) == expected


def test_2020_is_not_2021() -> None:
    years = table([], ["项目|2021年|2020年", "收入|5|6", "支出|7|8"])
    assert texts("2020年的收入是多少", years) == ["6"]


def test_a_percent_column_keeps_its_own_unit() -> None:
    rates = table(["项目|预算数|执行率（%）|职工人数"], ["甲项目|200|97.5|31", "乙项目|100|80|7"], unit="万元")
    assert find_cells("甲项目的执行率", [rates])[0].quantity.unit == "%"
    assert find_cells("甲项目的预算数", [rates])[0].quantity.unit == "万元"
    assert find_cells("甲项目的职工人数", [rates])[0].quantity.unit is None


def test_both_blocks_of_one_row_answer_a_question_for_both() -> None:
    assert texts("财政拨款收入和一般公共服务支出各是多少？", TWO_UP) == ["2,100.50", "1,900.00"]


def test_a_name_with_another_word_inside_is_another_thing() -> None:
    pensions = table(["科目名称|金额"], ["行政事业单位离退休|900", "住房公积金|70"], "支出表", "万元")
    assert look_up("行政事业单位离退休多少", [pensions]).score > 0.9
    assert look_up("行政单位离退休多少", [pensions]).score < 0.8
