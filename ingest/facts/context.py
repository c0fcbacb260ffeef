"""What holds for every fact of a table or form: its title, its unit, whose form it is."""

from dataclasses import dataclass

from ingest.facts.parts import Part
from ingest.model.place import Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form or one table of the report: the parts of one or more grids under one title.

    `unit` is that of the unit line (单位：万元) above or inside it; `heads` are label–value pairs that stand as text above the grid.
    """

    title: str
    parts: tuple[Part, ...]
    place: Place
    unit: str | None = None
    project: str | None = None
    heads: tuple[tuple[str, str, Place], ...] = ()

    @property
    def is_form(self) -> bool:
        """Has a form's head, goals, totals or remarks, and is not only a table."""
        return any(part.kind in ("head", "goals", "totals", "remarks") for part in self.parts)
