"""What `make bench` measures, on the smallest of everything."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.bench.answering import answering_lines
from eval.bench.jobs import JobsTime, copies, time_jobs
from eval.bench.lookup import lookup_lines
from eval.bench.reading import ReadingTime, plain_text_and_tables, time_reading
from eval.bench.retrieval import rank_of, retrieval_lines
from eval.case import Case
from ingest.report import read_report

SAMPLE = Path(__file__).parents[2] / "examples" / "reports" / "chengyu_water_2022.pdf"


def write_lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_reading_is_timed_beside_plain_pdfplumber() -> None:
    (time,) = time_reading([SAMPLE], rounds=1)
    assert (time.name, time.pages) == ("chengyu_water_2022.pdf", 4)
    assert plain_text_and_tables(SAMPLE) == 4
    assert min(time.whole_route_s, time.plain_s, time.ratio) > 0


def test_reading_time_says_both_and_their_ratio() -> None:
    assert (
        str(ReadingTime("a.pdf", 10, 2.0, 3.0, 1.45))
        == "a.pdf: 10 pages in 2.00 s (5.0 pages/s), pdfplumber text + tables 3.00 s; 1.45 times as fast"
    )


def test_copies_of_a_file_are_files_of_their_own(tmp_path: Path) -> None:
    made = copies([SAMPLE], 3, tmp_path)
    assert [path.name for path in made] == [f"0{number}-chengyu_water_2022.pdf" for number in range(3)]
    reports = [read_report(path) for path in made]
    assert len({report.sha256 for report in reports}) == 3
    assert reports[0].indicators == reports[2].indicators != ()


def test_several_processes_are_timed_beside_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.bench.jobs.LEAST_FILES", 2)
    timed = time_jobs([SAMPLE], rounds=1)
    assert (timed.files, timed.jobs) == (2, 2)
    assert min(timed.alone_s, timed.together_s, timed.ratio, timed.cpu_ratio) > 0


def test_time_of_jobs_says_both_ratios() -> None:
    assert (
        str(JobsTime(24, 2, 9.0, 5.0, 1.8, 1.9))
        == "24 files stored in 9.00 s, by 2 processes in 5.00 s: 1.80 times as fast, 1.90 by CPU time"
    )


def test_answering_is_timed_by_kind(sample_index: Path) -> None:
    cases = [Case("a", "一共有多少个指标？", "aggregate", "toy"), Case("b", "今天天气怎么样？", "refusal", "toy", expect={"refused": True})]
    lines = list(answering_lines(cases, sample_index))
    assert [line.split(",")[0] for line in lines] == ["exact: 1 questions", "refused: 1 questions"]


def test_lookup_counts_exact_sets_by_kind(tmp_path: Path) -> None:
    texts = [["项目", "期末余额", "期初余额"], ["应收账款", "5", "6"], ["合计", "5", "6"]]
    cells = [
        {"id": 3 * r + c, "row": r, "col": c, "rows": 1, "cols": 1, "text": text}
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
    ]
    common = {"question": "应收账款的期初余额是多少？", "cells": cells, "table_type": "vertical", "question_type": "single_cell"}
    path = write_lines(tmp_path / "cells.jsonl", [{"id": "q1", "gold_cells": [5], **common}, {"id": "q2", "gold_cells": [4], **common}])
    assert list(lookup_lines(path)) == ["all: 50.0 % of 2", "vertical: 50.0 % of 2", "single_cell: 50.0 % of 2"]


def test_retrieval_reports_recall_and_rank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.bench.retrieval.WAYS", ("words",))
    rows = [
        {"id": "p1", "text": "水库巡查由防御调度科负责，每月两次。", "title": ""},
        {"id": "p2", "text": "图书馆每周开放五十八小时。", "title": ""},
        {"id": "q1", "question": "水库巡查由谁负责？", "passage": "p1"},
        {"id": "q2", "question": "图书馆每周开放多久？", "passage": "p2"},
    ]
    path = write_lines(tmp_path / "passages.jsonl", rows)
    assert list(retrieval_lines(path)) == ["words: recall@1 100.0 %, recall@5 100.0 %, MRR@10 1.000 over 2"]


def test_a_passage_that_is_not_ranked_has_rank_0() -> None:
    assert [rank_of("b", ["a", "b"]), rank_of("c", ["a", "b"])] == [2, 0]
