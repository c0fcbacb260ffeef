"""PDFs whose parser would pass over damage in silence: refused with the page, or read with a warning, never read in part."""

import logging
import zlib
from pathlib import Path

import pytest

from eval.bench.bombs import page, pdf, stream
from ingest.errors import DamagedFile
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_damage import packing_damage

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
LINES = b"BT /F 9 Tf 50 800 Td " + b" 0 -10 Td ".join(b"(row %d: %d) Tj" % (n, n * 7919) for n in range(60)) + b" ET"
PACKED = zlib.compress(LINES, 9)


def two_pages(path: Path, second: bytes | str, *, count: int = 2, kids: str = "[3 0 R 5 0 R]", contents: str = "6 0 R") -> Path:
    """Page 1 is sound; `second` is the object with page 2's contents."""
    pages = f"<< /Type /Pages /Kids {kids} /Count {count} >>"
    resources = "/Font << /F 7 0 R >>"
    path.write_bytes(
        pdf(
            ["<< /Type /Catalog /Pages 2 0 R >>", pages, page(resources), stream(LINES), page(resources, contents=contents), second, FONT],
        )
    )
    return path


def packed_stream(data: bytes) -> bytes:
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(data) + data + b"\nendstream"


def changed(data: bytes, at: int, value: int) -> bytes:
    return data[:at] + bytes([value]) + data[at + 1 :]


CUT = PACKED[: len(PACKED) // 2]
BROKEN = changed(PACKED, len(PACKED) // 2, 0xFF)
OTHER_CHECKSUM = changed(PACKED, len(PACKED) - 1, PACKED[-1] ^ 0xFF)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (PACKED, None),
        (PACKED[:-4], None),
        (PACKED + b"\r\n", None),
        (CUT, "内容不完整，在解压后第"),
        (OTHER_CHECKSUM, "内容与校验和不符"),
        (b"no zlib data", "内容损坏（"),
        (b"", "内容不完整，在解压后第 0 字节处中断"),
    ],
)
def test_damage_of_packed_data(data: bytes, told: str | None) -> None:
    found = packing_damage(data)
    assert found is None if told is None else found is not None and found.startswith(told)


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (packed_stream(CUT), r"两页\.pdf：第2页内容不完整，在解压后第 \d+ 字节处中断，文件已损坏。请重新下载或重新导出后再导入。"),
        (packed_stream(BROKEN), "第2页内容损坏（"),
        ("null", "第2页内容缺失，文件已损坏"),
    ],
)
def test_damaged_contents_are_refused_with_their_page(tmp_path: Path, second: bytes | str, told: str) -> None:
    with pytest.raises(DamagedFile, match=told):
        read_pdf(two_pages(tmp_path / "两页.pdf", second))


def test_damage_in_a_drawn_form_is_refused(tmp_path: Path) -> None:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] " + packed_stream(CUT)[2:]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page("/XObject << /X 5 0 R >>")]
    (tmp_path / "a.pdf").write_bytes(pdf([*objects, stream(b"/X Do"), form]))
    with pytest.raises(DamagedFile, match="第1页内容不完整"):
        read_pdf(tmp_path / "a.pdf")


def test_contents_with_another_checksum_are_read_and_told(tmp_path: Path) -> None:
    document = read_pdf(two_pages(tmp_path / "a.pdf", packed_stream(OTHER_CHECKSUM)))
    assert len(document.pages[0].words) == len(document.pages[1].words) == 180
    assert [fault.message for fault in document.faults] == ["第2页内容与校验和不符，文件可能已损坏，数字请与原件核对"]


def test_a_page_without_contents_is_a_blank_page(tmp_path: Path) -> None:
    path = two_pages(tmp_path / "a.pdf", stream(LINES))
    path.write_bytes(path.read_bytes().replace(b"/Contents 6 0 R", b"/Nothing 000000"))
    assert [len(page.words) for page in read_pdf(path).pages] == [180, 0]


def test_pages_that_the_tree_lost_are_missed(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match="PDF 写明共 2 页，只找到 1 页，文件已损坏"):
        read_pdf(two_pages(tmp_path / "a.pdf", stream(LINES), kids="[3 0 R]"))


def test_more_pages_than_stated_are_read(tmp_path: Path) -> None:
    assert read_pdf(two_pages(tmp_path / "a.pdf", stream(LINES), count=1)).page_count == 2


def test_boxes_that_are_no_numbers_are_damage(tmp_path: Path) -> None:
    path = two_pages(tmp_path / "a.pdf", stream(LINES))
    path.write_bytes(path.read_bytes().replace(b"[0 0 595 842]", b"[0 0 /a55 842]"))
    with pytest.raises(DamagedFile, match=r"a\.pdf：PDF 结构损坏或不完整"):
        read_pdf(path)


def test_the_parser_does_not_talk(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    read_pdf(two_pages(tmp_path / "a.pdf", stream(b"BT /a /b Td (x) (y) /z Tm ET")))
    assert caplog.records == []
    assert logging.getLogger("pdfminer").level == logging.NOTSET
