"""What a DOCX's styles say of a paragraph: heading level, size, centring, hidden, list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.xml_parts import attribute, child, children

_OFF = ("0", "false", "off", "none")
# "heading 1" is the name in every language's Word; "标题 1" and "标题1" come from converters.
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]|table of figures", re.IGNORECASE)
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """`contents` marks a line of the table of contents, `number` the list it stands in as (list id, level)."""

    level: int | None = None
    is_centred: bool = False
    contents: bool = False
    number: tuple[str, int] | None = None


class Styles:
    """Properties of paragraphs and runs, looked up through the chain of styles they are based on."""

    def __init__(self, root: etree._Element | None) -> None:
        """`root` is styles.xml, None for a file without."""
        self._styles: dict[str, etree._Element] = {}
        self._default_paragraph: str | None = None
        self._defaults = None if root is None else child(root, "docDefaults", "rPrDefault", "rPr")
        for style in [] if root is None else children(root, "style"):
            style_id = attribute(style, "styleId") or ""
            self._styles.setdefault(style_id, style)
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self._default_paragraph = style_id

    def look(self, paragraph: etree._Element) -> ParagraphLook:
        """The paragraph's own properties first, then its styles'."""
        own = child(paragraph, "pPr")
        chain = [item for item in (own, *(child(style, "pPr") for style in self._chain(own, "pStyle"))) if item is not None]
        names = [_value(style, "name") or "" for style in self._chain(own, "pStyle")]
        return ParagraphLook(
            level=_level(chain, names),
            is_centred=next((value == "center" for value in (_value(item, "jc") for item in chain) if value), False),
            contents=any(_CONTENTS.fullmatch(name) for name in names[:1]),
            number=_number(chain),
        )

    def size_pt(self, run: etree._Element, paragraph: etree._Element) -> float | None:
        """The run's font size, None where neither it nor a style states one."""
        for properties in self._run_chain(run, paragraph):
            half_points = _value(properties, "sz")
            if half_points and re.fullmatch(r"[0-9]{1,4}", half_points):
                return int(half_points) / 2
        return None

    def is_on(self, run: etree._Element, paragraph: etree._Element, name: str) -> bool:
        """Whether a switch (`vanish`, `strike`) is on for the run, by itself or by a style."""
        for properties in self._run_chain(run, paragraph):
            switch = child(properties, name)
            if switch is not None:
                return attribute(switch, "val") not in _OFF
        return False

    def _run_chain(self, run: etree._Element, paragraph: etree._Element) -> Iterator[etree._Element]:
        own = child(run, "rPr")
        styles = [*self._chain(own, "rStyle", use_default=False), *self._chain(child(paragraph, "pPr"), "pStyle")]
        for properties in (own, *(child(style, "rPr") for style in styles), self._defaults):
            if properties is not None:
                yield properties

    def _chain(self, properties: etree._Element | None, kind: str, *, use_default: bool = True) -> list[etree._Element]:
        name = (None if properties is None else _value(properties, kind)) or (self._default_paragraph if use_default else None)
        chain: list[etree._Element] = []
        while name in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[name])
            name = _value(chain[-1], "basedOn")
        return chain


def _level(chain: list[etree._Element], names: list[str]) -> int | None:
    for item in chain:
        outline = _value(item, "outlineLvl")
        if outline and re.fullmatch(r"[0-9]", outline):
            return int(outline) + 1 if outline != "9" else None
    match = next((found for found in map(_HEADING.fullmatch, names) if found), None)
    return int(match.group(1)) if match else None


def _number(chain: list[etree._Element]) -> tuple[str, int] | None:
    """The list of the nearest properties that name one; list "0" takes the paragraph out of its style's list."""
    level = None
    for item in chain:
        numbered = child(item, "numPr")
        if numbered is None:
            continue
        level = level or _value(numbered, "ilvl")
        number_id = _value(numbered, "numId")
        if number_id is not None:
            depth = int(level) if level and re.fullmatch(r"[0-8]", level) else 0
            return None if number_id == "0" else (number_id, depth)
    return None


def _value(item: etree._Element, name: str) -> str | None:
    found = child(item, name)
    return None if found is None else attribute(found, "val")
