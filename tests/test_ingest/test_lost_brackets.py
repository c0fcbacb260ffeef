"""Brackets that OCR lost are put back, and only those."""

import pytest

from ingest.model.document import Page, Rule, Word
from ingest.tables.lost_brackets import mend_brackets
from ingest.tables.page_table import page_tables


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("满意度指标（10分", "满意度指标（10分）"),
        ("年度预算申请万元)", "年度预算申请（万元）"),
        ("执行率%）", "执行率（%）"),
        ("项目资金（万元)", "项目资金（万元)"),
        ("1.完成绿道建设；2)", "1.完成绿道建设；2)"),
        ("（一）产出指标", "（一）产出指标"),
        ("数量指标", "数量指标"),
    ],
)
def test_mends_the_bracket_at_the_end(read: str, expected: str) -> None:
    assert mend_brackets(read) == expected


@pytest.mark.parametrize(("confidence", "expected"), [(0.9, "执行率（%）"), (None, "执行率%）")])
def test_only_text_read_from_pictures_is_mended(confidence: float | None, expected: str) -> None:
    rules = [Rule(0, y, 100, y) for y in (0, 20, 40)] + [Rule(x, 0, x, 40) for x in (0, 100)]
    page = Page(1, 200, 200, (Word("执行率%）", 10, 5, 60, 15, 10, confidence), Word("98", 10, 25, 30, 35, 10, confidence)), tuple(rules))
    (table,), _ = page_tables(page)
    assert [cell.text for cell in table.cells] == [expected, "98"]
