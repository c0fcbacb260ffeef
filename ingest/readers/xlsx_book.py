"""What the sheets of an XLSX share: their names and states, the string table, how each cell style draws."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from ingest.errors import DamagedFile
from ingest.readers.number_formats import builtin_code
from ingest.readers.xml_parts import attribute, child, children, iterate_part, local_name, parse_part, related_part, related_parts

_Item = TypeVar("_Item")
# Excel's own limit for a number format.
_LONGEST_CODE = 255


@dataclass(frozen=True, slots=True)
class CellLook:
    """How one cell style draws: number format code, borders (any side; left or right), alignment, font size."""

    code: str = "General"
    is_bordered: bool = False
    is_boxed: bool = False
    is_centred: bool = False
    size_pt: float | None = None


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it. `part` is None for chart sheets."""

    name: str
    is_hidden: bool
    part: str | None


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook without its sheets' cells."""

    sheets: tuple[SheetEntry, ...]
    strings: tuple[str, ...]
    looks: tuple[CellLook, ...]
    is_1904: bool

    def look(self, style: str | None) -> CellLook:
        """The look behind a cell's `s` attribute; the plain one where it points nowhere."""
        at = int(style) if style is not None and re.fullmatch("[0-9]{1,6}", style) else 0
        return self.looks[at] if at < len(self.looks) else CellLook()


def read_book(parts: Mapping[str, bytes], source: str) -> Book:
    """Raises DamagedFile where the workbook or its list of sheets is missing."""
    main = related_part(parts, source, "", "officeDocument") or "xl/workbook.xml"
    if main not in parts:
        raise DamagedFile(f"{source}：缺少部件 {main}，文件已损坏。请用办公软件打开后另存为 .xlsx 再试。")
    root = parse_part(parts[main], source, main)
    properties = child(root, "workbookPr")
    links = related_parts(parts, source, main)
    strings = related_part(parts, source, main, "sharedStrings")
    styles = related_part(parts, source, main, "styles")
    return Book(
        tuple(_sheets(root, links, parts)),
        () if strings is None else tuple(string_text(item) for item in iterate_part(parts[strings], source, strings, ("{*}si",))),
        () if styles is None else tuple(_looks(parse_part(parts[styles], source, styles))),
        properties is not None and attribute(properties, "date1904") in ("1", "true"),
    )


def string_text(item: etree._Element) -> str:
    """A rich or plain string's text, without the phonetic guide that Excel draws above it."""
    texts = []
    for piece in item:
        if local_name(piece) == "t":
            texts.append(piece.text or "")
        elif local_name(piece) == "r":
            texts.extend(below.text or "" for below in children(piece, "t"))
    # Excel writes control characters as _x000D_.
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), "".join(texts))


def _sheets(root: etree._Element, links: Mapping[str, tuple[str, str]], parts: Mapping[str, bytes]) -> Iterator[SheetEntry]:
    listed = child(root, "sheets")
    for item in [] if listed is None else children(listed, "sheet"):
        kind, part = links.get(attribute(item, "id") or "", ("", ""))
        is_sheet = kind == "worksheet" and part in parts
        yield SheetEntry(attribute(item, "name") or "", attribute(item, "state") in ("hidden", "veryHidden"), part if is_sheet else None)


def _looks(root: etree._Element) -> Iterator[CellLook]:
    codes = {attribute(item, "numFmtId"): attribute(item, "formatCode") or "General" for item in _listed(root, "numFmts")}
    sides = [_sides(border) for border in _listed(root, "borders")]
    sizes = [_size_pt(font) for font in _listed(root, "fonts")]
    for item in _listed(root, "cellXfs"):
        number = attribute(item, "numFmtId") or "0"
        drawn = _at(sides, attribute(item, "borderId")) or frozenset()
        alignment = child(item, "alignment")
        yield CellLook(
            codes.get(number, "")[:_LONGEST_CODE] or builtin_code(int(number) if re.fullmatch("[0-9]{1,6}", number) else 0),
            bool(drawn),
            bool(drawn & {"left", "right", "start", "end"}),
            alignment is not None and attribute(alignment, "horizontal") in ("center", "centerContinuous"),
            _at(sizes, attribute(item, "fontId")),
        )


def _listed(root: etree._Element, name: str) -> list[etree._Element]:
    holder = child(root, name)
    return [] if holder is None else list(holder)


def _sides(border: etree._Element) -> frozenset[str]:
    return frozenset(local_name(side) for side in border if attribute(side, "style") not in (None, "none"))


def _size_pt(font: etree._Element) -> float | None:
    size = child(font, "sz")
    text = None if size is None else attribute(size, "val")
    return float(text) if text is not None and re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", text) else None


def _at(items: Sequence[_Item], position: str | None) -> _Item | None:
    at = int(position) if position is not None and re.fullmatch("[0-9]{1,6}", position) else 0
    return items[at] if at < len(items) else None
