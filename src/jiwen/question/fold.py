"""Text folded for comparing: width, case, blanks and quotes do not matter."""

import re
import unicodedata

_DROPPED = re.compile(r"[\s“”\"'‘’「」『』《》〈〉*`]+")
_LETTERS = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def fold(text: str) -> str:
    """NFKC, lower case, without blanks, quotes and Markdown marks.

    >>> fold("“三公经费” 变动率（％）")
    '三公经费变动率(%)'
    """
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).lower())


def fold_name(text: str) -> str:
    """A name for matching: folded, without joining marks (、·-) and brackets."""
    return re.sub(r"[、,，。.:：;；\-—_/·()（）\[\]]", "", fold(text))


_LOWER_WORD = re.compile(r"\b[A-Za-z]?[a-z]{2,}\b")
_FISCAL_YEAR = re.compile(r"\bFY ?(?:19|20)\d\d\b")
_ASKS_IN_ENGLISH = re.compile(r"\s*(?:what|which|how|why|who|when|where|did|does|do|is|are|was|were|has|have|list|show|give|tell)\b", re.I)


def is_english(text: str) -> bool:
    """True where Latin words carry the sentence or begin it with a question word; Chinese names may stand in it.

    >>> is_english("execution rate"), is_english("某某局 FY 2023 “满意度”"), is_english("GDP"), is_english("R&D占GDP比重是多少")
    (True, True, False, False)
    """
    if _FISCAL_YEAR.search(text) or (not _CHINESE.search(text) and _LOWER_WORD.search(text)):
        return True
    words = re.findall(r"[A-Za-z]{2,}", text)
    if len(words) >= 3 and _ASKS_IN_ENGLISH.match(text):
        return True
    return len(words) >= 3 and len(_LETTERS.findall(text)) > 2 * len(_CHINESE.findall(text))
