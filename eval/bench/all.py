"""What `make bench` runs."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.bench.answering import answering_lines, build_index
from eval.bench.jobs import time_jobs
from eval.bench.lookup import MADE_UP, lookup_lines
from eval.bench.reading import time_reading
from eval.bench.retrieval import PARAPHRASES, retrieval_lines
from eval.case import read_cases

SAMPLES = Path(__file__).parents[2] / "examples" / "reports"
CASES = Path(__file__).parents[1] / "cases"
LOOKUP, RETRIEVAL = "JIWEN_BENCH_LOOKUP", "JIWEN_BENCH_RETRIEVAL"


def bench_lines(files: Sequence[Path], *, rounds: int, lookup: Path | None, retrieval: Path | None) -> Iterator[str]:
    """Lines of figures as they come: reading, answering, then the benchmarks whose files are given or named by the environment."""
    samples = sorted(SAMPLES.glob("*.pdf"))
    yield "reading"
    for time in time_reading(files or samples, rounds):
        yield f"  {time}"
    yield f"  {time_jobs(files or samples, rounds)}"
    yield "answering"
    with tempfile.TemporaryDirectory() as folder:
        build_index(samples, Path(folder) / "index")
        yield from (f"  {line}" for line in answering_lines(read_cases([CASES]), Path(folder) / "index"))
    for title, path, lines_of in (
        ("table look-up, tables made up for it", MADE_UP, lookup_lines),
        ("table look-up", lookup or _named(LOOKUP), lookup_lines),
        ("passages asked for in other words", PARAPHRASES, retrieval_lines),
        ("passage retrieval", retrieval or _named(RETRIEVAL), retrieval_lines),
    ):
        if path:
            yield title
            yield from (f"  {line}" for line in lines_of(path))


def _named(variable: str) -> Path | None:
    return Path(os.environ[variable]) if os.environ.get(variable) else None
