"""Values typed into form fields stand in no page text; they are read at their place."""

from pathlib import Path

from ingest.model.document import Grid
from ingest.readers.pdf import read_pdf
from ingest.report import read_report
from ingest.tables.blocks import blocks_from_pages
from tests.pdfs.draw import Sheet

XS = (60, 200, 320, 440)


def rows(path: Path) -> list[list[str]]:
    (grid,) = [block for block in blocks_from_pages(read_pdf(path).pages) if isinstance(block, Grid)]
    return [[cell.text for cell in row] for row in grid.rows]


def fillable(path: Path, *, printed: bool = False) -> Path:
    """A ruled form whose figures are typed into fields; `printed` as flattened forms are: in the page's text as well."""
    sheet = Sheet(path)
    sheet.row(XS, 100, 120, ("指标名称", "目标值", "完成值"))
    for top, name, target, actual in ((120, "新建绿道长度", ">=12.5", "13.1"), (140, "管护合格率", ">=95%", "93%")):
        sheet.row(XS, top, top + 20, (name, "", ""))
        for n, value in ((1, target), (2, actual)):
            if printed:
                sheet.text(XS[n] + 4, top + 5, value)
            sheet.canvas.acroForm.textfield(
                name=f"{top}-{n}", value=value, x=XS[n] + 2, y=sheet.height - top - 18, width=100, height=16, fontSize=9
            )
    return sheet.save()


def test_typed_values_are_cells_of_their_table(tmp_path: Path) -> None:
    want = [["指标名称", "目标值", "完成值"], ["新建绿道长度", ">=12.5", "13.1"], ["管护合格率", ">=95%", "93%"]]
    assert rows(fillable(tmp_path / "a.pdf")) == want
    assert rows(fillable(tmp_path / "b.pdf", printed=True)) == want
    report = read_report(tmp_path / "a.pdf")
    assert [(i.name, i.target and i.target.text, i.actual and i.actual.text, i.verdict) for i in report.indicators] == [
        ("新建绿道长度", ">=12.5", "13.1", "exceeded"),
        ("管护合格率", ">=95%", "93%", "missed"),
    ]


def test_boxes_choices_and_wrapped_texts_are_read_and_hidden_fields_are_not(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    form, y = sheet.canvas.acroForm, sheet.height
    for n, x in enumerate(XS[:3]):
        sheet.row((x, XS[n + 1]), 100, 160, ("",))
    form.checkbox(name="a", checked=True, x=70, y=y - 125, size=12)
    sheet.text(85, 114, "完成")
    form.checkbox(name="b", checked=False, x=120, y=y - 125, size=12)
    sheet.text(135, 114, "未完成")
    form.choice(name="c", value="A", options=["A", "B"], x=205, y=y - 130, width=60, height=16)
    form.textfield(name="d", value="aaaa bbbb\ncccc", x=325, y=y - 155, width=60, height=50, fontSize=10, fieldFlags="multiline")
    form.textfield(name="e", value="secret", x=205, y=y - 155, width=60, height=16, annotationFlags="hidden")
    assert rows(sheet.save()) == [["☑ 完成 □ 未完成", "A", "aaaa bbbb cccc"]]
