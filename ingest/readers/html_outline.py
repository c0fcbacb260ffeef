"""A page's elements → lines of text and drafts of its tables, nested as in the source.

Walked by events, never by recursion: broken pages nest thousands of elements deep.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.html_visibility import Visibility, tags
from ingest.readers.shown_text import shown_text

# Deeper tables are read as plain text: no page has them, and drafts are resolved by recursion.
_MAX_TABLE_DEPTH = 40
_MAX_SPAN = {"colspan": 1000, "rowspan": 65_534}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIZE = re.compile(r"font-size\s*:\s*([0-9]{1,3}(?:\.[0-9]+)?)\s*(pt|px|em|rem|%)?\s*(?:;|!|\Z)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75}
_ALIGN = re.compile(r"text-align\s*:\s*([a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph's text and look."""

    text: str
    level: int | None = None
    is_centred: bool = False
    size_pt: float | None = None


@dataclass(slots=True)
class CellDraft:
    """A cell's lines and inner tables, in order."""

    items: "list[Line | TableDraft]" = field(default_factory=list)
    column_span: int = 1
    row_span: int = 1


@dataclass(slots=True)
class TableDraft:
    """Rows as in the source, spans not yet laid out. `depth` is the number of open flows around the table."""

    rows: list[list[CellDraft]] = field(default_factory=list)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Look:
    level: int | None = None
    is_centred: bool = False
    size_pt: float | None = None
    is_raised: bool = False
    keeps_lines: bool = False


class Outline:
    """Reads one page. `items` is what it shows, `left_out` counts what it hides or crosses out."""

    def __init__(self, root: etree._Element) -> None:
        """Walks the whole tree."""
        self.items: list[Line | TableDraft] = []
        self.left_out: Counter[str] = Counter()
        self._visibility = Visibility(root)
        self._block_tags = tags("block")
        self._flows: list[list[Line | TableDraft]] = [self.items]
        self._tables: list[TableDraft] = []
        self._opened: dict[etree._Element, str] = {}
        self._looks = [_Look()]
        self._pieces: list[str] = []
        self._line_look = self._looks[0]
        self._walk(root)

    def _walk(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walker:
            if event == "start":
                if self._is_left_out(element):
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._start(element)
                    self._add(element.text)
            else:
                if element is not skipped:
                    self._end(element)
                skipped = None if element is skipped else skipped
                self._add(element.tail)
        self._flush()

    def _is_left_out(self, element: etree._Element) -> bool:
        if self._visibility.is_furniture(element):
            return True
        found = self._visibility.why_left_out(element)
        if found is None:
            return False
        self.left_out[found.reason] += any(str(text).strip() for text in element.itertext())
        if found.keeps_box and element.tag in ("td", "th") and self._is_in_table():
            self._add_cell(element)
        return True

    def _is_in_table(self) -> bool:
        """Whether the next cell belongs to the innermost table, and is not inside a cell of it already."""
        return bool(self._tables) and len(self._flows) == self._tables[-1].depth

    def _start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in self._block_tags or tag == "br":
            self._flush()
        self._looks.append(_look(element, self._looks[-1]))
        if tag == "table" and len(self._tables) < _MAX_TABLE_DEPTH:
            self._tables.append(TableDraft(depth=len(self._flows)))
            self._opened[element] = "table"
        elif self._is_in_table() and tag == "tr":
            self._tables[-1].rows.append([])
        elif self._is_in_table() and tag in ("td", "th"):
            self._flows.append(self._add_cell(element).items)
            self._opened[element] = "cell"

    def _add_cell(self, element: etree._Element) -> CellDraft:
        rows = self._tables[-1].rows
        if not rows:
            rows.append([])
        rows[-1].append(CellDraft(column_span=_span(element, "colspan"), row_span=_span(element, "rowspan")))
        return rows[-1][-1]

    def _end(self, element: etree._Element) -> None:
        if element.tag in self._block_tags:
            self._flush()
        self._looks.pop()
        opened = self._opened.pop(element, None)
        if opened == "cell":
            self._flows.pop()
        elif opened == "table":
            table = self._tables.pop()
            self._flows[-1].append(table)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        look = self._looks[-1]
        if look.size_pt == 0:
            self.left_out["隐藏内容"] += bool(text.strip())
            return
        if not self._pieces:
            self._line_look = look
        text = text.translate(_SUPERSCRIPT) if look.is_raised else text
        first, *rest = text.split("\n") if look.keeps_lines else [text]
        self._pieces.append(first)
        for line in rest:
            self._flush()
            self._line_look = look
            self._pieces.append(line)

    def _flush(self) -> None:
        text = shown_text("".join(self._pieces))
        self._pieces = []
        if text:
            look = self._line_look
            self._flows[-1].append(Line(text, look.level, look.is_centred, look.size_pt))


def _look(element: etree._Element, around: _Look) -> _Look:
    tag, style = str(element.tag), element.get("style") or ""
    align = _ALIGN.search(style)
    declared = align.group(1) if align else element.get("align") if tag != "table" else None
    return _Look(
        int(tag[1]) if re.fullmatch("h[1-6]", tag) else around.level,
        declared.lower() == "center" if declared else tag == "center" or around.is_centred,
        _size_pt(style, around.size_pt),
        tag == "sup" or around.is_raised,
        tag == "pre" or around.keeps_lines,
    )


def _size_pt(style: str, around: float | None) -> float | None:
    """Points; 0 for text of no size, which a child element can make readable again."""
    match = _SIZE.search(style)
    if match is None:
        return around
    number, points = float(match.group(1)), _POINTS.get((match.group(2) or "").lower())
    return 0.0 if not number else around or None if points is None else number * points


def _span(element: etree._Element, name: str) -> int:
    """A span as browsers read it: leading digits, at most the standard's limit; `rowspan="0"` reaches to the end."""
    match = re.match(r"\s*\+?([0-9]{1,9})", element.get(name) or "")
    value = int(match.group(1)) if match else 1
    return min(value, _MAX_SPAN[name]) or (_MAX_SPAN[name] if name == "rowspan" else 1)
