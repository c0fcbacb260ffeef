"""DOCX → Document: paragraphs with their list labels, tables with their merged cells, text boxes and notes, in reading order.

Word's pages exist only once it has laid the text out, so places are anchors: "第12段", "表3 第5行第2列".
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from lxml import etree

from ingest.errors import DamagedFile
from ingest.model.document import Block, Document, Fault, Paragraph
from ingest.model.place import Place
from ingest.readers.archive_limits import LIMITS, ReadLimits, read_members
from ingest.readers.docx_numbering import join_label, read_numbering
from ingest.readers.docx_styles import Styles
from ingest.readers.docx_tables import DocxCell, read_table
from ingest.readers.docx_text import ParagraphText, read_paragraph, unwrapped
from ingest.readers.native_tables import SpannedText, spans_to_grid
from ingest.readers.shown_text import join_lines, lines_to_paragraphs
from ingest.readers.xml_parts import attribute, child, local_name, parse_part, related_part

_NOT_READ = ("word/media/", "word/embeddings/", "word/theme/", "word/fonts/", "customXml/", "docProps/")


def read_docx(path: Path, limits: ReadLimits = LIMITS) -> Document:
    """The document's blocks. Raises DamagedFile, EncryptedFile, OversizedFile."""
    parts = read_members(path, lambda name: name.endswith((".xml", ".rels")) and not name.startswith(_NOT_READ), limits)
    reader = _DocxReader(path.name, parts, limits)
    blocks = tuple(reader.blocks(reader.body))
    if not blocks:
        raise DamagedFile(f"{path.name}：文档里没有文字也没有表格（只有图片或空白）。如果内容是图片，请导出为 PDF 后再试。")
    return Document(path.name, "docx", 0, blocks=blocks, faults=reader.faults())


