"""Dumps with one cell a line, where names and values of neighbouring rows change places."""

from pathlib import Path

import pytest

from ingest.readers.text_dump.cells import cell_text
from ingest.readers.text_dump.columns import column_by_key
from ingest.readers.text_dump.lines import text_to_lines
from ingest.readers.text_dump.queues import queued_rows, run_columns
from ingest.report import read_report

HEAD = ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
COLUMNS = [column_by_key(key) for key in ("group", "name", "target", "actual", "weight", "score")]
A, B, C, D, E = (
    ["新建绿道长度", "≥12公里", "13公里", "10", "10"],
    ["管护合格率", "≥95%", "93%", "10", "8"],
    ["路灯更换数量", "≥80盏", "80盏", "20", "20"],
    ["树木成活率", "≥90%", "96%", "20", "20"],
    ["游客满意度", "≥85%", "88%", "30", "30"],
)


def rows(cells: list[str]) -> list[tuple[str, ...]]:
    read = queued_rows(text_to_lines("\n\n".join(cells)), COLUMNS)
    return (
        [tuple(cell_text(row.cells[key], "value") for key in ("name", "target", "actual", "weight", "score")) for row in read.rows]
        if read
        else []
    )


@pytest.mark.parametrize(
    ("cells", "want"),
    [
        ([*A, *B, *C, *D], [A, B, C, D]),
        ([*A, "产出指标", B[0], C[0], *B[1:], *C[1:], *D], [A, B, C, D]),  # two names, then the values of both
        ([*A, *B, *C, *D[1:], D[0], *E], []),  # D's values before its name: nothing beside them is certain, and too little is left
        ([*A[1:], A[0], *B[1:], B[0], *C[1:], C[0]], []),
        ([row[n] for n in range(5) for row in (A, B, C, D)], []),  # column after column
    ],
)
def test_names_and_runs_of_values(cells: list[str], want: list[list[str]]) -> None:
    assert rows(cells) == [tuple(row) for row in want]


def test_a_table_without_scores_or_deviations_has_no_runs() -> None:
    assert run_columns([column_by_key(key) for key in ("name", "target", "actual", "note")]) == ()


def test_facts_of_such_a_dump(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join([*HEAD, *A, "产出指标", B[0], C[0], *B[1:], *C[1:], *D, *E]), encoding="utf-8")
    report = read_report(path)
    assert [(i.name, i.target and i.target.text, i.actual and i.actual.text, str(i.score)) for i in report.indicators] == [
        (row[0], row[1], row[2], row[4]) for row in (A, B, C, D, E)
    ]
