"""One XLSX sheet → the texts its visible cells show, its borders and its merged ranges."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.number_formats import format_value
from ingest.readers.shown_text import shown_text, visible
from ingest.readers.xlsx_book import Book, CellLook, string_text
from ingest.readers.xml_parts import attribute, child, iterate_part, local_name

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Range:
    """Rows and columns from upper left to lower right, 1-based, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """`texts` and `looks` by (row, column), 1-based, hidden rows and columns included; `looks` only where there is a border or a text.

    `lines` are those of cells with line breaks. `hidden_columns[c]` is 1 where column c is hidden or has no width.
    `uncached` are formulas without a stored result, `errors` cells that show an error value such as #DIV/0!.
    """

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    lines: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    looks: dict[tuple[int, int], CellLook] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: bytearray = field(default_factory=lambda: bytearray(MAX_COLUMN + 1))
    uncached: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def hides_column(self, column: int) -> bool:
        """Whether the column is hidden or has no width."""
        return column > MAX_COLUMN or bool(self.hidden_columns[column])


def read_sheet(data: bytes, name: str, part: str, book: Book, source: str) -> Sheet:
    """The sheet. Raises DamagedFile."""
    sheet = Sheet(name)
    row_number = 0
    for element in iterate_part(data, source, part, ("{*}row", "{*}col", "{*}mergeCell")):
        kind = local_name(element)
        if kind == "row":
            row_number = _whole(attribute(element, "r"), MAX_ROW) or row_number + 1
            _read_row(element, row_number, sheet, book)
        elif kind == "col":
            _read_column(element, sheet)
        elif (found := read_range(attribute(element, "ref") or "")) is not None:
            sheet.merges.append(found)
    return sheet


def read_range(text: str) -> Range | None:
    """`A3:C4` as a range, None where it is none.

    >>> read_range("A3:C4")
    Range(top=3, left=1, bottom=4, right=3)
    """
    ends = [read_reference(part) for part in text.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    (top, left), (bottom, right) = ends[0], ends[1]
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def read_reference(text: str) -> tuple[int, int] | None:
    """`B7` as (7, 2), None where it is outside of any sheet."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match.group(1).upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match.group(2))
    return (row, column) if 1 <= row <= MAX_ROW and column <= MAX_COLUMN else None


def reference(row: int, column: int) -> str:
    """(7, 2) as `B7`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _read_row(element: etree._Element, row: int, sheet: Sheet, book: Book) -> None:
    if attribute(element, "hidden") in ("1", "true") or attribute(element, "ht") in ("0", "0.0"):
        sheet.hidden_rows.add(row)
    column = 0
    for cell in element:
        if local_name(cell) != "c":
            continue
        at = read_reference(attribute(cell, "r") or "")
        column = at[1] if at is not None else column + 1
        look = book.look(attribute(cell, "s"))
        raw = _cell_text(cell, look, book, sheet, reference(row, column))
        text = shown_text(raw)
        if text:
            sheet.texts[row, column] = text
            if "\n" in raw.strip():
                sheet.lines[row, column] = visible(raw).splitlines()
        if text or look.is_bordered:
            sheet.looks[row, column] = look


def _cell_text(cell: etree._Element, look: CellLook, book: Book, sheet: Sheet, at: str) -> str:
    kind = attribute(cell, "t") or "n"
    value = child(cell, "v")
    raw = "" if value is None else value.text or ""
    if kind == "inlineStr":
        inline = child(cell, "is")
        return "" if inline is None else string_text(inline)
    if not raw and kind != "str" and child(cell, "f") is not None:
        sheet.uncached.append(at)
    if kind == "s":
        position = _whole(raw, len(book.strings))
        return book.strings[position] if position is not None and position < len(book.strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
    if kind == "e":
        sheet.errors.append(at)
    return format_value(raw, look.code, is_1904=book.is_1904) if kind == "n" and raw else raw


def _read_column(element: etree._Element, sheet: Sheet) -> None:
    first, last = (_whole(attribute(element, name), MAX_COLUMN) for name in ("min", "max"))
    if first and last and first <= last and (attribute(element, "hidden") in ("1", "true") or attribute(element, "width") in ("0", "0.0")):
        sheet.hidden_columns[first : last + 1] = b"\1" * (last + 1 - first)


def _whole(text: str | None, limit: int) -> int | None:
    value = int(text) if text is not None and re.fullmatch("[0-9]{1,9}", text) else None
    return value if value is not None and value <= limit else None
