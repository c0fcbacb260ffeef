"""Tables of indicators whose header no list knows: told by a column of targets (≥, ≤, 不低于 …) between names and figures."""

from collections.abc import Sequence

from ingest.facts.columns import Column, Row
from ingest.facts.rows import distinct, is_nothing, is_number
from ingest.values.header_words import role_of
from ingest.values.quantities import read_quantity

_LEAST_ROWS = 2


def guess_columns(header: Row, body: Sequence[Row]) -> tuple[Column, ...] | None:
    """The columns of a table in which half of one column's cells are quantities with an operator, with words left of them.

    The column right of the targets is taken for the actuals where at least half of it are quantities too. None for any other table:
    nothing is guessed from figures alone.
    """
    if len(body) < _LEAST_ROWS or any(is_number(cell.text) for cell in header):
        return None
    width = len(header)
    target = find_targets(body)
    if target is None:
        return None
    name = next((c for c in range(target - 1, -1, -1) if _are_names(body, c)), None)
    if name is None:
        return None
    roles = {index: role_of(header[index].text) for index in range(width)}
    roles |= {index: "group" for index in range(name) if roles[index] not in ("number", "code") and _are_words(body, index)}
    roles[name], roles[target] = "name", "target"
    if target + 1 < width and roles[target + 1] in ("", "actual") and _share(body, target + 1, with_operator=False) >= 0.5:
        roles[target + 1] = "actual"
    return tuple(Column(index, roles[index], (header[index].text,) if header[index].text else ()) for index in range(width))


def find_targets(body: Sequence[Row]) -> int | None:
    """The first column, right of another, in which at least half of the cells are quantities with an operator."""
    width = len(body[0]) if len(body) >= _LEAST_ROWS else 0
    return next((c for c in range(1, width) if _share(body, c, with_operator=True) >= 0.5), None)


def _share(body: Sequence[Row], column: int, *, with_operator: bool) -> float:
    """How much of a column's cells are quantities; with an operator printed where that is asked for."""
    quantities = [read_quantity(row[column].text) for row in body if not is_nothing(row[column].text)]
    fitting = [q for q in quantities if q.number is not None and (q.op is not None or not with_operator)]
    return len(fitting) / len(body)


def _are_words(body: Sequence[Row], column: int) -> bool:
    texts = [row[column].text for row in body if not is_nothing(row[column].text)]
    return bool(texts) and not any(is_number(text) for text in texts)


def _are_names(body: Sequence[Row], column: int) -> bool:
    """Words, each of them once: the names of the rows."""
    cells = list({id(row[column]): row[column].text for row in body}.values())
    return _are_words(body, column) and len(cells) == len(body) == len(set(cells)) and all(len(distinct(row)) > 2 for row in body)
