"""The look-up over tables made up for this project: a floor, since it may lose single questions to a change that wins more."""

import json

from eval.bench.lookup import MADE_UP
from eval.cells import predict_row, read_questions

FLOOR = 0.95


def test_finds_nearly_all_cells_of_the_made_up_tables() -> None:
    questions = list(read_questions(MADE_UP))
    lost = [q["question"] for q in questions if predict_row(q)["cells"] != q["gold_cells"]]
    assert len(lost) <= (1 - FLOOR) * len(questions), lost


def test_every_table_is_of_a_known_kind_and_has_a_name_of_its_own() -> None:
    tables = [json.loads(line) for line in MADE_UP.read_text(encoding="utf-8").splitlines()]
    assert {table["kind"] for table in tables} == {"vertical", "horizontal", "hierarchical", "complex"}
    assert len({table["table"] for table in tables}) == len(tables)
