"""Where tables stand in a text dump, and their grids: header, body, the way it was printed, and what could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model.document import Fault, Grid
from ingest.readers.text_dump.certain import settle
from ingest.readers.text_dump.grids import rows_to_grid
from ingest.readers.text_dump.headers import Header, find_header
from ingest.readers.text_dump.lines import TextLine, Token
from ingest.readers.text_dump.prose import is_section_heading
from ingest.readers.text_dump.stream import tokens_to_rows


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
    tokens = [token for line in body for token in line.tokens()]
    parse = tokens_to_rows(tokens, header.columns)
    if not parse.rows:
        return None
    end = _end(lines, tokens, parse.used, last)
    settled = settle(parse.rows, header.columns)
    grid = rows_to_grid(settled.rows, header.columns, lines[header.start : header.end], by_number)
    return TextTable(header.start, end, grid, settled.faults)


def _end(lines: Sequence[TextLine], tokens: Sequence[Token], used: int, last: int) -> int:
    if used == len(tokens):
        return last
    return next(n for n, line in enumerate(lines) if line.number == tokens[used].line)
