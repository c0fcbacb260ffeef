"""The library of reports in one folder: what everything above stores into and asks.

Opening it, listing reports and reading their facts imports neither SQLAlchemy nor numpy, FAISS, a model or LlamaIndex.
"""

import threading
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from index.codec import report_from_bytes
from index.embed import Embedder, load_embedder
from index.entries import AddOutcome, Hit, IndexStatus, Progress, ReportEntry, SearchBy, Stage
from index.errors import DamagedIndex, ReadOnlyIndex, UnknownReport
from index.folder import DATABASE, LOCK, ORIGINALS, open_folder
from index.lock import WriterLock
from index.model import ModelChoice
from index.reading import Reader
from index.search import EngineFor, PassageSearch, faiss_engine
from index.settings import IndexSettings
from ingest.model.report import Report

if TYPE_CHECKING:
    from index.build import Builder


class Library:
    """Reports in a folder. May be used from several threads; other processes may read, and one at a time write, the same folder."""

    def __init__(
        self, folder: Path, reader: Reader, model: ModelChoice, settings: IndexSettings, engine: EngineFor, *, read_only: bool
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.read_only = read_only
        self._reader = reader
        self._model = model
        self._engine = engine
        self._search = PassageSearch(reader, model, settings, engine)
        self._cache: OrderedDict[int, Report] = OrderedDict()
        self._cache_lock = threading.Lock()
        self._lock = WriterLock(folder / LOCK, settings.lock_timeout_s)

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        embedder: str | Embedder | None = None,
        read_only: bool = False,
        settings: IndexSettings | None = None,
        engine: EngineFor = faiss_engine,
    ) -> "Library":
        """The library in `folder`, made there when the folder is missing or empty and `read_only` is False.

        `embedder`: None for the model the index was built with (a new one: the built-in model), "none" for words alone,
        else a sentence-transformers name or folder. `engine` makes what searches the vectors (see `index.engines`).
        Nothing is loaded or computed here; `finish_pending` completes what a crash left.
        Raises NotAnIndex, NewerIndex, OlderIndex, DamagedIndex, ReadOnlyIndex, ModelMismatch.
        """
        settings = settings or IndexSettings()
        folder = Path(folder)
        reader = open_folder(folder, settings, read_only=read_only)
        return cls(folder, reader, ModelChoice(embedder, reader.properties()), settings, engine, read_only=read_only)

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections that no thread is using."""
        self._reader.close()

    def reports(self) -> list[ReportEntry]:
        """All reports, in the order they were added."""
        return self._reader.entries()

    def report(self, report_id: str) -> Report:
        """The facts of one report, kept in memory until it is stored anew. Raises UnknownReport."""
        number = self._number(report_id)
        with self._cache_lock:
            if number in self._cache:
                self._cache.move_to_end(number)
                return self._cache[number]
        report = self._decoded(report_id, number)
        with self._cache_lock:
            self._cache[number] = report
            if len(self._cache) > self.settings.cached_reports:
                self._cache.popitem(last=False)
        return report

    def _decoded(self, report_id: str, number: int) -> Report:
        stored = self._reader.facts(number)
        if stored is None:
            raise _unknown(report_id, self.folder)
        try:
            return report_from_bytes(stored)
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise DamagedIndex(
                f"报告 {report_id} 的内容已损坏，读不出来（{self.folder / DATABASE}：{error}）。请重新导入该报告。"
            ) from error

    def _number(self, report_id: str) -> int:
        number = self._reader.number(report_id)
        if number is None:
            raise _unknown(report_id, self.folder)
        return number

    def resolve(self, ref: str) -> str | None:
        """The id of the report that `ref` names by id, file name, or file name without its ending; the newest where several do."""
        ids = self._reader.ids_like(ref)
        return ids[0] if ids else None

    def search(self, query: str, *, reports: Sequence[str] | None = None, top_n: int = 10, by: SearchBy = "both") -> list[Hit]:
        """The passages that fit the query best, best first, of these report ids (None or empty: of all).

        By "both" it falls back to words where there is no model (`status` says so). Raises EmbedderUnavailable by "vectors", ModelMismatch.
        """
        return self._search.search(query, reports or None, top_n, by)

    def embedder(self) -> Embedder | None:
        """The model that the stored vectors come from, loaded when first asked for; None where there are no vectors or no model is wanted.

        Raises ModelMismatch.
        """
        recorded = self._reader.properties()
        return self._model.embedder(recorded) if "model" in recorded else None

    def add(
        self,
        report: Report,
        original: Path | None = None,
        *,
        replace: bool = True,
        until: Stage = "vectors",
        progress: Progress | None = None,
    ) -> AddOutcome:
        """Stores the report, then makes it searchable up to the stage `until` (`finish_pending` does the rest); `original` is copied.

        "unchanged": the same file content with the same facts is stored already. "replaced": the same content read better,
        or other content under the same file name with equal title, department and year; it keeps its id. Else "added".
        `replace=False` keeps the old one in every case. Raises StorageFull, WriterBusy, ReadOnlyIndex: nothing of the report is stored
        then, unless ("facts", 1, 1) was reported before; `finish_pending` does the rest.
        """
        builder = self._builder()
        return builder.add(report, original, may_replace=replace, until=until, progress=progress or _no_progress)

    def remove(self, report_id: str) -> None:
        """Removes a report with its passages, vectors and file copy. Raises UnknownReport."""
        self._builder().remove(self._number(report_id))

    def finish_pending(self, progress: Progress | None = None) -> list[str]:
        """Ids of the reports whose indexing had been interrupted and is now finished. Call at the start of page and ingest."""
        return self._builder().finish_pending(progress or _no_progress)

    def reembed(self, embedder: str | Embedder | None = None, *, progress: Progress | None = None) -> None:
        """Computes all vectors anew with this model (None: the current one). Search by words works meanwhile.

        Raises EmbedderUnavailable, and then nothing is changed.
        """
        builder = self._builder()
        chosen = self._model.name if embedder is None else embedder
        loaded = load_embedder(chosen) if isinstance(chosen, str) else chosen
        builder.change_model(loaded)
        self._model = ModelChoice(loaded, self._reader.properties())
        self._search = PassageSearch(self._reader, self._model, self.settings, self._engine)
        self._builder().finish_pending(progress or _no_progress)

    def status(self) -> IndexStatus:
        """What is stored, what is pending, and what does not work as well as it could. Loads no model."""
        recorded = self._reader.properties()
        reports, passages, vectors = self._reader.counts()
        stages = ("facts",) if self._model.unavailable else ("facts", "words")
        pending = tuple(report_id for _, report_id, _ in self._reader.pending(stages))
        notices = [str(self._model.unavailable)] if self._model.unavailable else []
        if pending:
            notices.append(f"{len(pending)} 份报告的文本索引尚未完成：{'、'.join(pending[:5])}{' 等' if len(pending) > 5 else ''}。")
        dimension = recorded.get("dimension")
        return IndexStatus(
            folder=self.folder,
            version=self._reader.identity()[1],
            model=recorded.get("model"),
            dimension=int(dimension) if dimension else None,
            report_count=reports,
            passage_count=passages,
            vector_count=vectors,
            pending=pending,
            notices=tuple(notices),
        )

    def _builder(self) -> "Builder":
        if self.read_only:
            raise ReadOnlyIndex(f"索引 {self.folder} 是以只读方式打开的，不能修改。请以可写方式重新打开。")
        from index.build import Builder
        from index.originals import Originals
        from index.store import Store

        store = Store(self.folder / DATABASE, self.settings.busy_timeout_s)
        return Builder(self._reader, store, self._lock, Originals(self.folder / ORIGINALS), self.settings, self._model.embedder)


def _no_progress(_stage: str, _done: int, _total: int) -> None:
    """Tells nobody."""


def _unknown(report_id: str, folder: Path) -> UnknownReport:
    return UnknownReport(f"索引 {folder} 里没有 id 为“{report_id}”的报告。用 jiwen reports 查看全部报告。")
