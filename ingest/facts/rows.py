"""Rows of a grid: their distinct cells, what is blank, what is a number."""

import re
import unicodedata
from collections.abc import Sequence

from ingest.facts.columns import Row
from ingest.model.document import Cell
from ingest.model.place import Place, join_places

_NUMBER = re.compile(r"[-+−]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?(%|‰|万元|亿元|元|分)?")
_MARK_LABELS = frozenset({"栏次", "行次", "列次", "栏目"})
NOTHING = frozenset({"", "/", "-", "—", "——", "–", "―", "\\", "－", "--", "─"})


def distinct(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a row, each merged cell once, in order."""
    seen: dict[int, Cell] = {}
    for cell in row:
        seen.setdefault(id(cell), cell)
    return tuple(seen.values())


def texts(row: Sequence[Cell]) -> tuple[str, ...]:
    """The texts of a row's distinct cells that are not blank."""
    return tuple(cell.text for cell in distinct(row) if cell.text.strip())


def is_nothing(text: str) -> bool:
    """Blank, or one of the strokes that forms print for "not applicable"."""
    return re.sub(r"\s", "", text) in NOTHING


def is_number(text: str) -> bool:
    """A figure and nothing else ("1,234.50", "98.2%", "27415.08万元")."""
    return _NUMBER.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text))) is not None


def is_marks(row: Sequence[Cell]) -> bool:
    """A row that numbers or letters the columns (栏次 | 1 | 2, or (A) | (B) | (B/A)), which is neither header nor body."""
    words = [re.sub(r"\s", "", unicodedata.normalize("NFKC", cell.text)) for cell in distinct(row) if cell.text.strip()]
    if len(words) > 1 and words[0] in _MARK_LABELS:
        words = words[1:]
        return all(re.fullmatch(r"\d{1,2}|[-=+*/()\d]+|[甲乙丙丁]|—", word) for word in words)
    return len(words) > 1 and all(re.fullmatch(r"\(?[A-Z]([-+=/*×][A-Z])*\)?", word) for word in words)


def compact(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Without rows and columns that hold no text or only number the columns, and columns that only repeat the merged cells left of them."""
    kept = [row for row in rows if any(cell.text.strip() for cell in row) and not is_marks(row)]
    if not kept:
        return ()
    columns = [c for c in range(len(kept[0])) if _adds_something(kept, c)]
    return tuple(tuple(row[c] for c in columns) for row in kept)


def _adds_something(rows: Sequence[Row], column: int) -> bool:
    has_text = any(row[column].text.strip() for row in rows)
    return has_text and (column == 0 or any(row[column] is not row[column - 1] for row in rows))


def row_place(cells: Sequence[Cell], table: str | None) -> Place:
    """Where a row stands: its own cells, without those merged over several rows, blank ones only where there is nothing else."""
    own = [cell for cell in cells if cell.text.strip()] or list(cells)
    low = min(cell.row_span for cell in own)
    places = [cell.place for cell in own if cell.row_span == low]
    joined = join_places(places, table)
    return joined if joined.table else Place(joined.pages, joined.boxes, table, joined.anchor)


def lowest_confidence(cells: Sequence[Cell]) -> float | None:
    """The lowest OCR confidence of the cells; None for text that was not read from a picture."""
    known = [cell.confidence for cell in cells if cell.confidence is not None]
    return min(known) if known else None
