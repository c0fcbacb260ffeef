"""Files on their way into the library: a queue with one worker, so that reading never takes more than one processor from those who ask."""

import logging
import os
import queue
import secrets
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from index.errors import LibraryError
from index.library import Library
from ingest.collecting import spare_what_is_there
from ingest.errors import IngestError
from ingest.model.report import Report
from ingest.progress import Progress
from jiwen.page.reading import NICENESS, ReadingError, ReadingStoppedError
from jiwen.saying import Language, say_message

log = logging.getLogger(__name__)

JobState = Literal["queued", "reading", "storing", "done", "failed", "cancelled"]
OPEN_STATES: frozenset[JobState] = frozenset({"queued", "reading", "storing"})
KEPT_JOBS = 200
WARNING_COUNT = 5

Reads = Callable[[Path, Progress, threading.Event], Report]


@dataclass(frozen=True, slots=True)
class Job:
    """One uploaded file. `step` is what its reader or the library is at, `done` of `total` how far; `ahead` counts the files before it."""

    id: str
    name: str
    state: JobState = "queued"
    step: str = ""
    done: int = 0
    total: int = 0
    ahead: int = 0
    message: str = ""
    report: str | None = None
    outcome: str | None = None
    counts: tuple[tuple[str, int], ...] = ()
    warnings: tuple[str, ...] = ()

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """Keys as the page's script and the API's readers see them; what went wrong is told in `language`."""
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "step": self.step,
            "done": self.done,
            "total": self.total,
            "ahead": self.ahead,
            "message": say_message(language, self.message),
            "report": self.report,
            "outcome": self.outcome,
            "counts": dict(self.counts),
            "warnings": [say_message(language, warning) for warning in self.warnings],
        }


class Uploads:
    """Reads and stores one file after the other. `read` raises IngestError, ReadingError or ReadingStoppedError; then nothing is stored."""

    def __init__(self, library: Library, read: Reads) -> None:
        self._library = library
        self._read = read
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._cancels: dict[str, threading.Event] = {}
        self._waiting: queue.Queue[tuple[str, Path, str | None]] = queue.Queue()
        self._worker: threading.Thread | None = None

    def submit(self, name: str, path: Path, replaces: str | None = None) -> Job:
        """Queues the file at `path`, which is deleted afterwards together with its folder.

        The report `replaces` is removed once the new one is stored; it stays when the file cannot be read.
        """
        job = Job(secrets.token_hex(8), name)
        with self._lock:
            self._jobs[job.id] = job
            self._cancels[job.id] = threading.Event()
            for stale in [key for key, old in self._jobs.items() if old.state not in OPEN_STATES][:-KEPT_JOBS]:
                del self._jobs[stale], self._cancels[stale]
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="jiwen-uploads", daemon=True)
                self._worker.start()
        self._waiting.put((job.id, path, replaces))
        return self.job(job.id) or job

    def job(self, job_id: str) -> Job | None:
        """The job as it stands now, None when there is none (any more)."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.state != "queued":
                return job
            earlier = list(self._jobs)[: list(self._jobs).index(job_id)]
            return replace(job, ahead=sum(self._jobs[other].state in OPEN_STATES for other in earlier))

    def cancel(self, job_id: str) -> None:
        """Stops a job that is queued or being read; one that is being stored is finished."""
        with self._lock:
            if job_id not in self._cancels:
                return
            self._cancels[job_id].set()
            if self._jobs[job_id].state == "queued":
                self._jobs[job_id] = replace(self._jobs[job_id], state="cancelled")

    def _work(self) -> None:
        _give_way()
        while True:
            job_id, path, replaces = self._waiting.get()
            try:
                self._update(job_id, **self._run(job_id, path, replaces))
            except Exception as error:
                log.exception("storing %s failed", path.name)
                self._update(
                    job_id,
                    state="failed",
                    message=f"{path.name}：入库时出现未预料的错误（{type(error).__name__}：{error}），没有入库。请联系维护人员。",
                )
            finally:
                shutil.rmtree(path.parent, ignore_errors=True)

    def _run(self, job_id: str, path: Path, replaces: str | None) -> dict[str, Any]:
        cancel = self._cancels[job_id]
        if cancel.is_set():
            return {"state": "cancelled"}
        self._update(job_id, state="reading")

        def seen(step: str, done: int, total: int) -> None:
            self._update(job_id, step=step, done=done, total=total)

        try:
            report = self._read(path, seen, cancel)
            if not report.tables and not report.sections:
                return {"state": "failed", "message": f"{path.name}：没有读出任何表格或正文，没有入库。请检查文件内容与格式是否相符。"}
            self._update(job_id, state="storing", step="facts", done=0, total=0)
            outcome = self._library.add(report, path, progress=seen)
            if outcome.status == "added" and replaces in [entry.id for entry in self._library.reports()]:
                self._library.remove(str(replaces))
                outcome = replace(outcome, status="replaced")
            self._library.report(outcome.report_id)  # the first who asks about it does not wait
            spare_what_is_there()
        except ReadingStoppedError:
            return {"state": "cancelled"}
        except (IngestError, ReadingError, LibraryError, OSError) as error:
            return {"state": "failed", "message": str(error)}
        return {"state": "done", "report": outcome.report_id, "outcome": outcome.status, **read_account(report)}

    def _update(self, job_id: str, **changes: Any) -> None:
        with self._lock:
            self._jobs[job_id] = replace(self._jobs[job_id], **changes)


def _give_way() -> None:
    """Lets the threads that answer go first. Only Linux counts niceness by thread; elsewhere it would slow the whole process."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def read_account(report: Report) -> dict[str, Any]:
    """What was read, in counts, and the first things that a person should look at."""
    counts = {
        "pages": report.page_count,
        "tables": len(report.tables),
        "indicators": len(report.indicators),
        "budget": len(report.budget),
        "tasks": len(report.tasks),
        "sections": len(report.sections),
    }
    faults = [check.message for check in report.checks if check.rule in READING_FAULTS]
    return {"counts": tuple(counts.items()), "warnings": tuple(faults[:WARNING_COUNT])}


READING_FAULTS = frozenset({"unread_digits", "unnamed_columns", "uneven_rows", "blank_form", "broken_text_layer", "ocr_low_confidence"})
