"""Tables printed cell after cell: each cell's wrapped lines together, row after row. Extractors that follow the drawing order print so.

The token sequence is cut into cells by the cheapest way through (a Viterbi search over positions and columns): a figure fits its
column's kind, a wrapped line is as wide as its column, blank cells and page breaks inside cells cost. Column widths are learned in rounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.text_dump.cells import FIGURE_KINDS, IMPOSSIBLE, figure_cost, is_figure, may_begin_group, words_cost
from ingest.readers.text_dump.columns import Column
from ingest.readers.text_dump.grids import RowParse
from ingest.readers.text_dump.lines import Token
from ingest.readers.text_dump.widths import FIGURE_BONUS, learned_widths, line_widths

_LONGEST = {"name": 10, "text": 10, "group": 5, "note": 60, "prose": 60, "tail": 2, "rest": 60}
ROUNDS = 3
LEFT_OVER_LINE, LEFT_OVER_FIGURE, LEFT_OVER_WORDS = 0.6, 1.5, 3.0
FULL_LINE_SLACK = 1.2
ROW_BONUS, MID_LINE = 3.0, 0.8
GOES_ON = 1.7  # what a note costs at its start and without a full stop: given back where it goes on after the page break
HOPELESS = 14.0
_TAIL, _REST = "tail", "rest"


@dataclass(frozen=True, slots=True)
class TableParse:
    """`rows` take up the first `used` tokens; `cost` also counts what is left over."""

    rows: tuple[RowParse, ...]
    used: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Step:
    """One slot of a row: a column, or what a row takes up again after a page break (`tail` of the name, `rest` of the note)."""

    key: str
    kind: str
    skip: float


def tokens_to_rows(tokens: Sequence[Token], columns: Sequence[Column]) -> TableParse:
    """The table that begins at `tokens[0]` and ends where its rows end; its cells are printed one after another."""
    steps = _steps(columns)
    widths = _first_widths(tokens, columns)
    parse = TableParse((), 0, 0.0)
    for _ in range(ROUNDS):
        parse = _Search(tokens, steps, widths).table()
        learned = learned_widths(parse.rows, columns)
        if learned == widths:
            break
        widths = learned
    return parse


def line_to_row(tokens: Sequence[Token], columns: Sequence[Column], widths: dict[str, float]) -> RowParse | None:
    """The cells of one printed line of a table, or None where it holds none. A name may be missing: it may be wrapped around this line."""
    steps = [replace(step, skip=0.5) if step.key == "name" else step for step in _steps(columns) if step.kind not in (_TAIL, _REST)]
    return _Search(tokens, steps, widths).whole_row()


def _steps(columns: Sequence[Column]) -> list[_Step]:
    steps: list[_Step] = []
    for column in columns:
        if column.key == "group" and not any(other.key == "group2" for other in columns):
            steps.append(_Step("group_above", "group", 0.0))
        steps.append(_Step(column.key, column.kind, column.skip))
    has_note = any(step.key == "note" for step in steps)
    return [*steps, _Step(_TAIL, _TAIL, 0.0), *([_Step(_REST, _REST, 0.0)] if has_note else [])]


def _first_widths(tokens: Sequence[Token], columns: Sequence[Column]) -> dict[str, float]:
    """Nothing is known of widths but that prose is as wide as the widest line of the table."""
    widest = max(line_widths(tokens), default=0.0)
    return {column.key: widest for column in columns if column.kind == "prose"}


class _Search:
    """The cheapest cutting of `tokens` into rows of `steps`. State: tokens used, and the step that comes next."""

    def __init__(self, tokens: Sequence[Token], steps: Sequence[_Step], widths: dict[str, float]) -> None:
        self.tokens, self.steps, self.widths = tokens, steps, widths
        all_blank = 0.9 * sum(step.skip for step in steps)  # a row of nothing must never pay
        self.row_bonus = min(ROW_BONUS, all_blank) if any(step.kind in FIGURE_KINDS for step in steps) else 0.0
        self.left_over = self._left_over_costs()
        size = len(steps) + 1
        self.best = [[IMPOSSIBLE * len(tokens) + IMPOSSIBLE] * size for _ in range(len(tokens) + 1)]
        self.origin: list[list[tuple[int, int] | None]] = [[None] * size for _ in range(len(tokens) + 1)]

    def _left_over_costs(self) -> list[float]:
        """What it costs to leave the tokens from each position on outside the table: a little a line, more where a line holds figures."""
        costs = [0.0] * (len(self.tokens) + 1)
        has_figures = any(step.kind in FIGURE_KINDS for step in self.steps)
        a_line = LEFT_OVER_LINE if has_figures else LEFT_OVER_WORDS
        for position in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[position]
            line = a_line if token.opens_line else 0.0
            costs[position] = costs[position + 1] + line + (LEFT_OVER_FIGURE if is_figure(token.text) else 0.0)
        return costs

    def table(self) -> TableParse:
        """The rows up to where the table ends best. A row begins where a line begins."""
        self.best[0][0] = 0.0
        for position in range(len(self.tokens) + 1):
            self._skip_blanks(position)
            self._close_row(position)
            self._skip_blanks(position)
            for step in range(len(self.steps)):
                self._fill(position, step)
        used = self._end()
        return TableParse(tuple(self._traced(used)), used, self._cost_if_ended(used))

    def whole_row(self) -> RowParse | None:
        """All tokens as one row."""
        self.best[0][0] = 0.0
        for position in range(len(self.tokens) + 1):
            self._skip_blanks(position)
            for step in range(len(self.steps)):
                self._fill(position, step)
        if self.best[-1][-1] >= IMPOSSIBLE:
            return None
        self.origin[-1][0] = (len(self.tokens), len(self.steps))
        rows = self._traced(len(self.tokens))
        return rows[0] if rows else None

    def _skip_blanks(self, position: int) -> None:
        """Leave columns blank. Whoever skips the `tail` skips the `rest`: that one only goes on after a tail."""
        for step, slot in enumerate(self.steps):
            after = len(self.steps) if slot.kind == _TAIL else step + 1
            self._offer(position, after, self.best[position][step] + slot.skip, (position, step))

    def _close_row(self, position: int) -> None:
        cost = self.best[position][-1]
        ends = position == len(self.tokens) or self.tokens[position].opens_line
        if ends and position and cost - self.row_bonus < self.best[position][0]:
            self.best[position][0] = cost - self.row_bonus
            self.origin[position][0] = (position, len(self.steps))

    def _fill(self, position: int, step: int) -> None:
        """All ways to fill one column from here: with one token or more."""
        cost = self.best[position][step]
        if cost >= IMPOSSIBLE or position == len(self.tokens) or not self._may_begin(position, step):
            return
        kind = self.steps[step].kind
        for end in range(position + 1, min(position + _LONGEST.get(kind, 3), len(self.tokens)) + 1):
            fit = self._fit(position, end, step)
            if fit < IMPOSSIBLE:
                self._offer(end, step + 1, cost + fit, (position, step))
            elif kind == "group" and not may_begin_group(self.tokens[position:end]):
                break
            if HOPELESS < fit < IMPOSSIBLE and kind not in FIGURE_KINDS:
                break

    def _cost_if_ended(self, used: int) -> float:
        return self.best[used][0] + self.left_over[used]

    def _end(self) -> int:
        ends = [n for n in range(len(self.tokens) + 1) if n == len(self.tokens) or self.tokens[n].opens_line]
        return min(ends, key=self._cost_if_ended)

    def _may_begin(self, position: int, step: int) -> bool:
        """The tail of a name stands at the top of a page."""
        kind, token = self.steps[step].kind, self.tokens[position]
        if kind == _TAIL:
            return token.opens_page and self._name_may_go_on(position, step)
        return True

    def _name_may_go_on(self, position: int, step: int) -> bool:
        """True where the last line of this row's name is full, so that the page break may have cut the name."""
        width = self.widths.get("name", 0.0)
        while step > 0 and (origin := self.origin[position][step]) is not None:
            before, previous = origin
            if self.steps[previous].key == "name" and before != position:
                return not width or line_widths(self.tokens[before:position])[-1] >= width - FULL_LINE_SLACK
            position, step = before, previous
        return False

    def _fit(self, start: int, end: int, step: int) -> float:
        kind, tokens = self.steps[step].kind, self.tokens[start:end]
        if kind in FIGURE_KINDS:
            cost = figure_cost(kind, tokens)
            return cost - FIGURE_BONUS if cost < IMPOSSIBLE and is_figure("".join(token.text for token in tokens)) else cost
        if kind == _TAIL:
            return self._tail_cost(tokens)
        if kind == _REST:
            return words_cost("note", tokens, self.widths.get("note", 0.0)) - GOES_ON
        breaks = sum(token.opens_page for token in tokens[1:])
        mid_line = MID_LINE if kind == "prose" and not tokens[0].opens_line else 0.0
        return words_cost(kind, tokens, self.widths.get(self.steps[step].key, 0.0)) + (
            mid_line if kind in ("note", "prose") else 0.5 * breaks
        )

    def _tail_cost(self, tokens: Sequence[Token]) -> float:
        width = self.widths.get("name", 0.0)
        too_wide = any(w > width + 1 for w in line_widths(tokens)) if width else False
        return IMPOSSIBLE if too_wide else 1.2 * len(tokens)

    def _offer(self, position: int, step: int, cost: float, origin: tuple[int, int]) -> None:
        if cost < self.best[position][step]:
            self.best[position][step] = cost
            self.origin[position][step] = origin

    def _traced(self, used: int) -> list[RowParse]:
        rows: list[RowParse] = []
        position, step = used, 0
        while (origin := self.origin[position][step]) is not None:
            before, previous = origin
            if step == 0:
                rows.append(RowParse())
            elif before != position:
                rows[-1].cells[self.steps[previous].key] = list(self.tokens[before:position])
                rows[-1].cost += self._fit(before, position, previous)
            else:
                rows[-1].cost += self.steps[previous].skip
            position, step = before, previous
        return [_with_leftovers(row) for row in reversed(rows)]


def _with_leftovers(row: RowParse) -> RowParse:
    """A row whose name and note take in what the page break cut off."""
    for leftover, key in ((_TAIL, "name"), (_REST, "note")):
        tokens = row.cells.pop(leftover, [])
        if tokens:
            row.cells[key] = [*row.cells.get(key, []), *tokens]
    return row
