"""Parts of a table on following pages → one table: repeated headers dropped, rows cut by the page break made whole.

Nothing marks a cut row in a PDF. What gives it away: cells that every other row fills are filled on one side of the break only.
A cell that is blank at the top of a page and belongs to a column of groups goes on with the group above it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from statistics import median

from ingest.layout.lines import join_texts
from ingest.tables.drafts import COLUMN_SNAP_PT, Draft, Sheet, row_count, row_of, table_to_sheet
from ingest.tables.edges import snap_positions
from ingest.tables.page_table import PageTable

SHARED_BORDERS = 0.7
SHORT_TEXT = 9
SAMPLE_ROWS = 14
ENDING = 2
FILLED_SHARE = 0.75
ALMOST_SAME = 0.93
_NUMERIC = re.compile(r"^[-+=<>≤≥≦≧\d.,%\s()（）]*\d[-+=<>≤≥≦≧\d.,%\s()（）]*$")
_MARK = re.compile(r"[（(]?[A-Z][）)]?")
"""What a row that letters the columns holds: A, (B)."""
_SENTENCE_END = re.compile(r"[。！？；.!?;]\s*[”’」）)]*$")


def stitch(parts: Sequence[PageTable]) -> list[Sheet]:
    """Tables in order; parts that follow each other and continue one table are one sheet."""
    sheets: list[Sheet] = []
    for part in parts:
        sheet = table_to_sheet(part)
        aligned = _aligned(sheets[-1], sheet) if sheets else None
        if aligned is None:
            sheets.append(sheet)
        else:
            sheets[-1] = _appended(sheets[-1], aligned)
    return sheets


def _aligned(upper: Sheet, lower: Sheet) -> Sheet | None:
    """`lower` moved sideways to `upper`'s left border where it continues it, else None."""
    left, right = min(d.x0 for d in upper), max(d.x1 for d in upper)
    shift = left - min(d.x0 for d in lower)
    moved = tuple(replace(d, x0=d.x0 + shift, x1=d.x1 + shift) for d in lower)
    if abs(max(d.x1 for d in moved) - right) > 2 * COLUMN_SNAP_PT:
        return None
    if not _share_borders(upper, moved) or _starts_anew(upper, moved):
        return None
    return moved


def _share_borders(upper: Sheet, lower: Sheet) -> bool:
    above, below = _borders(row_of(upper, row_count(upper) - 1)), _borders(row_of(lower, 0))
    if len(below) <= 2 or len(above) <= 2:  # a row of one cell: ask the tables' other rows
        above, below = _borders(upper), _borders(lower)
    common = sum(any(abs(a - b) <= COLUMN_SNAP_PT for b in below) for a in above)
    return common >= SHARED_BORDERS * min(len(above), len(below))


def _borders(drafts: Sequence[Draft]) -> list[float]:
    return sorted(set(snap_positions([x for d in drafts for x in (d.x0, d.x1)], COLUMN_SNAP_PT).values()))


def _starts_anew(upper: Sheet, lower: Sheet) -> bool:
    """A title across the table, or the first label of the table above again with another value: the next form, not a continuation."""
    first, opening = _texts(row_of(lower, 0)), _texts(row_of(upper, 0))
    if len(row_of(lower, 0)) == 1 and first and len(row_of(upper, row_count(upper) - 1)) > 1:
        return len(first[0]) < 40 and not _SENTENCE_END.search(first[0])
    return len(first) >= 2 and len(opening) >= 2 and first[0] == opening[0] and first != opening and len(first) <= 4


def _texts(drafts: Sequence[Draft]) -> list[str]:
    return [unicodedata.normalize("NFKC", "".join(d.text.split())) for d in drafts if d.text.strip()]


def _appended(upper: Sheet, lower: Sheet) -> Sheet:
    repeated = _repeated_header_rows(upper, lower)
    header = _inner_texts(lower, 0, repeated)
    if repeated:
        lower = _without_rows(lower, repeated)
        if not lower:
            return upper
    if repeated and _same_words(_inner_texts(upper, row_count(upper) - repeated, repeated), header):
        return _joined(upper, lower, _Columns(()), overlap=0)
    columns = _Columns.of(upper, lower)
    if columns.cut_row():
        return _joined(upper, lower, columns, overlap=1)
    return _joined(upper, lower, columns, overlap=0)


