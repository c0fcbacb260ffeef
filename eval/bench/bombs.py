"""Small hostile files that ask for endless work: each builder returns the file's bytes."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

_CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
_ONE_PAGE = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_FONT = "/Font << /F 5 0 R >>"
_TEXT = b"BT /F 12 Tf 72 700 Td <00410042> Tj ET"


def pdf(objects: Sequence[str | bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    at, size = len(out), len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF".encode()
    return bytes(out)


def stream(content: bytes, entries: str = "", *, packed: bool = True) -> bytes:
    """A stream object."""
    data = zlib.compress(content, 9) if packed else content
    packing = "/Filter /FlateDecode" if packed else ""
    return f"<< /Length {len(data)} {packing} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def page(resources: str = "", box: str = "0 0 595 842", contents: str = "4 0 R") -> str:
    """A page object."""
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {contents} /Resources << {resources} >> >>"


def drawing(content: bytes, resources: str = "", more: Sequence[str | bytes] = ()) -> bytes:
    """One page with this content; `more` are objects from number 5."""
    return pdf([_CATALOG, _ONE_PAGE, page(resources), stream(content), *more])


def with_font(font: str, *more: str | bytes) -> bytes:
    """One page with text in this font (object 5); `more` from object 6."""
    return drawing(_TEXT, _FONT, [font, *more])


def giant_flate() -> bytes:
    """A page whose content unpacks to 4 GB of blanks."""
    packer = zlib.compressobj(9)
    block = b" " * (16 * 1024 * 1024)
    data = b"".join(packer.compress(block) for _ in range(256)) + packer.flush()
    body = f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode() + data + b"\nendstream"
    return pdf([_CATALOG, _ONE_PAGE, page(), body])


def twice_packed() -> bytes:
    """The same, packed twice into a few kilobytes."""
    packer = zlib.compressobj(9)
    block = b" " * (16 * 1024 * 1024)
    once = b"".join(packer.compress(block) for _ in range(256)) + packer.flush()
    data = zlib.compress(once, 9)
    body = f"<< /Length {len(data)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode() + data + b"\nendstream"
    return pdf([_CATALOG, _ONE_PAGE, page(), body])


def many_pages(count: int = 200_000) -> bytes:
    """A page tree that holds very many pages."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + count))
    pages = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
    return pdf([_CATALOG, pages, *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * count])


