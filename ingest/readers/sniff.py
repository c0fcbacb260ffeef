"""What a file is, judged by its content: magic bytes, members of its container, decodable text. The name's ending is never believed."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.errors import DamagedFile, EncryptedFile, OversizedFile, UnsupportedFile
from ingest.readers.archive_limits import LIMITS, MIB, ReadLimits, member_names, read_members
from ingest.readers.encodings import decode_text
from ingest.readers.ole import SIGNATURE, find_entry, is_cut_off, is_locked

Kind = Literal["pdf", "docx", "xlsx", "html", "text", "picture", "office"]

_HEAD_BYTES = 256 * 1024
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf\x27\x1c": "7z", b"\x1f\x8b": "gzip"}
_MSO_XML = re.compile(r"""<\?mso-application\s+progid=["'](Word|Excel)\.""")
_HTML = re.compile(
    r"(?:(?:<\?xml[^>]*>|<!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|table|div|p|span|meta|title|h[1-6]|center|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_WEB_ARCHIVE = re.compile(r"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,30}?MIME-Version:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OldFormat:
    """A format that LibreOffice turns into one that is read here. `name` is for people, `ending` and `becomes` without the dot."""

    name: str
    ending: str
    becomes: Literal["docx", "xlsx", "pdf"]


_OLE_FORMATS = (
    ("WordDocument", OldFormat("旧版 Word/WPS 文字文档", "doc", "docx")),
    ("Workbook", OldFormat("旧版 Excel/WPS 表格", "xls", "xlsx")),
    ("Book", OldFormat("旧版 Excel 表格", "xls", "xlsx")),
    ("PowerPoint Document", OldFormat("旧版演示文稿", "ppt", "pdf")),
)
_ZIP_FORMATS = (
    ("xl/workbook.bin", OldFormat("Excel 二进制工作簿", "xlsb", "xlsx")),
    ("ppt/presentation.xml", OldFormat("演示文稿", "pptx", "pdf")),
)
_OPEN_DOCUMENT = {
    "text": OldFormat("OpenDocument 文字文档", "odt", "docx"),
    "spreadsheet": OldFormat("OpenDocument 表格", "ods", "xlsx"),
    "presentation": OldFormat("OpenDocument 演示文稿", "odp", "pdf"),
}


