"""HTML → Document: headings, paragraphs and tables of a published page; layout tables opened, navigation and hidden parts left out.

Places are anchors in the order of the page: "第12段", "表3 第5行第2列".
"""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from ingest.errors import DamagedFile, UnsupportedFile
from ingest.model.document import Block, Document, Fault, Grid, Paragraph
from ingest.model.place import Place
from ingest.readers.archive_limits import LIMITS, ReadLimits
from ingest.readers.encodings import decode_text
from ingest.readers.html_outline import CellDraft, Line, Outline, TableDraft
from ingest.readers.native_tables import SpannedText, spans_to_grid
from ingest.readers.shown_text import join_lines, shown_text, visible

_DATA_ROWS = 3
_SHORTEST_TITLE = 6
_LONGEST_MENU = 60


def read_html(path: Path, limits: ReadLimits = LIMITS) -> Document:
    """The page's blocks; also of a page saved as one file (MHTML). Raises UnsupportedFile, DamagedFile, OversizedFile."""
    root = _parse(path)
    outline = Outline(root)
    blocks = tuple(_from_title(list(_PageBlocks(path.name, limits).blocks(outline.items)), _page_titles(root)))
    if not blocks:
        raise DamagedFile(f"{path.name}：网页里没有可见的文字（内容可能由脚本载入）。请在浏览器里打开后另存为完整网页或打印成 PDF 再试。")
    faults = tuple(Fault("hidden_content", f"{what}未读取，共 {count} 处。", Place()) for what, count in outline.left_out.items() if count)
    return Document(path.name, "html", 0, blocks=blocks, faults=faults)


def _parse(path: Path) -> etree._Element:
    text = decode_text(_page_bytes(path.read_bytes()))
    if text is None:
        raise UnsupportedFile(
            f"{path.name}：网页的文字编码无法识别（试过 UTF-8、GB18030、UTF-16、Big5）。请用浏览器另存为 UTF-8 网页再试。"
        )
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True, remove_comments=True)
    try:
        root = etree.fromstring(visible(text).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(f"{path.name}：网页内容解析失败（{error}）。请用浏览器打开后重新保存再试。") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # libxml2 stops there and keeps what it has: a page that lost its end must not pass for a whole one.
        raise DamagedFile(f"{path.name}：网页的标签嵌套超过 2048 层，无法完整读取。请在浏览器里打开后打印成 PDF 再试。")
    if root is None:
        raise DamagedFile(f"{path.name}：网页是空的。请用浏览器打开后重新保存再试。")
    return root


def _page_bytes(data: bytes) -> bytes:
    """The page inside a web archive (MHTML), or the data itself."""
    if b"MIME-Version:" not in data[:2000]:
        return data
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else data
    return data


def _page_titles(root: etree._Element) -> list[str]:
    """What the page's head calls the article: `ArticleTitle` (the government sites' own mark), then the window's title."""
    marked = [meta.get("content") or "" for meta in root.iter("meta") if (meta.get("name") or "").lower() == "articletitle"]
    return [
        text for text in map(shown_text, [*marked, *(title.text or "" for title in root.iter("title"))]) if len(text) >= _SHORTEST_TITLE
    ]


def _from_title(blocks: list[Block], titles: list[str]) -> list[Block]:
    """The blocks from the article's title on, which becomes a heading; menus and the path to the page stand before it.

    The window's title goes on after it ("…自评报告_东山区人民政府"). Only short lines are dropped: a table or a sentence before the
    title stays, and so does everything where no line is the title.
    """
    for at, block in enumerate(blocks):
        if isinstance(block, Grid) or len(block.text) > _LONGEST_MENU:
            return blocks
        if len(block.text) >= _SHORTEST_TITLE and any(title.startswith(block.text) for title in titles):
            return [replace(block, level=block.level or 1), *blocks[at + 1 :]]
    return blocks


class _PageBlocks:
    """Turns lines and drafts into numbered blocks."""

    def __init__(self, source: str, limits: ReadLimits) -> None:
        self._source, self._limits = source, limits
        self._paragraphs = self._tables = 0

    def blocks(self, items: list[Line | TableDraft]) -> Iterator[Block]:
        """The blocks in reading order."""
        for item in items:
            if isinstance(item, Line):
                self._paragraphs += 1
                place = Place(anchor=f"第{self._paragraphs}段")
                yield Paragraph(item.text, place, size_pt=item.size_pt, is_centred=item.is_centred, level=item.level)
            elif len(item.rows) == 1 and not _holds_tables(item):
                yield from self.blocks([_row_line(item)] if any(_text(cell) for cell in item.rows[0]) else [])
            elif is_layout(item):
                yield from (block for row in item.rows for cell in row for block in self.blocks(cell.items))
            else:
                yield from self._table(item)

    def _table(self, table: TableDraft) -> Iterator[Block]:
        self._tables += 1
        name = f"表{self._tables}"
        grid = spans_to_grid(
            [[SpannedText(_text(cell), cell.column_span, cell.row_span) for cell in row] for row in table.rows],
            Place(anchor=name),
            lambda r, c: Place(anchor=f"{name} 第{r + 1}行第{c + 1}列"),
            source=self._source,
            limits=self._limits,
        )
        if grid is not None:
            yield grid
        inner: list[Line | TableDraft] = [item for row in table.rows for cell in row for item in cell.items if isinstance(item, TableDraft)]
        yield from self.blocks(inner)


def is_layout(table: TableDraft) -> bool:
    """Whether the table only arranges the page: no row sets two texts side by side, or it holds tables and hardly any text of its own."""
    side_by_side = sum(sum(bool(_text(cell)) for cell in row) >= 2 for row in table.rows)
    return side_by_side < (_DATA_ROWS if _holds_tables(table) else 1)


def _holds_tables(table: TableDraft) -> bool:
    return any(isinstance(item, TableDraft) for row in table.rows for cell in row for item in cell.items)


def _row_line(table: TableDraft) -> Line:
    """A table of one row as a line: menus, or 编制单位 and 金额单位 kept apart."""
    lines = [item for cell in table.rows[0] for item in cell.items if isinstance(item, Line)]
    return Line(" ".join(line.text for line in lines), lines[0].level, lines[0].is_centred, lines[0].size_pt)


def _text(cell: CellDraft) -> str:
    return join_lines(item.text for item in cell.items if isinstance(item, Line))
