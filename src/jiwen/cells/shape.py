"""The shape of a table of which nobody said where its header is: title rows, header rows, columns of names, or a form of pairs."""

from collections.abc import Sequence

from ingest.model.document import Cell
from jiwen.cells.content import is_nothing, is_value
from jiwen.cells.wording import plain, words

Rows = Sequence[Sequence[Cell]]


def title_rows(cells: Rows) -> int:
    """How many rows on top are one merged cell each."""
    count = 0
    while count < len(cells) - 1 and len(cells[0]) > 1 and len({id(c) for c in cells[count]}) == 1:
        count += 1
    return count


def distinct(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a row, merged ones once."""
    return [c for i, c in enumerate(row) if i == 0 or c is not row[i - 1]]


def is_form(cells: Rows) -> bool:
    """True for label–value pairs side by side instead of a grid: an even number of cells a row (three where a label has a second one),
    and values of mixed kinds."""
    rows = [distinct(row) for row in cells]
    if len(rows[0]) % 2 or any(len(row) % 2 and len(row) != 3 for row in rows):
        return False
    if any(is_value(c.text) for row in rows for c in row[:-1][::2]):
        return False
    shapes = {len(row) for row in rows}
    if len(rows[0]) == 2 and len(shapes) > 1 and any(c.column_span > 2 and c.row_span == 1 for c in rows[0][:1]):
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
        if any(is_value(c.text) for c in filled) or 2 * len(filled) < len(rest):
            break
        if r and not _still_header(cells, r):
            break
        count = r + 1
    return min(count, max(known, len(cells) - 1))


def _still_header(cells: Rows, r: int) -> bool:
    """A further row belongs to the header when a merged cell reaches from above into it, or it parts a merged cell above it."""
    above, row = cells[r - 1], cells[r]
    into = any(a is b for a, b in zip(above, row, strict=True))
    parts = len({id(c) for c in above}) < len(above) and len({id(c) for c in row}) > len({id(c) for c in above})
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
    return any(c.row_span > 1 or c.column_span > 1 for c in (row[column] for row in cells[first:]))


def _names_rows(cells: Rows, first: int, column: int) -> bool:
    texts = [row[column].text for row in cells[first:] if not is_nothing(row[column].text)]
    heads = {plain(cells[r][column].text) for r in range(first)}
    known = any(word in head for head in heads for word in words()["label_headers"])
    again = bool(heads & {plain(cells[r][0].text) for r in range(first)})
    return len(texts) >= 2 and len(set(texts)) == len(texts) and (known or again or not first)
