"""Rankings of one query united by reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

from collections import defaultdict
from collections.abc import Sequence


def fuse_rankings(rankings: Sequence[tuple[Sequence[int], float]], k: float) -> list[tuple[int, float]]:
    """(id, score) best first; each (ids best first, weight) gives an id weight / (k + rank), rank from 1.
    Ties keep the first ranking's order.

    >>> fuse_rankings([([7, 8], 1.0), ([8, 9], 1.0)], k=1.0)
    [(8, 0.8333333333333333), (7, 0.5), (9, 0.3333333333333333)]
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ids, weight in rankings:
        for rank, passage_id in enumerate(ids, start=1):
            scores[passage_id] += weight / (k + rank)
    return sorted(scores.items(), key=lambda item: -item[1])
