"""Head, goals, totals and remarks of a form → `Form`."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.facts.columns import Row, first_of
from ingest.facts.context import Sheet
from ingest.facts.labels import is_label, money_unit
from ingest.facts.parts import Part
from ingest.facts.rows import distinct, is_nothing, is_number, row_place
from ingest.facts.side_tables import side_tables
from ingest.model.document import Cell
from ingest.model.facts import Form, FormEntry
from ingest.model.place import Place, join_places
from ingest.values.quantities import read_quantity

_TOTAL_WEIGHT = re.compile(r"(总分值|分值合计|满分|总权重)")
_TOTAL_SCORE = re.compile(r"(总得分|自评总?得?分|总分|得分合计|综合得分|评价得分|最终得分|得分$)")
_GRADE = re.compile(r"[优良中差]|优秀|良好|合格|不合格|较差")
_LINE = re.compile(r"(?P<label>(?:其中[:：])?[^:：，。；]{2,20})[:：]\s*(?P<text>[^:：。；]{0,60})$")
_REVIEWED = re.compile(r"复核|审核|财政|抽查|评审")


def form_of(sheet: Sheet) -> Form | None:
    """The form of a sheet; None for a sheet that is only a table, without head, goals or totals."""
    if not sheet.is_form and not sheet.heads:
        return None
    entries = entries_of(sheet)
    goals = [entry for entry in entries if is_label("goals", entry.label)]
    weight, score, grade = _totals(sheet, entries)
    return Form(
        title=sheet.title,
        place=_place(sheet),
        project=sheet.project,
        competent_department=_first(entries, "competent") or _first(entries, "department"),
        implementing_unit=_first(entries, "implementing"),
        goal_expected=_goal(goals, "goal_expected"),
        goal_actual=_goal(goals, "goal_actual"),
        total_weight=weight,
        total_score=score,
        grade=grade,
        entries=entries,
    )


def entries_of(sheet: Sheet) -> tuple[FormEntry, ...]:
    """All label–value pairs of a form's head, goals, totals and remarks, and of the lines above it, in the order printed."""
    found = [FormEntry(label, text, place) for label, text, place in sheet.heads]
    for part, table in _with_table(sheet):
        if part.kind == "goals":
            found += _goals(part, sheet)
        elif part.kind == "totals":
            found += _total_entries(part, table, sheet)
        elif part.kind in ("head", "remarks"):
            found += _pairs(part, sheet)
    return tuple(found)


def _with_table(sheet: Sheet) -> Iterator[tuple[Part, Part | None]]:
    """Every part with the indicator table that it belongs to, the last one above it."""
    table: Part | None = None
    for part in sheet.parts:
        table = part if part.kind == "indicators" and part.columns else table
        yield part, table


def _pairs(part: Part, sheet: Sheet) -> Iterator[FormEntry]:
    """Label beside value. A label merged down the side of several rows labels them all (项目资金（元）) and gives amounts their unit."""
    seen: set[int] = set()
    in_tables = {id(row) for _, rows in side_tables(part) for row in rows}
    for row in part.rows:
        if id(row) in in_tables:
            continue
        cells = list(distinct(row))
        has_side = len(cells) > 1 and len(cells) % 2 == 1 and (cells[0].row_span > 1 or part.kind == "totals")
        side = cells[0] if has_side else None
        unit = money_unit(side.text) if side else None
        inner = cells[1:] if side or (cells[0].row_span > 1 and all(_is_line(cell) for cell in cells[1:])) else cells
        if inner and all(_is_line(cell) for cell in inner):
            yield from (_entry_of_line(cell, unit, sheet) for cell in inner if cell.text.strip())
            continue
        for label, value in zip(inner[::2], [*inner[1::2], None], strict=False):
            if label is None or not label.text.strip() or id(label) in seen or is_number(label.text):
                continue
            seen.add(id(label))
            yield _entry(label, value, unit, sheet)


def _is_line(cell: Cell) -> bool:
    """Blank, or label and value in one cell (项目支出：300)."""
    return not cell.text.strip() or _LINE.match(cell.text.strip()) is not None


def _entry_of_line(cell: Cell, unit: str | None, sheet: Sheet) -> FormEntry:
    match = _LINE.match(cell.text.strip())
    label, text = (match["label"], match["text"].strip()) if match else (cell.text.strip(), "")
    return FormEntry(label, text, row_place([cell], sheet.title or None), unit if unit and is_number(text) else None)


def _total_entries(part: Part, table: Part | None, sheet: Sheet) -> Iterator[FormEntry]:
    """Totals as printed: labelled pairs, or one entry for each figure under a column, named by both ("总分（得分）")."""
    for row in part.rows:
        if table is None or not _is_under_columns(row, table):
            yield from _pairs(Part(part.kind, (row,)), sheet)
            continue
        label = next((cell for cell in distinct(row) if cell.text.strip()), row[0])
        for column in table.columns:
            cell = row[column.index]
            if cell is not label and not is_nothing(cell.text) and cell is not row[column.index - 1]:
                name = f"{label.text.strip()}（{column.text}）" if column.text else label.text.strip()
                yield FormEntry(name, cell.text.strip(), row_place([label, cell], sheet.title or None))


def _entry(label: Cell, value: Cell | None, unit: str | None, sheet: Sheet) -> FormEntry:
    text = value.text.strip() if value else ""
    cells = [label, value] if value else [label]
    own_unit = unit if unit and is_number(text) else money_unit(label.text)
    return FormEntry(label.text.strip().rstrip(":："), text, row_place(cells, sheet.title or None), own_unit)


