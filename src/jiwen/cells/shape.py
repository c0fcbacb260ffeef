"""The shape of a table of which nobody said where its header is: title rows, header rows, columns of names, or a form of pairs."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.model.document import Cell
from jiwen.cells.content import is_nothing, is_value, kind_of
from jiwen.cells.wording import plain, words

Rows = Sequence[Sequence[Cell]]
_CLEARLY = 0.05
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d")


def turned(cells: Rows) -> Rows:
    """Rows as columns."""
    return tuple(zip(*cells, strict=True))


def is_sideways(cells: Rows) -> bool:
    """True when the header stands in the first columns: every row holds one kind of content while columns mix kinds, and no corner merged
    downwards says otherwise. A form is not sideways, its rows as columns would be."""
    if len(cells) < 2 or len(cells[0]) < 2:
        return False
    if is_form(cells):
        return False
    if len(cells) in (2, 4) and is_form(turned(cells)):
        return True
    corner, right, below = cells[0][0], cells[0][1], cells[1][0]
    if corner is below and corner is not right:
        return False
    return _column_evenness(turned(cells)) > _column_evenness(cells) + _CLEARLY


def _column_evenness(cells: Rows) -> float:
    body = [[kind_of(cell.text) for cell in row[1:]] for row in cells[header_rows(cells) :]]
    return _evenness(list(zip(*body, strict=True)))


def _evenness(lines: Sequence[Sequence[str | None]]) -> float:
    """Share of the cells, in lines with two and more, that are of their line's commonest kind."""
    counts = [Counter(kind for kind in line if kind) for line in lines]
    counts = [count for count in counts if count.total() > 1]
    total = sum(count.total() for count in counts)
    return sum(count.most_common(1)[0][1] for count in counts) / total if total else 1.0


def title_rows(cells: Rows) -> int:
    """How many rows on top are one merged cell each."""
    count = 0
    while count < len(cells) - 1 and len(cells[0]) > 1 and len({id(c) for c in cells[count]}) == 1:
        count += 1
    return count


def distinct(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a row, merged ones once."""
    return [c for i, c in enumerate(row) if i == 0 or c is not row[i - 1]]


def paired(cells: Rows) -> list[list[Cell]]:
    """The cells of each row, merged ones once, without what stands beside the pairs over several rows (a photo)."""
    rows = [distinct(row) for row in cells]
    often = Counter(id(cell) for row in rows for cell in row)
    return [row[:-1] if len(row) % 2 and len(row) > 3 and often[id(row[-1])] > 1 else row for row in rows]


def is_form(cells: Rows) -> bool:
    """True for label–value pairs side by side instead of a grid: an even number of cells a row (three where a label has a second one),
    and values of mixed kinds."""
    rows = [row for row in paired(cells) if len(row) > 1]
    if not rows or len(rows[0]) % 2 or any(len(row) % 2 and len(row) != 3 for row in rows):
        return False
    if any(is_value(c.text) for row in rows for c in row[:-1][::2]):
        return False
    shapes = {len(row) for row in rows}
    if len(rows[0]) == 2 and len(shapes) > 1 and len(cells[0]) > 2 and cells[0][0] is cells[0][2] and cells[0][0] is not cells[1][0]:
        return False
    if len(shapes) > 1:
        return len(rows[0]) <= 10
    if shapes - {2, 4}:
        return False
    kinds = [{is_value(c.text) for c in (row[i] for row in rows[1:]) if not is_nothing(c.text)} for i in (1, -1)]
    return all(len(kind) == 2 for kind in kinds) or (shapes == {2} and (kinds[0] == {False} or is_value(rows[0][1].text)))


def header_rows(cells: Rows, known: int = 0) -> int:
    """How many rows on top hold only labels; `known` of them are known already, more belong to them where merged cells say so."""
    count = known
    for r in range(known, len(cells) - 1):
        rest = cells[r][1:] or cells[r]
        filled = [c for c in rest if not is_nothing(c.text)]
        if any(is_value(c.text) or (r and _PLAIN_YEAR.fullmatch(c.text.strip())) for c in filled) or 2 * len(filled) < len(rest):
            break
        if r and not _still_header(cells, r):
            break
        count = r + 1
    return min(count, max(known, len(cells) - 1))


def _still_header(cells: Rows, r: int) -> bool:
    """A further row belongs to the header when a merged cell reaches from above into it, or it parts a merged cell above it."""
    above, row = cells[r - 1], cells[r]
    into = any(a is b for a, b in zip(above, row, strict=True))
    corner = next((c for c, cell in enumerate(above) if cell is not above[0]), len(above))
    parts = len({id(c) for c in above[corner:]}) < len(above) - corner and len({id(c) for c in row}) > len({id(c) for c in above})
    return into or parts


def label_columns(cells: Rows, first: int) -> tuple[int, ...]:
    """Columns of names and codes: the leading ones, and those that start a further block of names with figures (收入 … | 支出 …)."""
    width = len(cells[0])
    figures = [_figure_share(cells, first, c) for c in range(width)]
    codes = {c for c in range(width) if _is_code(cells, first, c)}
    columns = _leading(cells, first, figures, codes)
    for c in range(len(columns) + 1, width - 1):
        is_block = figures[c] < 0.3 and figures[c + 1] >= 0.5 and _names_rows(cells, first, c)
        is_pair = first and figures[c] < 0.1 and cells[first - 1][c] is cells[first - 1][c + 1]
        if c not in codes and (is_block or is_pair):
            columns.append(c)
    return tuple(sorted({*columns, *codes}))


def _leading(cells: Rows, first: int, figures: Sequence[float], codes: set[int]) -> list[int]:
    lead = 0
    while lead < len(figures) - 1 and (figures[lead] < 0.5 or lead in codes):
        lead += 1
        if not (lead - 1 in codes or _groups_rows(cells, first, lead - 1)):
            break
    is_unnamed = not lead and first and len(cells) - first == 1
    return list(range(0 if is_unnamed else max(lead, 1)))


def _figure_share(cells: Rows, first: int, column: int) -> float:
    texts = [row[column].text for row in cells[first:] if row[column].text.strip()]
    return sum(is_value(t) or is_nothing(t) for t in texts) / len(texts) if texts else 0.6


def _is_code(cells: Rows, first: int, column: int) -> bool:
    head = plain(cells[first - 1][column].text) if first else ""
    return head in words()["code_headers"] or any(head.endswith(word) for word in words()["code_endings"])


def _groups_rows(cells: Rows, first: int, column: int) -> bool:
    """True when a column's cells reach over several rows or stand for several columns: the names of groups, or a merged name."""
    body = cells[first:]
    is_wide = column + 1 < len(cells[0]) and any(row[column] is row[column + 1] for row in body)
    return is_wide or any(above[column] is below[column] for above, below in pairwise(body))


def _names_rows(cells: Rows, first: int, column: int) -> bool:
    texts = [row[column].text for row in cells[first:] if not is_nothing(row[column].text)]
    heads = {plain(cells[r][column].text) for r in range(first)}
    known = max(map(len, texts), default=0) > 2 and any(word in head for head in heads for word in words()["label_headers"])
    again = bool(heads & {plain(cells[r][0].text) for r in range(first)})
    again = again or bool(
        first and {plain(cells[first - 1][column + 1].text)} & {plain(cells[first - 1][c].text) for c in range(1, column)}
    )
    return len(texts) >= 2 and len(set(texts)) == len(texts) and (known or again or not first)
