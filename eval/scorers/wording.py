"""What an answer's text must and must not say: needles, yes or no."""

import re
from collections.abc import Iterable, Sequence

from eval.scorers.figures import Figure, find_figures, fold, kind_of
from ingest.values.units import PERCENT

LONGEST_PROSE = 2000
"""Characters of a passage or comparison; a dump of the whole report holds every needle and answers nothing."""

_IGNORED = re.compile(r"[\s“”\"'‘’「」『』《》〈〉*`]")


def says(text: str, needle: str) -> bool:
    """True when `text` holds `needle`: as a number where the needle is one ("22.7%" is said by "-22.70%"), else as text.

    Text is compared without blanks, quotes and Markdown marks; a needle that ends in a digit does not match inside a longer number.
    """
    figures = find_figures(needle)
    if len(figures) == 1 and figures[0].end - figures[0].start >= len(fold(needle).strip().lstrip("-−–+")):
        return any(_is_said_by(figures[0], figure) for figure in find_figures(text))
    squeezed, wanted = _squeeze(text), re.escape(_squeeze(needle))
    edges = (r"(?<![\d.])" if needle[:1].isdigit() else "", r"(?!\d)" if needle[-1:].isdigit() else "")
    return re.search(edges[0] + wanted + edges[1], squeezed) is not None


def _squeeze(text: str) -> str:
    return _IGNORED.sub("", fold(text)).lower()


def _is_said_by(wanted: Figure, said: Figure) -> bool:
    if wanted.is_bare:
        return abs(wanted.value) == abs(said.value)
    if said.is_bare:  # a table cell whose unit stands in the header; two digits prove nothing
        return abs(wanted.value) == abs(said.value) and said.digits >= 3 and kind_of(wanted.base) != PERCENT
    return kind_of(wanted.base) == kind_of(said.base) and wanted.amount == said.amount


def unsaid(text: str, groups: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """The groups of which `text` says none."""
    return [group for group in groups if not any(says(text, needle) for needle in group)]


_NO = re.compile(
    r"(?:没有?|[尚并]?未|不能?|无法)(?:[能曾]|按期|全部|完全|真正)?(?:完成|达[到标成]|实现|超[过额]?|一致|相[符同]|对得上|控制|是|算)"
    r"|对不上|不一样|不[同符等]|不相等|相差|有(?:差异|出入)|矛盾|冲突|并[非不]|低于目标"
    r"|(?:^|[。!\n])\s*(?:否|没有?|不)(?:[。,、!:]|\s|$)|\bnot?\b|n't\b|\bmissed\b|\bbelow\b|\bfell short\b",
    re.I,
)
_YES = re.compile(
    r"(?<!指标)(?<!任务)(?:完成|达成|实现)(?!值|情况|数|率|额|量|度|程度|结果|了?\s*\d)|达[到标]|一致|相[符同]|对得上|超额|已超"
    r"|(?:^|[。!\n、:])\s*(?:是的?|对|有|能)(?=[。!、:\s]|$)|\byes\b|\bmet\b|\breached\b|\bachieved\b|\bexceeded\b",
    re.I,
)


def yes_or_no(text: str) -> bool | None:
    """True for yes, False for no, by the first clear word outside questions; None where there is none."""
    shown = re.sub(r"[^。!?\n]*\?", "", fold(re.sub(r"[*`#>|]", " ", text)))
    no, yes = _NO.search(shown), _YES.search(shown)
    if no is None or (yes is not None and yes.start() < no.start()):
        return None if yes is None else True
    return False
