"""Remarks of readers become cases only when a person confirms them."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.case import BadCases, read_cases
from eval.commands import main
from eval.feedback import Remark, confirm, expectation_of, read_remarks


def remark(words: str) -> Remark:
    return Remark("a1b2c3", "2026-03-05T08:00:00+00:00", "公寓开工多少？", words, "value", "18套", "0f1e")


def write(folder: Path, *remarks: str) -> None:
    lines = [
        {"id": f"r{n}", "at": "2026-03-05T08:00:00+00:00", "question": "公寓开工多少？", "history": ["哪些没完成？"], "reports": ["lin"],
         "remark": words, "index_version": "0f1e", "answer": {"kind": "value", "answer": "**18套**[1]"}}
        for n, words in enumerate(remarks)
    ]  # fmt: skip
    (folder / "feedback.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("应为77.3亿元", {"value": {"number": "77.3", "unit": "亿元"}}),
        ("19套", {"value": {"number": "19", "unit": "套"}}),
        ("报告里没有", {"refused": True}),
        ("Not in the report.", {"refused": True}),
        ("没有完成的是河道清淤", {"contains": [["没有完成的是河道清淤"]]}),
        ("应是2套和3套", {"contains": [["应是2套和3套"]]}),
        ("  ", {}),
    ],
)
def test_what_the_reader_says_is_right_is_what_is_expected(words: str, expect: dict[str, Any]) -> None:
    assert expectation_of(remark(words)) == expect


def test_a_confirmed_remark_is_a_case_that_runs(tmp_path: Path) -> None:
    write(tmp_path, "应为19套")
    cases = tmp_path / "cases" / "feedback.jsonl"
    confirm(tmp_path, "r0", cases)
    case = read_cases([cases])[0]
    assert (case.id, case.question, case.history, case.reports) == ("feedback-r0", "公寓开工多少？", ("哪些没完成？",), ("lin",))
    assert (case.kind, case.expect) == ("value", {"value": {"number": "19", "unit": "套"}})
    with pytest.raises(BadCases, match="is a case of"):
        confirm(tmp_path, "r0", cases)


def test_the_person_who_confirms_may_say_it_better(tmp_path: Path) -> None:
    write(tmp_path, "漏了两项", "")
    cases = tmp_path / "feedback_cases.jsonl"
    assert confirm(tmp_path, "r0", cases, {"names": ["甲", "乙"]})["kind"] == "list"
    with pytest.raises(BadCases, match="give --expect"):
        confirm(tmp_path, "r1", cases)
    with pytest.raises(BadCases, match="unknown expectation nmaes"):
        confirm(tmp_path, "r1", cases, {"nmaes": []})
    with pytest.raises(BadCases, match="no remark r9"):
        confirm(tmp_path, "r9", cases)


def test_the_command_lists_and_confirms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "应为19套")
    cases = ["--cases", str(tmp_path / "c.jsonl")]
    assert main(["feedback", "--index", str(tmp_path), *cases]) == 0
    listed = capsys.readouterr().out
    assert "r0  2026-03-05T08:00:00+00:00  index 0f1e  open" in listed
    assert "哪些没完成？ → 公寓开工多少？" in listed
    assert main(["feedback", "--index", str(tmp_path), "--confirm", "r0", *cases]) == 0
    capsys.readouterr()
    main(["feedback", "--index", str(tmp_path), *cases])
    assert "index 0f1e  confirmed" in capsys.readouterr().out
    assert main(["feedback", "--index", str(tmp_path), "--confirm", "r9", *cases]) == 2


def test_no_remarks_and_damaged_ones(tmp_path: Path) -> None:
    assert read_remarks(tmp_path) == []
    (tmp_path / "feedback.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(BadCases, match="line 1: not a remark"):
        read_remarks(tmp_path)
