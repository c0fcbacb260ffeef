"""Parts of a grid: rows that belong together, with the columns that their header gives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.facts.columns import Column, Row

PartKind = Literal["banner", "head", "goals", "budget", "indicators", "tasks", "totals", "remarks", "other"]


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one grid that belong together; `columns` are read from `header` where there is one.

    `is_guessed`: the header's words are unknown and the columns were told by their content.
    """

    kind: PartKind
    rows: tuple[Row, ...]
    header: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    is_guessed: bool = False


def join_tables(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts that are tables; one that goes on after totals or remarks, or on a further grid, is one table with the part before.

    A header without any row below it is left out.
    """
    joined: list[Part] = []
    for part in parts:
        if part.kind not in ("indicators", "budget", "tasks", "other"):
            continue
        last = joined[-1] if joined else None
        if last is not None and part.header and last.header == part.header:
            joined[-1] = replace(last, rows=(*last.rows, *part.rows))
        else:
            joined.append(part)
    return tuple(part for part in joined if part.rows)


def open_table(parts: Sequence[Part]) -> Part | None:
    """The last part with columns, unless a new form has begun since."""
    for part in reversed(parts):
        if part.columns:
            return part
        if part.kind in ("head", "banner"):
            return None
    return None
