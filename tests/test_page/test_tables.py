import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ingest.model.place import Place
from jiwen.answer import Answer, Citation, Record
from jiwen.page.tables import TypedCell, answer_table, table_to_csv, table_to_xlsx, typed_cell


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("77.3亿元", "77.3", "亿元"),
        ("=100 亿元", "100", "亿元"),
        ("1,234,567.80", "1234567.80", None),
        ("-22.70%", "-22.70", "%"),
        ("98％", "98", "％"),
        ("≥100家", None, None),
        ("2023年6月", None, None),
        ("健全", None, None),
        ("1-3", None, None),
        ("", None, None),
    ],
)
def test_types_a_cell(text: str, number: str | None, unit: str | None) -> None:
    assert typed_cell(text) == TypedCell(text, None if number is None else Decimal(number), unit)


@pytest.fixture
def answer() -> Answer:
    fields = {"完成值": "1,234.50万元", "偏差": "-22.70%", "备注": "=HYPERLINK(1)"}
    records = (Record("indicator", "lin", "甲", fields, "missed", 1), Record("indicator", "lin", "乙", {"完成值": "健全"}, None, None))
    return Answer("问", "共2项", "list", records=records, citations=(Citation("lin", "自评报告", Place((3, 4)), "x"),))


def test_xlsx_holds_numbers_with_units_and_pages(answer: Answer) -> None:
    sheet = load_workbook(io.BytesIO(table_to_xlsx(answer_table(answer), "出处"))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert rows[0] == ["名称", "报告", "完成情况", "完成值", "偏差", "备注", "说明", "出处"]
    assert rows[1] == ["甲", "自评报告", "未完成", 1234.5, -0.227, "=HYPERLINK(1)", None, "第 3–4 页"]
    assert rows[2][:4] == ["乙", "自评报告", None, "健全"]
    assert (sheet["D2"].number_format, sheet["E2"].number_format, sheet["F2"].data_type) == ('#,##0.00" 万元"', "0.00%", "s")


def test_csv_runs_no_formula(answer: Answer) -> None:
    content = table_to_csv(answer_table(answer), "出处")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows[1] == ["甲", "自评报告", "未完成", "1,234.50万元", "-22.70%", "'=HYPERLINK(1)", "", "第 3–4 页"]
