"""Report to the public JSON of `jiwen facts --json`, and back without loss.

Numbers are strings holding exact decimals; keys that the contract names are always there, further keys where the report has them.
"""

from collections.abc import Mapping
from typing import Any

from ingest.model.document import Paragraph, Span
from ingest.model.facts import BudgetLine, Check, Form, FormEntry, Indicator, Task
from ingest.model.report import Passage, Report, Section
from ingest.parts_json import (
    Json,
    number_from_text,
    number_text,
    place_from_json,
    place_to_json,
    places_from_json,
    places_to_json,
    quantity_from_json,
    quantity_to_json,
    table_from_json,
    table_to_json,
)


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
        tables=tuple(table_from_json(item) for item in data["tables"]),
        sections=tuple(_section_from_json(item) for item in data["sections"]),
        forms=tuple(_form_from_json(item) for item in data.get("forms", ())),
        checks=tuple(_check_from_json(item) for item in data.get("checks", ())),
        file_kind=meta.get("file_kind", "pdf"),
        sha256=meta.get("sha256", ""),
    )


def indicator_to_json(item: Indicator) -> Json:
    """One indicator in the contract's shape."""
    data: Json = {
        "groups": list(item.groups),
        "name": item.name,
        **{key: quantity_to_json(getattr(item, key)) for key in ("target", "actual", "deviation")},
        "weight": number_text(item.weight),
        "score": number_text(item.score),
        "note": item.note,
        "corrected_target": quantity_to_json(item.corrected_target),
        "corrected_name": item.corrected_name,
        "verdict": item.verdict,
        "corrected_verdict": item.corrected_verdict,
        "project": item.project,
        "row_unit": item.row_unit,
        "less_is_better": item.less_is_better,
        "place": place_to_json(item.place),
        "cells": places_to_json(item.cells),
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
        weight=number_from_text(data["weight"]),
        score=number_from_text(data["score"]),
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
        cells=places_from_json(data.get("cells")),
    )


_AMOUNTS = ("initial", "adjustment", "adjusted", "actual", "rate")


def budget_to_json(item: BudgetLine) -> Json:
    """One budget line in the contract's shape."""
    return {
        "name": item.name,
        **{key: number_text(getattr(item, key)) for key in _AMOUNTS},
        "unit": item.unit,
        "weight": number_text(item.weight),
        "score": number_text(item.score),
        "project": item.project,
        "part": item.part,
        "level": item.level,
        "place": place_to_json(item.place),
        "printed": dict(item.printed),
        "cells": places_to_json(item.cells),
        **({"ocr": item.ocr} if item.ocr is not None else {}),
    }


def _budget_from_json(data: Mapping[str, Any]) -> BudgetLine:
    return BudgetLine(
        name=data["name"],
        place=place_from_json(data["place"]),
        **{key: number_from_text(data[key]) for key in _AMOUNTS},
        unit=data["unit"],
        weight=number_from_text(data["weight"]),
        score=number_from_text(data["score"]),
        project=data.get("project"),
        part=data.get("part"),
        level=data.get("level", 0),
        ocr=data.get("ocr"),
        printed=dict(data.get("printed", {})),
        cells=places_from_json(data.get("cells")),
    )


def _task_to_json(item: Task) -> Json:
    return {"duty": item.duty, "name": item.name, "completion": item.completion, "place": place_to_json(item.place)}


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
        "total_weight": number_text(item.total_weight),
        "total_score": number_text(item.total_score),
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
        total_weight=number_from_text(data.get("total_weight")),
        total_score=number_from_text(data.get("total_score")),
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
