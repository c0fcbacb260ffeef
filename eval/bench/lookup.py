"""Exact match of answering cells on a table look-up benchmark (IM-TQA's format)."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from eval.cells import predict_cells


def lookup_lines(path: Path) -> Iterator[str]:
    """Right when the set of cells is exactly the gold one: of all questions, by kind of table and of question."""
    with path.open(encoding="utf-8") as lines:
        questions = [row for row in map(json.loads, lines) if "question" in row]
    predictions = {prediction["id"]: set(prediction["cells"]) for prediction in predict_cells(path)}
    groups: dict[str, list[bool]] = defaultdict(list)
    for question in questions:
        is_right = predictions.get(question["id"]) == set(question["gold_cells"])
        for group in ("all", question["table_type"], question["question_type"]):
            groups[group].append(is_right)
    for group, rights in groups.items():
        yield f"{group}: {100 * sum(rights) / len(rights):.1f} % of {len(rights)}"