def _repeated_header_rows(upper: Sheet, lower: Sheet) -> int:
    """How many rows at the top of `lower` repeat header rows of `upper` word for word; labels down the side of the table aside."""
    height = min(row_count(upper), 24)
    for count in range(min(4, row_count(lower), height), 0, -1):
        rows = _inner_texts(lower, 0, count)
        is_header = all(len(row) >= 2 and not any(_NUMERIC.match(text) for text in row) for row in rows)
        if is_header and any(
            _same_words(_inner_texts(upper, i, count), rows) and not _comes_again(upper, i) for i in range(height - count + 1)
        ):
            return count
    return 0


def _comes_again(sheet: Sheet, row: int) -> bool:
    """The row above `row` begins like the last of the sheet (项目名称 | …): the page break falls into the next form's head."""
    last = row_count(sheet) - 1
    above, ending = (_texts(row_of(sheet, r))[:1] for r in (row - 1, last)) if 0 < row < last else ([], [])
    return above == ending != []


def _inner_texts(sheet: Sheet, first: int, count: int) -> list[list[str]]:
    """Texts of some rows, without cells that reach beyond them."""
    rows = ([d for d in row_of(sheet, r) if d.first_row >= first and d.end_row <= first + count] for r in range(first, first + count))
    return [_texts(row) for row in rows]


def _same_words(above: Sequence[Sequence[str]], below: Sequence[Sequence[str]]) -> bool:
    """Word for word, but for a sign that OCR reads now so, now so."""
    if [len(row) for row in above] != [len(row) for row in below]:
        return False
    one, other = ("\n".join("\t".join(row) for row in rows) for rows in (above, below))
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALMOST_SAME


