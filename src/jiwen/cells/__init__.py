"""Row × column look-up over any table: a question and tables in, the answering cells with their labels and a margin out."""

from jiwen.cells.lookup import FoundCell, Lookup, find_cells, look_up

__all__ = ["FoundCell", "Lookup", "find_cells", "look_up"]