class _DocxReader:
    """Walks one document; counts paragraphs, tables, list numbers and what was left out on the way."""

    def __init__(self, source: str, parts: Mapping[str, bytes], limits: ReadLimits) -> None:
        self._source, self._parts, self._limits = source, parts, limits
        self._main = related_part(parts, source, "", "officeDocument") or "word/document.xml"
        body = child(self._root(self._main), "body")
        if body is None:
            raise DamagedFile(f"{source}：找不到正文部件 {self._main}，文件已损坏。请用办公软件打开后另存为 .docx 再试。")
        self.body = body
        self._styles = Styles(self._related("styles"))
        self._lists = read_numbering(self._related("numbering"))
        self._notes = {kind: self._notes_of(kind) for kind in ("footnote", "endnote")}
        self._paragraphs = self._tables = 0
        self._left_out: Counter[str] = Counter()
        self._first_left_out: dict[str, str] = {}

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Paragraphs and grids of the body, a text box, a note or the cell of a layout table."""
        carried = ""
        elements = list(unwrapped(container))
        for element, after in zip_longest(elements, elements[1:]):
            if local_name(element) == "tbl":
                yield from self._table(element)
            elif local_name(element) == "p":
                found = self._read(element)
                if found is None:
                    continue
                found.lines = [carried, *found.lines] if carried else found.lines
                joins_next = child(element, "pPr", "rPr", "del") is not None and after is not None and local_name(after) == "p"
                carried = found.text if joins_next else ""
                if not joins_next:
                    yield from self._paragraph(element, found)
            elif local_name(element) == "altChunk":
                self._leave_out("嵌入的外部文档片段", 1, f"第{self._paragraphs}段之后")

    def faults(self) -> tuple[Fault, ...]:
        """One fault for each kind of content that was left out."""
        return tuple(
            Fault(
                "hidden_content",
                f"{what}未读取，共 {count} 处，首处在{self._first_left_out[what]}。",
                Place(anchor=self._first_left_out[what]),
            )
            for what, count in self._left_out.items()
        )

    def _read(self, element: etree._Element) -> ParagraphText | None:
        """The paragraph's text behind its list label; None for a line of the table of contents."""
        look = self._styles.look(element)
        if look.contents:
            return None
        found = read_paragraph(element, self._styles)
        if look.number is not None:
            found.lines[0] = join_label(self._lists.next_label(*look.number), found.lines[0].lstrip())
        for what, count in found.left_out.items():
            self._leave_out(what, count, f"第{self._paragraphs + 1}段附近")
        self._leave_out("嵌入的对象（如 Excel 表格）", found.embedded, f"第{self._paragraphs + 1}段附近")
        return found

    def _paragraph(self, element: etree._Element, found: ParagraphText) -> Iterator[Block]:
        look = self._styles.look(element)
        for text in lines_to_paragraphs(found.lines):
            self._paragraphs += 1
            place = Place(anchor=f"第{self._paragraphs}段")
            yield Paragraph(text, place, size_pt=found.size_pt, is_centred=look.is_centred, level=look.level)
        for box in found.boxes:
            yield from self.blocks(box)
        for kind, note_id in found.notes:
            yield from self._note(kind, note_id)

    def _note(self, kind: str, note_id: str) -> Iterator[Block]:
        """A note once, where it is first called: it is taken out, so that a note that calls itself ends."""
        note = self._notes[kind].pop(note_id, None)
        if note is not None:
            yield from self.blocks(note)

    def _table(self, element: etree._Element) -> Iterator[Block]:
        table = read_table(element)
        self._leave_out("隐藏的表格行", table.hidden_rows, f"表{self._tables + 1}")
        if _is_layout(table.rows):
            for row in table.rows:
                yield from (block for cell in row for part in cell.parts for block in self.blocks(part))
            return
        self._tables += 1
        name = f"表{self._tables}"
        later: list[etree._Element] = []
        rows = []
        for row in table.rows:
            rows.append([SpannedText(self._cell_text(cell, later), cell.column_span, cell.row_span, cell.column) for cell in row])
        grid = spans_to_grid(
            rows,
            Place(anchor=name),
            lambda r, c: Place(anchor=f"{name} 第{r + 1}行第{c + 1}列"),
            source=self._source,
            limits=self._limits,
        )
        if grid is None:
            self._tables -= 1
        elif any(cell.text for grid_row in grid.rows for cell in grid_row):
            yield grid
        for part in later:
            yield from self._table(part) if local_name(part) == "tbl" else self.blocks(part)

    def _cell_text(self, cell: DocxCell, later: list[etree._Element]) -> str:
        """The cell's own paragraphs and text boxes; nested tables and notes go to `later`, to stand behind the table."""
        lines: list[str] = []
        waiting = list(cell.parts)
        while waiting:
            for element in unwrapped(waiting.pop(0)):
                if local_name(element) == "tbl":
                    later.append(element)
                elif local_name(element) == "p" and (found := self._read(element)) is not None:
                    lines.append(found.text)
                    waiting.extend(found.boxes)
                    later.extend(note for kind, key in found.notes if (note := self._notes[kind].pop(key, None)) is not None)
        return join_lines(lines)

    def _leave_out(self, what: str, count: int, where: str) -> None:
        if count:
            self._left_out[what] += count
            self._first_left_out.setdefault(what, where)

    def _root(self, part: str) -> etree._Element:
        if part not in self._parts:
            raise DamagedFile(f"{self._source}：缺少部件 {part}，文件已损坏。请用办公软件打开后另存为 .docx 再试。")
        return parse_part(self._parts[part], self._source, part)

    def _related(self, kind: str) -> etree._Element | None:
        part = related_part(self._parts, self._source, self._main, kind)
        return None if part is None else self._root(part)

    def _notes_of(self, kind: str) -> dict[str, etree._Element]:
        root = self._related(f"{kind}s")
        return {} if root is None else {attribute(note, "id") or "": note for note in root if attribute(note, "type") in (None, "normal")}


def _is_layout(rows: list[list[DocxCell]]) -> bool:
    """A frame around other things: a single cell, or one cell a row with tables inside."""
    if any(len(row) > 1 for row in rows):
        return False
    cells = [cell for row in rows for cell in row]
    return len(cells) == 1 or any(local_name(item) == "tbl" for cell in cells for part in cell.parts for item in unwrapped(part))
