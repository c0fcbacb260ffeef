"""`python -m eval`: cases read, asked, judged, written and compared."""

import json
from pathlib import Path

import pytest

from eval.asking import ask_cases
from eval.case import BadCases, read_cases
from eval.chart import outcome_chart, outcomes_of
from eval.commands import main
from eval.rates import percentile, rates_of
from eval.results import BadResults, read_results
from eval.scorers import judge

CASES = [
    {
        "id": "a",
        "question": "水库安全监测点数的目标是多少？",
        "kind": "value",
        "expect": {"value": {"number": "150", "unit": "个"}, "pages": [4]},
    },
    {"id": "b", "question": "水库安全监测点数的目标是多少？", "kind": "value", "expect": {"value": {"number": "151", "unit": "个"}}},
    {"id": "c", "question": "水库移民安置人数是多少？", "kind": "refusal", "expect": {"refused": True}},
    {"id": "d", "question": "水库移民安置人数是多少？", "kind": "value", "expect": {"value": {"number": "1", "unit": "人"}}},
]


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    path = tmp_path / "toy.jsonl"
    rows = [{**case, "reports": ["chengyu_water_2023.pdf"]} for case in CASES]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_every_question_counts(case_file: Path, sample_index: Path) -> None:
    verdicts = [judge(reply) for reply in ask_cases(read_cases([case_file]), sample_index)]
    rates = rates_of(verdicts)
    assert (rates["cases"], rates["right"], rates["refused_wrongly"], rates["failed"]) == (4, 2, 1, 0)
    assert (rates["refusal_precision"], rates["refusal_recall"], rates["page_hits"]) == (0.5, 1.0, 1.0)
    assert outcomes_of(rates) == {"right": 2, "wrong": 1, "refused wrongly": 1, "failed": 0}


def test_a_question_that_fails_is_a_column(sample_index: Path, monkeypatch: pytest.MonkeyPatch, case_file: Path) -> None:
    def broken(*arguments: object, **more: object) -> None:
        raise ArithmeticError("by zero")

    monkeypatch.setattr("eval.asking.Assistant.ask", broken)
    verdicts = [judge(reply) for reply in ask_cases(read_cases([case_file]), sample_index)]
    assert rates_of(verdicts)["failed"] == 4
    assert verdicts[0].reasons[0].startswith("ArithmeticError: by zero (")


def test_run_prints_losses_and_writes_json_and_page(
    case_file: Path, sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(case_file), "--index", str(sample_index), "--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out
    assert "losses (2)" in printed
    assert "  b [value] 水库安全监测点数的目标是多少？\n      value 150 个, expected 151 个" in printed
    results = read_results(tmp_path / "out")
    assert (results["all"]["cases"], results["all"]["right"]) == (4, 2)
    page = (tmp_path / "out" / "results.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "expected 151 个" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_compare_names_what_moved(case_file: Path, sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(case_file), "--index", str(sample_index), "--out", str(tmp_path / "a")])
    case_file.write_text(case_file.read_text(encoding="utf-8").replace('"151"', '"150"'), encoding="utf-8")
    main(["run", str(case_file), "--index", str(sample_index), "--out", str(tmp_path / "b")])
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b")]) == 0
    printed = capsys.readouterr().out
    assert "won (1)\n  b 水库安全监测点数的目标是多少？" in printed
    assert "lost (0)" in printed


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no cases"),
        ("{}\n", "line 1: not a case (KeyError: 'id')"),
        ("nothing\n", "line 1: not a case (JSONDecodeError"),
        ('{"id": "a", "question": "?", "kind": "value", "expect": {"pagse": [1]}}\n', "line 1: unknown expectation pagse"),
        ('{"id": "a", "question": "?", "kind": "value", "expect": {}}\n' * 2, "the same id more than once: a"),
    ],
)
def test_bad_cases_say_where_and_what(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadCases) as error:
        read_cases([path])
    assert complaint in str(error.value)


def test_unusable_files_end_with_exit_code_2(tmp_path: Path, sample_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(tmp_path / "missing.jsonl"), "--index", str(sample_index)]) == 2
    assert "missing.jsonl" in capsys.readouterr().err
    assert main(["compare", str(tmp_path), str(tmp_path)]) == 2
    assert "python -m eval run" in capsys.readouterr().err


def test_results_of_something_else_are_refused(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BadResults, match="not the results of a run"):
        read_results(tmp_path)


def test_percentiles_are_nearest_rank() -> None:
    assert [percentile([4, 1, 3, 2], share) for share in (0.25, 0.5, 0.95, 1.0)] == [1, 2, 4, 4]
    assert percentile([], 0.5) is None


def test_chart_bars_fill_the_whole_width() -> None:
    rates = {"cases": 10, "right": 7, "accuracy": 0.7, "refused_wrongly": 2, "failed": 1}
    assert outcomes_of(rates) == {"right": 7, "wrong": 0, "refused wrongly": 2, "failed": 1}
    chart = outcome_chart({"a<b": rates})
    assert "a&lt;b" in chart
    assert "7/10 70.0%" in chart
