"""A list answer as a table with typed cells: for the page's table, CSV and XLSX alike."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from jiwen.answer import Answer, Citation, Record
from jiwen.page.citing import citation_token, place_words
from jiwen.page.record_table import column_word, half_widths, record_columns, row_remarks, verdict_word
from jiwen.page.wording import load_wording
from jiwen.saying import Language

_FIGURE = re.compile(r"^[=＝]?\s*([-+−－]?\d[\d,，]*(?:\.\d+)?)\s*([^\d\s]{0,12})$")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
PERCENT_SIGNS = ("%", "％")


@dataclass(frozen=True, slots=True)
class TypedCell:
    """Text as printed; `number` and `unit` where the text is one plain figure (no ≥, no range, no words around it)."""

    text: str
    number: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record; `where` is its page in words, `token` leads the page to it."""

    cells: tuple[TypedCell, ...]
    where: str
    token: str | None


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """All records of one answer."""

    question: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def typed_cell(text: str) -> TypedCell:
    """The cell with its figure.

    >>> typed_cell("77.3亿元")
    TypedCell(text='77.3亿元', number=Decimal('77.3'), unit='亿元')
    >>> typed_cell("≥100家").number is None
    True
    """
    found = _FIGURE.match(text.strip())
    if not found:
        return TypedCell(text)
    plain = found[1].replace(",", "").replace("，", "").replace("−", "-").replace("－", "-")
    try:
        return TypedCell(text, Decimal(plain), found[2] or None)
    except InvalidOperation:
        return TypedCell(text)


def answer_table(answer: Answer, language: Language = "zh", names: Mapping[str, str] | None = None) -> AnswerTable:
    """The answer's records with name, report (called as in `names`), every field and verdict as columns."""
    t = load_wording(language)
    columns = record_columns(answer.records)
    titles = {citation.report: citation.title for citation in answer.citations} | dict(names or {})
    remarks = row_remarks(answer)
    rows = tuple(
        _row(record, remark, columns, answer.citations, titles, language) for record, remark in zip(answer.records, remarks, strict=True)
    )
    labels = (column_word(column, language) for column in columns)
    return AnswerTable(answer.question, (t("record"), t("report"), t("verdict"), *labels, t("remark")), rows)


def _row(
    record: Record, remark: str, columns: tuple[str, ...], citations: tuple[Citation, ...], titles: dict[str, str], language: Language
) -> TableRow:
    citation = citations[record.citation - 1] if record.citation and record.citation <= len(citations) else None
    fields = [typed_cell(record.fields.get(column, "")) for column in columns]
    cells = (
        TypedCell(record.name),
        TypedCell(titles.get(record.report, record.report)),
        TypedCell(verdict_word(record.verdict, language) or ""),
        *fields,
        TypedCell(remark),
    )
    if citation is None:
        return TableRow(cells, "", None)
    return TableRow(cells, place_words(citation.place, language), citation_token(citation))


def table_to_json(table: AnswerTable) -> dict[str, Any]:
    """For the page's script; `sort` is a float that orders rows and is never shown."""
    return {
        "question": table.question,
        "columns": list(table.columns),
        "rows": [
            {
                "cells": [{"text": cell.text, "sort": None if cell.number is None else float(cell.number)} for cell in row.cells],
                "where": row.where,
                "token": row.token,
            }
            for row in table.rows
        ],
    }


def table_to_csv(table: AnswerTable, source_label: str) -> bytes:
    """UTF-8 with a byte order mark (Excel needs it), text as printed. Text that would run as a formula gets an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([*table.columns, source_label])
    for row in table.rows:
        writer.writerow([*(_csv_text(cell) for cell in row.cells), _harmless(row.where)])
    return stream.getvalue().encode("utf-8-sig")


def _csv_text(cell: TypedCell) -> str:
    return cell.text.lstrip("=＝") if cell.number is not None else _harmless(cell.text)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def table_to_xlsx(table: AnswerTable, source_label: str) -> bytes:
    """Figures as numbers with their unit in the number format, percentages as percentages, header frozen and filterable, page last."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*table.columns, source_label])
    for row in table.rows:
        sheet.append([])
        for place, cell in enumerate(row.cells, 1):
            _write(sheet.cell(sheet.max_row + (place == 1), place), cell)
        _write(sheet.cell(sheet.max_row, len(row.cells) + 1), TypedCell(row.where))
    for place, head in enumerate(sheet[1], 1):
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F3F6B")
        texts = (
            [table.columns[place - 1], *(row.cells[place - 1].text for row in table.rows)] if place <= len(table.columns) else ["第 10 页"]
        )
        sheet.column_dimensions[get_column_letter(place)].width = min(60, max(10, 2 + max(map(half_widths, texts))))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.title = "Jiwen"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(target: Any, cell: TypedCell) -> None:
    target.alignment = Alignment(vertical="top", wrap_text=True)
    if cell.number is None:
        target.value = cell.text
        target.data_type = "s"  # a report's "=1+1" is text, never a formula
        return
    decimals = max(0, -int(cell.number.as_tuple().exponent))
    digits = "0" + ("." + "0" * decimals if decimals else "")
    if cell.unit in PERCENT_SIGNS:
        target.value = cell.number / 100
        target.number_format = digits + "%"
    else:
        target.value = cell.number
        target.number_format = "#,##" + digits + (f'" {cell.unit}"' if cell.unit and '"' not in cell.unit else "")
