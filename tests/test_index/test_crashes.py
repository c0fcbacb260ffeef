"""Processes killed, disks full, files damaged: what was stored stays, what is wrong is said."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from index import folder as index_folder
from index.errors import DamagedIndex, LibraryError, NewerIndex, NotAnIndex, OlderIndex, ReadOnlyIndex, StorageFull, WriterBusy
from index.folder import DATABASE, VERSION
from index.library import Library
from index.migrations import MIGRATIONS
from index.settings import IndexSettings
from ingest.model.report import Report

KILLED = """
import json, os, signal, sys
sys.path[:0] = {paths!r}
from conftest import HashingEmbedder, made_up_report
from index.library import Library

class Dying(HashingEmbedder):
    def embed_passages(self, texts):
        if {stage!r} == "embedding":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().embed_passages(texts)

def progress(stage, done, total):
    if stage == {stage!r}:
        os.kill(os.getpid(), signal.SIGKILL)

library = Library.open({folder!r}, embedder=Dying())
library.add(made_up_report("second", 2021, "拆除旧苗圃五处。"), progress=progress)
"""


@pytest.mark.parametrize("stage", ["facts", "passages", "embedding", "vectors"])
def test_killed_process_loses_nothing_and_the_rest_is_finished_later(
    library: Library, make_report: Callable[..., Report], stage: str
) -> None:
    library.add(make_report())
    tests = Path(__file__).parent
    code = KILLED.format(paths=[str(tests), str(tests.parents[1])], stage=stage, folder=str(library.folder))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert library.report("second").year == 2021
    assert [entry.text_indexed for entry in library.reports()] == [True, stage != "facts"]
    assert library.status().pending == ("second",)
    assert "1 份报告的文本索引尚未完成：second" in library.status().notices[0]
    assert library.finish_pending() == ["second"]
    assert library.search("拆除旧苗圃", by="vectors", top_n=1)[0].text == "拆除旧苗圃五处。"
    assert (library.status().pending, library.status().vector_count, library.finish_pending()) == ((), 10, [])


def test_adding_again_finishes_what_was_interrupted(library: Library, make_report: Callable[..., Report]) -> None:
    class Stopped(BaseException):
        pass

    def stop(stage: str, _done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        library.add(make_report(), progress=stop)
    assert not library.reports()[0].text_indexed
    assert library.add(make_report()).status == "unchanged"
    assert library.reports()[0].text_indexed


def limit_pages(library: Library, monkeypatch: pytest.MonkeyPatch, spare: int) -> None:
    """SQLite's own "disk full" after `spare` more pages."""
    from index.store import Store

    made = Store.__init__
    used = (library.folder / DATABASE).stat().st_size // 4096

    def limited(self: Store, path: Path, busy_timeout_s: float) -> None:
        made(self, path, busy_timeout_s)
        event.listen(self.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count = {used + spare}"))

    monkeypatch.setattr(Store, "__init__", limited)


def test_full_disk_stores_nothing_of_the_report(
    library: Library, make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(make_report())
    big = replace(make_report("big", 2020), project=os.urandom(200_000).hex())
    with monkeypatch.context() as patch:
        limit_pages(library, patch, 2)
        with pytest.raises(StorageFull, match="磁盘空间不足，本次写入已撤销"):
            library.add(big)
    assert [entry.id for entry in library.reports()] == ["linhai_2023"]
    assert library.add(big).status == "added"


def test_full_disk_while_the_file_is_copied_stores_nothing(
    library: Library, make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF")

    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"%")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(StorageFull, match=r"无法把 .*a\.pdf 复制到"):
        library.add(make_report(), original)
    assert library.reports() == []
    assert list((library.folder / "originals").iterdir()) == []


def test_copies_left_by_a_killed_process_are_swept(library: Library, make_report: Callable[..., Report], tmp_path: Path) -> None:
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF")
    (library.folder / "originals").mkdir()
    (library.folder / "originals" / "dead.12345678.pdf").write_bytes(b"x")
    library.add(make_report(), original)
    assert [path.name for path in (library.folder / "originals").iterdir()] == [f"linhai_2023.{make_report().sha256[:8]}.pdf"]


def test_copy_of_the_file_is_added_to_a_report_stored_without(library: Library, make_report: Callable[..., Report], tmp_path: Path) -> None:
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF")
    library.add(make_report())
    assert library.add(make_report(), original).status == "unchanged"
    (entry,) = library.reports()
    assert entry.original_path is not None
    assert entry.original_path.read_bytes() == b"%PDF"


def test_second_writer_is_told_who_writes(library: Library, make_report: Callable[..., Report]) -> None:
    code = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
from index.lock import WriterLock
with WriterLock(Path({str(library.folder / "writer.lock")!r}), 1).held():
    print("held", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            with (
                Library.open(library.folder, embedder="none", settings=IndexSettings(lock_timeout_s=0.1)) as waiting,
                pytest.raises(WriterBusy, match=f"进程号 {other.pid}"),
            ):
                waiting.add(make_report())
            assert library.reports() == []
        finally:
            other.kill()
    assert library.add(make_report()).status == "added"


def test_folder_with_other_files_is_not_made_an_index(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"x")
    with pytest.raises(NotAnIndex, match="有别的文件而没有索引"):
        Library.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]


def test_a_folder_where_users_were_added_first_becomes_an_index(tmp_path: Path) -> None:
    (tmp_path / "users.tsv").write_text("a\tscrypt$hash\t\n")
    with Library.open(tmp_path, embedder="none") as library:
        assert library.reports() == []


def test_missing_index_is_not_made_for_reading(tmp_path: Path) -> None:
    with pytest.raises(NotAnIndex, match="请先运行 jiwen ingest"):
        Library.open(tmp_path / "nothing", read_only=True)
    assert not (tmp_path / "nothing").exists()


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(LibraryError, match="不是文件夹"):
        Library.open(tmp_path / "file")


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
    with pytest.raises(NotAnIndex, match="别的程序的数据库"):
        Library.open(tmp_path)


def test_newer_index_is_refused(library: Library) -> None:
    set_version(library, VERSION + 1)
    with pytest.raises(NewerIndex, match=f"版本 {VERSION + 1}，本程序支持到 {VERSION}"):
        Library.open(library.folder)


def set_version(library: Library, version: int) -> None:
    connection = sqlite3.connect(library.folder / DATABASE)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_version_counts_the_migrations() -> None:
    assert len(MIGRATIONS) == VERSION


def test_older_index_is_migrated_and_keeps_its_reports(
    library: Library, make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import text

    library.add(make_report())
    more = (*MIGRATIONS, lambda connection: connection.execute(text("ALTER TABLE reports ADD COLUMN seal TEXT")))
    monkeypatch.setattr(index_folder, "VERSION", VERSION + 1)
    with pytest.raises(OlderIndex, match="需要升级"):
        Library.open(library.folder, read_only=True)
    monkeypatch.setattr("index.store.migrate", lambda connection: __import__("index.migrations").migrations.migrate(connection, more))
    with Library.open(library.folder, embedder="none") as migrated:
        assert migrated.status().version == VERSION + 1
        assert migrated.report("linhai_2023").year == 2023


def test_failed_migration_changes_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import text

    from index.migrations import migrate
    from index.store import Store

    def fail(connection: object) -> None:
        connection.execute(text("CREATE TABLE half (a)"))  # type: ignore[attr-defined]
        raise LibraryError("stop")

    store = Store(library.folder / DATABASE, 1)
    with pytest.raises(LibraryError, match="stop"), store._transaction() as connection:
        migrate(connection, (*MIGRATIONS, fail))
    with sqlite3.connect(library.folder / DATABASE) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "half" not in names
    assert library.status().version == VERSION


def test_making_an_index_that_was_interrupted_is_done_again(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / DATABASE).close()
    (tmp_path / DATABASE).touch()
    with Library.open(tmp_path, embedder="none") as library:
        assert library.reports() == []


@pytest.mark.parametrize(("keep", "kind"), [(50, NotAnIndex), (0, NotAnIndex)])
def test_file_with_a_broken_head_is_refused(tmp_path: Path, keep: int, kind: type[LibraryError]) -> None:
    (tmp_path / DATABASE).write_bytes(b"broken" * 1000)
    with pytest.raises(kind, match="不是 SQLite 数据库"):
        Library.open(tmp_path)


def test_truncated_file_is_reported_as_damaged(library: Library, make_report: Callable[..., Report]) -> None:
    for number in range(20):
        library.add(make_report(f"r{number}", 2000 + number))
    library.close()
    path = library.folder / DATABASE
    for leftover in ("-wal", "-shm"):
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(DamagedIndex, match="已损坏"), Library.open(library.folder, embedder="none") as damaged:
        damaged.report("r3")


def test_damaged_facts_of_one_report_are_named(library: Library, make_report: Callable[..., Report]) -> None:
    library.add(make_report())
    with sqlite3.connect(library.folder / DATABASE) as connection:
        connection.execute("UPDATE reports SET facts = x'00'")
    connection.close()
    with pytest.raises(DamagedIndex, match="报告 linhai_2023 的内容已损坏"):
        library.report("linhai_2023")


def test_folder_that_cannot_be_written_to_is_still_read(
    full_library: Library, make_report: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    full_library.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Library.open(full_library.folder, embedder="none", read_only=True) as reader:
        assert reader.search("航道疏浚", top_n=1)[0].report_id == "qiushui_2023"


def test_lock_file_that_cannot_be_written_is_reported(library: Library, make_report: Callable[..., Report]) -> None:
    (library.folder / "writer.lock").unlink()
    (library.folder / "writer.lock").mkdir()
    with pytest.raises(ReadOnlyIndex, match="不能写入索引文件夹"):
        library.add(make_report())


def test_facts_are_there_before_the_text_is_indexed(library: Library, make_report: Callable[..., Report]) -> None:
    seen: list[tuple[str, bool]] = []
    library.add(make_report(), progress=lambda stage, _done, _total: seen.append((stage, library.reports()[0].text_indexed)))
    assert seen == [("facts", False), ("passages", True), ("vectors", True)]
    assert time.time() - library.reports()[0].added_at.timestamp() < 60
