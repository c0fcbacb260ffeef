"""Where tables stand in a text dump, and their grids: header, body, the way it was printed, and what could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model.document import Fault, Grid
from ingest.readers.text_dump.across import across_to_rows
from ingest.readers.text_dump.aligned import aligned_to_rows, is_aligned
from ingest.readers.text_dump.cells import FIGURE_KINDS, is_figure
from ingest.readers.text_dump.certain import settle
from ingest.readers.text_dump.columns import Column
from ingest.readers.text_dump.corners import with_corner_title
from ingest.readers.text_dump.grids import RowParse, rows_to_grid
from ingest.readers.text_dump.headers import Header, find_header
from ingest.readers.text_dump.lines import TextLine
from ingest.readers.text_dump.marked import marked_table
from ingest.readers.text_dump.other_headers import heads_other_table
from ingest.readers.text_dump.prose import is_section_heading
from ingest.readers.text_dump.queues import queued_rows, run_columns
from ingest.readers.text_dump.sound import is_sound
from ingest.readers.text_dump.stream import tokens_to_rows
from ingest.readers.text_dump.widths import rows_cost, strain
from ingest.readers.text_dump.words_rows import words_to_rows

WELL_FITTED, ALIGNED_BONUS = 0.04, 5.0
Rows = Sequence[RowParse]
Body = tuple[Header, list[TextLine], int]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table on `lines[start:end]`; without a grid (and lines) where one was found but cannot be read for certain.

    `left` are its lines of words that could not be told to a row."""

    start: int
    end: int
    grid: Grid | None
    faults: tuple[Fault, ...] = ()
    left: tuple[TextLine, ...] = ()


def find_tables(lines: Sequence[TextLine]) -> list[TextTable]:
    """All tables with a header of known titles, in order.

    One dump is printed in one way: cell after cell or line after line is decided for all of its tables together.
    """
    tables = _marked_tables(lines)
    marked = {position for table in tables for position in range(table.start, table.end)}
    headers = _headers(lines, marked)
    by_number = {line.number: line for line in lines}
    bodies = [
        with_corner_title(lines, header, *_body(lines, headers[n:], marked))
        for n, header in enumerate(headers)
        if not _is_repeat(headers, n, lines)
    ]
    in_stream = [_rows_in_stream(header, body) for header, body, _ in bodies]
    if any(rows is not None and not _fits_well(rows, header.columns) for rows, (header, _, _) in zip(in_stream, bodies, strict=True)):
        in_stream = _better(in_stream, [_rows_across(header, body) for header, body, _ in bodies], bodies)
    last_end = 0
    for rows, (header, body, last) in zip(in_stream, bodies, strict=True):
        found = _rows_aligned(header, body) if rows is None else rows
        table = _table(lines, header, found, last, by_number)
        table = _fuller(table, _table_of_queues(lines, header, body, by_number))
        if table and header.start >= last_end:
            tables.append(table)
            last_end = table.end
    return sorted(tables, key=lambda table: table.start)


def _marked_tables(lines: Sequence[TextLine]) -> list[TextTable]:
    found: list[TextTable] = []
    position = 0
    while position < len(lines):
        marked = marked_table(lines, position)
        if marked:
            found.append(TextTable(position, marked[1], marked[0]))
        position = marked[1] if marked else position + 1
    return found


def _has_figures(header: Header) -> bool:
    return any(column.kind in FIGURE_KINDS for column in header.columns)


def _rows_in_stream(header: Header, body: Sequence[TextLine]) -> Rows | None:
    """Rows read cell after cell, or None for a table in aligned columns, which needs no guess."""
    if _has_figures(header) and is_aligned(body):
        return None
    return tokens_to_rows([token for line in body for token in line.tokens()], header.columns).rows


def _rows_across(header: Header, body: Sequence[TextLine]) -> Rows | None:
    if not _has_figures(header):
        return words_to_rows(body, header.columns)
    return None if is_aligned(body) else across_to_rows(body, header.columns)


def _rows_aligned(header: Header, body: Sequence[TextLine]) -> Rows:
    """Rows by position, unless looks alone explain the lines clearly better (columns may drift)."""
    aligned, across = aligned_to_rows(body, header.columns), across_to_rows(body, header.columns)
    if not across or not aligned:
        return aligned or across
    return aligned if _cost(aligned, header, body) <= _cost(across, header, body) + ALIGNED_BONUS else across


def _better(stream: list[Rows | None], across: list[Rows | None], bodies: Sequence[Body]) -> list[Rows | None]:
    """The readings of the way of printing that fits better in all."""
    pairs = [
        (one, other, header, body)
        for one, other, (header, body, _) in zip(stream, across, bodies, strict=True)
        if one is not None and other
    ]
    cost_in_stream = sum(_cost(one, header, body) for one, _, header, body in pairs)
    cost_across = sum(_cost(other, header, body) for _, other, header, body in pairs)
    if cost_in_stream <= cost_across:
        return stream
    return [other if other else one for one, other in zip(stream, across, strict=True)]


