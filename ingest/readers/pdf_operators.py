"""Operators of a page's content that make no sense: what is left of a damaged file whose packing and checksums are sound.

pdfminer passes over an operator that it does not know, one with too few operands and text without a font, and draws the rest: rows
would be missing without a word. Sound files have none of these (ISO 32000-1, 7.8.2: operands stand before their operator and are
used up by it; 9.4.1: text objects are not nested).
"""

from collections.abc import Sequence
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFStackT

_DRAWS = "do_"
_MOST, _MOST_SHOWN = 1000, 3


class ListeningInterpreter(PDFPageInterpreter):  # type: ignore[misc]  # pdfminer counts as untyped here
    """Draws as its parent does, and notes in `device.senseless` what it could not carry out."""

    device: "_Page"
    argstack: list[PDFStackT]
    in_text = False

    def __getattr__(self, name: str) -> Any:
        """Called for what does not exist: the interpreter asks itself for the method of every operator."""
        if name.startswith(_DRAWS):
            self._note(name.removeprefix(_DRAWS))
        raise AttributeError(name)

    def pop(self, n: int) -> list[PDFStackT]:
        """The operands of an operator: in a sound file all that is there, so nothing is sliced."""
        operands = self.argstack
        if len(operands) != n:
            return self._uneven(n)
        self.argstack = []
        return operands

    def _uneven(self, n: int) -> list[PDFStackT]:
        """The last operands; too few of them, or text that no operator takes, are noted."""
        cut = max(len(self.argstack) - n, 0)
        left, operands = self.argstack[:cut], self.argstack[cut:]
        is_lost = any(isinstance(item, bytes | list) for item in left)
        if len(operands) < n or is_lost:
            self._note("操作数")
        self.argstack = [] if is_lost else left
        return operands

    def do_BT(self) -> None:  # noqa: N802 - operators keep their names
        """Begins text; inside of text it is senseless."""
        if self.in_text:
            self._note("BT")
        self.in_text = True
        super().do_BT()

    def do_ET(self) -> None:  # noqa: N802
        """Ends text; outside of text it is senseless."""
        if not self.in_text:
            self._note("ET")
        self.in_text = False

    def do_TJ(self, seq: PDFStackT) -> None:  # noqa: N802
        """Shows text, which needs a font and a list of strings and numbers."""
        if self.textstate.font is None or not isinstance(seq, list):
            self._note("TJ")
        super().do_TJ(seq)

    def execute(self, streams: Any) -> None:
        """Carries out the whole content of a page or form."""
        super().execute(streams)
        if self.in_text or any(isinstance(item, bytes | list) for item in self.argstack):
            self._note("ET")

    def _note(self, what: str) -> None:
        if len(self.device.senseless) < _MOST:
            self.device.senseless.append(what)


class _Page(PDFPageAggregator):  # type: ignore[misc]
    """What is drawn, and with it what could not be."""

    senseless: list[str]


def draw_page(page: Any) -> tuple[LTPage, tuple[str, ...]]:
    """What pdfminer draws of a pdfplumber page, and the senseless operators on the way."""
    device = _Page(page.pdf.rsrcmgr, pageno=page.page_number)
    device.senseless = []
    ListeningInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    return device.get_result(), tuple(device.senseless)


def find_senseless(noted: Sequence[str]) -> str | None:
    """What a reader of the page should know; None where everything made sense."""
    if not noted:
        return None
    shown = "、".join(dict.fromkeys(name if name.isprintable() else "乱码" for name in noted[:_MOST_SHOWN]))
    return f"有 {len(noted)} 处绘制指令无法执行（{shown}），其文字可能没有读入"
