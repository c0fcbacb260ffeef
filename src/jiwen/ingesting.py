"""Many report files into a library: read in parallel when asked, stored one after the other, progress on stderr.

Facts and words of all files are stored first, so that exact questions about all of them are answered while the vectors are still computed.
"""

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from ingest.errors import IngestError
from ingest.model.report import Report
from ingest.progress import Progress, untold
from jiwen.bars import page_bar

if TYPE_CHECKING:
    from index.library import Library

AHEAD = 8
"""Reports a reading process may be ahead of the one that is stored next: a long file keeps no process idle."""
_STATUS = {"added": "已读入", "unchanged": "没有变化", "replaced": "已更新"}


def read_one(path: Path, progress: Progress = untold) -> Report | str:
    """The report of one file, or the message why there is none (errors do not cross processes unharmed)."""
    from ingest.report import read_report

    if not path.exists():
        return f"没有文件 {path}，请检查路径"
    try:
        return read_report(path, progress=progress)
    except (IngestError, OSError) as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - the edge of the command: one file must not keep the others out
        return f"读取时出现未预料的错误（{type(error).__name__}：{error}），没有读入。请把文件交给维护人员。"


def ingest_files(library: "Library", files: Sequence[Path], *, jobs: int = 1) -> int:
    """0 when every file is stored, 3 when one or more could not be read."""
    failed = 0
    bar = tqdm(total=len(files), unit="份", file=sys.stderr, disable=not files)
    with bar:
        for path, read in _read_all(files, jobs):
            if isinstance(read, str):
                failed += 1
                bar.write(f"{path.name}：读不出来——{read}", file=sys.stderr)
            else:
                outcome = library.add(read, original=path, until="words")
                facts = f"指标{len(read.indicators)}项，预算行{len(read.budget)}项"
                bar.write(f"{path.name}：{_STATUS[outcome.status]}，{facts}，id {outcome.report_id}", file=sys.stderr)
            bar.update()
    if failed:
        sys.stderr.write(f"jiwen: {failed}份文件没有读入，原因见上\n")
    _finish(library)
    return 3 if failed else 0


def _finish(library: "Library") -> None:
    """Passages and vectors of everything that has none yet."""
    with tqdm(unit="段", desc="编制检索", file=sys.stderr, disable=not library.reports()) as bar:
        before = 0

        def seen(stage: str, done: int, _total: int) -> None:
            nonlocal before
            if stage == "vectors":
                bar.update(done - before if done > before else done)
                before = done

        library.finish_pending(seen)


def _read_all(files: Sequence[Path], jobs: int) -> Iterator[tuple[Path, Report | str]]:
    if jobs == 1 or len(files) < 2:
        for path in files:
            with page_bar(path.name) as progress:
                read = read_one(path, progress)
            yield path, read
        return
    import ingest.readers.pdf
    import ingest.report  # noqa: F401  once, before the processes are made: they would each spend half a second on it

    left = deque(files)
    while left:
        with ProcessPoolExecutor(max_workers=min(jobs, len(left))) as pool:
            try:
                yield from _read_in_pool(left, pool, ahead=AHEAD * jobs)
            except BrokenProcessPool:  # all that were under way are lost with the one that died; the first of them is tried alone
                path = left.popleft()
                yield path, _read_alone(path)


def _read_in_pool(left: deque[Path], pool: ProcessPoolExecutor, ahead: int) -> Iterator[tuple[Path, Report | str]]:
    """Takes from `left` what has been read, in order; no more than `ahead` reports are held."""
    waiting: deque[Future[Report | str]] = deque()
    following = iter(tuple(left))
    while left:
        waiting.extend(pool.submit(read_one, path) for path in islice(following, ahead - len(waiting)))
        read = waiting.popleft().result()
        yield left.popleft(), read


def _read_alone(path: Path) -> Report | str:
    with ProcessPoolExecutor(max_workers=1) as pool:
        try:
            return pool.submit(read_one, path).result()
        except BrokenProcessPool:
            return "读取它的进程被系统结束，多半是内存不足。请关闭别的程序或拆分文件后再导入。"
