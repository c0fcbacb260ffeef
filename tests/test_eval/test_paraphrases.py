"""Passages asked for in other words: what vectors are for. Words alone find next to none."""

from eval.bench.retrieval import PARAPHRASES, rank_of
from eval.passages import rank_passages

FLOOR = 0.85


def test_vectors_find_what_words_cannot() -> None:
    found = {by: _found(by) for by in ("words", "both")}
    assert found["both"] >= FLOOR > 0.3 > found["words"]


def _found(by: str) -> float:
    """Share of the questions whose passage (of the same number) is among the first five."""
    ranks = [rank_of(prediction["id"].replace("q", "p"), prediction["ranked"]) for prediction in rank_passages(PARAPHRASES, by)]  # type: ignore[arg-type]
    return sum(0 < rank <= 5 for rank in ranks) / len(ranks)
