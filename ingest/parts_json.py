"""What facts are made of as JSON, and back: places, quantities, numbers, tables. Numbers are strings holding exact decimals."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ingest.model.document import Cell
from ingest.model.place import Box, Place
from ingest.model.quantity import Quantity
from ingest.model.table import Table

Json = dict[str, Any]


def place_to_json(place: Place) -> Json:
    """`{"pages", "table", "boxes": [{"page", "bbox"}]}`, with "anchor" for files without pages."""
    boxes = [{"page": box.page_number, "bbox": [round(v, 1) for v in (box.x0, box.top, box.x1, box.bottom)]} for box in place.boxes]
    return {"pages": list(place.pages), "table": place.table, "boxes": boxes, **({"anchor": place.anchor} if place.anchor else {})}


def place_from_json(data: Mapping[str, Any]) -> Place:
    """The place that `place_to_json` wrote."""
    boxes = tuple(Box(box["page"], *box["bbox"]) for box in data.get("boxes") or ())
    return Place(tuple(data.get("pages") or ()), boxes, data.get("table"), data.get("anchor"))


def quantity_to_json(quantity: Quantity | None) -> Json | None:
    """`{"text", "op", "number", "unit"}`; None stays None."""
    if quantity is None:
        return None
    return {"text": quantity.text, "op": quantity.op, "number": number_text(quantity.number), "unit": quantity.unit}


def quantity_from_json(data: Mapping[str, Any] | None) -> Quantity | None:
    """The quantity that `quantity_to_json` wrote."""
    if data is None:
        return None
    return Quantity(data["text"], data["op"], number_from_text(data["number"]), data["unit"])


def table_to_json(item: Table) -> Json:
    """Header and rows as texts; `header_cells` and `row_cells` give each cell's place, spans and OCR confidence."""
    return {
        "title": item.title,
        "unit": item.unit,
        "kind": item.kind,
        "project": item.project,
        "header": [[cell.text for cell in row] for row in item.header],
        "rows": [[cell.text for cell in row] for row in item.rows],
        "levels": list(item.levels),
        "place": place_to_json(item.place),
        "header_cells": [[_cell_to_json(cell) for cell in row] for row in item.header],
        "row_cells": [[_cell_to_json(cell) for cell in row] for row in item.rows],
    }


def table_from_json(data: Mapping[str, Any]) -> Table:
    return Table(
        title=data["title"],
        header=_cell_rows(data["header"], data.get("header_cells"), 0),
        rows=_cell_rows(data["rows"], data.get("row_cells"), len(data["header"])),
        place=place_from_json(data["place"]),
        unit=data["unit"],
        kind=data.get("kind", "other"),
        project=data.get("project"),
        levels=tuple(data.get("levels", ())),
    )


def _cell_to_json(cell: Cell) -> list[Any]:
    return [cell.row, cell.column, cell.row_span, cell.column_span, place_to_json(cell.place), cell.confidence]


def _cell_rows(texts: list[list[str]], marks: list[list[list[Any]]] | None, first_row: int) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    for r, row in enumerate(texts):
        cells = []
        for c, text in enumerate(row):
            if marks is None:
                cells.append(Cell(text, Place(), first_row + r, c))
            else:
                at_row, at_column, row_span, column_span, place, confidence = marks[r][c]
                cells.append(Cell(text, place_from_json(place), at_row, at_column, row_span, column_span, confidence))
        rows.append(tuple(cells))
    return tuple(rows)


def places_to_json(cells: Mapping[str, Place]) -> Json:
    return {key: place_to_json(place) for key, place in cells.items()}


def places_from_json(data: Mapping[str, Any] | None) -> dict[str, Place]:
    return {key: place_from_json(place) for key, place in (data or {}).items()}


def number_text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def number_from_text(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
