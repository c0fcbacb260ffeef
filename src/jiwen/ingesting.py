"""Many report files into a library: read in parallel when asked, stored one after the other, progress on stderr."""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from ingest.errors import IngestError
from ingest.model.report import Report

if TYPE_CHECKING:
    from index.library import Library

_STATUS = {"added": "已读入", "unchanged": "没有变化", "replaced": "已更新"}


def read_one(path: Path) -> Report | str:
    """The report of one file, or the message why there is none (errors do not cross processes unharmed)."""
    from ingest.report import read_report

    if not path.exists():
        return f"没有文件 {path}，请检查路径"
    try:
        return read_report(path)
    except (IngestError, OSError) as error:
        return str(error)


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
                outcome = library.add(read, original=path)
                facts = f"指标{len(read.indicators)}项，预算行{len(read.budget)}项"
                bar.write(f"{path.name}：{_STATUS[outcome.status]}，{facts}，id {outcome.report_id}", file=sys.stderr)
            bar.update()
    if failed:
        sys.stderr.write(f"jiwen: {failed}份文件没有读入，原因见上\n")
    library.finish_pending()
    return 3 if failed else 0


def _read_all(files: Sequence[Path], jobs: int) -> Iterator[tuple[Path, Report | str]]:
    if jobs == 1 or len(files) < 2:
        for path in files:
            yield path, read_one(path)
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(files))) as pool:
        waiting: list[tuple[Path, Future[Report | str]]] = [(path, pool.submit(read_one, path)) for path in files]
        for path, future in waiting:
            yield path, future.result()
