import json
from pathlib import Path

from eval.passages import rank_passages

ROWS = [
    {"id": "P1", "title": "河", "text": "清水河长四十公里，流经三个乡镇。"},
    {"id": "P2", "title": "山", "text": "云雾山海拔九百米，山上有古寺一座。" * 30},
    {"id": "Q1", "question": "云雾山海拔多少米？", "passage": "P2"},
    {"id": "Q2", "question": "清水河流经几个乡镇？", "passage": "P1"},
]


def test_a_passage_ranks_once_where_its_best_piece_does(tmp_path: Path) -> None:
    file = tmp_path / "bench.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    ranked = list(rank_passages(file, "words"))
    assert [(row["id"], row["ranked"][0]) for row in ranked] == [("Q1", "P2"), ("Q2", "P1")]
    assert all(len(set(row["ranked"])) == len(row["ranked"]) for row in ranked)
