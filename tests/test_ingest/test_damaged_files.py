"""Broken and hostile files: each ends in a document or an IngestError, and soon."""

import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import IngestError
from ingest.model.document import Document, Paragraph
from ingest.model.place import Place
from ingest.readers.open import read_document
from tests.test_ingest.office_files import grid, write_docx, write_html, write_xlsx, write_zip

BLOCKS = [
    Paragraph("东山区水务局2023年度绩效自评报告", Place(), size_pt=22.0, is_centred=True, level=1),
    Paragraph("全年执行 1,200.00 万元。", Place()),
    grid([["组", "指标", "目标", "完成"], ["产出", "河道", "≥35公里", "36.2"], ["", "巡查", "100%", "98.5%"]], [(1, 0, 2, 0)]),
]
WRITERS: dict[str, Callable[[Path], Path]] = {
    "docx": lambda path: write_docx(path, BLOCKS),
    "xlsx": lambda path: write_xlsx(path, BLOCKS, as_numbers=True),
    "html": lambda path: write_html(path, BLOCKS, inside_layout=True),
}
SLOWEST_S = 10.0
READ = re.compile(r"rels$|document\.xml$|styles\.xml$|numbering\.xml$|workbook\.xml$|sheet1\.xml$|sharedStrings\.xml$")


def try_read(path: Path) -> Document | None:
    started = time.perf_counter()
    found: Document | None
    try:
        found, names_file = read_document(path), True
    except IngestError as error:
        found, names_file = None, path.name in str(error)
    assert names_file
    assert time.perf_counter() - started < SLOWEST_S
    return found


@pytest.fixture(params=sorted(WRITERS))
def sound(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return WRITERS[request.param](tmp_path / f"sound.{request.param}")


def test_truncated_files(sound: Path, tmp_path: Path) -> None:
    data, path = sound.read_bytes(), tmp_path / "cut.bin"
    for end in range(0, len(data), max(len(data) // 60, 1)):
        path.write_bytes(data[:end])
        found = try_read(path)
        assert found is None or sound.suffix == ".html"


def test_flipped_bytes(sound: Path, tmp_path: Path) -> None:
    data, path, dice = sound.read_bytes(), tmp_path / "flipped.bin", random.Random(7)
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(dice.choice((1, 3, 30))):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        path.write_bytes(bytes(changed))
        try_read(path)


HOSTILE_VALUES = (
    "",
    "-1",
    "0",
    "99999999999999999999",
    "1e309",
    "nan",
    "x",
    "A0",
    "ZZZZ9",
    "A1:XFD1048576",
    "\u0663",
    "../../etc/passwd",
    "%1" * 50,
)


def test_sound_containers_around_damaged_xml(sound: Path, tmp_path: Path) -> None:
    """Checksums are right here, so that the damage reaches the readers and not only the unpacker."""
    if sound.suffix == ".html":
        members = {"page": sound.read_bytes()}
    else:
        with zipfile.ZipFile(sound) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist() if READ.search(info.filename)}
    dice, path = random.Random(11), tmp_path / "mutant.bin"
    for _ in range(80):
        name = dice.choice([name for name in members if name.endswith((".xml", ".rels", "page"))])
        changed = {**members, name: mutate(members[name].decode("utf-8"), dice).encode("utf-8", errors="replace")}
        if sound.suffix == ".html":
            path.write_bytes(changed["page"])
        else:
            write_zip(path, changed)
        try_read(path)


def mutate(text: str, dice: random.Random) -> str:
    kind = dice.randrange(6)
    attributes = list(re.finditer(r'="([^"]*)"', text))
    tags = list(re.finditer(r"<(/?)([\w:]+)", text))
    if kind == 0 and attributes:
        match = dice.choice(attributes)
        return text[: match.start(1)] + dice.choice(HOSTILE_VALUES) + text[match.end(1) :]
    if kind == 1 and attributes:
        match = dice.choice(attributes)
        start = text.rfind(" ", 0, match.start())
        return text[:start] + text[match.end() :]
    if kind == 2 and tags:
        old, new = dice.choice(tags).group(2), dice.choice(tags).group(2)
        return re.sub(rf"(</?){re.escape(old)}\b", rf"\g<1>{new}", text)
    if kind == 3 and tags:
        match = dice.choice(tags)
        return re.sub(rf"<{re.escape(match.group(2))}\b.*?(?:/>|</{re.escape(match.group(2))}>)", "", text, count=1, flags=re.DOTALL)
    if kind == 4:
        start = dice.randrange(len(text))
        piece = text[start : start + dice.randrange(2000)]
        at = dice.randrange(len(text))
        return text[:at] + piece + text[at:]
    return re.sub(r">[^<>]+<", lambda match: f">{dice.choice(HOSTILE_VALUES)}<", text, count=dice.randrange(1, 9))


@pytest.mark.parametrize(
    "content",
    [
        "<p>" + " " * 1_000_000 + "x",
        "<p>" + "\u3000\n" * 300_000 + "x",
        "<style>" + "a" * 1_000_000 + "</style><p>x",
        "<style>" + "{" * 300_000 + "</style><p>x",
        "<p style='" + "text-decoration:" * 50_000 + "'>x",
        " " * 600_000 + "<p>x",
        "a:\r\n" * 20_000,
        "<!--" * 100_000,
        "<table>" * 1000 + "x",
        "<p>" + "。" * 300_000,
        "<table>" + "<tr><td rowspan=65534>1<td colspan=1000>2" * 300,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_endless_repetitions_end_soon(tmp_path: Path, content: str) -> None:
    path = tmp_path / "long.html"
    path.write_text(content, encoding="utf-8", newline="")
    try_read(path)
