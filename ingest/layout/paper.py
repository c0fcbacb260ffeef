"""Blocks of pages that were read upright → the same blocks, placed where the paper as shown has them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.model.document import Block, Cell, Grid, Page, Paragraph
from ingest.model.place import Lie, Place


def place_on_paper(blocks: Sequence[Block], pages: Sequence[Page]) -> tuple[Block, ...]:
    """The blocks with the boxes of turned pages turned back; a merged cell stays one object."""
    lies = {page.number: page.lie for page in pages if page.lie is not None}
    if not lies:
        return tuple(blocks)
    return tuple(_paragraph(block, lies) if isinstance(block, Paragraph) else _grid(block, lies) for block in blocks)


def _paragraph(block: Paragraph, lies: Mapping[int, Lie]) -> Paragraph:
    spans = tuple(replace(span, place=_placed(span.place, lies)) for span in block.spans)
    return replace(block, place=_placed(block.place, lies), spans=spans)


def _grid(grid: Grid, lies: Mapping[int, Lie]) -> Grid:
    moved: dict[int, Cell] = {id(cell): replace(cell, place=_placed(cell.place, lies)) for row in grid.rows for cell in row}
    return Grid(tuple(tuple(moved[id(cell)] for cell in row) for row in grid.rows), _placed(grid.place, lies))


def _placed(place: Place, lies: Mapping[int, Lie]) -> Place:
    boxes = tuple(lies[box.page_number].box(box) if box.page_number in lies else box for box in place.boxes)
    return replace(place, boxes=boxes)
