"""Recall and mean reciprocal rank on a passage retrieval benchmark (CMRC 2018, reshaped)."""

import json
from collections.abc import Iterator
from pathlib import Path

from eval.passages import rank_passages
from index.entries import SearchBy

PARAPHRASES = Path(__file__).with_name("paraphrases.jsonl")
"""Questions in none of the words of the passage that answers them, made up for this project."""
WAYS: tuple[SearchBy, ...] = ("words", "vectors", "both")


def retrieval_lines(path: Path) -> Iterator[str]:
    """One line a way of searching; every question counts."""
    with path.open(encoding="utf-8") as lines:
        gold = {row["id"]: row["passage"] for row in map(json.loads, lines) if "question" in row}
    for by in WAYS:
        ranked = {prediction["id"]: prediction["ranked"] for prediction in rank_passages(path, by)}
        ranks = [rank_of(passage, ranked.get(question, [])) for question, passage in gold.items()]
        recalls = ", ".join(f"recall@{most} {100 * sum(0 < rank <= most for rank in ranks) / len(ranks):.1f} %" for most in (1, 5))
        yield f"{by}: {recalls}, MRR@10 {sum(1 / rank for rank in ranks if 0 < rank <= 10) / len(ranks):.3f} over {len(ranks)}"


def rank_of(passage: str, ranked: list[str]) -> int:
    """The 1-based rank of the passage, 0 when it is not there."""
    return ranked.index(passage) + 1 if passage in ranked else 0
