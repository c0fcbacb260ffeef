"""Tables for tests, written line by line."""

from ingest.model.document import Cell
from ingest.model.place import Box, Place
from ingest.model.table import Table


def piped_table(title: str, page: int, lines: tuple[str, ...], unit: str = "万元") -> Table:
    """A table of one header line and rows, the cells parted by "|"."""
    place = Place((page,), (Box(page, 50, 100, 500, 300),), title)
    rows = [tuple(Cell(text, place, r, c) for c, text in enumerate(line.split("|"))) for r, line in enumerate(lines)]
    return Table(title, (rows[0],), tuple(rows[1:]), place, unit=unit)
