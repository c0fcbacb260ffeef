"""How much faster many files are stored by several processes than by one."""

import contextlib
import io
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from index.library import Library
from jiwen.ingesting import ingest_files

LEAST_FILES = 24


@dataclass(frozen=True, slots=True)
class JobsTime:
    """Medians over all rounds: seconds on the clock of one process and of `jobs`, and `ratio`, round by round. Facts and words, no vectors:
    those keep all processors busy anyway.

    `cpu_ratio` is what free processors would give: the CPU time of one process by that of several spread evenly, or by the parent's own
    where that is longer.
    """

    files: int
    jobs: int
    alone_s: float
    together_s: float
    ratio: float
    cpu_ratio: float

    def __str__(self) -> str:
        return (
            f"{self.files} files stored in {self.alone_s:.2f} s, by {self.jobs} processes in {self.together_s:.2f} s: "
            f"{self.ratio:.2f} times as fast, {self.cpu_ratio:.2f} by CPU time"
        )


def time_jobs(paths: Sequence[Path], rounds: int, jobs: int = 2) -> JobsTime:
    """The files stored into new indexes by one process and by several in turn; few files are stored several times over."""
    with tempfile.TemporaryDirectory() as folder:
        files = copies(paths, max(LEAST_FILES, len(paths)), Path(folder))
        times = [(_stored(files, 1), _stored(files, jobs)) for _ in range(rounds)]
    return JobsTime(
        len(files),
        jobs,
        median(one.clock_s for one, _ in times),
        median(many.clock_s for _, many in times),
        median(one.clock_s / many.clock_s for one, many in times),
        median(one.parent_s / max(many.parent_s, (many.parent_s + many.readers_s) / jobs) for one, many in times),
    )


def copies(paths: Sequence[Path], count: int, folder: Path) -> list[Path]:
    """`count` files in `folder`, each of these PDFs in turn; a comment at the end makes each one's content its own."""
    made = []
    for number, path in enumerate(islice(cycle(paths), count)):
        made.append(folder / f"{number:02d}-{path.name}")
        made[-1].write_bytes(path.read_bytes() + f"\n%{number}\n".encode())
    return made


@dataclass(frozen=True, slots=True)
class _Times:
    clock_s: float
    parent_s: float
    readers_s: float


def _stored(files: Sequence[Path], jobs: int) -> _Times:
    started, cpu = time.perf_counter(), (_cpu(resource.RUSAGE_SELF), _cpu(resource.RUSAGE_CHILDREN))
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.redirect_stderr(io.StringIO()),
        Library.open(Path(folder) / "index", embedder="none") as library,
    ):
        ingest_files(library, files, jobs=jobs)
    return _Times(time.perf_counter() - started, _cpu(resource.RUSAGE_SELF) - cpu[0], _cpu(resource.RUSAGE_CHILDREN) - cpu[1])


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime
