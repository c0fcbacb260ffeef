"""One writer at a time, over threads and processes. The lock goes when its process dies, however it dies."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from index.errors import ReadOnlyIndex, WriterBusy


class WriterLock:
    """The right to write to the index whose lock file is `path`. Threads wait for one another, processes for `timeout_s`."""

    def __init__(self, path: Path, timeout_s: float) -> None:
        self._path = path
        self._timeout_s = timeout_s
        self._threads = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the lock; the thread that holds it may take it again.

        Raises WriterBusy with the other process's number, ReadOnlyIndex where no lock file can be made.
        """
        with self._threads:
            if self._depth:
                yield
                return
            with _opened(self._path) as file:
                self._wait(file)
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
                    _unlock(file)

    def _wait(self, file: IO[str]) -> None:
        give_up = time.monotonic() + self._timeout_s
        while not _try_lock(file):
            if time.monotonic() >= give_up:
                file.seek(0)
                owner = file.read(20).strip() or "未知"
                raise WriterBusy(f"另一个程序（进程号 {owner}）正在写入索引 {self._path.parent}。请等它结束后重试。")
            time.sleep(0.05)
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()


def _opened(path: Path) -> IO[str]:
    try:
        return path.open("a+", encoding="ascii", errors="replace")
    except OSError as error:
        raise ReadOnlyIndex(f"不能写入索引文件夹 {path.parent}（{error.strerror}）。请检查权限，或换一个可写的文件夹。") from error


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        file.seek(1000)  # beyond the process number, which a waiting process must be able to read
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        file.seek(1000)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
