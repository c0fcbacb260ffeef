"""Predictions for look-up benchmarks: tables and questions in, the answering cells out.

A line of a benchmark is one question with its `cells` (IM-TQA's form), or one table written as `rows` of texts divided by "|", where "<"
continues the cell to the left and "^" the cell above, with `questions`: pairs of a question and the [row, column] of each answering cell.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.model.document import Cell
from ingest.model.place import Place
from ingest.model.table import Table
from jiwen.cells import find_cells


def read_questions(path: Path) -> Iterator[dict[str, Any]]:
    """The questions of a benchmark file in IM-TQA's form: `id`, `question`, `cells`, `gold_cells`, `table_type`, …"""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "rows" in row:
                yield from _written_out(row)
            elif "question" in row:
                yield row


def predict_cells(path: Path) -> Iterator[dict[str, Any]]:
    """`{"id", "cells"}` for every question of a benchmark file; tables come without marked headers."""
    return map(predict_row, read_questions(path))


def predict_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The ids of the cells that answer one question."""
    ids, table = table_from_cells(row["cells"])
    found = find_cells(row["question"], [table])
    return {"id": row["id"], "cells": sorted({ids[id(item.cell)] for item in found})}


def table_from_cells(cells: list[Mapping[str, Any]]) -> tuple[dict[int, int], Table]:
    """A table without header from `id`, `row`, `col`, `rows`, `cols`, `text`; and the benchmark's id of each cell object."""
    height = max(cell["row"] + cell["rows"] for cell in cells)
    width = max(cell["col"] + cell["cols"] for cell in cells)
    grid = [[Cell("", Place(), r, c) for c in range(width)] for r in range(height)]
    ids = {}
    for data in cells:
        cell = Cell(data["text"], Place(), data["row"], data["col"], data["rows"], data["cols"])
        ids[id(cell)] = data["id"]
        for r in range(cell.row, cell.row + cell.row_span):
            for c in range(cell.column, cell.column + cell.column_span):
                grid[r][c] = cell
    return ids, Table("", (), tuple(tuple(row) for row in grid), Place())


def _written_out(table: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    at = _cells_at([line.split("|") for line in table["rows"]])
    cells = list({cell["id"]: cell for cell in at.values()}.values())
    for number, (question, places) in enumerate(table["questions"], 1):
        gold = sorted({at[r, c]["id"] for r, c in places})
        kind = "one cell" if len(gold) == 1 else "several cells"
        about = {"id": f"{table['table']}-{number}", "question": question, "table_type": table["kind"], "question_type": kind}
        yield {**about, "cells": cells, "gold_cells": gold}


def _cells_at(texts: list[list[str]]) -> dict[tuple[int, int], dict[str, Any]]:
    at: dict[tuple[int, int], dict[str, Any]] = {}
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            owner = at[r, c - 1] if text == "<" else at[r - 1, c] if text == "^" else None
            cell = owner or {"id": len(at), "row": r, "col": c, "rows": 1, "cols": 1, "text": text}
            cell["rows"], cell["cols"] = max(cell["rows"], r - cell["row"] + 1), max(cell["cols"], c - cell["col"] + 1)
            at[r, c] = cell
    return at
