"""The columns of a table part and their roles, from their header words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model.document import Cell
from ingest.values.header_words import role_of

Row = tuple[Cell, ...]

LEVELS = ("level1", "level2", "level3", "level4")
AMOUNTS = ("initial", "adjustment", "adjusted", "budget", "spent", "rate")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table part. `texts` is its header path, outer first, repeated cells once; `role` "" where no word is known."""

    index: int
    role: str
    texts: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.texts[-1] if self.texts else ""


def row_roles(row: Row) -> frozenset[str]:
    """The roles that the cells of a row name, taken as a header row."""
    return frozenset(role for cell in row if cell.text and (role := role_of(cell.text)))


def columns_of(header: Sequence[Row]) -> tuple[Column, ...]:
    """The columns under `header` (one to three rows): the innermost word that is known decides, then the outer ones."""
    width = len(header[0]) if header else 0
    columns = []
    for index in range(width):
        texts = _path([row[index] for row in header])
        role = next((role for text in reversed(texts) if (role := role_of(text))), "")
        columns.append(Column(index, role, texts))
    return _settle(columns)


def _path(cells: Sequence[Cell]) -> tuple[str, ...]:
    texts: list[str] = []
    for above, cell in zip((None, *cells), cells, strict=False):
        if cell is not above and cell.text and (not texts or texts[-1] != cell.text):
            texts.append(cell.text)
    return tuple(texts)


def _settle(columns: list[Column]) -> tuple[Column, ...]:
    """Roles that depend on the other columns: a lone 预算数 is the budget that the rate refers to, 本年预算资金 beside 年初
    and 调整后 amounts heads the names; 绩效指标 right of the groups is the name itself."""
    roles = {column.role for column in columns}
    changes = {}
    if {"budget", "initial", "adjusted"} <= roles:
        changes["budget"] = "item"
    elif "budget" in roles:
        changes["budget"] = "initial" if "adjusted" in roles or not roles & {"initial", "spent", "rate"} else "adjusted"
    settled = tuple(Column(c.index, changes.get(c.role, c.role), c.texts) for c in columns)
    return settled if roles & {"name", "level3"} else _with_innermost_label(settled)


def _with_innermost_label(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """绩效指标 right of the groups, or without any, is the name; left of them it labels the side of the table."""
    groups = [column.index for column in columns if column.role in ("group", *LEVELS)]
    label = max((column.index for column in columns if column.role == "label"), default=-1)
    return tuple(replace(c, role="name") if c.index == label > max(groups, default=-1) else c for c in columns)


def first_of(columns: Sequence[Column], role: str) -> Column | None:
    """The first column of this role."""
    return next((column for column in columns if column.role == role), None)