_MANIFEST, _ENCRYPTED_MEMBER = "META-INF/manifest.xml", b"encryption-data"
_NO_TEXT = frozenset((".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"))


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`old_format` is set for kind "office" alone."""

    kind: Kind
    old_format: OldFormat | None = None


def sniff(path: Path, limits: ReadLimits = LIMITS) -> Sniffed:
    """Raises DamagedFile (missing, empty, truncated), OversizedFile, EncryptedFile, UnsupportedFile."""
    head = _read_head(path, limits)
    if b"%PDF-" in head[:1024]:
        return Sniffed("pdf")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(path, limits)
    if head.startswith(SIGNATURE):
        return _sniff_ole(path)
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return Sniffed("picture")
    if head.startswith(b"{\\rtf"):
        return Sniffed("office", OldFormat("RTF 文档", "rtf", "docx"))
    archive = next((name for magic, name in _ARCHIVES.items() if head.startswith(magic)), None)
    if archive:
        raise UnsupportedFile(f"{path.name}：这是 {archive} 压缩包，不是报告本身。请先解压，再添加里面的文件。")
    return _sniff_text(path, head)


def _read_head(path: Path, limits: ReadLimits) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        raise DamagedFile(f"{path.name}：文件打不开（{error.strerror}）。请检查路径和权限。") from error
    if not head.strip(b"\x00 \t\r\n"):
        raise DamagedFile(f"{path.name}：文件是空的（{size} 字节，没有内容）。请重新导出或重新上传。")
    if size > limits.file_bytes:
        raise OversizedFile(
            f"{path.name}：文件有 {size / MIB:.0f} MB，上限 {limits.file_bytes / MIB:.0f} MB，已拒绝。请压缩图片或拆分后再试。"
        )
    return head


def _sniff_zip(path: Path, limits: ReadLimits) -> Sniffed:
    names = member_names(path, limits)
    old = next((old for member, old in _ZIP_FORMATS if member in names), None)
    if old:
        return Sniffed("office", old)
    if "xl/workbook.xml" in names:
        return Sniffed("xlsx")
    if any(re.fullmatch(r"word/document[0-9]*\.xml", name) for name in names):
        return Sniffed("docx")
    if "OFD.xml" in names:
        raise UnsupportedFile(f"{path.name}：这是 OFD 版式文件，暂不能读取。请用 OFD 阅读器另存为 PDF 再试。")
    return _sniff_open_document(path, names, limits)


def _sniff_open_document(path: Path, names: frozenset[str], limits: ReadLimits) -> Sniffed:
    if "mimetype" in names and "content.xml" in names:
        members = read_members(path, lambda name: name in ("mimetype", "content.xml", _MANIFEST), limits)  # LibreOffice mends in silence
        if _ENCRYPTED_MEMBER in members.get(_MANIFEST, b""):
            raise EncryptedFile(f"{path.name}：文件已用密码加密（加密的 OpenDocument 文档）。请输入密码打开，取消密码后另存再试。")
        declared = members["mimetype"][:100].decode("ascii", errors="replace")
        old = _OPEN_DOCUMENT.get(declared.rpartition(".")[2].removesuffix("-template"))
        if old:
            return Sniffed("office", old)
    if any(name.startswith(("word/", "xl/")) for name in names) or "[Content_Types].xml" in names:
        raise DamagedFile(f"{path.name}：办公文件缺少正文部件（共 {len(names)} 个成员），文件已损坏。请用办公软件打开后另存再试。")
    some = "、".join(sorted(names)[:3]) or "没有成员"
    raise UnsupportedFile(
        f"{path.name}：这是压缩包（内有 {some}{' 等' if len(names) > 3 else ''}），不是报告本身。请先解压，再添加里面的文件。"
    )


def _sniff_ole(path: Path) -> Sniffed:
    data = path.read_bytes()
    if is_cut_off(data):
        raise DamagedFile(f"{path.name}：文件不完整，只有 {len(data)} 字节，后面的内容缺失。请重新下载或重新导出后再试。")
    if find_entry(data, "EncryptedPackage") is not None or find_entry(data, "EncryptionInfo") is not None or is_locked(data):
        raise EncryptedFile(f"{path.name}：文件已用密码加密（加密的 Office 文档）。请输入密码打开，取消密码后另存再试。")
    old = next((old for stream, old in _OLE_FORMATS if find_entry(data, stream) is not None), None)
    if old is None:
        raise UnsupportedFile(f"{path.name}：这是 OLE 复合文件，但里面没有 Word、Excel 或演示文稿的内容。请另存为 PDF、DOCX 或 XLSX 再试。")
    return Sniffed("office", old)


def _sniff_text(path: Path, head: bytes) -> Sniffed:
    text = decode_text(head)
    if text is None:
        raise UnsupportedFile(
            f"{path.name}：不是可读取的报告格式（开头字节 {head[:8].hex(' ')}）。"
            "可读取 PDF、DOCX、XLSX、HTML、TXT 和扫描图片，请另存为其中一种。"
        )
    office = _MSO_XML.search(text[:2000])
    if office:
        is_word = office.group(1) == "Word"
        return Sniffed("office", OldFormat("Office 2003 XML", "xml", "docx" if is_word else "xlsx"))
    is_html = bool(_HTML.match(text.lstrip("\ufeff \t\r\n")) or _WEB_ARCHIVE.match(text[:3000]))
    _refuse_mere_text(path, is_html=is_html)
    return Sniffed("html" if is_html else "text")


def _refuse_mere_text(path: Path, *, is_html: bool) -> None:
    """Text under a name that promises another format is what a failed download leaves; a web page with a table may be a report."""
    ending = path.suffix.lower()
    if ending not in _NO_TEXT or (is_html and b"<table" in path.read_bytes().lower()):
        return
    seen, real = ("网页，可能是下载时的出错页或登录页", "html") if is_html else ("纯文本", "txt")
    raise UnsupportedFile(f"{path.name}：名称是 {ending}，内容却是{seen}。请重新下载；如果内容确实是报告，请把名称改为 .{real} 再导入。")
