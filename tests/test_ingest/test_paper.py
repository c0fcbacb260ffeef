"""Pages that are turned to be read: their boxes stand on the paper as a viewer shows it."""

from pathlib import Path

import pytest

from ingest.layout.paper import place_on_paper
from ingest.model.document import Cell, Grid, Page
from ingest.model.place import Box, Lie, Place
from ingest.readers.lies import askew, quarter_turned, shifted, then
from ingest.readers.pdf import read_pdf
from ingest.tables.blocks import blocks_from_pages
from tests.pdfs.draw import Sheet

READ = Box(1, 10, 20, 30, 60)


@pytest.mark.parametrize(
    ("lie", "shown"),
    [
        (quarter_turned(0, 200, 100), Box(1, 10, 20, 30, 60)),
        (quarter_turned(1, 200, 100), Box(1, 140, 10, 180, 30)),
        (quarter_turned(2, 200, 100), Box(1, 170, 40, 190, 80)),
        (quarter_turned(3, 200, 100), Box(1, 20, 70, 60, 90)),
        (shifted(-5, 7), Box(1, 5, 27, 25, 67)),
        (then(shifted(-5, 7), quarter_turned(2, 200, 100)), Box(1, 175, 33, 195, 73)),
    ],
)
def test_boxes_stand_where_the_paper_has_them(lie: Lie, shown: Box) -> None:
    assert lie.box(READ) == shown


def test_a_page_turned_left_to_be_read_is_turned_right_again() -> None:
    x, y = askew(1.0, 595, 842).point(100, 421)
    assert (round(x, 2), round(y, 2)) == (100.03, 417.55)


def boxes_of_cells(path: Path) -> dict[str, Box]:
    pages = read_pdf(path).pages
    (grid,) = [block for block in place_on_paper(blocks_from_pages(pages), pages) if isinstance(block, Grid)]
    return {cell.text: cell.place.boxes[0] for row in grid.rows for cell in row}


def test_a_cell_of_a_page_drawn_sideways_is_found_where_it_is_drawn(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.height = 595
    sheet.canvas.translate(595, 0)
    sheet.canvas.rotate(90)
    for i, texts in enumerate((("指标名称", "目标值"), ("新建绿道", "30.5"), ("知晓率", "85"))):
        sheet.row((60, 200, 330), 100 + 20 * i, 120 + 20 * i, texts)
    box = boxes_of_cells(sheet.save())["30.5"]
    assert 120 < box.x0 < box.x1 < 140
    assert 842 - 330 < box.top < box.bottom < 842 - 200


@pytest.mark.parametrize(
    ("rotation", "across", "down"),
    [(0, (160, 290), (80, 100)), (90, (602, 622), (160, 290)), (180, (225, 355), (602, 622)), (270, (80, 100), (225, 355))],
)
def test_a_cell_of_a_cropped_page_is_measured_as_it_is_shown(
    tmp_path: Path, rotation: int, across: tuple[int, int], down: tuple[int, int]
) -> None:
    sheet = Sheet(tmp_path / "a.pdf", (842, 595) if rotation % 180 else (595, 842))  # reportlab swaps the sides of a page that it rotates
    sheet.height = 842
    sheet.row((60, 200, 330), 100, 120, ("指标名称", "目标值"))
    sheet.row((60, 200, 330), 120, 140, ("新建绿道", "30.5"))
    sheet.canvas.setCropBox((40, 100, 555, 802))
    sheet.canvas.setPageRotation(rotation)
    box = boxes_of_cells(sheet.save())["30.5"]
    assert across[0] < box.x0 < box.x1 < across[1]
    assert down[0] < box.top < box.bottom < down[1]


def test_a_merged_cell_stays_one_cell() -> None:
    merged = Cell("产出", Place((1,), (READ,)), 0, 0, row_span=2)
    grid = Grid(((merged,), (merged,)), merged.place)
    (moved,) = place_on_paper([grid], [Page(1, 100, 200, lie=quarter_turned(1, 200, 100))])
    assert isinstance(moved, Grid)
    assert moved.rows[0][0] is moved.rows[1][0]
    assert moved.rows[0][0].place.boxes == (Box(1, 140, 10, 180, 30),)
