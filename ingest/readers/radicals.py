"""Radical signs that a text layer holds in place of the characters that they look like.

Fonts draw 工 and its radical ⼯ with one glyph, and programs that print to PDF (browsers above all) often note the radical as the
glyph's character. Nobody sees the difference, but no word is found. Sources: Unicode blocks Kangxi Radicals (U+2F00) and CJK
Compatibility Ideographs (U+F900) by their canonical or compatible equivalents; CJK Radicals Supplement (U+2E80), where only two signs
have one, by EquivalentUnifiedIdeograph.txt of the Unicode Character Database 15.1, the signs that are whole characters.
Marks of upright text (︵ ︶, U+FE10 and U+FE30) are read as those of level text.
"""

import unicodedata

_SUPPLEMENT = dict(
    zip(
        "⺁⺇⺈⺊⺌⺎⺐⺒⺓⺝⺟⺠⺩⺬⺶⺹⻁⻄⻅⻆⻉⻋⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻳",
        "厂几刀卜小兀尢巳幺月母民王示羊耂虎西见角贝车钅長镸长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿竜龙龟",
        strict=True,
    )
)
_BLOCKS = (range(0x2F00, 0x2FD6), range(0xF900, 0xFAFF))
_UPRIGHT = dict(zip("︐︑︒︓︔︕︖︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "，、。：；！？（）｛｝〔〕【】《》〈〉「」『』", strict=True))
_EQUIVALENT = {chr(code): unicodedata.normalize("NFKC", chr(code)) for block in _BLOCKS for code in block}
_CHARACTERS = str.maketrans(_EQUIVALENT | _SUPPLEMENT | _UPRIGHT)


def fold_radicals(text: str) -> str:
    """`text` with every radical sign and upright mark as the character it stands for, position for position.

    >>> fold_radicals("⼯程验收合格率，⻓效机制")
    '工程验收合格率，长效机制'
    """
    return text if text.isascii() else text.translate(_CHARACTERS)
