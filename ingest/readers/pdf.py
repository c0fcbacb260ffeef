"""PDF file → `Document` with pages of words and ruling lines, read with pdfplumber."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from ingest.errors import DamagedFile, EncryptedFile, OversizedFile
from ingest.model.document import Document, Fault, Page
from ingest.model.place import Place
from ingest.readers.pdf_rules import edges_to_rules
from ingest.readers.pdf_turned import Drawn, sideways_words, split_watermarks, turn_of, turn_upright, watermark_faults
from ingest.readers.pdf_words import chars_to_words, find_text_faults, visible_chars

PageProgress = Callable[[int, int], None]

# What pdfminer raises on damaged content, besides its own tree: its parsers index, unpack and convert what they find.
_DAMAGE = (
    PDFException,
    PSException,
    PdfminerException,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
    RecursionError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """Above these a file is refused instead of filling the memory or the evening."""

    pages: int = 3000
    chars_per_page: int = 200_000


def read_pdf(path: Path, limits: PdfLimits = PdfLimits(), progress: PageProgress | None = None) -> Document:
    """The file's pages, turned upright, in order.

    Raises EncryptedFile, DamagedFile (truncated, corrupt, no pages) and OversizedFile. A page that cannot be read in an otherwise
    sound file becomes a `broken_text_layer` fault.
    """
    with _opened(path) as pdf:
        page_count = _page_count(pdf, path, limits)
        pages: list[Page] = []
        faults: list[Fault] = []
        for page in _pages(pdf):
            read, found = _read_page(page, path, limits)
            pages.append(read)
            faults.extend(found)
            if progress:
                progress(len(pages), page_count)
    return Document(path.name, "pdf", page_count, pages=tuple(pages), faults=tuple(faults))


def _opened(path: Path) -> "pdfplumber.PDF":
    try:
        return pdfplumber.open(path)
    except _DAMAGE as error:
        if _is_about_a_password(error):
            raise EncryptedFile(f"{path.name}：PDF 已加密，需要密码。请用原密码打开，另存为不加密的 PDF 后再导入。") from error
        raise DamagedFile(f"{path.name}：PDF 结构损坏或不完整（{_reason(error)}）。请重新下载或重新导出后再导入。") from error


def _is_about_a_password(error: BaseException) -> bool:
    causes = [error, error.__cause__, error.__context__, *error.args]
    return any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes)


def _reason(error: BaseException) -> str:
    inner = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    text = " ".join(str(inner).split())[:80]
    return f"{type(inner).__name__}: {text}" if text else type(inner).__name__


def _page_count(pdf: "pdfplumber.PDF", path: Path, limits: PdfLimits) -> int:
    try:
        count = len(pdf.pages)
    except _DAMAGE as error:
        raise DamagedFile(f"{path.name}：PDF 的页面目录损坏（{_reason(error)}）。请重新下载或重新导出后再导入。") from error
    if count == 0:
        raise DamagedFile(f"{path.name}：PDF 中没有页面（0 页）。请检查文件是否完整。")
    if count > limits.pages:
        raise OversizedFile(f"{path.name}：共 {count} 页，超过上限 {limits.pages} 页。请拆分后再导入。")
    return count


def _pages(pdf: "pdfplumber.PDF") -> Iterator[Any]:
    for page in pdf.pages:
        yield page
        page.close()  # pdfplumber keeps every object of a page until told otherwise


def _read_page(page: Any, path: Path, limits: PdfLimits) -> tuple[Page, list[Fault]]:
    number = page.page_number
    blank = Page(number, float(page.width), float(page.height))
    try:
        chars, edges = page.chars, page.edges
    except _DAMAGE as error:
        return blank, [Fault("broken_text_layer", f"第{number}页无法读取（{_reason(error)}）", Place((number,)))]
    if len(chars) > limits.chars_per_page:
        message = f"第{number}页有 {len(chars)} 个字符，超过上限 {limits.chars_per_page}，未读取"
        return blank, [Fault("broken_text_layer", message, Place((number,)))]
    drawn = turn_upright(Drawn(chars, edges, page.rects, blank.width_pt, blank.height_pt))
    chars, across = split_watermarks(drawn.chars)
    seen = visible_chars(replace(drawn, chars=chars))
    if not seen and page.images:
        return _read_scanned(path, number, blank.width_pt)
    rules = edges_to_rules(drawn.edges)
    level = [char for char in seen if turn_of(char) == "right"]
    words = (*chars_to_words(level, rules), *sideways_words([char for char in seen if turn_of(char) != "right"], rules))
    faults = [*find_text_faults(chars, seen, number), *watermark_faults(across, number)]
    return Page(number, drawn.width, drawn.height, words, rules), faults


def _read_scanned(path: Path, page_number: int, width_pt: float) -> tuple[Page, list[Fault]]:
    """A page that is only a picture, read by OCR."""
    from ingest.readers.scan import RENDER_DPI, find_ocr_faults, read_picture  # opencv and the models take a second to load

    with pypdfium2.PdfDocument(path) as pdf:
        picture = pdf[page_number - 1].render(scale=RENDER_DPI / 72).to_pil().convert("RGB")
    page = read_picture(np.asarray(picture, dtype=np.uint8), page_number, width_pt)
    return page, find_ocr_faults([page])
