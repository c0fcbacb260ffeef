"""Reading a file in a process of its own: a hard file cannot slow down, stop or crash the page, and can be cancelled at any moment."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ingest.collecting import seldom_collecting
from ingest.errors import IngestError
from ingest.model.report import Report
from ingest.progress import Progress

POLL_S = 0.2
TIMEOUT_S = 1800
LAST_MOMENT_S = 3
"""For the reading process to end what it has started (LibreOffice) and to delete its files."""
NICENESS = 10


class ReadingStoppedError(Exception):
    """The reader was asked to stop."""


class ReadingError(Exception):
    """The reading process ended without a result."""


class ReadingProcess:
    """Calls `read_report` in a child process that is kept for the next file (its imports take seconds)."""

    def __init__(self) -> None:
        self._process: Any = None
        self._pipe: Connection | None = None

    def read(self, path: Path, seen: Progress, cancel: threading.Event) -> Report:
        """The report. Raises IngestError as the reader did, ReadingStoppedError, ReadingError."""
        pipe = self._started()
        pipe.send(path)
        waited_s = 0.0
        while True:
            if cancel.is_set():
                self.stop()
                raise ReadingStoppedError
            if not pipe.poll(POLL_S):
                waited_s += POLL_S
                if waited_s > TIMEOUT_S:
                    self.stop()
                    raise ReadingError(f"{path.name}：读取超过 {TIMEOUT_S // 60} 分钟仍未完成，已停止。请把文件拆小后再上传。")
                continue
            try:
                with seldom_collecting():
                    kind, value = pipe.recv()
            except EOFError:
                self.stop()
                raise ReadingError(f"{path.name}：读取进程意外结束，没有保存任何内容。请重试；仍不行请检查该文件。") from None
            if kind == "step":
                waited_s = 0.0
                seen(*value)
            elif kind == "report":
                report: Report = value
                return report
            else:
                raise value

    def stop(self) -> None:
        """Ends the child process; the next `read` starts another."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(LAST_MOMENT_S)
            self._process.kill()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="jiwen-reading")
            self._process.start()
            theirs.close()
        return self._pipe


def _serve(pipe: Connection) -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    signal.signal(signal.SIGTERM, _leave)
    from ingest.report import read_report

    def step(name: str, done: int, total: int) -> None:
        pipe.send(("step", (name, done, total)))

    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        pipe.send(_outcome(read_report, path, step))


def _leave(_signal: int, _frame: Any) -> None:
    raise SystemExit(0)


def _outcome(read: Callable[..., Report], path: Path, step: Progress) -> tuple[str, Any]:
    try:
        return "report", read(path, progress=step)
    except IngestError as error:
        return "error", error
    except Exception as error:  # noqa: BLE001  the edge of the process: a reader's bug must be told, not end the queue
        return "error", ReadingError(f"{path.name}：读取时出现未预料的错误（{type(error).__name__}：{error}）。请把该文件发给维护人员。")
