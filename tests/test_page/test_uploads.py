"""The upload queue: order, failures that lose nothing, cancelling, and the reading process."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from ingest.errors import DamagedFile, IngestError
from ingest.model.report import Report
from jiwen.page.reading import ReadingProcess, ReadingStoppedError
from jiwen.page.uploads import OPEN_STATES, Job, Reads, Uploads
from tests.pdfs.draw import Sheet


def put(folder: Path, name: str, content: bytes = b"x") -> Path:
    (folder / name).mkdir()
    path = folder / name / name
    path.write_bytes(content)
    return path


def settled(uploads: Uploads, job_id: str) -> Job:
    for _ in range(500):
        job = uploads.job(job_id)
        assert job is not None
        if job.state not in OPEN_STATES:
            return job
        time.sleep(0.01)
    raise AssertionError(job)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "index", embedder="none")


def test_a_file_that_cannot_be_read_is_told_and_the_next_is_read(library: Library, report: Report, tmp_path: Path) -> None:
    def read(path: Path, seen: object, cancel: threading.Event) -> Report:
        if path.name == "坏.pdf":
            raise DamagedFile("坏.pdf：文件不完整，请重新下载")
        return report

    uploads = Uploads(library, read)
    bad, good = uploads.submit("坏.pdf", put(tmp_path, "坏.pdf")), uploads.submit("好.pdf", put(tmp_path, "好.pdf"))
    assert (settled(uploads, bad.id).state, settled(uploads, bad.id).message) == ("failed", "坏.pdf：文件不完整，请重新下载")
    assert settled(uploads, good.id).state == "done"
    assert [entry.id for entry in library.reports()] == ["lin"]
    assert not (tmp_path / "坏.pdf").exists()


def test_a_bug_in_the_reader_does_not_stop_the_queue(library: Library, report: Report, tmp_path: Path) -> None:
    def read(path: Path, seen: object, cancel: threading.Event) -> Report:
        if path.name == "怪.pdf":
            raise ZeroDivisionError("division by zero")
        return report

    uploads = Uploads(library, read)
    odd, good = uploads.submit("怪.pdf", put(tmp_path, "怪.pdf")), uploads.submit("好.pdf", put(tmp_path, "好.pdf"))
    assert settled(uploads, odd.id).message.startswith("怪.pdf：入库时出现未预料的错误（ZeroDivisionError")
    assert settled(uploads, good.id).state == "done"


def test_waiting_files_know_their_place_and_can_be_cancelled(library: Library, report: Report, tmp_path: Path) -> None:
    going = threading.Event()

    def read(path: Path, seen: object, cancel: threading.Event) -> Report:
        going.wait(5)
        if cancel.is_set():
            raise ReadingStoppedError
        return report

    uploads = Uploads(library, read)
    jobs = [uploads.submit(f"{n}.pdf", put(tmp_path, f"{n}.pdf")) for n in range(3)]
    waiting = uploads.job(jobs[2].id)
    assert waiting is not None
    assert (waiting.state, waiting.ahead) == ("queued", 2)
    uploads.cancel(jobs[0].id)
    uploads.cancel(jobs[2].id)
    cancelled = uploads.job(jobs[2].id)
    assert cancelled is not None
    assert cancelled.state == "cancelled"
    going.set()
    assert [settled(uploads, job.id).state for job in jobs] == ["cancelled", "done", "cancelled"]


def test_a_file_without_any_text_is_not_stored(library: Library, report: Report, tmp_path: Path) -> None:
    uploads = Uploads(library, lambda path, seen, cancel: replace(report, tables=(), sections=()))
    job = settled(uploads, uploads.submit("空壳.pdf", put(tmp_path, "空壳.pdf")).id)
    assert (job.state, job.message[:18]) == ("failed", "空壳.pdf：没有读出任何表格或正文")
    assert library.reports() == []


def test_the_same_file_twice_is_said(library: Library, report: Report, tmp_path: Path) -> None:
    read: Reads = lambda path, seen, cancel: report  # noqa: E731
    uploads = Uploads(library, read)
    first, second = (uploads.submit("lin.pdf", put(tmp_path / folder, "lin.pdf")) for folder in _folders(tmp_path))
    assert (settled(uploads, first.id).outcome, settled(uploads, second.id).outcome) == ("added", "unchanged")


def _folders(tmp_path: Path) -> tuple[str, str]:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    return "a", "b"


def test_the_reading_process_tells_what_is_wrong_and_goes_on(tmp_path: Path) -> None:
    reading = ReadingProcess()
    bad = tmp_path / "不是报告.pdf"
    bad.write_bytes(b"\x00\x01\x02 no report")
    try:
        for _ in range(2):
            with pytest.raises(IngestError, match=r"不是报告\.pdf"):
                reading.read(bad, lambda step, done, total: None, threading.Event())
    finally:
        reading.stop()


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    reading = ReadingProcess()
    cancel = threading.Event()
    cancel.set()
    path = tmp_path / "a.txt"
    path.write_text("一、概况", "utf-8")
    with pytest.raises(ReadingStoppedError):
        reading.read(path, lambda step, done, total: None, cancel)


def test_each_page_is_told_and_reading_ends_between_two(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "三页.pdf")
    for number in range(3):
        sheet.text(60, 100, f"第{number}部分")
        sheet.next_page()
    reading, cancel, told = ReadingProcess(), threading.Event(), []

    def seen(*step: object) -> None:
        told.append(step)
        cancel.set()

    with pytest.raises(ReadingStoppedError):
        reading.read(sheet.save(), seen, cancel)
    assert told == [("read", 1, 3)]
    assert reading._process is None


def test_the_old_report_goes_only_when_the_new_one_is_stored(library: Library, report: Report, tmp_path: Path) -> None:
    def read(path: Path, seen: object, cancel: threading.Event) -> Report:
        if path.name == "坏.pdf":
            raise DamagedFile("坏.pdf：文件不完整")
        return replace(report, id=path.stem, source=path.name, sha256=f"{path.stem:x<64}", title=path.stem)

    uploads = Uploads(library, read)
    settled(uploads, uploads.submit("旧.pdf", put(tmp_path, "旧.pdf")).id)
    old = library.reports()[0].id
    settled(uploads, uploads.submit("坏.pdf", put(tmp_path, "坏.pdf"), old).id)
    assert [entry.id for entry in library.reports()] == [old]
    job = settled(uploads, uploads.submit("新.pdf", put(tmp_path, "新.pdf"), old).id)
    assert (job.outcome, [entry.source for entry in library.reports()]) == ("replaced", ["新.pdf"])
