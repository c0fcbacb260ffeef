"""Tables printed line by line across the page: a row is known by the line that holds its figures, wrapped cells stand around that line.

A cell is centred in its row, so it has as many lines above the figures as below (and one beside them when their number is odd). Going down
the table, how many of the lines between two rows belong to the upper one is chosen so that all cells are in balance and fill their columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.readers.text_dump.cells import FIGURE_KINDS, IMPOSSIBLE, lines_of, words_cost
from ingest.readers.text_dump.columns import Column
from ingest.readers.text_dump.grids import GROUP_KEYS, RowParse
from ingest.readers.text_dump.lines import Token, display_width

MOST_LINES_BESIDE = 16
UNBALANCED, OUT_OF_PLACE = 1.5, 1.0
Cells = dict[str, list[Token]]


@dataclass(slots=True)
class PrintedLine:
    """One printed line of a table's body. `cells` are its pieces by column; `is_anchor` when it holds a row's figures.

    Where columns are not kept apart, a line between rows has its pieces in `loose`; which column they are of is not known yet.
    """

    number: int
    tokens: list[Token]
    cells: Cells = field(default_factory=dict)
    loose: list[Token] = field(default_factory=list)
    is_anchor: bool = False
    opens_page: bool = False


@dataclass(frozen=True, slots=True)
class _Share:
    """What one row takes: its cells, and the cost."""

    cells: Cells
    cost: float


def lines_to_rows(lines: Sequence[PrintedLine], columns: Sequence[Column], widths: dict[str, float]) -> tuple[list[RowParse], float]:
    """One row for every line of figures, with the wrapped pieces around it, and the total cost."""
    anchors = [n for n, line in enumerate(lines) if line.is_anchor]
    if not anchors:
        return [], 0.0
    sharing = _Sharing(lines, anchors, columns, widths)
    return sharing.rows()


class _Sharing:
    """Deals the lines between the rows out to them. State: how many of the lines below a row's figures are its own."""

    def __init__(self, lines: Sequence[PrintedLine], anchors: list[int], columns: Sequence[Column], widths: dict[str, float]) -> None:
        self.lines, self.anchors, self.widths = lines, anchors, widths
        self.words = [column for column in columns if column.kind not in FIGURE_KINDS and column.kind != "group"]
        self.has_note = any(column.key == "note" for column in columns)
        self.found: dict[tuple[int, int, int], _Share] = {}

    def rows(self) -> tuple[list[RowParse], float]:
        best: dict[int, tuple[float, tuple[_Share, ...]]] = {0: (0.0, ())}
        for row in range(len(self.anchors)):
            best = self._deal(row, best)
        cost, shares = min(best.values(), key=lambda found: found[0])
        return [RowParse(share.cells, share.cost) for share in shares], cost

    def _deal(self, row: int, before: dict[int, tuple[float, tuple[_Share, ...]]]) -> dict[int, tuple[float, tuple[_Share, ...]]]:
        """All ways to end this row, the cheapest for each number of lines below its figures. Keys of `before`: lines the last row took."""
        gap = self.anchors[row] - (self.anchors[row - 1] + 1 if row else 0)
        last = row + 1 == len(self.anchors)
        below_limit = (len(self.lines) if last else self.anchors[row + 1]) - self.anchors[row] - 1
        best: dict[int, tuple[float, tuple[_Share, ...]]] = {}
        for taken, (cost, shares) in before.items():
            above = gap - taken
            if above < 0 or above > MOST_LINES_BESIDE:
                continue
            for below in range(min(below_limit, MOST_LINES_BESIDE) + 1):
                share = self._share(row, above, below)
                left_out = 0.6 * (below_limit - below) if last else 0.0
                total = cost + share.cost + left_out
                if below not in best or total < best[below][0]:
                    best[below] = (total, (*shares, share))
        if best:
            return best
        cost, shares = min(before.values(), key=lambda found: found[0])
        alone = self._share(row, 0, 0)
        return {0: (cost + IMPOSSIBLE / 50 + alone.cost, (*shares, alone))}

    def _share(self, row: int, above: int, below: int) -> _Share:
        key = (row, above, below)
        if key not in self.found:
            self.found[key] = self._best_share(self.anchors[row], above, below)
        return self.found[key]

    def _best_share(self, anchor: int, above: int, below: int) -> _Share:
        around = [*range(anchor - above, anchor), *range(anchor + 1, anchor + below + 1)]
        if not any(self.lines[n].loose for n in around):
            return self._in_columns(anchor, around)
        return min(self._in_turn(anchor, above, below), key=lambda share: share.cost)

    # --- pieces whose columns are known --------------------------------------------------------------------------------------

    def _in_columns(self, anchor: int, around: Sequence[int]) -> _Share:
        cells: Cells = {key: list(tokens) for key, tokens in self.lines[anchor].cells.items() if key not in GROUP_KEYS}
        balance: dict[str, int] = {}
        for n in around:
            for key, tokens in self.lines[n].cells.items():
                if key not in GROUP_KEYS:
                    cells.setdefault(key, []).extend(tokens)
                    balance[key] = balance.get(key, 0) + (1 if n > anchor else -1)
        broken = any(self.lines[n].opens_page for n in range(min([anchor, *around]) + 1, max([anchor, *around]) + 1))
        uneven = sum(abs(value) for value in balance.values()) * (0.3 if broken else UNBALANCED)
        return _Share(cells, uneven + self._words_cost(cells))

    def _words_cost(self, cells: Cells) -> float:
        cost = 0.0
        for column in self.words:
            tokens = sorted(cells.get(column.key, []), key=lambda token: (token.line, token.column))
            cost += (
                words_cost(column.kind, tokens, self.widths.get(column.key, 0.0))
                if tokens
                else column.skip
                if column.key != "note"
                else 0.0
            )
        return min(cost, IMPOSSIBLE)

    # --- pieces that stand in turn -------------------------------------------------------------------------------------------

    def _in_turn(self, anchor: int, above: int, below: int) -> list[_Share]:
        """Shares for every number of name and note lines whose places around the figures make up just these lines."""
        shares = [self._out_of_place(anchor, above, below)]
        if above == below:
            inline = self.lines[anchor].cells
            for names, notes, offsets in _templates(above, bool(inline.get("name")), bool(inline.get("note")), self.has_note):
                shares.append(self._templated(anchor, names, notes, offsets))
        return shares

    def _templated(self, anchor: int, names: int, notes: int, offsets: Sequence[float]) -> _Share:
        above = sum(offset < 0 for offset in offsets)
        cells: Cells = {key: list(tokens) for key, tokens in self.lines[anchor].cells.items() if key not in GROUP_KEYS}
        for n, offset in enumerate(offsets):
            line = self.lines[anchor - above + n + (1 if offset > 0 else 0)]
            in_name, in_note = offset in line_places(names), offset in line_places(notes)
            cut = len(line.loose) if not in_note else 0 if not in_name else self._cut(line.loose)
            cells.setdefault("name", []).extend(line.loose[:cut])
            cells.setdefault("note", []).extend(line.loose[cut:])
        filled = {key: tokens for key, tokens in cells.items() if tokens}
        return _Share(filled, self._words_cost(filled) + self._page_breaks(anchor, above, len(offsets) - above))

    def _cut(self, tokens: Sequence[Token]) -> int:
        """Where a line that holds a piece of the name and one of the note is cut best."""

        def cost(cut: int) -> float:
            name, note = (lines_of(part)[0] for part in (tokens[:cut], tokens[cut:]))
            return _over(name, self.widths.get("name", 0.0)) + _over(note, self.widths.get("note", 0.0)) + 0.4 * (cut - 1)

        return min(range(1, len(tokens)), key=cost) if len(tokens) > 1 else len(tokens)

    def _page_breaks(self, anchor: int, above: int, below: int) -> float:
        return 2.0 * sum(self.lines[n].opens_page for n in range(anchor - above + 1, anchor + below + 1))

    def _out_of_place(self, anchor: int, above: int, below: int) -> _Share:
        """Lines that no template fits, as page breaks leave them: up to two lines below go on with a full name, the rest is the note."""
        inline = {key: list(tokens) for key, tokens in self.lines[anchor].cells.items() if key not in GROUP_KEYS}
        around = [*range(anchor - above, anchor), *range(anchor + 1, anchor + below + 1)]
        if not around:
            return _Share(inline, self._words_cost(inline))
        broken = any(self.lines[n].opens_page for n in range(anchor - above, min(anchor + below + 2, len(self.lines))))
        shares = [self._with_name_lines(inline, around, above, names) for names in range(min(below, 2) + 1)]
        best = min(shares, key=lambda share: share.cost)
        return _Share(best.cells, best.cost + OUT_OF_PLACE * (1.5 if broken else len(around) + 2.0))

    def _with_name_lines(self, inline: Cells, around: Sequence[int], above: int, names: int) -> _Share:
        cells: Cells = {key: list(tokens) for key, tokens in inline.items()}
        for place, n in enumerate(around):
            in_name = above <= place < above + names or not self.has_note
            cells.setdefault("name" if in_name else "note", []).extend(self.lines[n].loose)
        return _Share(cells, self._words_cost(cells))


@lru_cache(maxsize=1024)
def _templates(above: int, name_inline: bool, note_inline: bool, has_note: bool) -> tuple[tuple[int, int, tuple[float, ...]], ...]:
    """Numbers of name and note lines that take up `above` lines over the figures, and the places of these lines around the figures.

    A cell has a line beside the figures when it has an odd number of lines.
    """
    found = []
    for names in range(1 if name_inline else 2, 9, 2):
        for notes in range(1 if note_inline else 0, 26 if has_note else 1, 2):
            offsets = tuple(sorted({*line_places(names), *line_places(notes)} - {0.0}))
            if len(offsets) == 2 * above:
                found.append((names, notes, offsets))
    return tuple(found)


def line_places(count: int) -> list[float]:
    """Places of the lines of a centred cell, in lines from the middle of the row: 2 → -0.5, 0.5; 3 → -1, 0, 1."""
    return [n - (count - 1) / 2 for n in range(count)]


def _over(text: str, width: float) -> float:
    return max(0.0, display_width(text) - width - 0.3) if width else 0.0
