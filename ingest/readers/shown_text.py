"""Text as a person sees it: no control characters, no invisible ones, lines joined as they read."""

import re
from collections.abc import Iterable

from ingest.readers.radicals import fold_radicals

# Invisible: soft hyphen, zero-width and bidirectional marks, word joiner, variation selectors, byte order mark, interlinear marks,
# and the tag characters U+E0000–E007F, which can carry whole hidden sentences.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SPACES = re.compile(r"[\u0020\u0009\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# No blanks around the breaks in this pattern: a run of a million blanks would take it quadratic time. `join_lines` strips.
_LINE_BREAKS = re.compile(r"[\n\r\v\f\u0085\u2028\u2029]+")
_WORD_ENDS = re.compile(r"[0-9A-Za-z%.,]\Z")
_WORD_STARTS = re.compile(r"\A[0-9A-Za-z.+-]")

_SENTENCE_END = re.compile(r"[。！？；：;!?:]\s*\Z")
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")


def shown_text(text: str) -> str:
    """One line of text: invisible characters removed, runs of blanks one space, line breaks closed up, ends stripped.

    >>> shown_text("年度\\u200b目标 \\n 值")
    '年度目标值'
    """
    return join_lines(_LINE_BREAKS.split(visible(text)))


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one cell or paragraph as one text.

    Chinese closes up; a space stands between Latin words and between numbers, since "10" over "20" must never become "1020".

    >>> join_lines(["年度目标", "值", "10", "20"])
    '年度目标值10 20'
    """
    joined = ""
    for line in lines:
        bare = _SPACES.sub(" ", line).strip()
        needs_space = bool(_WORD_ENDS.search(joined) and _WORD_STARTS.search(bare))
        joined += " " + bare if needs_space else bare
    return joined


def lines_to_paragraphs(lines: Iterable[str]) -> list[str]:
    """Lines between soft breaks as paragraphs: one ends where a line ends like a sentence or the next begins like a heading.

    >>> lines_to_paragraphs(["东山区水务局", "自评报告", "一、概况", "全年无事故。", "完成。"])
    ['东山区水务局自评报告', '一、概况', '全年无事故。', '完成。']
    """
    paragraphs: list[list[str]] = []
    for line in filter(str.strip, lines):
        ends = not paragraphs or _SENTENCE_END.search(paragraphs[-1][-1]) or _HEADING.match(paragraphs[-1][0]) or _HEADING.match(line)
        if ends:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return [text for text in map(join_lines, paragraphs) if text]


def visible(text: str) -> str:
    """`text` without control and invisible characters, radical signs as characters; blanks and line breaks stay."""
    return fold_radicals(_INVISIBLE.sub("", text))
