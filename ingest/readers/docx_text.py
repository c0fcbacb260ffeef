"""The shown text of one DOCX paragraph: tracked deletions, hidden and struck-out runs left out, text boxes and notes set aside."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.docx_styles import Styles
from ingest.readers.shown_text import join_lines, visible
from ingest.readers.xml_parts import attribute, child, children, local_name

_LEFT_OUT = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "rt", "annotation", "binData", "imagedata"}
)
_PLAIN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Check boxes drawn with symbol fonts; code points as Word writes them, with and without the private-use offset F000.
_SYMBOLS = {
    "wingdings": {0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0xFC: "✓", 0xFB: "✗", 0x6C: "●"},
    "wingdings 2": {0x52: "☑", 0x54: "☒", 0x53: "☒", 0xA3: "□", 0x50: "✓", 0x4F: "✗"},
}


@dataclass(slots=True)
class ParagraphText:
    """`lines` are cut at soft breaks. `left_out` counts what the page hides ("隐藏文字") or crosses out ("删除线文字").

    `boxes` are the contents of text boxes, `notes` the foot- and endnotes called for, as (kind, id).
    """

    lines: list[str] = field(default_factory=list)
    size_pt: float | None = None
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    embedded: int = 0

    @property
    def text(self) -> str:
        """The lines as one."""
        return join_lines(self.lines)


def read_paragraph(paragraph: etree._Element, styles: Styles) -> ParagraphText:
    """The paragraph's lines, cut at soft breaks alone. A footnote mark leaves no digit behind, which would read as part of a figure."""
    found = ParagraphText()
    pieces: list[str] = []
    sizes: Counter[float] = Counter()
    for item, run in _shown_items(paragraph, None, found):
        text = _text_of(item)
        if not text:
            continue
        if run is not None and (reason := _why_left_out(run, paragraph, styles)):
            found.left_out[reason] += bool(text.strip())
            continue
        if run is not None and _is_superscript(run):
            text = text.translate(_SUPERSCRIPT)
        pieces.append(visible(text))
        size = None if run is None else styles.size_pt(run, paragraph)
        if size is not None:
            sizes[size] += len(text.strip())
    found.lines = "".join(pieces).split("\n")
    found.size_pt = sizes.most_common(1)[0][0] if sizes else None
    return found


def unwrapped(container: etree._Element) -> Iterator[etree._Element]:
    """The children, with content controls, insertions and alternatives opened and deletions left out."""
    for item in container:
        name = local_name(item)
        if name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice"):
            yield from unwrapped(item)
        elif name == "AlternateContent":
            yield from unwrapped(_alternative(item))
        elif name not in ("del", "moveFrom", "sdtPr", "sdtEndPr", "Fallback"):
            yield item


def _shown_items(
    element: etree._Element, run: etree._Element | None, found: ParagraphText
) -> Iterator[tuple[etree._Element | str, etree._Element | None]]:
    """Text-bearing elements in reading order, each with the run it stands in."""
    for item in element:
        name = local_name(item)
        if name in _LEFT_OUT:
            continue
        if name == "txbxContent":
            found.boxes.append(item)
        elif name in ("footnoteReference", "endnoteReference"):
            found.notes.append((name.removesuffix("Reference"), attribute(item, "id") or ""))
        elif name == "OLEObject":
            found.embedded += 1
        elif name == "AlternateContent":
            yield from _shown_items(_alternative(item), run, found)
        elif name == "f" and child(item, "num") is not None:
            yield from _shown_items(children(item, "num")[0], run, found)
            yield "/", run
            yield from (part for below in children(item, "den") for part in _shown_items(below, run, found))
        elif name in ("t", "sym", "fldChar", *_PLAIN):
            yield item, run
        else:
            yield from _shown_items(item, item if name == "r" else run, found)


def _alternative(item: etree._Element) -> etree._Element:
    """Word draws the first choice it knows; the fallback repeats the same content for old programs."""
    options = [*children(item, "Choice"), *children(item, "Fallback")]
    return next((option for option in options if len(option)), item)


def _text_of(item: etree._Element | str) -> str:
    if isinstance(item, str):
        return item
    name = local_name(item)
    if name == "t":
        return (item.text or "").replace("\n", " ")
    if name == "sym":
        return _symbol(attribute(item, "font") or "", attribute(item, "char") or "")
    if name == "fldChar":
        return _form_box(item)
    return _PLAIN[name]


def _symbol(font: str, code: str) -> str:
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(font.lower(), {}).get(point & 0xFF, "" if 0xE000 <= point <= 0xF8FF or point > 0xFFFF else chr(point))


def _form_box(item: etree._Element) -> str:
    """A check box of the old form fields, which has no text of its own."""
    box = child(item, "ffData", "checkBox")
    if box is None:
        return ""
    state = child(box, "checked")
    state = child(box, "default") if state is None else state
    return "☑" if state is not None and attribute(state, "val") not in ("0", "false") else "□"


def _why_left_out(run: etree._Element, paragraph: etree._Element, styles: Styles) -> str | None:
    if styles.is_on(run, paragraph, "vanish"):
        return "隐藏文字"
    if styles.is_on(run, paragraph, "strike") or styles.is_on(run, paragraph, "dstrike"):
        return "删除线文字"
    return None


def _is_superscript(run: etree._Element) -> bool:
    mark = child(run, "rPr", "vertAlign")
    return mark is not None and attribute(mark, "val") == "superscript"
