"""What the asking part needs of a library of reports; `index.library.Library` fulfils it, and so does a list of reports in memory."""

from collections.abc import Sequence
from typing import Any, Protocol

from index.embed import Embedder
from index.entries import SearchBy
from ingest.model.report import Report


class Entry(Protocol):
    """One line of the list of reports."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def department(self) -> str | None: ...
    @property
    def year(self) -> int | None: ...


class Shelf(Protocol):
    """A library of reports."""

    def reports(self) -> Sequence[Any]:
        """Entries (see `Entry`) in stable order."""
        ...

    def report(self, report_id: str) -> Report: ...

    def search(self, query: str, *, reports: Sequence[str] | None = None, top_n: int = 8, by: SearchBy = "both") -> Sequence[Any]:
        """Passages nearest to the query, best first."""
        ...

    def embedder(self) -> Embedder | None:
        """The model that the vectors come from, None where there are none."""
        ...


class MemoryShelf:
    """Reports held in memory, without search. For tests and for asking about one file without an index."""

    def __init__(self, reports: Sequence[Report], embedder: Embedder | None = None) -> None:
        self._reports = {report.id: report for report in reports}
        self._embedder = embedder

    def reports(self) -> Sequence[Report]:
        return tuple(self._reports.values())

    def report(self, report_id: str) -> Report:
        return self._reports[report_id]

    def search(self, query: str, *, reports: Sequence[str] | None = None, top_n: int = 8, by: SearchBy = "both") -> Sequence[Any]:
        return ()

    def embedder(self) -> Embedder | None:
        return self._embedder
