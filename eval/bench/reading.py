"""How fast reports are read, beside plain pdfplumber (`extract_text` and `extract_tables` of every page) in the same run."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import pdfplumber

from ingest.report import read_report


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """Median seconds of one file over all rounds: of the whole route to facts, and of plain pdfplumber."""

    name: str
    pages: int
    whole_route_s: float
    plain_s: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.pages} pages in {self.whole_route_s:.2f} s ({self.pages / self.whole_route_s:.1f} pages/s), "
            f"pdfplumber text + tables {self.plain_s:.2f} s; {self.plain_s / self.whole_route_s:.2f} times as fast"
        )


def time_reading(paths: Sequence[Path], rounds: int) -> Iterator[ReadingTime]:
    """One line a file. The two readers take turns, so that a busy machine slows both; the first turn of each only warms up."""
    for path in paths:
        pages = read_report(path).page_count
        plain_text_and_tables(path)
        ours, plain = [], []
        for _ in range(rounds):
            ours.append(_seconds(partial(read_report, path)))
            plain.append(_seconds(partial(plain_text_and_tables, path)))
        yield ReadingTime(path.name, pages, median(ours), median(plain))


def plain_text_and_tables(path: Path) -> int:
    """How many tables pdfplumber finds by itself; reads the text of every page too."""
    with pdfplumber.open(path) as document:
        return sum(len(page.extract_tables()) for page in document.pages if page.extract_text() is not None)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
