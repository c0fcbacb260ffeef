"""The running text of a report, cut into sources once and kept while the report is in use."""

from collections import OrderedDict

from ingest.model.report import Report
from jiwen.prose import Source, sources_of

_MOST_KEPT = 64
_kept: "OrderedDict[int, tuple[Report, tuple[Source, ...]]]" = OrderedDict()


def report_sources(report: Report) -> tuple[Source, ...]:
    """All prose of a report; the same object gives the same tuple."""
    known = _kept.get(id(report))
    if known is None or known[0] is not report:
        known = (report, tuple(sources_of(report)))
        _kept[id(report)] = known
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return known[1]
