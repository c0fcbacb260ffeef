"""PDF file → `Document` with pages of words and ruling lines, read with pdfplumber."""

import struct
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.errors import DamagedFile, EncryptedFile, OversizedFile
from ingest.model.document import Document, Fault, Page
from ingest.model.place import Lie, Place
from ingest.progress import Progress, untold
from ingest.readers.budget import Meter, OverBudgetError
from ingest.readers.lies import shifted, then
from ingest.readers.pdf_damage import WRONG_CHECKSUM, find_damage, quiet_parser, stated_page_count
from ingest.readers.pdf_drawn import read_drawn
from ingest.readers.pdf_fields import field_chars
from ingest.readers.pdf_operators import find_senseless
from ingest.readers.pdf_turned import sideways_words, split_watermarks, turn_upright, watermark_faults
from ingest.readers.pdf_words import chars_to_words, find_text_faults, visible_chars
from ingest.readers.scan_faults import find_ocr_faults
from ingest.readers.scan_layer import is_scan_under_text

# What pdfminer raises on damaged content, besides its own tree: its parsers index, unpack and convert what they find.
_DAMAGE = (
    PDFException,
    PSException,
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
    RuntimeError,
)
_AGAIN = "请重新下载或重新导出后再导入。"
_CHECK_SOURCE = "请核对文件来源；内容可信时请用阅读器重新导出，或拆分后再导入。"


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """Above these a page is left out, or a file refused, instead of filling the memory or the evening.

    Times are CPU seconds: a page of a report takes a tenth of one, a detailed map up to five. A file is refused when more than `slow_pages`
    of it run out of `page_s`, or when its pages together take longer than `file_s` and `each_page_s` for every page.
    """

    pages: int = 3000
    chars_per_page: int = 200_000
    opening_s: float = 5.0
    page_s: float = 6.0
    slow_pages: int = 2
    file_s: float = 8.0
    each_page_s: float = 0.5


def read_pdf(path: Path, limits: PdfLimits = PdfLimits(), progress: Progress = untold) -> Document:
    """The file's pages, turned upright, in order.

    Raises EncryptedFile, DamagedFile (truncated, corrupt, no pages, contents cut off) and OversizedFile. A page that cannot be read in an
    otherwise sound file becomes a `broken_text_layer` fault; a file without one page that can be read is refused.
    """
    meter = Meter()
    reads: list[_Read] = []
    with quiet_parser(), path.open("rb") as file, _opened(path, file, limits, meter) as pdf:
        for page in _pages(pdf):
            progress("read", page.page_number, len(pdf.pages))
            read = _read_in_time(path, page, limits, meter)
            if read is None:
                progress("scan", page.page_number, len(pdf.pages))
                read = _read_scanned(path, page)  # seconds a page, whatever is on it
            reads.append(read)
            _check_pace(path, reads, len(pdf.pages), limits)
    if all(read.why_left_out for read in reads):
        raise DamagedFile(f"{path.name}：{len(reads)} 页都读不出来，第1页{reads[0].why_left_out}。{_CHECK_SOURCE}")
    pages, faults = tuple(read.page for read in reads), [fault for read in reads for fault in read.faults]
    return Document(path.name, "pdf", len(pages), pages=pages, faults=(*faults, *find_ocr_faults(pages)))


@dataclass(frozen=True, slots=True)
class _Read:
    """One page as read; a blank one where it had to be left out."""

    page: Page
    faults: tuple[Fault, ...] = ()
    why_left_out: str = ""
    is_slow: bool = False
    seconds: float = 0.0


def _read_in_time(path: Path, page: Any, limits: PdfLimits, meter: Meter) -> _Read | None:
    started = time.process_time()
    try:
        with meter.limited(limits.page_s):
            read = _read_page(path, page, limits)
    except (OverBudgetError, MemoryError):
        read = replace(_left_out(page, f"内容过多，{limits.page_s:g} 秒内没有读完或内存不够，未读取"), is_slow=True)
    return read and replace(read, seconds=time.process_time() - started)


def _check_pace(path: Path, reads: Sequence[_Read], page_count: int, limits: PdfLimits) -> None:
    slow, seconds = sum(read.is_slow for read in reads), sum(read.seconds for read in reads)
    if slow > limits.slow_pages or seconds > limits.file_s + limits.each_page_s * page_count:
        told = f"已有 {slow} 页内容过多" if slow else f"已用 {seconds:.0f} 秒"
        raise OversizedFile(f"{path.name}：共 {page_count} 页，读到第{len(reads)}页{told}，读不完。{_CHECK_SOURCE}")


def _opened(path: Path, file: BinaryIO, limits: PdfLimits, meter: Meter) -> "pdfplumber.PDF":
    """The file with its pages counted."""
    try:
        with meter.limited(limits.opening_s):
            with ExitStack() as stack:
                pdf = stack.enter_context(pdfplumber.open(file))
                _check_page_count(pdf, path, limits)
                stack.pop_all()
            return pdf
    except (OverBudgetError, MemoryError) as error:
        raise OversizedFile(f"{path.name}：PDF 的目录结构 {limits.opening_s:g} 秒内没有读完，或内存不够。{_CHECK_SOURCE}") from error
    except _DAMAGE as error:
        if _is_about_a_password(error):
            raise EncryptedFile(f"{path.name}：PDF 已加密，需要密码。请用原密码打开，另存为不加密的 PDF 后再导入。") from error
        raise DamagedFile(f"{path.name}：PDF 结构损坏或不完整（{_reason(error)}）。{_AGAIN}") from error