def _goals(part: Part, sheet: Sheet) -> Iterator[FormEntry]:
    """Goals under their headings (预期目标 | 实际完成情况), or beside one label (年度总体目标 | …)."""
    headings: Row | None = None
    for row in part.rows:
        cells = [cell for cell in distinct(row) if cell.text.strip()]
        labels = [cell for cell in cells if is_label("goals", cell.text)]
        if labels and len(labels) >= len(cells) - 1 and any(label is not cells[0] for label in labels):
            headings = row
            continue
        if headings is not None:
            yield from _under(headings, row, sheet)
        elif len(cells) >= 2 and labels:
            yield from (_entry(a, b, None, sheet) for a, b in zip(cells[::2], cells[1::2], strict=False))


def _under(headings: Row, row: Row, sheet: Sheet) -> Iterator[FormEntry]:
    seen: set[int] = set()
    for heading, cell in zip(headings, row, strict=True):
        if heading is cell or id(cell) in seen or is_nothing(cell.text) or not heading.text.strip():
            continue
        seen.add(id(cell))
        if not is_label("goals", cell.text) or len(cell.text) > 12:
            yield FormEntry(heading.text.strip().rstrip(":："), cell.text.strip(), row_place([cell], sheet.title or None))


def _goal(goals: Sequence[FormEntry], kind: str) -> str | None:
    """The text under the heading of this kind; this year's goal before that of the whole project, several rows joined by line breaks."""
    actual = [entry for entry in goals if is_label("goal_actual", entry.label)]
    chosen = actual if kind == "goal_actual" else [entry for entry in goals if entry not in actual]
    if kind == "goal_expected" and chosen:
        yearly = [entry for entry in chosen if re.search(r"年度|年初|当年|本年", entry.label) and "调整" not in entry.label]
        label = (yearly or chosen)[0].label
        chosen = [entry for entry in chosen if entry.label == label]
    return "\n".join(entry.text for entry in chosen) or None


def _first(entries: Sequence[FormEntry], kind: str) -> str | None:
    return next((entry.text for entry in entries if is_label(kind, entry.label) and not is_nothing(entry.text)), None)


def _totals(sheet: Sheet, entries: Sequence[FormEntry]) -> tuple[Decimal | None, Decimal | None, str | None]:
    """Total weight, total score and grade: as labelled pairs (总得分 | 96), else from the columns of the indicator table above."""
    weight = score = None
    grade = next((entry.text for entry in entries if is_label("grade", entry.label) and entry.text), None)
    for entry in _labelled_entries(sheet):
        if not is_number(entry.text) or _REVIEWED.search(entry.label):
            continue
        if _TOTAL_WEIGHT.search(entry.label):
            weight = weight or read_quantity(entry.text).number
        elif _TOTAL_SCORE.search(entry.label):
            score = score or read_quantity(entry.text).number
    if score is None:
        weight, score, found = _column_totals(sheet, weight)
        grade = grade or found
    return weight, score, grade


def _labelled_entries(sheet: Sheet) -> Iterator[FormEntry]:
    """Pairs of the head and of totals rows that label their figures; not figures that stand under columns."""
    for part, table in _with_table(sheet):
        if part.kind == "head":
            yield from _pairs(part, sheet)
        elif part.kind == "totals":
            rows = tuple(row for row in part.rows if not _is_under_columns(row, table))
            yield from _pairs(Part(part.kind, rows), sheet)


def _is_under_columns(row: Row, table: Part | None) -> bool:
    """A totals row whose figures belong to columns: not labelled one by one, and of the table's width."""
    if table is None or len(table.columns) != len(row):
        return False
    words = [cell.text for cell in distinct(row) if cell.text.strip()]
    return not (any(_TOTAL_WEIGHT.search(text) for text in words) or sum(bool(_TOTAL_SCORE.search(text)) for text in words) > 1)


def _column_totals(sheet: Sheet, weight: Decimal | None) -> tuple[Decimal | None, Decimal | None, str | None]:
    for part, table in _with_table(sheet):
        for row in part.rows if part.kind == "totals" and table is not None else ():
            if table is None or not is_label("totals", next((c.text for c in distinct(row) if c.text.strip()), "")):
                continue
            points = {role: _points(row, table, role) for role in ("weight", "score")}
            figures = [cell for cell in distinct(row) if is_number(cell.text)]
            score = points["score"] or (read_quantity(figures[0].text).number if len(figures) == 1 and not points["weight"] else None)
            if score is not None or points["weight"] is not None:
                grade = next((c.text for c in distinct(row) if _GRADE.fullmatch(c.text.strip())), None)
                return points["weight"] if weight is None else weight, score, grade
    return weight, None, None


def _points(row: Row, table: Part, role: str) -> Decimal | None:
    column = first_of(tuple(reversed(table.columns)), role)
    if column is None or not is_number(row[column.index].text):
        return None
    return read_quantity(row[column.index].text).number


def _place(sheet: Sheet) -> Place:
    """Where the form's totals stand, else all of it: a reader looks for the score first."""
    in_head = next((entry.place for part in sheet.parts if part.kind == "head" for entry in _pairs(part, sheet) if _is_score(entry)), None)
    cells = [cell for part in sheet.parts if part.kind == "totals" for row in part.rows for cell in distinct(row) if cell.text.strip()]
    return in_head or (row_place(cells, sheet.title or None) if cells else join_places([sheet.place], sheet.title or None))


def _is_score(entry: FormEntry) -> bool:
    return is_number(entry.text) and _TOTAL_SCORE.search(entry.label) is not None and not _REVIEWED.search(entry.label)
