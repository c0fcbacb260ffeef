"""A table that is understood as far as every table can be: title, unit, header, rows."""

from dataclasses import dataclass

from ingest.model.document import Cell
from ingest.model.place import Place


@dataclass(frozen=True, slots=True)
class Table:
    """`header` rows then body `rows`, all of one length; merged cells repeat the same `Cell`.

    `unit` comes from the unit line (单位：万元) or the header.
    `kind` says what it was recognised as; "other" ones serve row × column look-up.
    `project` names the form it belongs to where the file has several. `levels[i]` is the indentation of body row i, 0 outermost.
    """

    title: str
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    unit: str | None = None
    kind: str = "other"
    project: str | None = None
    levels: tuple[int, ...] = ()
