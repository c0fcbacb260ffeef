"""Reports added, updated and removed, so that a process killed at any moment loses nothing that was stored.

A report goes through three stages, each committed before the next: its facts (one transaction; exact questions can be answered from
here on), its passages with their words, its vectors in batches. What is missing after a crash shows in the report's stage and is finished
by `finish_pending`. Vectors are computed without holding the write lock: another upload's facts do not wait for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from index.codec import report_from_bytes, report_to_bytes
from index.embed import Embedder, identity
from index.entries import AddOutcome, AddStatus, Progress, ReportEntry, Stage
from index.lock import WriterLock
from index.originals import Originals, safe_id
from index.passages import report_to_passages
from index.reading import Reader
from index.settings import IndexSettings
from index.store import Store
from ingest.model.report import Report

EmbedderFor = Callable[[Mapping[str, str]], Embedder | None]


@dataclass(frozen=True, slots=True)
class Builder:
    """Changes one index. `embedder_for` gives the model for the recorded properties, None where there is none."""

    reader: Reader
    store: Store
    lock: WriterLock
    originals: Originals
    settings: IndexSettings
    embedder_for: EmbedderFor

    def add(self, report: Report, original: Path | None, *, may_replace: bool, until: Stage, progress: Progress) -> AddOutcome:
        """Stores the report and makes it searchable; see `Library.add`."""
        with self.lock.held():
            status, report_id, old = self._plan(report, may_replace=may_replace)
            if status == "unchanged":
                number = self.reader.number(report_id)
                self._complete_original(report_id, original)
            else:
                number = self._put_facts(replace(report, id=report_id), original, old)
        progress("facts", 1, 1)
        if number is not None and until != "facts":
            self._finish(number, report_id, progress, until)
        self.store.checkpoint()
        return AddOutcome(status, report_id)

    def _plan(self, report: Report, *, may_replace: bool) -> tuple[AddStatus, str, ReportEntry | None]:
        """(status, id, entry to replace). The same content is the same report whatever its name; the same name with other content
        is a new version when title, department and year agree, else another report."""
        entries = self.reader.entries()
        old = next((e for e in entries if report.sha256 and e.sha256 == report.sha256), None)
        if old is not None:
            return ("replaced", old.id, old) if may_replace and not self._has_same_facts(report, old) else ("unchanged", old.id, None)
        old = next((e for e in entries if _is_earlier_version(e, report)), None)
        if old is None or not may_replace:
            return "added", _free_id(safe_id(report.id), {e.id for e in entries}), None
        return ("unchanged", old.id, None) if self._has_same_facts(report, old) else ("replaced", old.id, old)

    def _has_same_facts(self, report: Report, entry: ReportEntry) -> bool:
        """False after the reader has learned something: the same file then gives other facts, which are worth storing."""
        number = self.reader.number(entry.id)
        stored = None if number is None else self.reader.facts(number)
        return stored is not None and report_from_bytes(stored) == _as_stored(replace(report, id=entry.id, source=entry.source))

    def _put_facts(self, report: Report, original: Path | None, old: ReportEntry | None) -> int:
        copy = self.originals.put(original, report.id, report.sha256) if original else None
        if copy is None and old is not None and old.original_path is not None and old.sha256 == report.sha256:
            copy = old.original_path.name
        number = self.store.put_report(report, copy, self.reader.number(old.id) if old else None)
        self._sweep()
        return number

    def _complete_original(self, report_id: str, original: Path | None) -> None:
        """Keeps a copy of the file of a stored report that has none."""
        entry = next(e for e in self.reader.entries() if e.id == report_id)
        number = self.reader.number(report_id)
        if original and number is not None and not (entry.original_path and entry.original_path.exists()):
            self.store.put_original(number, self.originals.put(original, report_id, entry.sha256))

    def _sweep(self) -> None:
        self.originals.sweep({e.original_path.name for e in self.reader.entries() if e.original_path})

    def remove(self, number: int) -> None:
        """Removes the report in this row, and the copy of its file."""
        with self.lock.held():
            self.store.remove_report(number)
            self._sweep()
            self.store.checkpoint()

    def finish_pending(self, progress: Progress) -> list[str]:
        """Ids of the reports whose passages or vectors were missing and are now complete, as far as there is a model."""
        embedder = self.embedder_for(self.reader.properties())
        pending = self.reader.pending(("facts",) if embedder is None else ("facts", "words"))
        for number, report_id, _ in pending:
            self._finish(number, report_id, progress, "vectors")
        return [report_id for _, report_id, _ in pending]

    def _finish(self, number: int, report_id: str, progress: Progress, until: Stage) -> None:
        if any(number == other for other, _, _ in self.reader.pending(("facts",))):
            self._put_passages(number)
            progress("passages", 1, 1)
        if until == "vectors" and any(number == other for other, _, _ in self.reader.pending(("words",))):
            embedder = self.embedder_for(self.reader.properties())
            if embedder is not None:
                self._put_vectors(number, embedder, progress)

    def _put_passages(self, number: int) -> None:
        facts = self.reader.facts(number)
        if facts is not None:
            passages = report_to_passages(report_from_bytes(facts), self.settings)
            with self.lock.held():
                self.store.put_passages(number, passages)

    def _put_vectors(self, number: int, embedder: Embedder, progress: Progress) -> None:
        epoch = self._epoch_of(embedder)
        texts = self.reader.searched_texts(number)
        for start in range(0, len(texts), self.settings.embed_batch):
            batch = texts[start : start + self.settings.embed_batch]
            vectors = embedder.embed_passages([text for _, text in batch])
            rows = [(passage, vector.astype("<f4").tobytes()) for (passage, _), vector in zip(batch, vectors, strict=True)]
            with self.lock.held():
                if not self.store.put_vectors(rows, epoch):
                    return
            progress("vectors", start + len(batch), len(texts))
        with self.lock.held():
            self.store.finish_vectors(number)

    def _epoch_of(self, embedder: Embedder) -> str:
        """The counter that changes with the model; records the model with the first vectors."""
        with self.lock.held():
            recorded = self.reader.properties()
            if "model" not in recorded:
                self.store.set_model(identity(embedder), drop_vectors=False)
                recorded = self.reader.properties()
        return recorded["epoch"]

    def change_model(self, embedder: Embedder) -> None:
        """Drops all vectors and records this model; `finish_pending` computes the new ones."""
        with self.lock.held():
            self.store.set_model(identity(embedder), drop_vectors=True)


def _is_earlier_version(entry: ReportEntry, report: Report) -> bool:
    same = (entry.source, entry.title, entry.department, entry.year)
    return same == (report.source, report.title, report.department, report.year)


def _as_stored(report: Report) -> Report:
    """The report as it comes back: JSON rounds boxes to 0.1 pt."""
    return report_from_bytes(report_to_bytes(report))


def _free_id(wanted: str, taken: set[str]) -> str:
    return next(name for name in (wanted if n == 1 else f"{wanted}-{n}" for n in count(1)) if name not in taken)
