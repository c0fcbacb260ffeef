"""Blocks → `Report`: the whole understanding of a report on one screen."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts.budget import budget_of
from ingest.facts.checks import find_checks
from ingest.facts.forms import form_of
from ingest.facts.indicators import column_checks, indicators_of
from ingest.facts.meta import meta_of
from ingest.facts.sheets import sheets_of
from ingest.facts.tables import tables_of
from ingest.facts.tasks import tasks_of
from ingest.facts.unread_tables import unread_tables
from ingest.model.document import Block, Fault, FileKind
from ingest.model.facts import Check, Form
from ingest.model.report import Report, Section


def report_from_blocks(
    blocks: Sequence[Block],
    sections: Sequence[Section],
    *,
    source: str,
    page_count: int,
    file_kind: FileKind,
    faults: Sequence[Fault] = (),
) -> Report:
    """The report that a file's blocks make; `source` is the file name, `faults` what its reader could not read."""
    sheets = sheets_of(blocks)
    meta = meta_of(blocks, sheets, source)
    forms = tuple(form for sheet in sheets if (form := form_of(sheet)) is not None)
    report = Report(
        id=re.sub(r"\.[A-Za-z]{2,5}$", "", source),
        title=meta.title,
        source=source,
        page_count=page_count,
        kind=meta.kind,
        department=meta.department,
        year=meta.year,
        project=meta.project,
        projects=meta.projects,
        indicators=tuple(item for sheet in sheets for item in indicators_of(sheet)),
        budget=tuple(line for sheet in sheets for line in budget_of(sheet)),
        tasks=tuple(task for sheet in sheets for task in tasks_of(sheet)),
        tables=tuple(table for sheet in sheets for table in tables_of(sheet)),
        sections=tuple(sections),
        forms=forms,
        file_kind=file_kind,
    )
    unread = () if file_kind == "text" and faults else unread_tables(blocks, sheets)
    reading = (
        *_fault_checks(faults),
        *(check for sheet in sheets for check in column_checks(sheet)),
        *unread,
        *_blank_forms(report, forms),
    )
    return replace(report, checks=(*reading, *find_checks(report)))


def _fault_checks(faults: Sequence[Fault]) -> tuple[Check, ...]:
    """What a reader left out on purpose is told; what it could not read is a warning."""
    return tuple(Check(f.rule, "info" if f.rule == "hidden_content" else "warning", f.message, (), (f.place,)) for f in faults)


def _blank_forms(report: Report, forms: Sequence[Form]) -> tuple[Check, ...]:
    """Forms that are printed without any value."""
    checks = []
    for form in forms:
        own = [item for item in report.indicators if item.project == form.project and item.place.table == form.title]
        has_values = any(entry.text for entry in form.entries) or any(item.target or item.actual for item in own)
        if not has_values:
            checks.append(Check("blank_form", "warning", f"{form.title}：表中没有填写任何内容", (), (form.place,)))
    return tuple(checks)
