"""Rows that cannot be right: figures that a narrow column has wrapped (`478.8` on one line, `6` on the next), words of other columns."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ingest.readers.text_dump.cells import cell_text, is_figure, lines_of
from ingest.readers.text_dump.columns import Column, is_group, known_columns, names_source, squashed
from ingest.readers.text_dump.grids import RowParse
from ingest.values.quantities import read_quantity

_NO_NAMES = frozenset({"group", "group2", "target", "actual", "source", "deviation", "note", "completion", "weight", "score"})
AMOUNTS = ("initial", "adjusted", "actual_amount")


def is_mixed_up(row: RowParse, columns: Sequence[Column]) -> bool:
    """True where the name is a column's title, a source or begins with a group, or where a group or source stands for a value."""
    keys = {column.key for column in columns}
    if not {"name", "target"} <= keys:
        return False
    name = row.cells.get("name", [])
    text = cell_text(name, "name")
    titles = {column.key for column in known_columns().get(squashed(text), ())}
    values = [cell_text(row.cells[key], "value") for key in ("target", "actual") if row.cells.get(key)]
    lines = lines_of(name)
    strange = bool(titles & _NO_NAMES) or ("source" in keys and names_source(text)) or any(map(is_group, lines[:-1]))
    moved = "source" in keys and not row.cells.get("source")  # a source among the values finds its way later on
    return strange or any(is_group(value) or (names_source(value) and not moved) for value in values)


def is_broken(row: RowParse, columns: Sequence[Column]) -> bool:
    """True where a figure stands in the row's name, or its rate would follow if one amount had another digit or two at its end."""
    keys = {column.key for column in columns}
    if not keys & set(AMOUNTS) or keys & {"target", "actual"}:
        return False
    return any(is_figure(token.text) for token in row.cells.get("name", [])) or _is_cut(row)


def _is_cut(row: RowParse) -> bool:
    adjusted, spent, rate = (_number(row, key) for key in ("adjusted", "actual_amount", "rate"))
    if not adjusted or spent is None or rate is None or _follows(spent, adjusted, rate):
        return False
    return any(_follows(spent, longer, rate) for longer in _longer(adjusted)) or any(
        _follows(longer, adjusted, rate) for longer in _longer(spent)
    )


def _follows(spent: Decimal, adjusted: Decimal, rate: Decimal) -> bool:
    return (spent / adjusted * 100).quantize(Decimal(1).scaleb(rate.as_tuple().exponent), ROUND_HALF_UP) == rate  # type: ignore[arg-type]


def _longer(number: Decimal) -> list[Decimal]:
    """The number with one or two more digits, where it has decimals."""
    text = str(number)
    return [Decimal(f"{text}{digits}") for digits in (*map(str, range(10)), *(f"{n:02}" for n in range(100)))] if "." in text else []


def _number(row: RowParse, key: str) -> Decimal | None:
    return read_quantity(cell_text(row.cells[key], "value")).number if row.cells.get(key) else None
