"""Which elements of a page a person sees."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

_CROSSED_OUT = frozenset({"del", "s", "strike"})
_WITHOUT_BOX = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_INVISIBLE = re.compile(r"visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|\Z)", re.IGNORECASE)
_LONGEST_STYLE = 4000
_SIMPLE_SELECTOR = re.compile(r"[a-zA-Z0-9]*([.#][\w-]+)")
_LINE_THROUGH = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text that is not read. `keeps_box`: a table cell still takes its place, blank; without a box the cells after it move up."""

    reason: str
    keeps_box: bool


@cache
def tags(kind: str) -> frozenset[str]:
    """Element names by kind: "unseen" are code, widgets, media and navigation, "block" begin a new line."""
    return frozenset(json.loads(files(__package__).joinpath("html_tags.json").read_text(encoding="utf-8"))[kind])


class Visibility:
    """Judges elements by tag, attributes, inline style and the page's own `.name {…}` and `#name {…}` rules.

    Style sheets of other files are not read, nor selectors with several parts.
    """

    def __init__(self, root: etree._Element) -> None:
        """Collects the hiding rules of the page's style elements."""
        self._rules: dict[str, LeftOut] = {}
        for style in root.iter("style"):
            for rule in (style.text or "").split("}"):
                selectors, _, body = rule.rpartition("{")
                found = _judge_style(body)
                if found is not None:
                    self._add(selectors, found)

    def is_furniture(self, element: etree._Element) -> bool:
        """Code, widgets and navigation: left out without a word."""
        return not isinstance(element.tag, str) or element.tag.rpartition(":")[2] in tags("unseen")

    def why_left_out(self, element: etree._Element) -> LeftOut | None:
        """Why text in this element is not shown as valid, None where it is."""
        if element.tag in _CROSSED_OUT:
            return LeftOut("删除线文字", keeps_box=True)
        if element.get("hidden") is not None:
            return LeftOut("隐藏内容", keeps_box=False)
        names = [f".{name}" for name in (element.get("class") or "").split()] + [f"#{element.get('id')}"]
        by_name = next((self._rules[name] for name in names if name in self._rules), None)
        return _judge_style(element.get("style") or "") or by_name

    def _add(self, selectors: str, found: LeftOut) -> None:
        for selector in selectors.rpartition("{")[2].split(","):
            match = _SIMPLE_SELECTOR.fullmatch(selector.strip())
            if match:
                self._rules[match.group(1)] = found


def _judge_style(style: str) -> LeftOut | None:
    style = style[:_LONGEST_STYLE]
    if _WITHOUT_BOX.search(style):
        return LeftOut("隐藏内容", keeps_box=False)
    if _INVISIBLE.search(style):
        return LeftOut("隐藏内容", keeps_box=True)
    return LeftOut("删除线文字", keeps_box=True) if _LINE_THROUGH.search(style) else None
