import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from ingest.model.document import Cell
from ingest.model.place import Box, Place
from ingest.model.report import Report
from jiwen.page.pictures import PagePictures, PageSize, PictureError
from jiwen.page.source import find_excerpt, read_cells, source_marks
from jiwen.page.tokens import Source

SIZES = (PageSize(500, 1000), PageSize(500, 1000))


def test_marks_the_cell_and_its_row(report: Report) -> None:
    marks = source_marks(report, Source("lin", report.indicators[0].cells["actual"]), SIZES)
    assert [(mark.page, mark.kind) for mark in marks] == [(1, "row"), (1, "cell")]
    row, cell = marks
    assert (row.left, row.top) == (9.5, 9.75)
    assert (cell.left, cell.width, cell.top, cell.height) == (69.5, 29, 9.75, 3.5)


def test_marks_both_pages_of_a_split_row(report: Report) -> None:
    split = replace(report.tables[0].rows[2][0], place=Place((1, 2), (Box(1, 50, 180, 190, 210), Box(2, 50, 20, 190, 40))))
    table = replace(report.tables[0], rows=(*report.tables[0].rows[:2], (split, *report.tables[0].rows[2][1:])))
    marks = source_marks(replace(report, tables=(table,)), Source("lin", report.indicators[2].cells["actual"]), SIZES)
    assert [(mark.page, mark.kind) for mark in marks] == [(1, "row"), (2, "row"), (1, "cell")]


def test_a_box_outside_the_file_is_left_out(report: Report) -> None:
    assert source_marks(report, Source("lin", Place((9,), (Box(9, 1, 1, 2, 2),))), SIZES) == []


def test_a_merged_group_cell_does_not_stretch_the_row(report: Report) -> None:
    group = Cell("产出", Place((1,), (Box(1, 10, 100, 49, 210),)), 0, 0, row_span=3)
    rows = tuple((group, *row) for row in report.tables[0].rows)
    marks = source_marks(
        replace(report, tables=(replace(report.tables[0], rows=rows),)), Source("lin", report.indicators[0].cells["actual"]), SIZES
    )
    assert marks[0].height == 3.5


def test_without_pages_the_table_cell_is_marked(report: Report) -> None:
    rows = tuple(tuple(replace(cell, place=Place(anchor=f"表1!{cell.row}{cell.column}")) for cell in row) for row in report.tables[0].rows)
    bare = replace(report, tables=(replace(report.tables[0], rows=rows),))
    excerpt = find_excerpt(bare, Source("lin", Place((), (), None, "表1!12"), "45公里", "河道清淤长度"))
    assert excerpt is not None
    assert (excerpt.marked_row, excerpt.marked_column) == (1, 2)


def test_without_pages_the_paragraph_is_marked(report: Report) -> None:
    excerpt = find_excerpt(report, Source("lin", Place(anchor="第7行"), "全年推进"))
    assert excerpt is not None
    assert (excerpt.heading, excerpt.paragraphs, excerpt.marked_paragraph) == ("概况", ("全年推进住房保障。",), 0)


def test_an_unknown_place_has_no_excerpt(report: Report) -> None:
    assert find_excerpt(report, Source("lin", Place(anchor="第999行"), "不存在")) is None


def test_every_cell_that_was_read_can_be_drawn(report: Report) -> None:
    cells = read_cells(report, SIZES)
    assert len(cells) == 9
    assert (cells[0]["page"], cells[0]["text"]) == (1, "青年公寓开工数")


def test_a_scanned_picture_is_measured_as_the_paper_it_was_read_as(tmp_path: Path) -> None:
    path = tmp_path / "两页.tif"
    Image.new("RGB", (1190, 1684), "white").save(path, save_all=True, append_images=[Image.new("RGB", (1684, 842), "white")])
    pictures = PagePictures()
    assert pictures.sizes(path, "v1") == (PageSize(595.0, 842.0), PageSize(842.0, 421.0))
    assert Image.open(io.BytesIO(pictures.picture(path, "v1", 2))).size == (1684, 842)
    with pytest.raises(PictureError, match="第 3 页"):
        pictures.picture(path, "v1", 3)
