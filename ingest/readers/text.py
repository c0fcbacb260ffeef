"""Plain text dumps: what people paste from a PDF, or get from another tool."""

from pathlib import Path

from ingest.errors import DamagedFile
from ingest.model.document import Block, Document, Fault
from ingest.readers.text_dump.lines import TextLine, read_text, text_to_lines
from ingest.readers.text_dump.prose import full_width, lines_to_paragraphs
from ingest.readers.text_dump.tables import find_tables


def read_text_dump(path: Path) -> Document:
    """The dump's paragraphs and tables in reading order; places are line numbers, pages only where the dump tells them for certain.

    Cells that cannot be assigned for certain stay blank and are named in `faults`. Raises `DamagedFile`, `OversizedFile`.
    """
    text = read_text(path)
    lines = text_to_lines(text)
    if not lines:
        raise DamagedFile(f"{path.name}: holds no text; export the report again")
    blocks, faults = _blocks(lines)
    page_count = max((line.page or 0 for line in lines), default=0)
    return Document(path.name, "text", page_count, blocks=blocks, faults=faults)


def _blocks(lines: tuple[TextLine, ...]) -> tuple[tuple[Block, ...], tuple[Fault, ...]]:
    blocks: list[Block] = []
    faults: list[Fault] = []
    tables = find_tables(lines)
    width = full_width([line for n, line in enumerate(lines) if not any(table.start <= n < table.end for table in tables)])
    position = 0
    for table in tables:
        blocks.extend(lines_to_paragraphs(lines[position : table.start], width))
        if table.grid:
            blocks.append(table.grid)
            blocks.extend(lines_to_paragraphs(table.left, width))
        faults.extend(table.faults)
        position = table.end
    blocks.extend(lines_to_paragraphs(lines[position:], width))
    return tuple(blocks), tuple(faults)
