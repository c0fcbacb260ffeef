"""What a file may cost to read, and the members of a ZIP container (DOCX, XLSX) unpacked within those limits."""

import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DamagedFile, EncryptedFile, OversizedFile

MIB = 1024 * 1024
_CHUNK = 1 * MIB
_ENCRYPTED_FLAG = 0x1


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Far above what reports need (the largest seen has 4 MB), far below what hurts the machine.

    `ratio` is unpacked : packed bytes and judged only for members above `ratio_from_bytes`: sheets full of formatted blank cells
    reach 100 : 1, DEFLATE bombs 1000 : 1. `table_cells` counts the grid positions of one table, merged ones included.
    """

    file_bytes: int = 200 * MIB
    members: int = 10_000
    member_bytes: int = 128 * MIB
    unpacked_bytes: int = 384 * MIB
    ratio: int = 250
    ratio_from_bytes: int = 8 * MIB
    table_cells: int = 1_000_000


LIMITS = ReadLimits()


def member_names(path: Path, limits: ReadLimits = LIMITS) -> frozenset[str]:
    """The names in the container's directory. Raises DamagedFile where it has none, OversizedFile where there are too many."""
    with _opened(path) as archive:
        _check_member_count(path, archive, limits)
        return frozenset(archive.namelist())


def read_members(path: Path, is_wanted: Callable[[str], bool], limits: ReadLimits = LIMITS) -> Mapping[str, bytes]:
    """The wanted members' bytes by name.

    Sizes are judged twice: as the directory states them, before anything is unpacked, and as they come, since a directory can lie.
    Raises OversizedFile, EncryptedFile, DamagedFile.
    """
    with _opened(path) as archive:
        _check_member_count(path, archive, limits)
        wanted = [info for info in archive.infolist() if is_wanted(info.filename)]
        for info in wanted:
            _check_stated_size(path, info, limits)
        total = sum(info.file_size for info in wanted)
        if total > limits.unpacked_bytes:
            raise OversizedFile(_too_large(path, "解压后共", total, limits.unpacked_bytes))
        return {info.filename: _unpack(path, archive, info) for info in wanted}


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, EOFError) as error:
        raise DamagedFile(f"{path.name}：压缩容器打不开，文件可能没有传完（{error}）。请重新下载或重新导出后再试。") from error


def _check_member_count(path: Path, archive: zipfile.ZipFile, limits: ReadLimits) -> None:
    count = len(archive.infolist())
    if count > limits.members:
        raise OversizedFile(f"{path.name}：压缩容器内有 {count} 个成员，上限 {limits.members} 个，疑似压缩炸弹，已拒绝。请核对文件来源。")


def _check_stated_size(path: Path, info: zipfile.ZipInfo, limits: ReadLimits) -> None:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise EncryptedFile(f"{path.name}：成员 {info.filename} 已加密，需要密码。请解除密码后另存再试。")
    if info.file_size > limits.member_bytes:
        raise OversizedFile(_too_large(path, f"成员 {info.filename} 解压后", info.file_size, limits.member_bytes))
    if info.file_size > limits.ratio_from_bytes and info.file_size > limits.ratio * max(info.compress_size, 1):
        times = info.file_size // max(info.compress_size, 1)
        raise OversizedFile(
            f"{path.name}：成员 {info.filename} 解压后是压缩前的 {times} 倍，上限 {limits.ratio} 倍，疑似压缩炸弹，已拒绝。请核对文件来源。"
        )


def _unpack(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    parts: list[bytes] = []
    left = info.file_size
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise OversizedFile(_too_large(path, f"成员 {info.filename} 解压后", info.file_size - left, info.file_size))
                parts.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DamagedFile(f"{path.name}：成员 {info.filename} 解压失败，文件已损坏（{error}）。请重新下载或重新导出后再试。") from error
    return b"".join(parts)


def _too_large(path: Path, what: str, size: int, limit: int) -> str:
    return f"{path.name}：{what} {size / MIB:.0f} MB，上限 {limit / MIB:.0f} MB，已拒绝。请拆分文件，或核对文件来源。"
