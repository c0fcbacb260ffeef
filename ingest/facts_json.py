"""Report to the public JSON of `jiwen facts --json`, and back without loss.

Numbers are strings holding exact decimals; keys that the contract names are always there, further keys where the report has them.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ingest.model.document import Cell, Paragraph, Span
from ingest.model.facts import BudgetLine, Check, Form, FormEntry, Indicator, Task
from ingest.model.place import Box, Place
from ingest.model.quantity import Quantity
from ingest.model.report import Passage, Report, Section
from ingest.model.table import Table

Json = dict[str, Any]


def report_to_json(report: Report) -> Json:
    """The whole report as JSON-ready dicts, lists and strings."""
    return {
        "report": {
            "id": report.id,
            "title": report.title,
            "department": report.department,
            "year": report.year,
            "kind": report.kind,
            "project": report.project,
            "pages": report.page_count,
            "source": report.source,
            "projects": list(report.projects),
            "file_kind": report.file_kind,
            "sha256": report.sha256,
        },
        "indicators": [indicator_to_json(item) for item in report.indicators],
        "budget": [budget_to_json(item) for item in report.budget],
        "tasks": [_task_to_json(item) for item in report.tasks],
        "tables": [table_to_json(item) for item in report.tables],
        "sections": [_section_to_json(item) for item in report.sections],
        "forms": [_form_to_json(item) for item in report.forms],
        "checks": [_check_to_json(item) for item in report.checks],
    }


def report_from_json(data: Mapping[str, Any]) -> Report:
    """The report that `report_to_json` wrote. Keys beyond the contract may be missing."""
    meta = data["report"]
    return Report(
        id=meta["id"],
        title=meta["title"],
        source=meta["source"],
        page_count=meta["pages"] or 0,
        kind=meta["kind"],
        department=meta["department"],
        year=meta["year"],
        project=meta["project"],
        projects=tuple(meta.get("projects", ())),
        indicators=tuple(_indicator_from_json(item) for item in data["indicators"]),
        budget=tuple(_budget_from_json(item) for item in data["budget"]),
        tasks=tuple(Task(item["duty"], item["name"], item["completion"], place_from_json(item["place"])) for item in data["tasks"]),
        tables=tuple(_table_from_json(item) for item in data["tables"]),
        sections=tuple(_section_from_json(item) for item in data["sections"]),
        forms=tuple(_form_from_json(item) for item in data.get("forms", ())),
        checks=tuple(_check_from_json(item) for item in data.get("checks", ())),
        file_kind=meta.get("file_kind", "pdf"),
        sha256=meta.get("sha256", ""),
    )


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
    return {"text": quantity.text, "op": quantity.op, "number": _number_text(quantity.number), "unit": quantity.unit}


def quantity_from_json(data: Mapping[str, Any] | None) -> Quantity | None:
    """The quantity that `quantity_to_json` wrote."""
    if data is None:
        return None
    return Quantity(data["text"], data["op"], _decimal(data["number"]), data["unit"])


def indicator_to_json(item: Indicator) -> Json:
    """One indicator in the contract's shape."""
    data: Json = {
        "groups": list(item.groups),
        "name": item.name,
        **{key: quantity_to_json(getattr(item, key)) for key in ("target", "actual", "deviation")},
        "weight": _number_text(item.weight),
        "score": _number_text(item.score),
        "note": item.note,
        "corrected_target": quantity_to_json(item.corrected_target),
        "corrected_name": item.corrected_name,
        "verdict": item.verdict,
        "corrected_verdict": item.corrected_verdict,
        "project": item.project,
        "row_unit": item.row_unit,
        "less_is_better": item.less_is_better,
        "place": place_to_json(item.place),
        "cells": _cells_to_json(item.cells),
    }
    for key in ("initial_target", "adjusted_target"):
        if getattr(item, key) is not None:
            data[key] = quantity_to_json(getattr(item, key))
    for key in ("core", "ocr"):
        if getattr(item, key) is not None:
            data[key] = getattr(item, key)
    if item.groups_printed is not None:
        data["groups_printed"] = list(item.groups_printed)
    return data


def _indicator_from_json(data: Mapping[str, Any]) -> Indicator:
    printed = data.get("groups_printed")
    return Indicator(
        name=data["name"],
        place=place_from_json(data["place"]),
        groups=tuple(data["groups"]),
        target=quantity_from_json(data["target"]),
        actual=quantity_from_json(data["actual"]),
        deviation=quantity_from_json(data["deviation"]),
        weight=_decimal(data["weight"]),
        score=_decimal(data["score"]),
        note=data["note"],
        corrected_target=quantity_from_json(data["corrected_target"]),
        corrected_name=data["corrected_name"],
        verdict=data["verdict"],
        corrected_verdict=data["corrected_verdict"],
        project=data.get("project"),
        row_unit=data.get("row_unit"),
        less_is_better=data.get("less_is_better", False),
        initial_target=quantity_from_json(data.get("initial_target")),
        adjusted_target=quantity_from_json(data.get("adjusted_target")),
        core=data.get("core"),
        groups_printed=None if printed is None else tuple(printed),
        ocr=data.get("ocr"),
        cells=_cells_from_json(data.get("cells")),
    )


