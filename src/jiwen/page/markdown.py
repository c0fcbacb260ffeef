"""The small part of Markdown that answers use, as safe HTML: paragraphs, bold, lists, tables. HTML, links and pictures stay letters."""

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup

_CITATION = re.compile(r"\[(\d{1,4})\](?!\()")
_TAG = re.compile(r"(<[^>]*>)")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")
    return parser.disable(
        [
            "link",
            "image",
            "autolink",
            "html_inline",
            "html_block",
            "entity",
            "reference",
            "code",
            "fence",
            "backticks",
            "heading",
            "lheading",
            "hr",
        ]
    )


def markdown_to_html(text: str, cite: Callable[[int], Markup | None]) -> Markup:
    """The text as HTML; `[3]` becomes `cite(3)`, or stays as it is where that is None.

    >>> markdown_to_html("**77.3** <b>x</b> [1]", lambda n: Markup("<sup>") + str(n) + Markup("</sup>"))
    Markup('<p><strong>77.3</strong> &lt;b&gt;x&lt;/b&gt; <sup>1</sup></p>\\n')
    """
    parts = _TAG.split(_parser().render(text))
    return Markup("".join(part if part.startswith("<") else _cited(part, cite) for part in parts))


def _cited(text: str, cite: Callable[[int], Markup | None]) -> str:
    return _CITATION.sub(lambda found: str(cite(int(found[1])) or found[0]), text)
