"""OLE files that were cut off or are locked by a password are refused before LibreOffice makes something of them."""

from pathlib import Path

import pytest

from ingest.errors import DamagedFile, EncryptedFile
from ingest.readers.sniff import sniff
from tests.test_ingest.office_files import write_zip

SECTOR = 512
STREAM_SECTORS = 8
WORD, LOCKED_WORD = b"\xec\xa5\xc1\x00" + b"\0" * 6 + b"\x00\x02", b"\xec\xa5\xc1\x00" + b"\0" * 6 + b"\x00\x03"
BOOK, LOCKED_BOOK = b"\x09\x08\x04\x00\x00\x06\x05\x00\xe1\x00", b"\x09\x08\x04\x00\x00\x06\x05\x00\x2f\x00\x06\x00"


def number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "little")


def ole(name: str, content: bytes) -> bytes:
    """A container with one stream: sector 0 is the table, 1 the directory, the stream follows."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(SECTOR, b"\0"))
    header[0x1E:0x20], header[0x2C:0x30] = number(9, 2), number(1, 4)
    header[0x4C:] = number(0, 4) + b"\xff" * (SECTOR - 0x50)
    used = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, STREAM_SECTORS + 2), 0xFFFFFFFE]
    table = b"".join(number(sector, 4) for sector in used).ljust(SECTOR, b"\xff")
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = encoded.ljust(64, b"\0") + number(len(encoded), 2) + b"\2".ljust(50, b"\0") + number(2, 4) + number(4096, 8)
    return bytes(header) + table + entry.ljust(SECTOR, b"\0") + content.ljust(SECTOR * STREAM_SECTORS, b"\0")


@pytest.mark.parametrize(("name", "content", "ending"), [("WordDocument", WORD, "doc"), ("Workbook", BOOK, "xls")])
def test_a_whole_file_without_a_password_is_taken(tmp_path: Path, name: str, content: bytes, ending: str) -> None:
    path = tmp_path / "年报"
    path.write_bytes(ole(name, content))
    found = sniff(path)
    assert found.old_format is not None
    assert found.old_format.ending == ending


@pytest.mark.parametrize(("name", "content"), [("WordDocument", LOCKED_WORD), ("Workbook", LOCKED_BOOK)])
def test_a_password_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / "年报.doc"
    path.write_bytes(ole(name, content))
    with pytest.raises(EncryptedFile, match=r"年报\.doc：文件已用密码加密"):
        sniff(path)


@pytest.mark.parametrize("sectors", [1, 4, 8])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, sectors: int) -> None:
    path = tmp_path / "年报.doc"
    path.write_bytes(ole("WordDocument", WORD)[: -SECTOR * sectors])
    with pytest.raises(DamagedFile, match=r"年报\.doc：文件不完整，只有 \d+ 字节"):
        sniff(path)


def test_a_locked_open_document_is_told(tmp_path: Path) -> None:
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": b"\x01",
        "META-INF/manifest.xml": "<m:encryption-data/>",
    }
    with pytest.raises(EncryptedFile, match=r"年报\.odt：文件已用密码加密（加密的 OpenDocument 文档）"):
        sniff(write_zip(tmp_path / "年报.odt", members))
