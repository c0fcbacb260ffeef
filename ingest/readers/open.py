"""One file of any supported kind → `Document`."""

from pathlib import Path

from ingest.errors import OversizedFile, ReaderNotInstalled
from ingest.model.document import Document
from ingest.progress import Progress, untold
from ingest.readers.archive_limits import LIMITS, ReadLimits
from ingest.readers.budget import Meter, OverBudgetError
from ingest.readers.office import convert_office
from ingest.readers.sniff import sniff

READING_S = 20.0
"""CPU seconds for a file without pages; the largest report seen takes one."""


def read_document(path: Path, *, limits: ReadLimits = LIMITS, progress: Progress = untold) -> Document:
    """The file as read, by the reader that its content asks for. Raises an IngestError that names the file, the fault and the way out.

    Readers are imported when they are needed: the PDF and picture readers bring slow packages along.
    """
    found = sniff(path, limits)
    if found.old_format is not None:
        progress("convert", 1, 1)
        return convert_office(path, found.old_format, lambda converted: read_document(converted, limits=limits, progress=progress))
    if found.kind == "pdf":
        from ingest.readers.pdf import read_pdf

        return read_pdf(path, progress=progress)  # limits itself page by page, as the picture reader does
    if found.kind == "picture":
        return _read_picture(path, progress)
    try:
        with Meter().limited(READING_S):
            return _read_whole(path, found.kind, limits)
    except (OverBudgetError, MemoryError) as error:
        raise OversizedFile(f"{path.name}：{READING_S:g} 秒内没有读完，或内存不够。请核对文件来源，或拆分后再导入。") from error


def _read_whole(path: Path, kind: str, limits: ReadLimits) -> Document:
    if kind == "docx":
        from ingest.readers.docx import read_docx

        return read_docx(path, limits)
    if kind == "xlsx":
        from ingest.readers.xlsx import read_xlsx

        return read_xlsx(path, limits)
    if kind == "html":
        from ingest.readers.html import read_html

        return read_html(path, limits)
    return _read_text(path)


def _read_text(path: Path) -> Document:
    from ingest.readers.text import read_text_dump

    return read_text_dump(path)


def _read_picture(path: Path, progress: Progress) -> Document:
    try:
        from ingest.readers.scan import read_picture_file
    except ImportError as error:
        raise ReaderNotInstalled(
            f"{path.name}：识别扫描图片需要 {error.name}，本机没有安装。请执行 pip install {error.name}，或提供带文字的 PDF。"
        ) from error
    return read_picture_file(path, progress)
