"""What can go wrong with an index folder. Every message says what, where, the value seen, and what to do."""

import sqlite3
from pathlib import Path


class LibraryError(Exception):
    """An index that cannot be opened, read or written; what was stored before stays as it was."""


class NotAnIndex(LibraryError):
    """The folder or file is no index, or one of another program."""


class NewerIndex(LibraryError):
    """The index was written by a newer version of this program."""


class OlderIndex(LibraryError):
    """The index has an older layout and may not be migrated because it was opened for reading only."""


class DamagedIndex(LibraryError):
    """The database file is truncated or corrupt."""


class ReadOnlyIndex(LibraryError):
    """The folder may not be written to, or the library was opened for reading only."""


class StorageFull(LibraryError):
    """No room is left on the disk; the change was undone."""


class WriterBusy(LibraryError):
    """Another process is writing to the same index."""


class UnknownReport(LibraryError):
    """No report has this id."""


class ModelMismatch(LibraryError):
    """The stored vectors come from another embedding model than the one asked for."""


class EmbedderUnavailable(LibraryError):
    """The embedding model is not installed or cannot be loaded; search by words still works."""


_BY_CODE: dict[int, tuple[type[LibraryError], str]] = {
    sqlite3.SQLITE_FULL: (StorageFull, "磁盘空间不足，本次写入已撤销，原有内容未变。请清理磁盘后重试。"),
    sqlite3.SQLITE_CORRUPT: (DamagedIndex, "索引文件已损坏。请从备份恢复，或换一个空文件夹重新导入报告。"),
    sqlite3.SQLITE_NOTADB: (NotAnIndex, "该文件不是 SQLite 数据库，或文件头已损坏。请检查 --index 指向的文件夹。"),
    sqlite3.SQLITE_READONLY: (ReadOnlyIndex, "索引只读，不能写入。请检查文件夹权限，或换一个可写的文件夹。"),
    sqlite3.SQLITE_PERM: (ReadOnlyIndex, "没有访问索引文件的权限。请检查文件夹权限。"),
    sqlite3.SQLITE_CANTOPEN: (ReadOnlyIndex, "索引文件打不开。请检查文件夹是否存在、是否有读写权限。"),
    sqlite3.SQLITE_BUSY: (WriterBusy, "索引正被另一个程序占用。请等它结束后重试。"),
    sqlite3.SQLITE_LOCKED: (WriterBusy, "索引正被另一个程序占用。请等它结束后重试。"),
    sqlite3.SQLITE_IOERR: (DamagedIndex, "读写索引文件时磁盘出错。请检查磁盘，再重试。"),
}


def library_error(error: sqlite3.Error, where: Path) -> LibraryError:
    """The error of this tree that says what SQLite's result code means, with the file and SQLite's own words."""
    code = getattr(error, "sqlite_errorcode", None)
    kind, advice = _BY_CODE.get(code & 0xFF if code else -1, (DamagedIndex, "读取索引时出错，文件可能已损坏。请从备份恢复或重新导入。"))
    return kind(f"{advice}（文件：{where}；SQLite：{error}）")
