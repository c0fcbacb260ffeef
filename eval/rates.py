"""Verdicts → rates. Every question counts: a failure or a wrong refusal is a loss with a column of its own."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from eval.scorers import Verdict

Rates = dict[str, Any]

COLUMNS = {
    "cases": "cases",
    "right": "right",
    "accuracy": "acc",
    "page_hits": "pages",
    "list_precision": "list P",
    "list_recall": "list R",
    "refusal_precision": "refuse P",
    "refusal_recall": "refuse R",
    "refused_wrongly": "refused",
    "failed": "failed",
    "wrong_figures": "wrong #",
    "p50_ms": "p50 ms",
    "p95_ms": "p95 ms",
}


def rates_of(verdicts: Sequence[Verdict]) -> Rates:
    """The rates over these verdicts; None where nothing of the kind was asked."""
    names = [verdict.names for verdict in verdicts if verdict.names is not None]
    right, missing, extra = sum(n.right for n in names), sum(len(n.missing) for n in names), sum(len(n.extra) for n in names)
    pages = [verdict.page_hit for verdict in verdicts if verdict.page_hit is not None]
    refused = [verdict for verdict in verdicts if verdict.was_refused]
    must_refuse = [verdict for verdict in verdicts if verdict.case.must_refuse]
    rightly = sum(verdict.case.must_refuse for verdict in refused)
    times = [verdict.elapsed_ms for verdict in verdicts if verdict.elapsed_ms is not None]
    return {
        "cases": len(verdicts),
        "right": sum(verdict.is_right for verdict in verdicts),
        "accuracy": _share(sum(verdict.is_right for verdict in verdicts), len(verdicts)),
        "page_hits": _share(sum(pages), len(pages)),
        "list_precision": _share(right, right + extra),
        "list_recall": _share(right, right + missing),
        "refusal_precision": _share(rightly, len(refused)),
        "refusal_recall": _share(rightly, len(must_refuse)),
        "refused_wrongly": len(refused) - rightly,
        "failed": sum(verdict.has_failed for verdict in verdicts),
        "wrong_figures": sum(bool(verdict.wrong_figures) for verdict in verdicts),
        "p50_ms": percentile(times, 0.5),
        "p95_ms": percentile(times, 0.95),
    }


def grouped_rates(verdicts: Sequence[Verdict], groups_of: Callable[[Verdict], Iterable[str]]) -> dict[str, Rates]:
    """Rates per group, groups in alphabetical order; a verdict may stand in several."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        for group in groups_of(verdict):
            groups.setdefault(group, []).append(verdict)
    return {group: rates_of(groups[group]) for group in sorted(groups)}


def percentile(values: Iterable[float], share: float) -> float | None:
    """The nearest-rank percentile; None of nothing."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
