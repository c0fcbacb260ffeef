"""Files are known by their content, and each refusal says what was seen and what to do."""

import zipfile
from pathlib import Path

import pytest

from ingest.errors import DamagedFile, EncryptedFile, IngestError, OversizedFile, UnsupportedFile
from ingest.model.document import Paragraph
from ingest.model.place import Place
from ingest.readers.archive_limits import ReadLimits
from ingest.readers.open import read_document
from ingest.readers.sniff import sniff
from tests.test_ingest.office_files import grid, texts, write_docx, write_html, write_raw_docx, write_xlsx, write_zip

BLOCKS = [Paragraph("东山区水务局自评表", Place()), grid([["指标", "得分"], ["甲", "10"]])]


def ole(*streams: str) -> bytes:
    """The head of an OLE container with these directory entries."""
    entries = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0") + (len(name) * 2 + 2).to_bytes(2, "little") + b"\2" + b"\0" * 61
        for name in streams
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n%PDF-1.4\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n1", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"II*\x00x", "picture"),
        (b"<!DOCTYPE html><html>", "html"),
        ("\ufeff <table><tr>".encode(), "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "html"),
        (b"From: <x>\r\nSubject: y\r\nMIME-Version: 1.0\r\n", "html"),
        ("一、预算部门名称".encode(), "text"),
        ("一、预算部门名称".encode("gb18030"), "text"),
        ("一、预算".encode("utf-16"), "text"),
        (b"a < b and <b>", "text"),
        (b"{\\rtf1", "office"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>', "office"),
        (ole("Root Entry", "WordDocument"), "office"),
        (ole("Root Entry", "Workbook"), "office"),
    ],
)
def test_kind_comes_from_the_content(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "name.xyz"
    path.write_bytes(content)
    assert sniff(path).kind == kind


@pytest.mark.parametrize(("write", "kind"), [(write_docx, "docx"), (write_xlsx, "xlsx"), (write_html, "html")])
def test_reads_each_kind_under_a_wrong_name(tmp_path: Path, write: object, kind: str) -> None:
    assert callable(write)
    document = read_document(write(tmp_path / "report.pdf", BLOCKS))
    assert (document.kind, document.source) == (kind, "report.pdf")
    assert [texts(block) for block in document.blocks] == ["东山区水务局自评表", [["指标", "得分"], ["甲", "10"]]]


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b"", DamagedFile, "报告.pdf：文件是空的（0 字节，没有内容）。请重新导出或重新上传。"),
        (b"\0" * 50, DamagedFile, "报告.pdf：文件是空的（50 字节，没有内容）。请重新导出或重新上传。"),
        (
            bytes(range(1, 200)) * 3,
            UnsupportedFile,
            "报告.pdf：不是可读取的报告格式（开头字节 01 02 03 04 05 06 07 08）。"
            "可读取 PDF、DOCX、XLSX、HTML、TXT 和扫描图片，请另存为其中一种。",
        ),
        (b"Rar!\x1a\x07", UnsupportedFile, "报告.pdf：这是 RAR 压缩包，不是报告本身。请先解压，再添加里面的文件。"),
        (b"\x1f\x8b\x08", UnsupportedFile, "报告.pdf：这是 gzip 压缩包，不是报告本身。请先解压，再添加里面的文件。"),
        (
            b"PK\x03\x04abc",
            DamagedFile,
            "报告.pdf：压缩容器打不开，文件可能没有传完（File is not a zip file）。请重新下载或重新导出后再试。",
        ),
        (
            ole("Root Entry", "EncryptedPackage"),
            EncryptedFile,
            "报告.pdf：文件已用密码加密（加密的 Office 文档）。请输入密码打开，取消密码后另存再试。",
        ),
        (
            ole("Root Entry", "Other"),
            UnsupportedFile,
            "报告.pdf：这是 OLE 复合文件，但里面没有 Word、Excel 或演示文稿的内容。请另存为 PDF、DOCX 或 XLSX 再试。",
        ),
    ],
)
def test_refusals_say_what_was_seen(tmp_path: Path, content: bytes, error: type[IngestError], message: str) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        read_document(path)
    assert str(caught.value) == message


