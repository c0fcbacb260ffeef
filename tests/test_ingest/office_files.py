"""Office files for tests: blocks written out as DOCX, XLSX or HTML in the layouts in which bureaus publish them."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from ingest.model.document import Block, Cell, Grid, Paragraph
from ingest.model.place import Place

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="{main}"/></Relationships>'
)


def write_zip(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """A ZIP container with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def write_raw_docx(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """A DOCX with `body` as the inside of w:body; `parts` are further members ("numbering": its XML)."""
    links = "".join(
        f'<Relationship Id="p{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" Target="{name}.xml"/>'
        for i, name in enumerate(parts or {})
    )
    return write_zip(
        path,
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELS.format(main="word/document.xml"),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
            ),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": xml for name, xml in (parts or {}).items()},
        },
    )


def run(text: str, properties: str = "") -> str:
    """One run of a raw DOCX paragraph."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """One raw DOCX paragraph; plain strings without a tag become runs."""
    inner = "".join(item if item.startswith("<") else run(item) for item in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def grid(rows: Sequence[Sequence[str]], merges: Sequence[tuple[int, int, int, int]] = ()) -> Grid:
    """A grid of texts; `merges` are (first row, first column, last row, last column)."""
    cells = [[Cell(text, Place(), r, c) for c, text in enumerate(row)] for r, row in enumerate(rows)]
    for top, left, bottom, right in merges:
        merged = Cell(rows[top][left], Place(), top, left, bottom - top + 1, right - left + 1)
        for r in range(top, bottom + 1):
            cells[r][left : right + 1] = [merged] * (right - left + 1)
    return Grid(tuple(map(tuple, cells)), Place())


def texts(block: Block) -> object:
    """A block without its places: the text of a paragraph, the rows of a grid."""
    return block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]


def spans(table: Grid) -> set[tuple[str, int, int, int, int]]:
    """(text, row, column, row span, column span) of each merged cell."""
    return {(c.text, c.row, c.column, c.row_span, c.column_span) for row in table.rows for c in row if c.row_span > 1 or c.column_span > 1}


def write_docx(path: Path, blocks: Sequence[Block]) -> Path:
    """The blocks with real headings, centred titles and merged cells."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Paragraph):
            written = document.add_heading(block.text, block.level) if block.level else document.add_paragraph(block.text)
            if block.is_centred:
                written.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for part in written.runs if block.size_pt else ():
                part.font.size = Pt(block.size_pt)
        else:
            _add_docx_table(document, block)
    document.save(str(path))
    return path


def write_xlsx(path: Path, blocks: Sequence[Block], *, borders: bool = True, one_sheet: bool = True, as_numbers: bool = False) -> Path:
    """The blocks below each other: titles merged across, then the bordered table; or each table on a sheet of its own.

    `as_numbers` stores "99.81%" as 0.9981 under 0.00%, as a bureau's own workbook does.
    """
    book = openpyxl.Workbook()
    sheet, row = book.active, 1
    width = max((len(block.rows[0]) for block in blocks if isinstance(block, Grid)), default=1)
    for block in blocks:
        if isinstance(block, Paragraph):
            written = sheet.cell(row, 1, block.text)
            written.data_type = "s"
            written.font = Font(size=block.size_pt or 11)
            written.alignment = Alignment(horizontal="center" if block.is_centred else None)
            if width > 1:
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
            row += 1
        else:
            row = _add_sheet_table(sheet, block, row, borders=borders, as_numbers=as_numbers) + 1
            if not one_sheet:
                sheet, row = book.create_sheet(), 1
    book.save(path)
    return path


def write_html(path: Path, blocks: Sequence[Block], *, charset: str = "utf-8", inside_layout: bool = False) -> Path:
    """The blocks as a published page, on request inside the layout table that old government sites use."""
    body = "".join(_html_block(block) for block in blocks)
    if inside_layout:
        menu = "<table><tr><td>首页</td><td>公开</td></tr></table>"
        body = f"<table><tr><td colspan=2>{menu}</td></tr><tr><td>栏目</td><td><div>{body}</div></td></tr></table>"
    title = next((block.text for block in blocks if isinstance(block, Paragraph)), "页")
    page = f'<html><head><meta charset="{charset}"><title>{escape(title)}_东山区人民政府网站</title></head><body>{body}</body></html>'
    path.write_bytes(page.encode("gb18030" if charset == "gb2312" else charset))
    return path


def _origins(table: Grid) -> list[Cell]:
    return [cell for r, row in enumerate(table.rows) for c, cell in enumerate(row) if (cell.row, cell.column) == (r, c)]


def _add_docx_table(document: "docx.document.Document", block: Grid) -> None:
    table = document.add_table(len(block.rows), len(block.rows[0]))
    for cell in _origins(block):
        written = table.cell(cell.row, cell.column)
        if cell.row_span > 1 or cell.column_span > 1:
            written = written.merge(table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
        written.text = cell.text


def _add_sheet_table(sheet: "openpyxl.worksheet.worksheet.Worksheet", block: Grid, top: int, *, borders: bool, as_numbers: bool) -> int:
    line = Side(style="thin")
    for r, row in enumerate(block.rows):
        for c, cell in enumerate(row):
            written = sheet.cell(top + r, c + 1)
            if borders:
                written.border = Border(line, line, line, line)
            if (cell.row, cell.column) == (r, c) and cell.text:
                _fill(written, cell.text, as_numbers=as_numbers)
    for cell in _origins(block):
        if cell.row_span > 1 or cell.column_span > 1:
            last = f"{get_column_letter(cell.column + cell.column_span)}{top + cell.row + cell.row_span - 1}"
            sheet.merge_cells(f"{get_column_letter(cell.column + 1)}{top + cell.row}:{last}")
    return top + len(block.rows)


def _fill(written: "openpyxl.cell.Cell", text: str, *, as_numbers: bool) -> None:
    match = re.fullmatch(r"(-?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*))(\.[0-9]+)?(%?)", text)
    if as_numbers and match:
        whole, decimals, percent = match.group(1), match.group(2) or "", match.group(3)
        number = Decimal(whole.replace(",", "") + decimals)
        written.value = number / 100 if percent else number
        written.number_format = ("#,##0" if "," in whole else "0") + decimals[:1] + "0" * (len(decimals) - 1) + percent
    else:
        written.value = text
        written.data_type = "s"


def _html_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        tag = f"h{block.level}" if block.level else "p"
        size = f" style='font-size:{block.size_pt}pt'" if block.size_pt else ""
        return f"<{tag}{' align=center' if block.is_centred else ''}{size}>{escape(block.text)}</{tag}>\n"
    rows: list[list[str]] = [[] for _ in block.rows]
    for cell in _origins(block):
        rows[cell.row].append(f"<td rowspan={cell.row_span} colspan='{cell.column_span}'>{escape(cell.text)}</td>")
    return "<table border=1>" + "".join(f"<tr>\n{''.join(row)}</tr>" for row in rows) + "</table>"
