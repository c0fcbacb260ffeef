"""The answering cells of a question: labels that it names, the rows and columns they stand for, and the cells where these meet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.model.document import Cell
from ingest.model.quantity import Quantity
from ingest.model.table import Table
from ingest.values import read_quantity, unit_scale
from jiwen.cells.asked import Asked, read_question
from jiwen.cells.content import is_nothing
from jiwen.cells.focus import with_focus
from jiwen.cells.frame import Frame
from jiwen.cells.match import Match, match_labels, said_by
from jiwen.cells.named import named_labels, with_clauses, with_hinted
from jiwen.cells.parts import Part, parts_of
from jiwen.cells.periods import with_periods
from jiwen.cells.select import Choice, choose
from jiwen.cells.units import unit_of
from jiwen.cells.wording import GAP, Alphabet, plain, words

_COLUMN_GUESSED = 0.95
_NARROWER = 0.94
_SEVERAL = 0.9
_LEFT_OUT = 0.7
_BROKEN = 0.8
_HALF_SAID = 0.5
_MOST_NARROWER = 2


@dataclass(frozen=True, slots=True)
class FoundCell:
    """One answering cell. `row` and `column` count from the top left of header and body together; the paths are the labels of its row
    and column, outermost first. `unit` is the one printed in a label, else the table's. `score` 0–1: how much of the question and of
    the labels agree."""

    table: Table
    row: int
    column: int
    cell: Cell
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    score: float
    unit: str | None = None

    @property
    def quantity(self) -> Quantity:
        """The cell as a value, with its unit."""
        return read_quantity(self.cell.text, self.unit)


@dataclass(frozen=True, slots=True)
class Lookup:
    """The answering cells of the best table, its score, and how far the next best table with other figures lies behind.

    `agreeing` are cells of other tables that answer as well and say the same; `rivals` those of the next best table that say otherwise.
    """

    cells: tuple[FoundCell, ...] = ()
    score: float = 0.0
    margin: float = 0.0
    agreeing: tuple[FoundCell, ...] = field(default=())
    rivals: tuple[FoundCell, ...] = field(default=())


def find_cells(question: str, tables: Sequence[Table]) -> list[FoundCell]:
    """The cells that answer, best table only; empty when no table holds what is asked."""
    return list(look_up(question, tables).cells)


def look_up(question: str, tables: Sequence[Table], *, ignore: Iterable[str] = ()) -> Lookup:
    """The answering cells with the margin that lets a caller answer, ask back or refuse.

    `ignore` are words of the question that are used up already: the body and the report it names.
    """
    alphabet = Alphabet()
    asked = read_question(question, alphabet, ignore)
    answers = [answer for table in tables if (answer := _in_table(table, asked, alphabet))]
    answers.sort(key=lambda cells: cells[0].score, reverse=True)
    if not answers:
        return Lookup()
    best = answers[0]
    amounts = _amounts(best)
    same = [other for other in answers[1:] if _amounts(other) == amounts]
    rivals = next((other for other in answers[1:] if _amounts(other) != amounts), [])
    margin = best[0].score - (rivals[0].score if rivals else 0.0)
    return Lookup(tuple(best), best[0].score, margin, tuple(found for other in same for found in other), tuple(rivals))


def _amounts(cells: Iterable[FoundCell]) -> set[object]:
    """What cells say, whichever unit they say it in: 13,500 元 is 1.35 万元."""
    said: set[object] = set()
    for found in cells:
        quantity = found.quantity
        scale, base = unit_scale(quantity.unit)
        said.add(found.cell.text.strip() if quantity.number is None else (quantity.number * scale, base))
    return said


def _in_table(table: Table, asked: Asked, alphabet: Alphabet) -> list[FoundCell]:
    """The answering cells of the part of a table that answers best."""
    answers = [_in_part(table, part, asked, alphabet) for part in parts_of(table)]
    return max(answers, key=lambda found: found[0].score if found else 0.0, default=[])


def _in_part(table: Table, part: Part, asked: Asked, alphabet: Alphabet) -> list[FoundCell]:
    frame = part.frame
    asked = with_periods(asked, frame.labels, alphabet)
    matches = [match for match in match_labels(frame.labels, asked, alphabet) if not _is_another(match, asked)]
    title = said_by(table.title, asked, alphabet)
    named = _named(frame, matches, asked)
    asked = asked.joined(m.positions for m in named)
    choice = choose(frame, asked, named, matches, title)
    score = _score(frame, choice, matches, asked, title) * _breadth(table.title, asked)
    found = [_found(table, frame, r, c, score) for r, c in choice.places]
    if not asked.wants_several and len(_amounts(found)) > 1:
        found = [replace(item, score=_SEVERAL * score) for item in found]
    return [_in_grid(item, part.top, part.is_sideways) for item in found] if part.top or part.is_sideways else found


def _breadth(title: str, asked: Asked) -> float:
    """Less than 1 for a table about a part of the whole (财政拨款, 政府性基金 …) that the question does not name."""
    narrower = [word for word in words()["narrowing"] if word in plain(title) and word not in asked.raw]
    return float(_NARROWER ** min(len(narrower), _MOST_NARROWER))


def _named(frame: Frame, matches: Sequence[Match], asked: Asked) -> list[Match]:
    named = named_labels(matches, asked.idle, asked.clauses)
    named = with_hinted(frame, named, matches, asked)
    named = with_focus(frame, named, asked)
    return with_clauses(named, matches, asked) if frame.is_form else named


def _is_another(match: Match, asked: Asked) -> bool:
    """Whether label and question have different words between the same ones: 一般公共服务支出 where 一般公共预算支出 is asked for."""
    at = sorted(match.positions)
    gaps = (asked.text[one + 1 : next_] for one, next_ in pairwise(at))
    return match.is_broken and match.label.axis == "row" and any(len(gap.replace(GAP, "")) > 1 for gap in gaps)


def _found(table: Table, frame: Frame, row: int, column: int, score: float) -> FoundCell:
    rows, columns = _path(frame, "row", row, column), _path(frame, "column", row, column)
    unit = unit_of(frame, row, column, table.unit)
    return FoundCell(table, row, column, frame.cells[row][column], rows, columns, score, unit)


def _in_grid(found: FoundCell, top: int, sideways: bool) -> FoundCell:
    """A cell found below title rows, or in a table turned by a right angle, where it stands in the grid."""
    if sideways:
        found = replace(found, row=found.column, column=found.row, row_path=found.column_path, column_path=found.row_path)
    return replace(found, row=found.row + top)


def _path(frame: Frame, axis: str, row: int, column: int) -> tuple[str, ...]:
    line, other = (row, column) if axis == "row" else (column, row)
    labels = [x for x in frame.labels if x.axis == axis and x.is_head and line in x.lines and other in x.reach]
    return tuple(x.text for x in sorted(labels, key=lambda x: x.level) if not is_nothing(x.text))


def _score(frame: Frame, choice: Choice, matches: Sequence[Match], asked: Asked, title: frozenset[int]) -> float:
    """Share of the question's weighty words that the labels, those above them, and the table's title explain, times how fully the labels
    that led there are said."""
    if not choice.places:
        return 0.0
    rows = {line for r, _ in choice.places for line in (r, *frame.ancestors(r))}
    columns = {c for _, c in choice.places}
    beside = [m for m in matches if m.label.lines & (rows if m.label.axis == "row" else columns)]
    explained = title.union(*(m.positions for m in (*choice.rows, *choice.columns, *beside)))
    weighty = [i for i in range(len(asked.text)) if i not in asked.light]
    share = sum(i in explained for i in weighty) / len(weighty) if weighty else 1.0
    share *= _COLUMN_GUESSED if choice.is_guessed else 1
    share *= _LEFT_OUT if asked.leaves_out(explained) else 1
    share *= _BROKEN if choice.rows and all(m.is_broken for m in choice.rows) else 1
    covers = [max(m.cover for m in axis) for axis in (choice.rows, choice.columns) if axis]
    return share * min(covers, default=_HALF_SAID)
