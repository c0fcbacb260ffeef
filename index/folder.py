"""An index folder opened: made when new, migrated when old, refused when it is something else."""

from pathlib import Path

from index.errors import LibraryError, NewerIndex, NotAnIndex, OlderIndex, ReadOnlyIndex
from index.lock import WriterLock
from index.reading import Reader
from index.settings import IndexSettings

DATABASE = "jiwen.sqlite3"
ORIGINALS = "originals"
LOCK = "writer.lock"
KEPT_BESIDE = frozenset({"users.tsv", "feedback.jsonl"})
"""What the layers above may have put into the folder before there was an index: who may sign in, what readers called wrong."""

APPLICATION_ID = 0x4A495745
"""SQLite's application_id of an index ("JIWE")."""

VERSION = 1
"""The layout that this program reads and writes: the number of migrations."""


def open_folder(folder: Path, settings: IndexSettings, *, read_only: bool) -> Reader:
    """A reader of the index in `folder`, which is of the current version afterwards."""
    path = folder / DATABASE
    if not path.exists():
        _check_may_create(folder, read_only=read_only)
        _migrate(folder, settings)
    reader = Reader(path, folder / ORIGINALS, settings.busy_timeout_s)
    version = _checked_version(reader, path)
    if version < VERSION:
        if read_only:
            raise OlderIndex(
                f"索引 {path} 是旧版本（{version}，当前 {VERSION}），需要升级。请先以可写方式打开一次，例如运行 jiwen ingest。"
            )
        reader.close()
        _migrate(folder, settings)
    return reader


def _check_may_create(folder: Path, *, read_only: bool) -> None:
    if read_only:
        raise NotAnIndex(f"{folder} 里没有索引（缺少 {DATABASE}）。请先运行 jiwen ingest 导入报告，或检查 --index 的路径。")
    if folder.exists() and not folder.is_dir():
        raise NotAnIndex(f"{folder} 不是文件夹，不能用作索引。请换一个路径。")
    if folder.is_dir() and {p.name for p in folder.iterdir()} - {LOCK, ORIGINALS, *KEPT_BESIDE}:
        raise NotAnIndex(f"{folder} 里有别的文件而没有索引，为免混放没有在此新建。请指定一个空文件夹。")


def _checked_version(reader: Reader, path: Path) -> int:
    """The layout's version. An empty file (version 0, id 0, no tables) is one whose making was interrupted."""
    application_id, version = reader.identity()
    if application_id == 0 and version == 0 and not reader.has_tables():
        return 0
    if application_id != APPLICATION_ID:
        raise NotAnIndex(f"{path} 是别的程序的数据库（application_id {application_id}），不能用作索引。请换一个文件夹。")
    if version > VERSION:
        raise NewerIndex(f"索引 {path} 由更新的版本写成（版本 {version}，本程序支持到 {VERSION}）。请升级本程序，或换一个文件夹重新导入。")
    return version


def _migrate(folder: Path, settings: IndexSettings) -> None:
    from index.store import Store

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnlyIndex(f"不能建立索引文件夹 {folder}（{error.strerror}）。请检查权限，或换一个路径。") from error
    with WriterLock(folder / LOCK, settings.lock_timeout_s).held():
        version = Store(folder / DATABASE, settings.busy_timeout_s).migrate()
    if version != VERSION:
        raise LibraryError(f"索引 {folder} 升级后版本为 {version}，应为 {VERSION}。")
