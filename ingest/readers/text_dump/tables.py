"""Where tables stand in a text dump, and their grids: header, body, the way it was printed, and what could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model.document import Fault, Grid
from ingest.readers.text_dump.across import across_to_rows
from ingest.readers.text_dump.aligned import aligned_to_rows, is_aligned
from ingest.readers.text_dump.cells import FIGURE_KINDS
from ingest.readers.text_dump.certain import settle
from ingest.readers.text_dump.columns import Column
from ingest.readers.text_dump.grids import RowParse, rows_to_grid
from ingest.readers.text_dump.headers import Header, find_header
from ingest.readers.text_dump.lines import TextLine
from ingest.readers.text_dump.prose import is_section_heading
from ingest.readers.text_dump.stream import tokens_to_rows
from ingest.readers.text_dump.widths import rows_cost, words_strain


WELL_FITTED = 0.04


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table on `lines[start:end]`."""

    start: int
    end: int
    grid: Grid
    faults: tuple[Fault, ...] = ()


def find_tables(lines: Sequence[TextLine]) -> list[TextTable]:
    """All tables with a header of known titles, in order."""
    headers = _headers(lines)
    by_number = {line.number: line for line in lines}
    tables: list[TextTable] = []
    for n, header in enumerate(headers):
        if tables and header.start < tables[-1].end:
            continue
        body, last = _body(lines, headers[n:])
        table = _table(lines, header, body, last, by_number)
        if table:
            tables.append(table)
    return tables


def _headers(lines: Sequence[TextLine]) -> list[Header]:
    found: list[Header] = []
    start = 0
    while start < len(lines):
        header = find_header(lines, start)
        if header:
            found.append(header)
        start = header.end if header else start + 1
    return found


def _body(lines: Sequence[TextLine], headers: Sequence[Header]) -> tuple[list[TextLine], int]:
    """The lines that may belong to the first header's table, and the position where they end.

    They go up to the next table or section; a header that is printed again on the next page is passed over.
    """
    first, body, position = headers[0], list[TextLine](), headers[0].end
    opens_page = False
    repeats = {header.start: header for header in headers[1:] if header.keys == first.keys and lines[header.start].opens_page}
    others = {header.start for header in headers[1:]} - set(repeats)
    while position < len(lines) and position not in others and not is_section_heading(lines[position]):
        if position in repeats:
            position, opens_page = repeats[position].end, True
            continue
        body.append(replace(lines[position], opens_page=opens_page or lines[position].opens_page))
        position, opens_page = position + 1, False
    return body, position


def _table(lines: Sequence[TextLine], header: Header, body: Sequence[TextLine], last: int, by_number: dict[int, TextLine]) -> TextTable | None:
    rows = _best_rows(body, header.columns)
    if not rows:
        return None
    end = 1 + max(token.line for row in rows for tokens in row.cells.values() for token in tokens)
    settled = settle(rows, header.columns)
    if not settled.rows:
        return None
    grid = rows_to_grid(settled.rows, header.columns, lines[header.start : header.end], by_number)
    used = next((n for n, line in enumerate(lines) if line.number >= end), len(lines))
    return TextTable(header.start, min(used, last), grid, settled.faults)


def _best_rows(body: Sequence[TextLine], columns: Sequence[Column]) -> Sequence[RowParse]:
    """Rows by the way of printing that fits best."""
    has_figures = any(column.kind in FIGURE_KINDS for column in columns)
    if has_figures and is_aligned(body):
        return aligned_to_rows(body, columns)
    tokens = [token for line in body for token in line.tokens()]
    stream = tokens_to_rows(tokens, columns).rows
    if not has_figures or _fits_well(stream, columns):
        return stream
    across = across_to_rows(body, columns)
    return min((rows for rows in (stream, across) if rows), key=lambda rows: rows_cost(rows, columns), default=())


def _fits_well(rows: Sequence[RowParse], columns: Sequence[Column]) -> bool:
    """True where the names and notes of nearly all rows fill their columns as wrapped cells do."""
    return bool(rows) and words_strain(rows, columns) <= WELL_FITTED * len(rows)


def _cost(rows: Sequence[RowParse], columns: Sequence[Column]) -> float:
    return rows_cost(rows, columns)
