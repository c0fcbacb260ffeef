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


def is_english(text: str) -> bool:
    """True where Latin words carry the sentence; Chinese terms may stand in it."""
    words = re.findall(r"[A-Za-z]{2,}", text)
    return len(words) >= 3 and len(_LETTERS.findall(text)) > 2 * len(_CHINESE.findall(text))
