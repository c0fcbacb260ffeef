"""Pages → blocks in reading order: paragraphs and stitched grids, page furniture removed."""

from collections.abc import Sequence

from ingest.layout.furniture import find_furniture
from ingest.layout.lines import Line, words_to_lines
from ingest.layout.paragraphs import lines_to_paragraphs
from ingest.model.document import Block, Page
from ingest.tables.drafts import sheet_to_grid
from ingest.tables.page_table import PageTable, page_tables
from ingest.tables.stitch import stitch


def blocks_from_pages(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Everything on the pages, top to bottom. Tables that follow each other with only furniture between are tried for stitching."""
    tables, lines = [], []
    for page in pages:
        found, outside = page_tables(page)
        tables.append(found)
        lines.append(words_to_lines(outside, page.number))
    furniture = find_furniture(lines, [page.height_pt for page in pages])
    widths = {page.number: page.width_pt for page in pages}
    blocks: list[Block] = []
    text: list[Line] = []
    parts: list[PageTable] = []
    for page_parts, page_lines in zip(tables, lines, strict=True):
        for item in sorted([*page_parts, *(line for line in page_lines if line not in furniture)], key=lambda item: item.top):
            if isinstance(item, Line):
                blocks.extend(sheet_to_grid(sheet) for sheet in stitch(parts))
                parts = []
                text.append(item)
            else:
                blocks.extend(lines_to_paragraphs(text, widths))
                text = []
                parts.append(item)
    blocks.extend(sheet_to_grid(sheet) for sheet in stitch(parts))
    blocks.extend(lines_to_paragraphs(text, widths))
    return tuple(blocks)
