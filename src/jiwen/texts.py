"""The running text of a report, cut into sources once and kept while the report is in use."""

from ingest.model.report import Report
from jiwen.kept import Kept
from jiwen.prose import Source, sources_of

_MOST_KEPT = 64


def _sources(report: Report) -> tuple[Source, ...]:
    return tuple(sources_of(report))


report_sources = Kept(_sources, _MOST_KEPT)
"""All prose of a report; the same object gives the same tuple."""
