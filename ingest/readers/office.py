"""Old and rare office formats (.doc, .xls, .wps, .ppt, .rtf, .odt …) → `Document`, converted by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from ingest.errors import DamagedFile, IngestError, OversizedFile, ReaderNotInstalled
from ingest.model.document import Document
from ingest.readers.sniff import OldFormat

TIMEOUT_S = 180.0
_PROGRAMS = ("soffice", "libreoffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf"}
_NAME = "report"
"""Of the copy that is converted: names of files hold anything, and LibreOffice makes addresses and new names of them."""


def convert_office(path: Path, old: OldFormat, read: Callable[[Path], Document], *, timeout_s: float = TIMEOUT_S) -> Document:
    """What `read` makes of the converted file, under the original's name.

    LibreOffice runs in a folder and profile of its own, without macros and links to the outside; both are removed afterwards.
    Raises ReaderNotInstalled, OversizedFile (too slow), DamagedFile (no result, as for files with a password), and what `read` raises.
    """
    program = find_libreoffice()
    if program is None:
        raise ReaderNotInstalled(
            f"{path.name}：{old.name}（.{old.ending}）要由 LibreOffice 转换，本机没有安装（找不到 soffice）。"
            f"请安装 LibreOffice，或用办公软件另存为 .{old.becomes} 再试。"
        )
    with tempfile.TemporaryDirectory(prefix="jiwen-office-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"{_NAME}.{old.ending}"
        shutil.copyfile(path, copy)
        _write_profile(Path(folder) / "profile")
        _run(program, copy, old, path.name, timeout_s)
        result = Path(folder) / "out" / f"{_NAME}.{old.becomes}"
        if not result.is_file() or result.stat().st_size == 0:
            raise DamagedFile(
                f"{path.name}：LibreOffice 没能转换这份{old.name}，文件可能已损坏或设有密码。"
                f"请用办公软件打开，取消密码后另存为 .{old.becomes} 再试。"
            )
        return _read(result, path.name, read)


def find_libreoffice() -> str | None:
    """The program that converts, None where it is not installed."""
    return next((found for found in map(shutil.which, _PROGRAMS) if found), None)


def _read(result: Path, source: str, read: Callable[[Path], Document]) -> Document:
    try:
        return replace(read(result), source=source)
    except IngestError as error:
        raise type(error)(str(error).replace(result.name, source)) from error


def _write_profile(folder: Path) -> None:
    (folder / "user").mkdir(parents=True)
    settings = files("ingest.readers").joinpath("office_profile.xcu").read_bytes()
    (folder / "user" / "registrymodifications.xcu").write_bytes(settings)


def _run(program: str, copy: Path, old: OldFormat, source: str, timeout_s: float) -> None:
    command = [
        program,
        "--headless",
        "--norestore",
        "--nologo",
        "--nolockcheck",
        f"-env:UserInstallation={(copy.parent / 'profile').as_uri()}",
        "--convert-to",
        _FILTERS[old.becomes],
        "--outdir",
        str(copy.parent / "out"),
        str(copy),
    ]
    # A session of its own: LibreOffice starts helpers, and a timeout must end them all.
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=copy.parent, start_new_session=True
    )
    try:
        process.wait(timeout_s)
    except subprocess.TimeoutExpired as error:
        raise OversizedFile(f"{source}：LibreOffice 转换超过 {timeout_s:g} 秒，已停止。请用办公软件另存为 .{old.becomes} 再试。") from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
