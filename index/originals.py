"""Copies of the report files, kept beside the index so that a cited page can still be shown."""

import errno
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from index.errors import LibraryError, ReadOnlyIndex, StorageFull

_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\s]+')


def safe_id(report_id: str) -> str:
    """The id without the characters that a file name or an address may not hold."""
    return _UNSAFE.sub("_", report_id).strip("._") or "report"


class Originals:
    """The folder of the copies. A copy's name holds id and content hash: a new version never overwrites the one that is still stored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, source: Path, report_id: str, sha256: str) -> str:
        """The name of the copy in the folder. It appears whole or not at all."""
        name = f"{report_id}.{sha256[:8] or 'file'}{source.suffix.lower()}"
        partial = self.folder / f"{name}.part"
        try:
            self.folder.mkdir(exist_ok=True)
            shutil.copyfile(source, partial)
            partial.replace(self.folder / name)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise _copy_error(error, source, self.folder) from error
        return name

    def sweep(self, kept: set[str]) -> None:
        """Removes copies that no report owns (of removed reports, or left by a process that was killed).

        Windows does not let go of a file that is being shown; such a copy goes with the next change.
        """
        if self.folder.is_dir():
            for name in set(os.listdir(self.folder)) - kept:
                with suppress(PermissionError):
                    (self.folder / name).unlink(missing_ok=True)


def _copy_error(error: OSError, source: Path, folder: Path) -> LibraryError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageFull(f"磁盘空间不足，无法把 {source} 复制到 {folder}；报告没有存入。请清理磁盘后重试。")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnlyIndex(f"没有权限把 {source} 复制到 {folder}；报告没有存入。请检查文件夹权限。")
    return LibraryError(f"无法把 {source} 复制到 {folder}（{error.strerror}）；报告没有存入。请检查文件后重试。")
