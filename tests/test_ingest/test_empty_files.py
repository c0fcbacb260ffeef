"""PDFs that hold nothing to read are refused, and say why."""

from pathlib import Path

import pytest

from eval.bench.bombs import drawing, text_rows
from ingest.errors import DamagedFile
from ingest.readers.pdf import PdfLimits, read_pdf
from ingest.report import read_report


def test_a_file_without_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空白.pdf").write_bytes(drawing(b"q Q"))
    with pytest.raises(DamagedFile, match=r"空白\.pdf：没有读到任何文字（各页都是空白）。请打开文件核对内容"):
        read_report(tmp_path / "空白.pdf")


def test_a_file_with_no_page_that_can_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(text_rows(100_000))
    with pytest.raises(DamagedFile, match=r"a\.pdf：1 页都读不出来，第1页内容过多，0.2 秒内没有读完或内存不够，未读取。请核对文件来源"):
        read_pdf(tmp_path / "a.pdf", PdfLimits(page_s=0.2))
