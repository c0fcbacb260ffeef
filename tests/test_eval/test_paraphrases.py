"""Passages asked for in other words: what vectors are for. Words alone find next to none."""

from eval.bench.retrieval import PARAPHRASES, rank_of
from eval.passages import rank_passages

FLOOR, FLOOR_FIRST = 0.85, 0.78


def test_vectors_find_what_words_cannot() -> None:
    found = {by: _ranks(by) for by in ("words", "both")}
    assert _among(found["both"], 5) >= FLOOR > 0.3 > _among(found["words"], 5)
    assert _among(found["both"], 1) >= FLOOR_FIRST


def _among(ranks: list[int], most: int) -> float:
    """Share of the questions whose passage (of the same number) is among the first `most`."""
    return sum(0 < rank <= most for rank in ranks) / len(ranks)


def _ranks(by: str) -> list[int]:
    return [rank_of(prediction["id"].replace("q", "p"), prediction["ranked"]) for prediction in rank_passages(PARAPHRASES, by)]  # type: ignore[arg-type]
