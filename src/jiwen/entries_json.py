"""One line of the list of reports as JSON: `jiwen reports --json`, the HTTP API and the MCP tools print the same."""

from typing import Any

from index.entries import ReportEntry


def entry_to_json(entry: ReportEntry) -> dict[str, Any]:
    """`indicators` and `budget` are counts; `original` says whether the library keeps a copy of the file."""
    return {
        "id": entry.id,
        "title": entry.title,
        "department": entry.department,
        "year": entry.year,
        "kind": entry.kind,
        "projects": list(entry.projects),
        "pages": entry.page_count,
        "source": entry.source,
        "file_kind": entry.file_kind,
        "indicators": entry.indicator_count,
        "budget": entry.budget_count,
        "text_indexed": entry.text_indexed,
        "original": entry.original_path is not None,
        "added_at": entry.added_at.isoformat(timespec="seconds"),
    }
