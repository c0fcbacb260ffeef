"""What kind of thing a question asks for decides where its labels do not. Names and figures are made up."""

import pytest

from ingest.model.document import Cell
from ingest.model.place import Place
from ingest.model.table import Table
from jiwen.cells import find_cells


def unmarked(*lines: str) -> Table:
    """A table of which no header is known: cells divided by "|", "<" and "^" continue the cell to the left and above."""
    grid: list[list[Cell]] = []
    for r, line in enumerate(lines):
        row: list[Cell] = []
        for c, text in enumerate(line.split("|")):
            row.append(row[-1] if text == "<" else grid[r - 1][c] if text == "^" else Cell(text, Place(), r, c))
        grid.append(row)
    return Table("", (), tuple(tuple(row) for row in grid), Place())


SUPPLIERS = unmarked(
    "序号|供货单位|采购金额|占比%|结算方式",
    "1|云岭五金厂|88,120.50|41.20%|月结",
    "2|松溪纸业|60,400.00|28.24%|现结",
    "3|望江食品店|65,370.10|30.56%|月结",
    "合计|<|213,890.60|100.00%|-",
)
SCHOOLS = unmarked("镇|小学|<|初中|<", "^|学校数（所）|学生（人）|学校数（所）|学生（人）", "云岭镇|3|1,205|1|402", "松溪镇|5|2,310|2|981")
BALANCE = unmarked("项目|2031年12月31日|2030年12月31日|变动比例", "存货|15|10|50.00%", "应收账款|30|40|-25.00%")
ORDER = unmarked(
    "申请科室|总务科|申请日期|2031年2月3日",
    "品名|单位|数量|单价（元）",
    "订书机|个|12|18.50",
    "文件夹|包|30|9.90",
    "审批意见|同意|审批人|卫青禾",
)
SHIFTS = unmarked("日期|5月1日|5月2日|5月3日", "早班|石磊|田苗|石磊", "晚班|田苗|孟冬|孟冬")
CARD = unmarked("姓名|田苗|性别|女|照片", "籍贯|云岭|学历|本科|^", "毕业院校|松溪学院|<|<|<")


@pytest.mark.parametrize(
    ("source", "question", "expected"),
    [
        pytest.param(SUPPLIERS, "按现结方式结算的是哪家？", ["松溪纸业"], id="the name beside a value"),
        pytest.param(SUPPLIERS, "采购占比最低的供货单位是哪家？", ["松溪纸业"], id="the smallest, total apart"),
        pytest.param(SUPPLIERS, "第三大供货单位是谁？", ["望江食品店"], id="the third"),
        pytest.param(SUPPLIERS, "月结的供货单位有哪些？", ["云岭五金厂", "望江食品店"], id="all of them"),
        pytest.param(SCHOOLS, "松溪镇有几所小学？", ["5"], id="the unit asked for"),
        pytest.param(SCHOOLS, "云岭镇小学和初中各有多少人？", ["1,205", "402"], id="the unit in each group"),
        pytest.param(BALANCE, "年末存货有多少？", ["15"], id="the year's end is the latest year"),
        pytest.param(BALANCE, "2030年底应收账款是多少？", ["40"], id="31 December is the year's end"),
        pytest.param(ORDER, "文件夹买了多少包？", ["30"], id="the grid between pairs"),
        pytest.param(ORDER, "审批人是谁？", ["卫青禾"], id="the pairs below a grid"),
        pytest.param(ORDER, "什么时候申请的？", ["2031年2月3日"], id="the pairs above a grid"),
        pytest.param(SHIFTS, "5月2日晚班是谁？", ["孟冬"], id="a day across"),
        pytest.param(CARD, "田苗是哪个学校毕业的？", ["松溪学院"], id="pairs beside a photo"),
    ],
)
def test_the_kind_asked_for_decides(source: Table, question: str, expected: list[str]) -> None:
    assert [found.cell.text for found in find_cells(question, [source])] == expected