def page_tree_grown_by_ten(depth: int = 9) -> bytes:
    """Ten to the power of `depth` pages in a dozen objects."""
    nodes = [f"<< /Type /Pages /Kids [{f'{number + 1} 0 R ' * 10}] /Count 10 /Parent {number - 1} 0 R >>" for number in range(2, 2 + depth)]
    return pdf([_CATALOG, *nodes, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"])


def deep_page_tree(depth: int = 20_000) -> bytes:
    """A page tree of one branch."""
    nodes = [f"<< /Type /Pages /Kids [{number + 1} 0 R] /Count 1 >>" for number in range(2, 2 + depth)]
    return pdf([_CATALOG, *nodes, "<< /Type /Page /MediaBox [0 0 9 9] >>"])


def forms_in_forms(depth: int = 40) -> bytes:
    """Each form draws the next one ten times: ten to the power of `depth` drawings."""
    forms = []
    for number in range(5, 5 + depth):
        entries = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {number + 1} 0 R >> >>"
        forms.append(stream(b"/X Do " * 10, entries))
    return drawing(b"/X Do", "/XObject << /X 5 0 R >>", [*forms, stream(b"0 0 m", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")])


def form_in_itself() -> bytes:
    """A form that draws itself twice."""
    entries = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    return drawing(b"/X Do", "/XObject << /X 5 0 R >>", [stream(b"/X Do /X Do", entries)])


def cid_font(*, widths: str = "", cmap: bytes = b"") -> bytes:
    """Text in a composite font with these widths and this ToUnicode map."""
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
    below = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor << /Type /FontDescriptor /FontName /A /Flags 4 >> {widths} >>"
    )
    return with_font(font, below, stream(cmap))


def unicode_map(lines: str) -> bytes:
    """A ToUnicode map with these lines."""
    return f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n{lines}\nendcmap end".encode()  # noqa: E501


def many_crossing_lines(count: int = 3000) -> bytes:
    """A lattice of `count` lines each way: millions of cells."""
    lines = [f"{x / 6:.2f} 0 m {x / 6:.2f} 800 l S 0 {x / 4:.2f} m 590 {x / 4:.2f} l S" for x in range(count)]
    return drawing("\n".join(lines).encode())


def deep_arrays() -> bytes:
    """Arrays within arrays in a page's content and in its dictionary."""
    deep = "[" * 60_000
    return pdf([_CATALOG, _ONE_PAGE, page(f"/X {'[' * 5000}{']' * 5000}"), stream(deep.encode())])


def text_rows(count: int = 400_000) -> bytes:
    """One page with very many characters."""
    rows = b"".join(b"(1234567890) Tj 0 -1 Td " for _ in range(count // 10))
    return drawing(b"BT /F 5 Tf 10 800 Td " + rows + b"ET", _FONT, ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"])


def zip_bomb(kind: str) -> bytes:
    """A DOCX or XLSX whose main part unpacks to a gigabyte."""
    member = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive, archive.open(member, "w") as target:
        target.write(b"<?xml version='1.0'?><w>")
        for _ in range(64):
            target.write(b" " * (16 * 1024 * 1024))
    return held.getvalue()


def entity_bomb() -> bytes:
    """An XML part whose entities multiply."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<!DOCTYPE x [<!ENTITY e0 "lol">{entities}]><w>&e11;</w>')
    return held.getvalue()


def picture_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of very many white pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((1, 0, 0, 0, 0))
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def huge_page(box: str) -> bytes:
    """A page of this size with text and a picture."""
    text = b"BT /F 12 Tf 1 1 Td (2023) Tj ET /I Do"
    image = stream(b"\xff" * 300, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceRGB /BitsPerComponent 8")
    resources = f"{_FONT} /XObject << /I 6 0 R >>"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return pdf([_CATALOG, _ONE_PAGE, page(resources, box), stream(text), font, image])


def huge_scan(box: str) -> bytes:
    """A page of this size that holds a picture alone."""
    image = stream(b"\xff" * 300, "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceRGB /BitsPerComponent 8")
    content = stream(b"q 9999999 0 0 9999999 0 0 cm /I Do Q")
    return pdf([_CATALOG, _ONE_PAGE, page("/XObject << /I 5 0 R >>", box), content, image])


_OPERATORS = b"q 1 0 0 1 0 0 cm Q 0 0 m 9 9 l S " * 400_000
BOMBS: Mapping[str, Callable[[], bytes]] = {
    "giant-flate.pdf": giant_flate,
    "twice-packed.pdf": twice_packed,
    "many-pages.pdf": many_pages,
    "pages-by-ten.pdf": page_tree_grown_by_ten,
    "deep-pages.pdf": deep_page_tree,
    "circular-pages.pdf": lambda: pdf([_CATALOG, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]),
    "no-pages.pdf": lambda: pdf([_CATALOG, "<< /Type /Pages /Kids [] /Count 0 >>"]),
    "root-is-a-loop.pdf": lambda: pdf(["1 0 R"]),
    "length-is-a-loop.pdf": lambda: pdf([_CATALOG, _ONE_PAGE, page(), b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"]),
    "forms-in-forms.pdf": forms_in_forms,
    "form-in-itself.pdf": form_in_itself,
    "million-operators.pdf": lambda: drawing(_OPERATORS),
    "million-lines.pdf": lambda: drawing(
        b"".join(b"%d %d m %d %d l S " % (n % 590, n % 800, n * 7 % 590, n % 800) for n in range(300_000))
    ),
    "one-long-path.pdf": lambda: drawing(b"0 0 m " + b"9 9 l " * 1_500_000 + b"S"),
    "million-boxes.pdf": lambda: drawing(b"".join(b"%d %d 3 3 re S " % (n * 4 % 590, n // 150 * 4) for n in range(40_000))),
    "lattice.pdf": many_crossing_lines,
    "many-characters.pdf": text_rows,
    "deep-arrays.pdf": deep_arrays,
    "inline-image.pdf": lambda: drawing(b"BI /W 9 /H 9 ID " + b"x" * 3_000_000),
    "unclosed-string.pdf": lambda: drawing(b"BT (" + b"(" * 2_000_000),
    "cmap-range.pdf": lambda: cid_font(cmap=unicode_map("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange")),
    "cmap-backwards.pdf": lambda: cid_font(cmap=unicode_map("2 beginbfrange <0041> <0001> <0041> <00> <0000> [ <41> endbfrange")),
    "cmap-cidrange.pdf": lambda: cid_font(cmap=unicode_map("1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange")),
    "cmap-uses-itself.pdf": lambda: cid_font(cmap=b"/Identity-H usecmap " * 100_000),
    "cmap-of-noise.pdf": lambda: cid_font(cmap=bytes(range(256)) * 2000),
    "font-widths.pdf": lambda: cid_font(widths="/W [0 4294967295 500]"),
    "font-widths-odd.pdf": lambda: cid_font(widths="/W [[1 2] null (x) 3 [4]]"),
    "font-is-a-loop.pdf": lambda: with_font("<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] /Encoding 5 0 R /ToUnicode 5 0 R >>"),
    "huge-page.pdf": lambda: huge_page("0 0 1e9 1e9"),
    "huge-scan.pdf": lambda: huge_scan("0 0 9999999 9999999"),
    "wide-scan.pdf": lambda: huge_scan("0 0 9999999 5"),
    "flat-scan.pdf": lambda: huge_scan("0 0 0 0"),
    "upside-down-page.pdf": lambda: huge_page("595 842 0 0"),
    "page-of-nan.pdf": lambda: huge_page("0 0 nan inf"),
    "page-box-short.pdf": lambda: huge_page("0 0"),
    "bomb.docx": lambda: zip_bomb("docx"),
    "bomb.xlsx": lambda: zip_bomb("xlsx"),
    "entities.docx": entity_bomb,
    "bomb.png": picture_bomb,
    "deep.html": lambda: b"<html><table><tr><td>" + b"<div><table><tr><td>" * 30_000 + b"1",
    "spans.html": lambda: b"<table>" + b"<tr><td rowspan=60000 colspan=900>1" * 3000,
    "long-line.txt": lambda: "指标 1 2 3 ".encode() * 200_000,
    "many-lines.txt": lambda: "| 指标 | 100 | 98.5% |\n".encode() * 100_000,
}
