"""Many files at once: each file's fate is told, whatever happens to the others or to the processes that read them."""

import io
import os
import sys
from pathlib import Path

import pytest

import jiwen.ingesting
from index.library import Library
from ingest.errors import DamagedFile
from ingest.model.report import Report
from ingest.progress import Progress
from jiwen.bars import page_bar
from jiwen.ingesting import ingest_files


def read_by_name(path: Path, *, progress: Progress) -> Report:
    """What the name says: "dies" ends the process, "odd" is a programming error, "bad" a damaged file."""
    progress("read", 1, 1)
    if path.stem == "dies":
        os._exit(9)
    if path.stem == "odd":
        raise TypeError("no such thing")
    if path.stem == "bad":
        raise DamagedFile(f"{path.name}：损坏")
    return Report(path.stem, path.stem, path.name, 1, sha256=path.stem * 8)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    monkeypatch.setattr("ingest.report.read_report", read_by_name)
    paths = {stem: tmp_path / f"{stem}.pdf" for stem in ("a", "bad", "b", "dies", "c", "odd", "d", "e", "f")}
    for path in paths.values():
        path.write_bytes(b"%PDF-")
    return paths


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_one_bad_file_keeps_no_other_out(files: dict[str, Path], tmp_path: Path, jobs: int, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = [path for stem, path in files.items() if jobs > 1 or stem != "dies"]
    with Library.open(tmp_path / "index", embedder="none") as library:
        assert ingest_files(library, chosen, jobs=jobs) == 3
        assert [entry.id for entry in library.reports()] == ["a", "b", "c", "d", "e", "f"]
        assert all(entry.text_indexed for entry in library.reports())
    told = capsys.readouterr().err
    assert "bad.pdf：读不出来——bad.pdf：损坏" in told
    assert "odd.pdf：读不出来——读取时出现未预料的错误（TypeError：no such thing），没有读入" in told
    assert jobs == 1 or "dies.pdf：读不出来——读取它的进程被系统结束，多半是内存不足" in told
    assert f"{2 + (jobs > 1)}份文件没有读入" in told


def test_facts_of_all_files_are_stored_before_any_vector(files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(tmp_path / "index", embedder="none") as library:
        finish, seen = Library.finish_pending, []
        monkeypatch.setattr(Library, "finish_pending", lambda self, *rest: seen.append(len(self.reports())) or finish(self, *rest))
        assert ingest_files(library, [files["a"], files["b"], tmp_path / "missing.pdf"]) == 3
    assert seen == [2]
    assert jiwen.ingesting.read_one(tmp_path / "missing.pdf") == f"没有文件 {tmp_path / 'missing.pdf'}，请检查路径"


def test_a_terminal_is_told_the_page_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", terminal)
    with page_bar("扫描.pdf") as progress:
        progress("read", 5, 59)
        progress("scan", 5, 59)
        progress("understand", 1, 1)
    told = terminal.getvalue()
    assert [text for text in ("读取第 5/59 页", "识别第 5/59 页", "扫描.pdf：整理") if text in told] == [
        "读取第 5/59 页",
        "识别第 5/59 页",
        "扫描.pdf：整理",
    ]


def test_a_pipe_is_told_nothing_of_pages(capsys: pytest.CaptureFixture[str]) -> None:
    with page_bar("扫描.pdf") as progress:
        progress("scan", 5, 59)
    assert capsys.readouterr().err == ""
