"""Predictions for the look-up benchmark's format."""

import json
from pathlib import Path

from eval.cells import predict_cells


def test_predicts_the_ids_of_the_answering_cells(tmp_path: Path) -> None:
    texts = [["项目", "期末余额", "期初余额"], ["应收账款", "5", "6"], ["合计", "5", "6"]]
    cells = [
        {"id": 3 * r + c, "row": r, "col": c, "rows": 1, "cols": 1, "text": text}
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
    ]
    line = {"id": "q1", "question": "应收账款的期初余额是多少？", "matrix": texts, "cells": cells}
    path = tmp_path / "bench.jsonl"
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n" + json.dumps({"id": "p", "text": "no question"}) + "\n", encoding="utf-8")
    assert list(predict_cells(path)) == [{"id": "q1", "cells": [5]}]
