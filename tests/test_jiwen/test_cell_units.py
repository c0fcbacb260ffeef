"""The unit of a figure in a table that counts and prices side by side. Made up after the national form 机构运行信息表."""

import pytest

from ingest.model.document import Cell
from ingest.model.place import Box, Place
from ingest.model.report import Report
from ingest.model.table import Table
from jiwen.assistant import Assistant
from jiwen.cells.units import label_unit
from jiwen.shelf import MemoryShelf

_ROWS = (
    "项目|预算数|决算数|项目|统计数",
    "（一）支出合计|28.00|21.46|（二）参照公务员法管理事业单位|52.22",
    "1．公务接待费|8.00|3.64|三、国有资产占用情况|—",
    "（二）相关统计数|—|—|（一）车辆数合计（辆）|6",
    "1．公务用车保有量（辆）|—|5|1．应急保障用车|2",
    "2．国内公务接待批次（个）|—|43|2．执法执勤用车|4",
    "3．国内公务接待人次（人）|—|386|（二）单价100万元以上设备（台，套）|7",
    "其中：外事接待人次（人）|—|12|四、政府采购支出信息|—",
    "4．国（境）外接待批次（个）|—|0|（一）政府采购支出合计|936.50",
)
_TREE = (
    "项目|2022年|2023年|增减率（%）",
    "林业支出（类）|80.00|90.00|12.50",
    "造林面积（亩）|1200|1500|25.00",
    "行政运行（项）|40.00|44.00|10.00",
)


def _table(title: str, *lines: str) -> Table:
    place = Place((1,), (Box(1, 50, 100, 500, 300),), title)
    rows = [tuple(Cell(text, place, r, c) for c, text in enumerate(line.split("|"))) for r, line in enumerate(lines)]
    return Table(title, (rows[0],), tuple(rows[1:]), place, unit="万元")


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    tables = (_table("机构运行信息表", *_ROWS), _table("支出对比表", *_TREE))
    report = Report(
        id="r", title="青岚县林业局2023年度决算", source="r.pdf", page_count=1, department="青岚县林业局", year=2023, tables=tables
    )
    return Assistant(MemoryShelf([report]))


@pytest.mark.parametrize(
    ("question", "number", "unit"),
    [
        ("公务用车保有量", "5", "辆"),
        ("车辆数合计", "6", "辆"),
        ("执法执勤用车", "4", "辆"),
        ("国内公务接待批次", "43", "个"),
        ("国内公务接待人次", "386", "人"),
        ("单价100万元以上设备", "7", "台"),
        ("政府采购支出合计", "936.50", "万元"),
        ("参照公务员法管理事业单位", "52.22", "万元"),
        ("公务接待费决算数", "3.64", "万元"),
        ("林业支出增减率", "12.50", "%"),
        ("2023年行政运行", "44.00", "万元"),
    ],
)
def test_a_figure_has_the_unit_of_its_own_label(assistant: Assistant, question: str, number: str, unit: str) -> None:
    value = assistant.ask(question).value
    assert value is not None
    assert (str(value.number), value.unit) == (number, unit)


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("公务用车保有量（辆）", "辆"),
        ("设备（台，套）", "台"),
        ("增减%", "%"),
        ("金额（单位：万元）", "万元"),
        ("检察（款）", None),
        ("行政运行（项）", None),
        ("项目数（项）", "项"),
        ("因公出国（境）", None),
        ("公务用车", None),
    ],
)
def test_reads_the_unit_out_of_a_label(label: str, unit: str | None) -> None:
    assert label_unit(label) == unit
