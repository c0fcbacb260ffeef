"""Grids drawn in text for tests: one line a row, cells between bars, `<` merges with the cell left of it, `^` with the cell above."""

from decimal import Decimal

from ingest.model.document import Block, Cell, Grid, Paragraph
from ingest.model.facts import Indicator
from ingest.model.place import Box, Place
from ingest.model.report import Report


def grid_of(drawing: str, *, page: int = 1) -> Grid:
    """The grid of a drawing. Every cell has a box of its own, so that places can be told apart."""
    texts = [[text.strip() for text in line.strip().split("|")] for line in drawing.strip().splitlines() or [""]]
    width = max(len(row) for row in texts)
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(texts):
        for c in range(width):
            text = row[c] if c < len(row) else ""
            beside = (r, c - 1) if text == "<" else (r - 1, c) if text == "^" else (r, c)
            origin[r, c] = origin.get(beside, (r, c))
    cells = {start: _cell(texts, start, [at for at, begin in origin.items() if begin == start], page) for start in set(origin.values())}
    rows = tuple(tuple(cells[origin[r, c]] for c in range(width)) for r in range(len(texts)))
    return Grid(rows, Place((page,), (Box(page, 0, 0, 10 * width, 10 * len(texts)),)))


def _cell(texts: list[list[str]], start: tuple[int, int], covered: list[tuple[int, int]], page: int) -> Cell:
    (row, column), last_row, last_column = start, max(r for r, _ in covered), max(c for _, c in covered)
    text = texts[row][column] if column < len(texts[row]) else ""
    box = Box(page, 10 * column, 10 * row, 10 * last_column + 10, 10 * last_row + 10)
    return Cell(text, Place((page,), (box,)), row, column, last_row - row + 1, last_column - column + 1)


def paragraph(text: str, *, page: int = 1, is_centred: bool = False, level: int | None = None) -> Paragraph:
    """A line of text above a table."""
    return Paragraph(text, Place((page,)), is_centred=is_centred, level=level)


def report_of(*blocks: Block | str, source: str = "样例.pdf") -> Report:
    """The report that these blocks make; a string is a centred line."""
    from ingest.facts.assemble import report_from_blocks

    made = [paragraph(block, is_centred=True) if isinstance(block, str) else block for block in blocks]
    return report_from_blocks(made, (), source=source, page_count=1, file_kind="pdf")


def row(item: Indicator) -> tuple[str | None, ...]:
    """Name, target, actual, weight, score, verdict as text."""
    target = item.target.text if item.target else None
    actual = item.actual.text if item.actual else None
    return (item.name, target, actual, number_text(item.weight), number_text(item.score), item.verdict)


def funds(report: Report) -> list[tuple[str | None, ...]]:
    """Name, initial, adjusted, spent, rate, unit of the budget lines as text."""
    return [
        (b.name, number_text(b.initial), number_text(b.adjusted), number_text(b.actual), number_text(b.rate), b.unit) for b in report.budget
    ]


def number_text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
