"""How fast questions are answered in one process: the project's own cases over the sample reports."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.asking import ask_cases
from eval.case import Case
from eval.rates import percentile
from eval.scorers import judge
from index.library import Library
from ingest.report import read_report

EXACT = ("value", "list", "aggregate", "compare", "clarify")


def build_index(paths: Sequence[Path], folder: Path, *, embedder: str | None = None) -> None:
    """An index of these files in `folder`; `embedder` "none" for words alone."""
    with Library.open(folder, embedder=embedder) as library:
        for number, path in enumerate(paths, 1):
            print(f"indexing {number}/{len(paths)} {path.name}", file=sys.stderr)
            library.add(read_report(path), path)


def answering_lines(cases: Sequence[Case], index_folder: Path) -> Iterator[str]:
    """Median and 95th percentile by exact and prose questions; the first pass only warms up caches and model."""
    for reply in ask_cases(cases, index_folder):
        judge(reply)
    verdicts = [judge(reply) for reply in ask_cases(cases, index_folder)]
    for label, kinds in (("exact", EXACT), ("prose", ("passage",)), ("refused", ("refusal",))):
        times = [verdict.elapsed_ms for verdict in verdicts if verdict.case.kind in kinds and verdict.elapsed_ms is not None]
        if times:
            yield f"{label}: {len(times)} questions, p50 {percentile(times, 0.5):.1f} ms, p95 {percentile(times, 0.95):.1f} ms"
