"""A text dump as a file, and what is read of it."""

from pathlib import Path

from ingest.model.document import Document, Grid, Paragraph
from ingest.readers.text import read_text_dump


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "dump.txt"
    path.write_bytes(text.encode(encoding))
    return read_text_dump(path)


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Grid)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]
