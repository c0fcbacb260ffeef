"""One file of any supported kind → `Document`."""

from pathlib import Path

from ingest.errors import ReaderNotInstalled
from ingest.model.document import Document
from ingest.readers.archive_limits import LIMITS, ReadLimits
from ingest.readers.office import convert_office
from ingest.readers.sniff import sniff


def read_document(path: Path, *, limits: ReadLimits = LIMITS) -> Document:
    """The file as read, by the reader that its content asks for. Raises an IngestError that names the file, the fault and the way out.

    Readers are imported when they are needed: the PDF and picture readers bring slow packages along.
    """
    found = sniff(path, limits)
    if found.old_format is not None:
        return convert_office(path, found.old_format, lambda converted: read_document(converted, limits=limits))
    if found.kind == "pdf":
        from ingest.readers.pdf import read_pdf

        return read_pdf(path)
    if found.kind == "docx":
        from ingest.readers.docx import read_docx

        return read_docx(path, limits)
    if found.kind == "xlsx":
        from ingest.readers.xlsx import read_xlsx

        return read_xlsx(path, limits)
    if found.kind == "html":
        from ingest.readers.html import read_html

        return read_html(path, limits)
    return _read_picture(path) if found.kind == "picture" else _read_text(path)


def _read_text(path: Path) -> Document:
    from ingest.readers.text import read_text_dump

    return read_text_dump(path)


def _read_picture(path: Path) -> Document:
    try:
        from ingest.readers.scan import read_picture_file
    except ImportError as error:
        raise ReaderNotInstalled(
            f"{path.name}：识别扫描图片需要 {error.name}，本机没有安装。请执行 pip install {error.name}，或提供带文字的 PDF。"
        ) from error
    return read_picture_file(path)
