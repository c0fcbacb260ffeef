"""Values typed into the form fields of a PDF → characters at their place.

Viewers draw fields over the page; the page's own text does not hold them (ISO 32000-1, 12.7: field types /Tx text, /Ch choice, /Btn
boxes; a widget inherits its field's type and value from /Parent).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from ingest.readers.pdf_drawn import Char
from ingest.readers.text_dump.lines import display_width

_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_MULTILINE, _PASSWORD, _PUSH_BUTTON = 1 << 12, 1 << 13, 1 << 16
_SIZE = re.compile(rb"([\d.]+)\s+Tf")
USUAL_PT, SIZE_OF_HEIGHT = 10.0, 0.7
LINE_EM = 1.15
MOST_PARENTS = 8


def field_chars(page: Any, printed: Sequence[Char]) -> list[Char]:
    """Characters of what is typed or ticked on a pdfplumber page, set into the fields' boxes; ☑ and □ for boxes.

    Hidden fields, passwords and push buttons are left out, and fields whose value the page prints itself (flattened forms).
    """
    if not page.page_obj.annots or "AcroForm" not in page.pdf.doc.catalog:
        return []
    return [char for widget in page.annots for char in _chars_of(widget, printed)]


def _chars_of(widget: dict[str, Any], printed: Sequence[Char]) -> Iterator[Char]:
    data = widget["data"]
    if getattr(data.get("Subtype"), "name", "") != "Widget" or _number(data.get("F")) & (_HIDDEN | _NO_VIEW):
        return
    text, flags = _shown(data), _number(_inherited(data, "Ff"))
    if not text.strip() or _prints(printed, widget, text):
        return
    size = min(_stated_size(_inherited(data, "DA")) or USUAL_PT, SIZE_OF_HEIGHT * widget["height"])
    yield from _set(text, widget, size, is_wrapped=bool(flags & _MULTILINE))


def _shown(data: dict[str, Any]) -> str:
    """What the field shows: its text, the texts chosen, or a box ticked or not."""
    kind, flags = getattr(_inherited(data, "FT"), "name", ""), _number(_inherited(data, "Ff"))
    if kind == "Btn":
        state = getattr(resolve1(data.get("AS")), "name", "Off")
        return "" if flags & _PUSH_BUTTON else "□" if state == "Off" else "☑"
    if kind not in ("Tx", "Ch") or flags & _PASSWORD:
        return ""
    value = _inherited(data, "V")
    return "、".join(_decoded(resolve1(item)) for item in (value if isinstance(value, list) else [value]))


def _inherited(data: dict[str, Any], key: str) -> Any:
    field: Any = data
    for _ in range(MOST_PARENTS):
        if not isinstance(field, dict):
            return None
        if key in field:
            return resolve1(field[key])
        field = resolve1(field.get("Parent"))
    return None


def _decoded(value: Any) -> str:
    if isinstance(value, PSLiteral):
        return str(value.name)
    return decode_text(value) if isinstance(value, bytes) else ""


def _number(value: Any) -> int:
    number = resolve1(value)
    return number if isinstance(number, int) else 0


def _stated_size(appearance: Any) -> float:
    """The size of 0 that fields fit by themselves counts as not stated."""
    found = _SIZE.search(appearance) if isinstance(appearance, bytes) else None
    return float(found[1]) if found else 0.0


def _prints(printed: Sequence[Char], box: dict[str, Any], text: str) -> bool:
    inside = [
        char.text
        for char in printed
        if box["x0"] <= (char.x0 + char.x1) / 2 <= box["x1"] and box["top"] <= (char.top + char.bottom) / 2 <= box["bottom"]
    ]
    return sorted("".join(text.split())) == sorted("".join("".join(inside).split()))


def _set(text: str, box: dict[str, Any], size: float, *, is_wrapped: bool) -> Iterator[Char]:
    """The text's lines from the top of the box where it may wrap, else one line in the middle; both kept inside the box."""
    width = max(box["x1"] - box["x0"], size)
    lines = _wrapped(text, width / size) if is_wrapped else [" ".join(text.split())]
    step = min(LINE_EM * size, box["height"] / len(lines))
    top = box["top"] if is_wrapped else (box["top"] + box["bottom"] - size) / 2
    for number, line in enumerate(lines):
        squeeze = min(1.0, width / (size * sum(map(display_width, line)) or 1.0))
        x = box["x0"]
        for char in line:
            end = x + display_width(char) * size * squeeze
            at = top + number * step
            yield Char(char, x, at, end, at + min(size, step), min(size, step))
            x = end


def _wrapped(text: str, width_em: float) -> list[str]:
    lines: list[str] = []
    for paragraph in text.splitlines():
        line, taken = "", 0.0
        for char in paragraph:
            if line and taken + display_width(char) > width_em:
                lines.append(line)
                line, taken = "", 0.0
            line, taken = line + char, taken + display_width(char)
        lines.append(line)
    return [line for line in lines if line.strip()]
