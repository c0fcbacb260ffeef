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
    """Medians of one file over all rounds, in seconds of CPU time: of the whole route to facts, of plain pdfplumber.

    `ratio` is the median of plain pdfplumber's time by ours, round by round: above 1 we are faster.
    """

    name: str
    pages: int
    whole_route_s: float
    plain_s: float
    ratio: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.pages} pages in {self.whole_route_s:.2f} s ({self.pages / self.whole_route_s:.1f} pages/s), "
            f"pdfplumber text + tables {self.plain_s:.2f} s; {self.ratio:.2f} times as fast"
        )


def time_reading(paths: Sequence[Path], rounds: int) -> Iterator[ReadingTime]:
    """One line a file. The two readers take turns, so that a busy machine slows both; the first turn of each only warms up."""
    for path in paths:
        pages = read_report(path).page_count
        plain_text_and_tables(path)
        readers = (partial(read_report, path), partial(plain_text_and_tables, path))
        times = [_in_turn(readers, reverse=bool(turn % 2)) for turn in range(rounds)]
        ours, plain = zip(*times, strict=True)
        yield ReadingTime(path.name, pages, median(ours), median(plain), median(b / a for a, b in times))


def plain_text_and_tables(path: Path) -> int:
    """How many tables pdfplumber finds by itself; reads the text of every page too."""
    with pdfplumber.open(path) as document:
        return sum(len(page.extract_tables()) for page in document.pages if page.extract_text() is not None)


def _in_turn(readers: tuple[Callable[[], object], Callable[[], object]], *, reverse: bool) -> tuple[float, float]:
    """CPU seconds of both; the second goes first with `reverse`."""
    first, second = readers
    if reverse:
        other = _seconds(second)
        return _seconds(first), other
    return _seconds(first), _seconds(second)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
