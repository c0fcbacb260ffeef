"""Makes the typeface of the brief: Noto Sans SC with the characters of GBK, its curves turned into TrueType's, which reportlab can embed.

`python tools/make_font.py`; needs fonttools and Debian's fonts-noto-cjk. Takes 20 s.
"""

import argparse
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

NOTO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
SIMPLIFIED = 2
OUT = Path(__file__).resolve().parent.parent / "src" / "jiwen" / "brief" / "font" / "NotoSansSC-GBK.ttf"
UNUSED = ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
BEYOND_GBK = "²³µ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㎎㎏㎜㎝㎞㎡㎥‰℃℉←↑→↓√≈≠≤≥□▲▼○●◆◇★☆✓✗〇〓"
MAX_ERROR = 3  # thousandths of an em: invisible at the sizes of a printed page
CURVES_ONLY = ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--font", type=Path, default=NOTO, help="OpenType collection with Noto Sans CJK")
    options.add_argument("--out", type=Path, default=OUT)
    chosen = options.parse_args()
    font = TTFont(chosen.font, fontNumber=SIMPLIFIED)
    keep(font, characters())
    to_truetype(font)
    font.save(chosen.out)


def characters() -> str:
    """GBK, Latin with its accents, and the signs that reports use besides."""
    pairs = (bytes([first, second]) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    gbk = {char for pair in pairs for char in pair.decode("gbk", "ignore")}
    latin = {chr(point) for point in (*range(0x20, 0x7F), *range(0xA0, 0x180))}
    return "".join(sorted(gbk | latin | set(BEYOND_GBK)))


def keep(font: Any, text: str) -> None:
    """Leaves the glyphs of `text` and no layout tables."""
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    options.drop_tables += UNUSED
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)


def to_truetype(font: Any) -> None:
    """Cubic outlines (CFF) become quadratic ones (glyf)."""
    names, drawn, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in names:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = names, glyphs
    del font["CFF "]
    font["glyf"].compile(font)
    widths = font["hmtx"].metrics
    for name, glyph in glyphs.items():
        widths[name] = (widths[name][0], getattr(glyph, "xMin", 0))
    most = font["maxp"]
    most.tableVersion, most.maxZones, most.maxComponentElements = 0x00010000, 1, 0
    for field in CURVES_ONLY:
        setattr(most, field, 0)
    most.recalc(font)
    font["post"].formatType, font.sfntVersion = 3.0, "\x00\x01\x00\x00"


if __name__ == "__main__":
    main()