def _without_rows(sheet: Sheet, count: int) -> Sheet:
    return tuple(replace(d, first_row=max(0, d.first_row - count), end_row=d.end_row - count) for d in sheet if d.end_row > count)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column around the page break: the cell above and below it, and how the rows near the break fill it."""

    above: Draft
    below: Draft
    texts: tuple[str, ...]

    @property
    def is_filled(self) -> bool:
        return bool(self.texts) and sum(map(bool, self.texts)) >= FILLED_SHARE * len(self.texts)

    @property
    def is_short(self) -> bool:
        return median(len(text) for text in self.texts if text) <= SHORT_TEXT

    @property
    def is_group(self) -> bool:
        """Drawn as merged cells, or a blank that only a group leaves."""
        return self.above.row_span > 1 or self.below.row_span > 1

    @property
    def leaves_blanks(self) -> bool:
        """Its groups are printed once with blank cells of their own below, or its codes only where they apply."""
        return self.above.row_span == self.below.row_span == 1 and "" in self.texts

    @property
    def is_cut_text(self) -> bool:
        """The column's other texts end alike (…指标): the one above the break does only together with the one below it."""
        above, below = self.above.text, self.below.text
        endings = {text[-ENDING:] for text in self.texts if text and text not in (above, below)}
        if not endings:
            return "指标".endswith(below) and not above.endswith("指标")
        return len(endings) == 1 and above[-ENDING:] not in endings and (above + below)[-ENDING:] in endings


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of both rows at the page break that have the same borders, left to right."""

    columns: tuple[_Column, ...]

    @classmethod
    def of(cls, upper: Sheet, lower: Sheet) -> "_Columns":
        last = row_count(upper) - 1
        sample = [row_of(upper, r) for r in range(max(0, last - SAMPLE_ROWS), last)]
        sample += [row_of(lower, r) for r in range(1, min(row_count(lower), SAMPLE_ROWS))]
        found = []
        for above in row_of(upper, last):
            below = _under(above, row_of(lower, 0))
            if below is not None:
                found.append(_Column(above, below, tuple(cell.text for row in sample if (cell := _under(above, row)))))
        return cls(tuple(found))

    def cut_row(self) -> bool:
        """True when the last row above and the first row below are two halves of one row."""
        if not any(c.below.text for c in self.columns):
            return bool(self.columns) and not any(c.is_group for c in self.columns)
        if all(_MARK.fullmatch(c.above.text) for c in self.columns if c.above.text):
            return False
        plain = [c for c in self.columns if c.is_filled and not c.is_group]
        short = [c for c in plain if c.is_short]
        if any(c.above.text and c.below.text for c in short if _NUMERIC.match(c.above.text) or _NUMERIC.match(c.below.text)):
            return False
        label = self.label_column()
        label_goes_on = label is not None and bool(label.above.text) and bool(label.below.text)
        halves = [c for c in plain if bool(c.above.text) is not bool(c.below.text)]
        if label_goes_on:
            others = [c for c in short if c is not label]
            empty_below = len(others) >= 2 and all(c.above.text and not c.below.text for c in others)
            return empty_below or self._sentence_goes_on(plain)
        return bool(halves) and (label is None or label in halves)

    def _sentence_goes_on(self, plain: list[_Column]) -> bool:
        """Every column is filled on both sides: only an unfinished sentence where others end with a full stop tells."""
        for column in plain:
            ends = [bool(_SENTENCE_END.search(text)) for text in column.texts if len(text) > 2 * SHORT_TEXT]
            usual = len(ends) >= 2 and sum(ends) >= FILLED_SHARE * len(ends)
            if usual and column.above.text and column.below.text and not _SENTENCE_END.search(column.above.text):
                return True
        return False

    def label_column(self) -> _Column | None:
        """The leftmost column that every row fills with a text of its own."""
        for column in self.columns:
            texts = [text for text in column.texts if text]
            if column.is_filled and not column.is_group and len(set(texts)) > 0.7 * len(texts) and not all(map(_NUMERIC.match, texts)):
                return column
        return None

    def is_below_header(self) -> bool:
        """The page ends right below the header: only words above the break, figures below it."""
        above = any(_NUMERIC.match(c.above.text) for c in self.columns)
        return not above and sum(bool(_NUMERIC.match(c.below.text)) for c in self.columns) >= 2

    def goes_on(self, column: _Column) -> bool:
        """True when the cell below belongs to the cell above although the row is another: a group that the page break cut."""
        if self.is_below_header():
            return column.below.row_span > 1 and not column.below.text
        if column.above.text and column.below.text:
            return column.is_group and column.is_cut_text
        if column.leaves_blanks:
            return False
        label = self.label_column()
        left_of_label = label is not None and column.above.x0 < label.above.x0
        return (column.is_group or left_of_label) and bool(column.above.text or column.below.text)


def _under(cell: Draft, row: Sequence[Draft]) -> Draft | None:
    near = (d for d in row if abs(d.x0 - cell.x0) <= COLUMN_SNAP_PT and abs(d.x1 - cell.x1) <= COLUMN_SNAP_PT)
    return next(near, None)


def _joined(upper: Sheet, lower: Sheet, columns: _Columns, overlap: int) -> Sheet:
    """`lower` below `upper`; with `overlap` 1 its first row is the rest of `upper`'s last row."""
    offset = row_count(upper) - overlap
    gone: dict[Draft, Draft] = {}
    taken: set[Draft] = set()
    for column in columns.columns:
        if overlap or columns.goes_on(column):
            gone[column.above] = _one(column.above, column.below.moved(offset))
            taken.add(column.below)
    kept = [gone.get(draft, draft) for draft in upper]
    rest = [draft.moved(offset) for draft in lower if draft not in taken and not (overlap and draft.first_row == 0 and not draft.text)]
    return tuple(kept + rest)


def _one(above: Draft, below: Draft) -> Draft:
    boxes = tuple(box for half in (above, below) if half.text for box in half.boxes) or above.boxes
    read = [half.confidence for half in (above, below) if half.confidence is not None]
    text = join_texts(above.text, below.text) if above.text else below.text
    return replace(above, end_row=max(above.end_row, below.end_row), text=text, boxes=boxes, confidence=min(read) if read else None)
