"""Old formats go through LibreOffice; a stand-in plays its part."""

import shutil
import time
from pathlib import Path

import pytest

from ingest.errors import DamagedFile, IngestError, OversizedFile, ReaderNotInstalled
from ingest.model.document import Grid, Paragraph
from ingest.model.place import Place
from ingest.readers.office import convert_office
from ingest.readers.open import read_document
from ingest.readers.sniff import OldFormat
from tests.test_ingest.office_files import texts, write_docx

DOC = OldFormat("旧版 Word/WPS 文字文档", "doc", "docx")


@pytest.fixture
def old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    path = tmp_path / "年报.doc"
    path.write_bytes(b"{\\rtf1 x}")
    return path


def install(tmp_path: Path, script: str) -> None:
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_says_what_to_install(tmp_path: Path, old_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(ReaderNotInstalled) as caught:
        read_document(old_file)
    assert str(caught.value) == (
        "年报.doc：RTF 文档（.rtf）要由 LibreOffice 转换，本机没有安装（找不到 soffice）。请安装 LibreOffice，或用办公软件另存为 .docx 再试。"
    )


def test_reads_the_converted_file_under_the_old_name(tmp_path: Path, old_file: Path) -> None:
    ready = write_docx(tmp_path / "ready.docx", [Paragraph("正文", Place())])
    # Arguments: 5 profile, 7 filter, 9 output folder, 10 the file.
    copied = 'mkdir -p "$9"; cp "${5#*://}/user/registrymodifications.xcu" "$SEEN.xcu"; cp "$READY" "$9/report.docx"'
    install(tmp_path, f'SEEN={tmp_path}/seen; READY={ready}; echo "$5|$7|${{10##*/}}" > "$SEEN"; {copied}')
    document = read_document(old_file)
    assert (document.source, [texts(block) for block in document.blocks]) == ("年报.doc", ["正文"])
    seen = (tmp_path / "seen").read_text(encoding="utf-8").strip()
    assert seen.startswith("-env:UserInstallation=file:///")
    assert seen.endswith("|docx:MS Word 2007 XML|report.rtf")
    settings = (tmp_path / "seen.xcu").read_text(encoding="utf-8")
    assert settings.count("<value>true</value>") == 2, "neither macros nor links to the outside"


def test_what_is_wrong_with_the_result_is_told_of_the_old_file(tmp_path: Path, old_file: Path) -> None:
    install(tmp_path, 'mkdir -p "$9"; echo PK > "$9/report.docx"')
    with pytest.raises(IngestError, match=r"^年报\.doc：") as caught:
        read_document(old_file)
    assert "report.docx" not in str(caught.value)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_reads_a_table_through_libreoffice(tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return "".join(f"\\u{ord(char)}?" for char in text) + "\\cell "

    def row(*cells: str) -> str:
        return "\\trowd" + "".join(f"\\cellx{3000 * i}" for i in (1, 2)) + "\\intbl " + "".join(map(cell, cells)) + "\\row"

    path = tmp_path / "-表 #1%20.wps"
    path.write_text("{\\rtf1\\ansi " + row("指标名称", "完成值") + row("新建绿道", "30.5公里") + "\\pard\\par}", encoding="ascii")
    (grid,) = [block for block in read_document(path).blocks if isinstance(block, Grid)]
    assert texts(grid) == [["指标名称", "完成值"], ["新建绿道", "30.5公里"]]


def test_no_result_is_a_damaged_file(tmp_path: Path, old_file: Path) -> None:
    install(tmp_path, "exit 0")
    with pytest.raises(DamagedFile, match=r"年报\.doc：LibreOffice 没能转换这份旧版 Word/WPS 文字文档，文件可能已损坏或设有密码"):
        convert_office(old_file, DOC, read_document)


def test_a_hanging_conversion_is_ended(tmp_path: Path, old_file: Path) -> None:
    install(tmp_path, "sleep 30 & wait")
    started = time.monotonic()
    with pytest.raises(OversizedFile, match=r"年报\.doc：LibreOffice 转换超过 0\.5 秒，已停止"):
        convert_office(old_file, DOC, read_document, timeout_s=0.5)
    assert time.monotonic() - started < 5
