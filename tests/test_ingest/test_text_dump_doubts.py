"""Text dumps whose figures belong to no certain column: left out, refused, and told."""

from pathlib import Path

import pytest

from ingest.readers.text_dump.columns import Column
from ingest.readers.text_dump.grids import RowParse
from ingest.readers.text_dump.lines import Token
from ingest.readers.text_dump.sound import is_sound
from tests.test_ingest.text_dumps import grids, read

COLUMN_BY_COLUMN = """三级指标
年度指标值
实际完成值
分值
得分
新建口袋公园数量
补植行道树株数
古树名木保护株数
游园群众满意度
≥10处
≥800株
≥30株
≥90%
12处
820株
31株
96%
20
20
10
10
"""


DOUBTFUL = """指标名称 计量单位 指标性质 年初指标值 全年完成值 得分系数（%） 指标得分（分）
新建口袋公园数量 处 ≥ 10 12 100% 20
补植行道树株数 株 ≥ 800 820 100% 20
古树名木保护株数 株 ≥ 30 31 100% 20
苗圃病虫害次数 次 ≤ 2 1
"""


def test_refuses_a_table_printed_column_by_column_and_says_so(tmp_path: Path) -> None:
    document = read(tmp_path, COLUMN_BY_COLUMN)
    assert grids(document) == []
    assert [fault.rule for fault in document.faults] == ["uneven_rows"]
    assert document.faults[0].message.startswith("第1行起的表（三级指标、年度指标值、实际完成值、分值、得分）")


def test_figure_that_fits_two_columns_is_left_out_and_named(tmp_path: Path) -> None:
    document = read(tmp_path, DOUBTFUL)
    assert grids(document)[0][4] == ["苗圃病虫害次数", "次", "≤", "2", "", "", ""]
    assert [fault.message for fault in document.faults] == ["第5行：“苗圃病虫害次数”的“1”属于“全年完成值”还是“指标得分（分）”无法确定"]


@pytest.mark.parametrize(("weight", "actual", "expected"), [("10", "41公里", True), ("18600", "64.8市场价格波动，实际需求低于预期", False)])
def test_figures_glued_to_the_words_of_the_next_column_refuse_the_table(weight: str, actual: str, expected: bool) -> None:
    def row(name: str) -> RowParse:
        texts = {"name": name, "target": "≥38公里", "weight": weight, "actual": actual}
        return RowParse({key: [Token(text, 1, 0)] for key, text in texts.items()})

    columns = [Column("name", "words", 1.0, 0), *(Column(key, "value", 1.0, n) for n, key in enumerate(("target", "weight", "actual"), 1))]
    assert is_sound([row(name) for name in "甲乙丙丁"], columns) is expected
