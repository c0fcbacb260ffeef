"""Rows of a table of yearly key tasks (年度重点任务) → `Task`s."""

from ingest.facts.columns import Column, first_of
from ingest.facts.context import Sheet
from ingest.facts.rows import is_nothing, row_place
from ingest.model.document import Cell
from ingest.model.facts import Task


def tasks_of(sheet: Sheet) -> tuple[Task, ...]:
    """Every task; one whose duty is merged over several rows repeats it."""
    tasks = []
    for part in sheet.parts:
        if part.kind != "tasks":
            continue
        duty, name, completion = (first_of(part.columns, role) for role in ("duty", "task", "actual"))
        for row in part.rows:
            title = _text(row, name)
            if is_nothing(title) and is_nothing(_text(row, completion)):
                continue
            own = [cell for column in (name, completion) if column is not None and (cell := row[column.index])]
            tasks.append(Task(_text(row, duty), title, _text(row, completion), row_place(own or list(row), sheet.title or None)))
    return tuple(tasks)


def _text(row: tuple[Cell, ...], column: Column | None) -> str:
    return "" if column is None else row[column.index].text.strip()
