"""Predictions for look-up benchmarks: one table and question a line in, the answering cells out."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.model.document import Cell
from ingest.model.place import Place
from ingest.model.table import Table
from jiwen.cells import find_cells


def predict_cells(path: Path) -> Iterator[dict[str, Any]]:
    """`{"id", "cells"}` for every line of a benchmark file; tables come without marked headers."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "question" in row:
                yield predict_row(row)


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
