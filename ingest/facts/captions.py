"""What the text above a table says about it: title, unit, label–value lines."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.facts.labels import is_label, money_unit
from ingest.model.document import Paragraph
from ingest.model.place import Place

_SPACES = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_YEAR = re.compile(r"^(?:19|20)\d{2}\s*年(?:度)?\s*(?=[^\s）)])")
_ATTACHED = re.compile(r"^(?:(?:附件|附表)\s*\d*(?:-\d+)?\s*[:：、.]|(?:公开|附)?\s*\d+\s*表\s*[:：、]|表\s*\d+(?:-\d+)?\s*[:：、.]?)\s*")
_CONTINUED = re.compile(r"[（(]?\s*续(?:表|上表)?\d*\s*[)）]?$")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+部分|\d{1,2}[.、．])")
_LINE = re.compile(r"^(?P<label>[^:：，。；]{2,16})[:：]\s*(?P<text>[^。；]{2,60})$")
_SENTENCE_END = re.compile(r"[。；，、！？]$")
_UNMARKED = re.compile(r"(项目名称|主管部门|(?:项目)?实施单位|部门(?:[（(]单位[)）])?名称|预算编码)(?![:：])")
MOST_TITLE = 45


def clean_title(text: str) -> str:
    """A title without the year before it, attachment marks, a colon at the end, and spaces between Chinese characters.

    >>> clean_title("附件：2023 年度项目支出绩效自评表")
    '项目支出绩效自评表'
    """
    title = _CONTINUED.sub("", _ATTACHED.sub("", join_chinese(text)).rstrip(":："))
    return _YEAR.sub("", title)


def join_chinese(text: str) -> str:
    """The text without the blanks between Chinese characters, or between them and figures."""
    return _SPACES.sub("", text.strip())


def is_note(text: str) -> bool:
    """A line that belongs to a table but is no title: unit, year, attachment number, 续表."""
    return is_label("not_title", text) or bool(re.fullmatch(r"[（(].{0,20}[)）]|\s*", text.strip())) or money_unit(text) is not None


def find_title(captions: Sequence[Paragraph]) -> str | None:
    """The title among the paragraphs above a table: the nearest one that ends like a table's name, else the nearest heading."""
    candidates = [p for p in captions if not is_note(p.text) and len(p.text.strip()) <= MOST_TITLE and not _is_head_line(p.text)]
    named = [p for p in candidates if _names_table(p)]
    if named:
        return clean_title(named[-1].text)
    headings = [p for p in candidates if is_heading(p)]
    return clean_title(headings[-1].text) if headings else None


def _names_table(paragraph: Paragraph) -> bool:
    bare = re.sub(r"[（(][^（）()]*[)）]$", "", clean_title(paragraph.text))
    return is_label("title", bare) and not _SENTENCE_END.search(paragraph.text.strip()) and not re.search(r"[。；]", paragraph.text)


def is_heading(paragraph: Paragraph) -> bool:
    """A short line that heads what follows: numbered, centred, or a heading by the file's own word."""
    text = paragraph.text.strip()
    if not 1 < len(text) <= MOST_TITLE or _SENTENCE_END.search(text) or re.search(r"[，。；]", text) or is_note(text):
        return False
    return paragraph.level is not None or paragraph.is_centred or _NUMBERED.match(text) is not None


def find_unit(captions: Sequence[Paragraph]) -> str | None:
    """The unit of the nearest unit line (单位：万元)."""
    return next((unit for p in reversed(captions) if len(p.text) <= 60 and (unit := money_unit(p.text))), None)


def find_heads(captions: Sequence[Paragraph]) -> tuple[tuple[str, str, Place], ...]:
    """Label–value lines of a form's head that stand as text above its table (项目名称：…)."""
    found = []
    for paragraph in captions:
        for piece in _pieces(paragraph.text):
            match = _LINE.match(piece.strip())
            if match and is_label("head", match["label"]) and money_unit(piece) is None:
                found.append((match["label"].strip(), match["text"].strip(), paragraph.place))
        if _UNMARKED.match(paragraph.text):
            pieces = _UNMARKED.split(paragraph.text)[1:]
            found += [(label, text.strip(), paragraph.place) for label, text in zip(pieces[::2], pieces[1::2], strict=True) if text.strip()]
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """The label–value pieces of a line, also where the gaps between them were lost (填报单位：甲局填报日期：3月)."""
    starts = {0}
    for colon in re.finditer(r"[:：]", text):
        before = max((start for start in starts if start < colon.start()), default=0)
        labels = [text[colon.start() - size : colon.start()] for size in range(min(12, colon.start() - before), 1, -1)]
        found = next((label for label in labels if is_label("head", label) or money_unit(label + text[colon.start() :])), None)
        if found:
            starts.add(colon.start() - len(found))
    edges = [*sorted(starts), len(text)]
    return [text[a:b].strip() for a, b in pairwise(edges)]


def _is_head_line(text: str) -> bool:
    match = _LINE.match(text.strip())
    return match is not None and (is_label("head", match["label"]) or is_label("department", match["label"]))
