"""Predictions for the passage retrieval benchmark (CMRC 2018, reshaped: passages, then questions), made by the library's own search.

The passages become the sections of one report, without titles; each section's place is anchored at the passage's id. So they are cut,
stored and searched by the code that serves reports, and a passage ranks where the best piece of it does.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.entries import SearchBy
from index.library import Library
from ingest.model.document import Paragraph
from ingest.model.place import Place
from ingest.model.report import Passage, Report, Section

_PIECES = 50
"""Hits asked for a question; several may be pieces of one passage."""


def rank_passages(file: Path, by: SearchBy = "both") -> Iterator[dict[str, Any]]:
    """One `{"id", "ranked": [passage ids, best first]}` a question of `file`. Embeds all passages first unless `by` is "words"."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder, _library(Path(folder), rows, by) as library:
        for row in rows:
            if "question" in row:
                hits = library.search(row["question"], top_n=_PIECES, by=by)
                yield {"id": row["id"], "ranked": list(dict.fromkeys(hit.place.anchor for hit in hits))}


def _library(folder: Path, rows: list[dict[str, Any]], by: SearchBy) -> Library:
    library = Library.open(folder / "index", embedder="none" if by == "words" else None)
    library.add(passages_to_report([row for row in rows if "text" in row]), progress=_tell)
    return library


def passages_to_report(rows: list[dict[str, Any]]) -> Report:
    """One report whose sections are the passages of the benchmark."""
    sections = tuple(
        Section("", "", (Passage(Paragraph(row["text"], place)),), place) for row in rows for place in (Place(anchor=row["id"]),)
    )
    return Report(id="benchmark", title="", source="benchmark", page_count=0, sections=sections)


def _tell(stage: str, done: int, total: int) -> None:
    if stage == "vectors":
        print(f"\rembedded {done}/{total}", end="\n" if done == total else "", file=sys.stderr)
