"""What a library hands out: entries of its list of reports, hits of a search, outcomes of a change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from ingest.model.document import Span
from ingest.model.place import Place
from ingest.model.report import ReportKind

SearchBy = Literal["words", "vectors", "both"]
AddStatus = Literal["added", "unchanged", "replaced"]
PassageKind = Literal["prose", "task", "goal", "note"]
Stage = Literal["facts", "words", "vectors"]
"""What is stored of a report, each with what stands before it."""

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); stages are "facts", "passages" and "vectors"."""


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One stored report without its facts. `text_indexed` is False as long as its passages cannot be searched by words."""

    id: str
    title: str
    source: str
    department: str | None
    year: int | None
    kind: ReportKind
    projects: tuple[str, ...]
    page_count: int
    file_kind: str
    sha256: str
    added_at: datetime
    indicator_count: int
    budget_count: int
    text_indexed: bool
    original_path: Path | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `text` is as printed; offsets of `spans` count in it. `path` holds headings, outer first.

    `score` orders the hits of one search and means nothing across searches.
    """

    passage_id: int
    report_id: str
    kind: PassageKind
    path: tuple[str, ...]
    text: str
    place: Place
    spans: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class AddOutcome:
    """What adding a report did. `report_id` is the id it has in the library; it differs from the report's own where that was taken."""

    status: AddStatus
    report_id: str
    text_indexed: bool = True


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """`model` is the one the stored vectors come from, None before any.

    `pending` are ids of reports whose passages or vectors are not complete.
    """

    folder: Path
    version: int
    model: str | None
    dimension: int | None
    report_count: int
    passage_count: int
    vector_count: int
    pending: tuple[str, ...]
    notices: tuple[str, ...]