_AMOUNTS = ("initial", "adjustment", "adjusted", "actual", "rate")


def budget_to_json(item: BudgetLine) -> Json:
    """One budget line in the contract's shape."""
    return {
        "name": item.name,
        **{key: _number_text(getattr(item, key)) for key in _AMOUNTS},
        "unit": item.unit,
        "weight": _number_text(item.weight),
        "score": _number_text(item.score),
        "project": item.project,
        "part": item.part,
        "level": item.level,
        "place": place_to_json(item.place),
        "printed": dict(item.printed),
        "cells": _cells_to_json(item.cells),
        **({"ocr": item.ocr} if item.ocr is not None else {}),
    }


def _budget_from_json(data: Mapping[str, Any]) -> BudgetLine:
    return BudgetLine(
        name=data["name"],
        place=place_from_json(data["place"]),
        **{key: _decimal(data[key]) for key in _AMOUNTS},
        unit=data["unit"],
        weight=_decimal(data["weight"]),
        score=_decimal(data["score"]),
        project=data.get("project"),
        part=data.get("part"),
        level=data.get("level", 0),
        ocr=data.get("ocr"),
        printed=dict(data.get("printed", {})),
        cells=_cells_from_json(data.get("cells")),
    )


def _task_to_json(item: Task) -> Json:
    return {"duty": item.duty, "name": item.name, "completion": item.completion, "place": place_to_json(item.place)}


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


def _table_from_json(data: Mapping[str, Any]) -> Table:
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


def _section_to_json(item: Section) -> Json:
    return {
        "number": item.number,
        "title": item.title,
        "text": item.text,
        "place": place_to_json(item.place),
        "passages": [
            {
                "path": list(passage.path),
                "text": passage.paragraph.text,
                "place": place_to_json(passage.paragraph.place),
                "spans": [[span.start, span.end, place_to_json(span.place)] for span in passage.paragraph.spans],
            }
            for passage in item.passages
        ],
    }


def _section_from_json(data: Mapping[str, Any]) -> Section:
    place = place_from_json(data["place"])
    passages = data.get("passages", [{"path": [], "text": data["text"], "place": data["place"], "spans": []}])
    return Section(
        data["number"],
        data["title"],
        tuple(
            Passage(
                Paragraph(
                    passage["text"],
                    place_from_json(passage["place"]),
                    tuple(Span(start, end, place_from_json(where)) for start, end, where in passage["spans"]),
                ),
                tuple(passage["path"]),
            )
            for passage in passages
        ),
        place,
    )


_FORM_TEXTS = ("project", "competent_department", "implementing_unit", "goal_expected", "goal_actual", "grade")


def _form_to_json(item: Form) -> Json:
    return {
        "title": item.title,
        **{key: getattr(item, key) for key in _FORM_TEXTS},
        "total_weight": _number_text(item.total_weight),
        "total_score": _number_text(item.total_score),
        "place": place_to_json(item.place),
        "entries": [_entry_to_json(entry) for entry in item.entries],
    }


def _entry_to_json(entry: FormEntry) -> Json:
    return {
        "label": entry.label,
        "text": entry.text,
        "place": place_to_json(entry.place),
        **({"unit": entry.unit} if entry.unit else {}),
    }


def _form_from_json(data: Mapping[str, Any]) -> Form:
    return Form(
        title=data["title"],
        **{key: data.get(key) for key in _FORM_TEXTS},
        total_weight=_decimal(data.get("total_weight")),
        total_score=_decimal(data.get("total_score")),
        place=place_from_json(data["place"]),
        entries=tuple(FormEntry(e["label"], e["text"], place_from_json(e["place"]), e.get("unit")) for e in data.get("entries", ())),
    )


def _check_to_json(item: Check) -> Json:
    return {
        "rule": item.rule,
        "severity": item.severity,
        "message": item.message,
        "names": list(item.names),
        "places": [place_to_json(place) for place in item.places],
    }


def _check_from_json(data: Mapping[str, Any]) -> Check:
    places = tuple(place_from_json(place) for place in data["places"])
    return Check(data["rule"], data["severity"], data["message"], tuple(data.get("names", ())), places)


def _cells_to_json(cells: Mapping[str, Place]) -> Json:
    return {key: place_to_json(place) for key, place in cells.items()}


def _cells_from_json(data: Mapping[str, Any] | None) -> dict[str, Place]:
    return {key: place_from_json(place) for key, place in (data or {}).items()}


def _number_text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
