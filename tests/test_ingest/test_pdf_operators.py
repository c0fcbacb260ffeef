"""Content whose operators make no sense under sound packing and checksums: told with its page; sound content is not."""

import zlib
from pathlib import Path

import pytest

from ingest.readers.pdf import read_pdf
from tests.pdfs.draw import Sheet

SOUND = "BT /F1 10 Tf 60 700 Td (Rate 97.5) Tj ET"


def pdf(path: Path, content: str) -> Path:
    """A one-page PDF with this content, packed."""
    packed = zlib.compress(content.encode("latin-1"))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, starts = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        starts.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    path.write_bytes(
        body + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    )
    return path


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (SOUND.replace("Tj", "Tk"), "Tk"),
        (SOUND.replace("Tj", "TJ"), "TJ"),
        (SOUND.replace("Tj", "T*"), "操作数"),
        (SOUND.replace("60 700 Td", "60700 Td"), "操作数"),
        (SOUND.replace("/F1 10 Tf", ""), "TJ"),
        (SOUND.replace(" ET", ""), "BT"),
        (SOUND.replace("97.5)", "97.5"), "ET"),
        (SOUND.replace("ET", "") + SOUND, "BT"),
        (SOUND.replace("BT", "Bt"), "Bt、ET"),
        (SOUND.replace("Tj", "\x01"), "乱码"),
    ],
)
def test_operators_that_make_no_sense_are_told(tmp_path: Path, content: str, shown: str) -> None:
    (fault,) = read_pdf(pdf(tmp_path / "a.pdf", f"{content} BT /F1 10 Tf 60 600 Td (Other) Tj ET")).faults
    assert fault.rule == "broken_text_layer"
    assert f"（{shown}" in fault.message
    assert fault.message.startswith("第1页有 ")
    assert fault.message.endswith("其文字可能没有读入，文件可能已损坏，数字请与原件核对")


@pytest.mark.parametrize(
    "content",
    [
        SOUND,
        SOUND.replace("(Rate 97.5) Tj", "[(Rate ) -20 (97.5)] TJ"),
        SOUND.replace("(Rate 97.5) Tj", "(Rate 97.5) '"),
        SOUND.replace("(Rate 97.5) Tj", '1 2 (Rate 97.5) "'),
        f"/P <</MCID 0>> BDC q 1 0 0 1 0 0 cm 0.5 g [3 2] 0 d {SOUND} Q EMC",
        f"BX {SOUND} EX",
        f"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI {SOUND}",
    ],
)
def test_sound_content_is_not(tmp_path: Path, content: str) -> None:
    document = read_pdf(pdf(tmp_path / "a.pdf", content))
    assert ([word.text for word in document.pages[0].words], document.faults) == (["Rate", "97.5"], ())


def test_other_writers_content_is_not(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.row((60, 200, 330), 100, 120, ("指标名称", "30.5"))
    assert read_pdf(sheet.save()).faults == ()
