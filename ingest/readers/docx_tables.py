"""Rows and cells of a DOCX table: `w:tbl` → declared cells with their column and row spans."""

import re
from dataclasses import dataclass

from lxml import etree

from ingest.readers.docx_text import unwrapped
from ingest.readers.xml_parts import attribute, child, local_name

_OFF = ("0", "false", "off")


@dataclass(slots=True)
class DocxCell:
    """`parts` are the `w:tc` elements whose text is shown: one, or several that the old `hMerge` joins."""

    parts: list[etree._Element]
    column: int
    column_span: int
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class DocxTable:
    """`hidden_rows` counts rows that the file marks as hidden; deleted rows (tracked) are gone without a word."""

    rows: list[list[DocxCell]]
    hidden_rows: int


def read_table(table: etree._Element) -> DocxTable:
    """The shown cells. The text of a cell that continues a vertical merge is not shown by Word and is left out."""
    rows: list[list[DocxCell]] = []
    hidden = 0
    open_merges: dict[int, DocxCell] = {}
    for row in unwrapped(table):
        if local_name(row) != "tr" or _has(row, "trPr", "del"):
            continue
        if _is_on(child(row, "trPr", "hidden")):
            hidden += 1
            continue
        rows.append([])
        open_merges = _read_row(row, rows[-1], open_merges)
    return DocxTable(rows, hidden)


def _read_row(row: etree._Element, cells: list[DocxCell], above: dict[int, DocxCell]) -> dict[int, DocxCell]:
    """Fills `cells`; returns the vertical merges that are still open below this row, by column."""
    column = _count(child(row, "trPr", "gridBefore"), 0)
    still_open: dict[int, DocxCell] = {}
    for part in unwrapped(row):
        if local_name(part) != "tc" or _has(part, "tcPr", "cellDel"):
            continue
        span = _count(child(part, "tcPr", "gridSpan"), 1)
        vertical, horizontal = child(part, "tcPr", "vMerge"), child(part, "tcPr", "hMerge")
        if horizontal is not None and attribute(horizontal, "val") != "restart" and cells:
            cells[-1].column_span += span
            cells[-1].parts.append(part)
        elif vertical is not None and attribute(vertical, "val") != "restart" and column in above:
            above[column].row_span += 1
            still_open[column] = above[column]
        else:
            cells.append(DocxCell([part], column, span))
            if vertical is not None:
                still_open[column] = cells[-1]
        column += span
    return still_open


def _count(element: etree._Element | None, otherwise: int) -> int:
    text = None if element is None else attribute(element, "val")
    return min(int(text), 1000) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) and int(text) >= otherwise else otherwise


def _has(element: etree._Element, properties: str, name: str) -> bool:
    return child(element, properties, name) is not None


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and attribute(element, "val") not in _OFF