def _cost(rows: Rows, header: Header, body: Sequence[TextLine]) -> float:
    """How badly rows fit, and the figures of the lines between them that no row took."""
    used = {token.line for row in rows for tokens in row.cells.values() for token in tokens}
    last = max(used, default=0)
    left = [token for line in body if line.number not in used and line.number < last + 4 for token in line.tokens()]
    return rows_cost(rows, header.columns) + 1.5 * sum(is_figure(token.text) for token in left)


def _headers(lines: Sequence[TextLine], marked: set[int]) -> list[Header]:
    found: list[Header] = []
    start = 0
    while start < len(lines):
        header = find_header(lines, start) if start not in marked else None
        if header:
            found.append(header)
        start = header.end if header else start + 1
    return found


def _body(lines: Sequence[TextLine], headers: Sequence[Header], marked: set[int]) -> tuple[list[TextLine], int]:
    """The lines that may belong to the first header's table, and the position where they end.

    They go up to the next table or section; a header that is printed again on the next page is passed over.
    """
    first, body, position = headers[0], list[TextLine](), headers[0].end
    opens_page = False
    repeats = {header.start: header for header in headers[1:] if header.keys == first.keys and lines[header.start].opens_page}
    others = ({header.start for header in headers[1:]} | marked) - set(repeats)
    while position < len(lines) and position not in others and not is_section_heading(lines[position]):
        if position not in repeats and heads_other_table(lines, position, first):
            break
        if position in repeats:
            position, opens_page = repeats[position].end, True
            continue
        body.append(replace(lines[position], opens_page=opens_page or lines[position].opens_page))
        position, opens_page = position + 1, False
    return body, position


def _is_repeat(headers: Sequence[Header], n: int, lines: Sequence[TextLine]) -> bool:
    """True for a header that is printed again at the top of a page, for the table before it."""
    return n > 0 and headers[n].keys == headers[n - 1].keys and lines[headers[n].start].opens_page


def _table(lines: Sequence[TextLine], header: Header, rows: Rows, last: int, by_number: dict[int, TextLine]) -> TextTable | None:
    if not rows:
        return None
    end = 1 + max(token.line for row in rows for tokens in row.cells.values() for token in tokens)
    settled = settle(rows, header.columns)
    if not settled.rows or not is_sound(rows, header.columns):
        return TextTable(header.start, header.start, None, (_refusal(lines[header.start], header),))
    grid = rows_to_grid(settled.rows, header.columns, lines[header.start : header.end], by_number)
    used = next((n for n, line in enumerate(lines) if line.number >= end), len(lines))
    return TextTable(header.start, min(used, last), grid, settled.faults)


def _fuller(table: TextTable | None, queued: TextTable | None) -> TextTable | None:
    """The reading with more rows; names that stand together would be one name to a reading row after row."""
    return queued if _row_count(queued) > _row_count(table) else table


def _row_count(table: TextTable | None) -> int:
    return len(table.grid.rows) if table and table.grid else 0


def _table_of_queues(
    lines: Sequence[TextLine], header: Header, body: Sequence[TextLine], by_number: dict[int, TextLine]
) -> TextTable | None:
    """The table read as names and runs of values that are as many; its groups and notes stay text."""
    queued = queued_rows(body, header.columns)
    columns = [column for column in header.columns if column.key == "name" or column in run_columns(header.columns)]
    if queued is None or not is_sound(queued.rows, columns):
        return None
    settled = settle(queued.rows, columns)
    grid = rows_to_grid(settled.rows, columns, lines[header.start : header.end], by_number)
    last = max(line.number for line in body)
    end = next((n for n, line in enumerate(lines) if line.number > last), len(lines))
    fault = _fault(
        lines[header.start],
        header,
        "类别、原因等文字无法可靠地对应到行" if queued.is_whole else "有的行各列数值无法可靠地对应到名称，未采用",
    )
    return TextTable(header.start, end, grid, (*settled.faults, fault), queued.left)


def _refusal(line: TextLine, header: Header) -> Fault:
    return _fault(line, header, "各列数值无法可靠地对应到行，未采用")


def _fault(line: TextLine, header: Header, what: str) -> Fault:
    titles = "、".join(column.title for column in header.columns if column.title)
    return Fault("uneven_rows", f"第{line.number}行起的表（{titles}）{what}", line.place)


def _fits_well(rows: Sequence[RowParse], columns: Sequence[Column]) -> bool:
    """True where the names and notes of nearly all rows fill their columns as wrapped cells do."""
    return bool(rows) and strain(rows, columns) <= WELL_FITTED * len(rows)