def _is_about_a_password(error: BaseException) -> bool:
    causes = [error, error.__cause__, error.__context__, *error.args]
    return any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes)


def _reason(error: BaseException) -> str:
    inner = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    text = " ".join(str(inner).split())[:80]
    return f"{type(inner).__name__}: {text}" if text else type(inner).__name__


def _check_page_count(pdf: "pdfplumber.PDF", path: Path, limits: PdfLimits) -> None:
    count = len(pdf.pages)
    if count == 0:
        raise DamagedFile(f"{path.name}：PDF 中没有页面（0 页）。请检查文件是否完整。")
    stated = stated_page_count(pdf.doc)
    if stated is not None and stated > count:
        raise DamagedFile(f"{path.name}：PDF 写明共 {stated} 页，只找到 {count} 页，文件已损坏。{_AGAIN}")
    if count > limits.pages:
        raise OversizedFile(f"{path.name}：共 {count} 页，超过上限 {limits.pages} 页。请拆分后再导入。")


def _pages(pdf: "pdfplumber.PDF") -> Iterator[Any]:
    for page in pdf.pages:
        yield page
        page.close()  # pdfplumber keeps every object of a page until told otherwise


def _read_page(path: Path, page: Any, limits: PdfLimits) -> _Read | None:
    """The page's words and lines, turned upright; None for a page that shows something but holds no text."""
    try:
        damage = find_damage(page.page_obj)
        if damage not in (None, WRONG_CHECKSUM):
            raise DamagedFile(f"{path.name}：第{page.page_number}页{damage}，文件已损坏。{_AGAIN}")
        drawn = read_drawn(page)
        drawn = turn_upright(replace(drawn, chars=[*drawn.chars, *field_chars(page, drawn.chars)]))
    except _DAMAGE as error:
        if isinstance(error.args[0] if error.args else None, MemoryError):
            raise MemoryError from error
        return _left_out(page, f"无法读取（{_reason(error)}）")
    if len(drawn.chars) > limits.chars_per_page:
        return _left_out(page, f"有 {len(drawn.chars)} 个字符，超过上限 {limits.chars_per_page}，未读取")
    number = page.page_number
    chars, across = split_watermarks(drawn.chars)
    seen = visible_chars(replace(drawn, chars=chars))
    if drawn.has_shapes and (not seen or is_scan_under_text(path, number, drawn)):
        return None
    level = [char for char in seen if char.turn == "right"]
    sideways = [char for char in seen if char.turn != "right"]
    words = (*chars_to_words(level, drawn.borders), *sideways_words(sideways, drawn.borders))
    faults = (*find_text_faults(chars, seen, number), *watermark_faults(across, number))
    why = damage or find_senseless(drawn.senseless)
    if why:
        faults = (Fault("broken_text_layer", f"第{number}页{why}，文件可能已损坏，数字请与原件核对", Place((number,))), *faults)
    return _Read(Page(number, drawn.width, drawn.height, words, tuple(drawn.borders), lie=_lie(page, drawn.lie)), faults)


def _lie(page: Any, turned: Lie | None) -> Lie | None:
    """A viewer shows the crop box; what was read is measured from the corner of the media box."""
    media, crop, quarters = page.page_obj.mediabox, page.page_obj.cropbox, page.rotation // 90
    margins = [max(0.0, margin) for margin in (crop[0] - media[0], media[3] - crop[3], media[2] - crop[2], crop[1] - media[1])]
    left, top = page.mediabox[0] + margins[-quarters % 4], page.mediabox[1] + margins[(1 - quarters) % 4]
    if not left and not top:
        return turned
    cut = shifted(-left, -top)
    return then(turned, cut) if turned else cut


def _left_out(page: Any, why: str) -> _Read:
    """A blank page, and the fault that says why it is blank."""
    number = page.page_number
    fault = Fault("broken_text_layer", f"第{number}页{why}", Place((number,)))
    return _Read(Page(number, float(page.width), float(page.height)), (fault,), why)


def _read_scanned(path: Path, page: Any) -> _Read:
    """A page that is only a picture, or whose letters are drawn as curves, read by OCR."""
    from ingest.readers.scan import MOST_PIXELS, RENDER_DPI, read_picture  # opencv and the models take a second to load
    from ingest.readers.scan_ocr import OcrFailedError

    left, top, right, bottom = map(float, page.cropbox)  # what pdfium draws
    scale, width_pt, height_pt = RENDER_DPI / 72, right - left, bottom - top
    if not 0 < width_pt * height_pt * scale**2 <= MOST_PIXELS:
        return _left_out(page, f"是扫描件，版面 {width_pt:g}×{height_pt:g} 点，不是纸张的大小，未识别")
    try:
        with pypdfium2.PdfDocument(path) as pdf:
            picture = pdf[page.page_number - 1].render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError) as error:
        return _left_out(page, f"是扫描件，图片损坏，画不出来（{error}）")
    try:
        read = read_picture(np.asarray(picture, dtype=np.uint8), page.page_number, width_pt)
    except OcrFailedError as error:
        return _left_out(page, f"是扫描件，识别失败（{error}），未读取")
    return _Read(read)
