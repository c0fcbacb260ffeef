"""Which elements of a page a person sees."""

import json
import re
from functools import cache
from importlib.resources import files

from lxml import etree

_CROSSED_OUT = frozenset({"del", "s", "strike"})
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|\Z)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|\Z)"
    r"|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE_SELECTOR = re.compile(r"(?:[a-zA-Z0-9]*)([.#])([\w-]+)")
_LINE_THROUGH = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)


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
        self._classes: set[str] = set()
        self._ids: set[str] = set()
        for style in root.iter("style"):
            for selectors, body in _CSS_RULE.findall((style.text or "")[:500_000]):
                if _HIDING.search(body):
                    self._add(selectors)

    def is_furniture(self, element: etree._Element) -> bool:
        """Code, widgets and navigation: left out without a word."""
        return not isinstance(element.tag, str) or element.tag.rpartition(":")[2] in tags("unseen")

    def why_left_out(self, element: etree._Element) -> str | None:
        """The reason why text in this element is not shown as valid, None where it is."""
        style = element.get("style") or ""
        if element.tag in _CROSSED_OUT or _LINE_THROUGH.search(style):
            return "删除线文字"
        named = set((element.get("class") or "").split()) & self._classes or element.get("id") in self._ids
        return "隐藏内容" if element.get("hidden") is not None or _HIDING.search(style) or named else None

    def _add(self, selectors: str) -> None:
        for selector in selectors.split(","):
            match = _SIMPLE_SELECTOR.fullmatch(selector.strip())
            if match:
                (self._classes if match.group(1) == "." else self._ids).add(match.group(2))
