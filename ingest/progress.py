"""How far the reading of a file has come, for whoever waits for it."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called before each step with its name, the page under way (1-based) and the pages in all: "read" a page of text, "scan" a page by OCR;
"convert" by LibreOffice and "understand" have no pages and are 1 of 1. What it raises ends the reading there: nothing is kept."""


def untold(_step: str, _page: int, _pages: int) -> None:
    """Tells nobody."""
