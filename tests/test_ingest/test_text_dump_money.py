"""Tables of money in text dumps: rows of the next table are none of theirs, and wrapped figures are no figures of their own."""

from pathlib import Path

from ingest.report import read_report

HEAD = "项目资金 年初预算数 全年预算数 全年执行数 执行率\n"
TOTAL = "年度资金总额 100.00 120.00 90.00 75.00\n"


def amounts(path: Path, text: str) -> list[tuple[str, str, str]]:
    path.write_text(text, encoding="utf-8")
    return [(line.name, str(line.adjusted), str(line.actual)) for line in read_report(path).budget]


def test_rows_of_a_table_with_titles_of_its_own_are_no_lines_of_money(tmp_path: Path) -> None:
    below = "一级目标 二级 考核要点（三级） 年初预期值 年末实际值 标准分 得分\n产出指标 数量指标 发放手册数量 20000份 20000份 11 11\n"
    assert amounts(tmp_path / "a.txt", HEAD + TOTAL + below) == [("年度资金总额", "120.00", "90.00")]


def test_a_row_whose_figure_is_wrapped_is_left_out(tmp_path: Path) -> None:
    cut = "其中：财政拨款 80.00 39.0 31.20 79.90\n5\n"  # 39.05 in a narrow column: 31.20 / 39.05 = 79.90 %
    assert amounts(tmp_path / "a.txt", HEAD + TOTAL + cut) == [("年度资金总额", "120.00", "90.00")]


def test_a_row_that_contradicts_itself_is_read(tmp_path: Path) -> None:
    wrong = "其中：财政拨款 80.00 100.00 70.00 90.00\n"
    assert amounts(tmp_path / "a.txt", HEAD + TOTAL + wrong)[1:] == [("其中：财政拨款", "100.00", "70.00")]