def test_refuses_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match=r"无\.pdf：文件打不开（No such file or directory）"):
        read_document(tmp_path / "无.pdf")
    with pytest.raises(DamagedFile, match="文件打不开（Is a directory）"):
        read_document(tmp_path)


@pytest.mark.parametrize(
    ("members", "error", "message"),
    [
        (
            {"a.pdf": "x", "b.pdf": "y"},
            UnsupportedFile,
            "包.docx：这是压缩包（内有 a.pdf、b.pdf），不是报告本身。请先解压，再添加里面的文件。",
        ),
        ({"OFD.xml": "x"}, UnsupportedFile, "包.docx：这是 OFD 版式文件，暂不能读取。请用 OFD 阅读器另存为 PDF 再试。"),
        (
            {"[Content_Types].xml": "x"},
            DamagedFile,
            "包.docx：办公文件缺少正文部件（共 1 个成员），文件已损坏。请用办公软件打开后另存再试。",
        ),
    ],
)
def test_refuses_other_containers(tmp_path: Path, members: dict[str, str], error: type[IngestError], message: str) -> None:
    with pytest.raises(error) as caught:
        read_document(write_zip(tmp_path / "包.docx", members))
    assert str(caught.value) == message


def test_refuses_files_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("预算" * 400_000, encoding="utf-8")
    with pytest.raises(OversizedFile) as caught:
        read_document(path, limits=ReadLimits(file_bytes=1024 * 1024))
    assert str(caught.value) == "a.txt：文件有 2 MB，上限 1 MB，已拒绝。请压缩图片或拆分后再试。"


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (ReadLimits(member_bytes=500_000), "a.docx：成员 word/document.xml 解压后 1 MB，上限 0 MB，已拒绝。请拆分文件，或核对文件来源。"),
        (ReadLimits(unpacked_bytes=500_000), "a.docx：解压后共 1 MB，上限 0 MB，已拒绝。请拆分文件，或核对文件来源。"),
        (ReadLimits(members=2), "a.docx：压缩容器内有 4 个成员，上限 2 个，疑似压缩炸弹，已拒绝。请核对文件来源。"),
    ],
)
def test_refuses_zip_bombs_by_size_and_count(tmp_path: Path, limits: ReadLimits, message: str) -> None:
    path = write_raw_docx(tmp_path / "a.docx", " " * 1_000_000)
    with pytest.raises(OversizedFile) as caught:
        read_document(path, limits=limits)
    assert str(caught.value) == message


def test_refuses_zip_bombs_by_ratio(tmp_path: Path) -> None:
    path = write_raw_docx(tmp_path / "a.docx", " " * 20_000_000)
    with pytest.raises(OversizedFile, match=r"a\.docx：成员 word/document\.xml 解压后是压缩前的 \d+ 倍，上限 250 倍，疑似压缩炸弹"):
        read_document(path)


def test_a_directory_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    path = write_raw_docx(tmp_path / "a.docx", " " * 100_000)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("word/document.xml").file_size
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    with pytest.raises(DamagedFile, match=r"a\.docx：成员 word/document\.xml 解压失败，文件已损坏"):
        read_document(path)


def test_refuses_encrypted_members(tmp_path: Path) -> None:
    path = write_raw_docx(tmp_path / "a.docx", "")
    data = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(magic)
        while at != -1:
            data[at + offset] |= 1
            at = data.find(magic, at + 1)
    path.write_bytes(bytes(data))
    with pytest.raises(EncryptedFile, match=r"a\.docx：成员 .* 已加密，需要密码"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("报告.pdf", "not a pdf", r"报告\.pdf：名称是 \.pdf，内容却是纯文本。请重新下载；.*改为 \.txt 再导入"),
        (
            "报告.pdf",
            "<!DOCTYPE html><html><body>404</body></html>",
            r"报告\.pdf：名称是 \.pdf，内容却是网页，可能是下载时的出错页或登录页",
        ),
        ("报告.DOCX", "not a document", r"名称是 \.docx，内容却是纯文本"),
        ("报告.xls", "plain words", r"名称是 \.xls，内容却是纯文本"),
    ],
)
def test_text_under_another_formats_name_is_refused(tmp_path: Path, name: str, content: str, told: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UnsupportedFile, match=told):
        read_document(tmp_path / name)
