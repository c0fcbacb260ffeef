"""The answering cells of a question: labels that it names, the rows and columns they stand for, and the cells where these meet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.model.document import Cell
from ingest.model.table import Table
from jiwen.cells.frame import Frame, frame_of, is_nothing
from jiwen.cells.match import Match, match_labels, named_labels, with_siblings
from jiwen.cells.select import Choice, choose
from jiwen.cells.wording import Alphabet, Asked, read_question


@dataclass(frozen=True, slots=True)
class FoundCell:
    """One answering cell. `row` and `column` count from the top left of header and body together; the paths are the labels above it,
    outermost first. `score` 0–1: how much of the question and of the labels agree."""

    table: Table
    row: int
    column: int
    cell: Cell
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Lookup:
    """The answering cells of the best table, its score, and how far the next best table with other figures lies behind."""

    cells: tuple[FoundCell, ...]
    score: float = 0.0
    margin: float = 0.0
    rivals: tuple[FoundCell, ...] = field(default=())


def find_cells(question: str, tables: Sequence[Table]) -> list[FoundCell]:
    """The cells that answer, best table only; empty when no table holds what is asked."""
    return list(look_up(question, tables).cells)


def look_up(question: str, tables: Sequence[Table]) -> Lookup:
    """The answering cells with the margin that lets a caller answer, ask back or refuse."""
    alphabet = Alphabet()
    asked = read_question(question, alphabet)
    answers = [answer for table in tables if (answer := _in_table(table, asked, alphabet))]
    answers.sort(key=lambda cells: cells[0].score, reverse=True)
    if not answers:
        return Lookup(())
    best = answers[0]
    texts = {found.cell.text for found in best}
    rivals = next((other for other in answers[1:] if {found.cell.text for found in other} != texts), [])
    margin = best[0].score - (rivals[0].score if rivals else 0.0)
    return Lookup(tuple(best), best[0].score, margin, tuple(rivals))


def _in_table(table: Table, asked: Asked, alphabet: Alphabet) -> list[FoundCell]:
    cells = (*table.header, *table.rows)
    if not cells or not cells[0]:
        return []
    frame = frame_of(cells, len(table.header) or None)
    choice = choose_in(frame, asked, alphabet)
    return [
        FoundCell(table, r, c, cells[r][c], _path(frame, "row", r, c), _path(frame, "column", r, c), choice.score) for r, c in choice.places
    ]


def choose_in(frame: Frame, asked: Asked, alphabet: Alphabet) -> Choice:
    """The places of the answering cells in one frame."""
    matches: list[Match] = match_labels(frame.labels, asked, alphabet)
    named = with_siblings(named_labels(matches, asked.idle), matches, asked, alphabet)
    return choose(frame, asked, named, matches)


def _path(frame: Frame, axis: str, row: int, column: int) -> tuple[str, ...]:
    line, other = (row, column) if axis == "row" else (column, row)
    labels = [x for x in frame.labels if x.axis == axis and x.is_head and line in x.lines and other in x.reach]
    return tuple(x.text for x in sorted(labels, key=lambda x: x.level) if not is_nothing(x.text))
