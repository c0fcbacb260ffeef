"""XLSX → Document: each visible sheet's titles, tables and notes, numbers as their cells show them.

Read from the package's XML rather than through openpyxl: one pass gives the exact stored decimal, the stored result of formulas, the number
format and the borders, and a style sheet that WPS wrote wrongly does not stop the figures from being read. Places are anchors: "预算!B7".
"""

from collections.abc import Iterator
from pathlib import Path

from ingest.errors import DamagedFile
from ingest.model.document import Block, Document, Fault, Paragraph
from ingest.model.place import Place
from ingest.readers.archive_limits import LIMITS, ReadLimits, read_members
from ingest.readers.sheet_tables import is_default_name, is_unit_line, sheet_to_blocks
from ingest.readers.xlsx_book import Book, read_book
from ingest.readers.xlsx_sheet import Sheet, read_sheet, reference

_NOT_READ = (
    "media/",
    "embeddings/",
    "theme/",
    "charts/",
    "drawings/",
    "pivot",
    "externalLinks/",
    "printerSettings/",
    "ctrlProps/",
    "comments",
)


def read_xlsx(path: Path, limits: ReadLimits = LIMITS) -> Document:
    """The workbook's blocks. Raises DamagedFile, EncryptedFile, OversizedFile."""
    parts = read_members(path, _is_read, limits)
    book = read_book(parts, path.name)
    blocks: list[Block] = []
    faults = list(_hidden_sheets(book))
    for entry in book.sheets:
        if entry.part is None or entry.is_hidden:
            continue
        sheet = read_sheet(parts[entry.part], entry.name, entry.part, book, path.name)
        blocks.extend(_with_title(list(sheet_to_blocks(sheet, path.name, limits)), sheet))
        faults.extend(_sheet_faults(sheet))
    if not blocks:
        raise DamagedFile(f"{path.name}：工作簿里没有可见的内容（共 {len(book.sheets)} 张工作表）。请取消隐藏，或确认导出时带有数据。")
    return Document(path.name, "xlsx", 0, blocks=tuple(blocks), faults=tuple(faults))


def _is_read(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not any(f"xl/{folder}" in name for folder in _NOT_READ)


def _with_title(blocks: list[Block], sheet: Sheet) -> list[Block]:
    """The blocks under the sheet's name where no row of its own gives a title."""
    first = blocks[0] if blocks else None
    if first is None or is_default_name(sheet.name):
        return blocks
    has_title = isinstance(first, Paragraph) and not is_unit_line(first.text)
    return blocks if has_title else [Paragraph(sheet.name, Place(anchor=f"{sheet.name}!A1"), is_centred=True), *blocks]


def _hidden_sheets(book: Book) -> Iterator[Fault]:
    names = [entry.name for entry in book.sheets if entry.is_hidden]
    if names:
        yield Fault("hidden_content", f"隐藏的工作表未读取：{'、'.join(names)}。", Place(anchor=f"{names[0]}!A1"))


def _sheet_faults(sheet: Sheet) -> Iterator[Fault]:
    rows = sorted({row for row, _ in sheet.texts if row in sheet.hidden_rows})
    columns = sorted(column for column in {column for _, column in sheet.texts} if sheet.hides_column(column))
    if rows:
        shown = "、".join(str(row) for row in rows[:10])
        yield _fault(sheet, "hidden_content", f"{len(rows)} 个隐藏行未读取：第 {shown} 行。", reference(rows[0], 1))
    if columns:
        shown = "、".join(reference(1, column).rstrip("1") for column in columns[:10])
        yield _fault(sheet, "hidden_content", f"{len(columns)} 个隐藏列未读取：{shown} 列。", reference(1, columns[0]))
    if sheet.uncached:
        cells = "、".join(sheet.uncached[:10])
        text = f"{len(sheet.uncached)} 个公式没有保存计算结果，数值未读取：{cells}。请用办公软件打开并保存一次。"
        yield _fault(sheet, "unread_digits", text, sheet.uncached[0])
    if sheet.errors:
        yield _fault(sheet, "unread_digits", f"{len(sheet.errors)} 个单元格是错误值：{'、'.join(sheet.errors[:10])}。", sheet.errors[0])


def _fault(sheet: Sheet, rule: str, text: str, at: str) -> Fault:
    return Fault(rule, f"工作表“{sheet.name}”：{text}", Place(anchor=f"{sheet.name}!{at}"))
