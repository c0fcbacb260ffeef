"""pdfplumber characters → `Word`s, without what nobody sees."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from ingest.model.document import Fault, Rule, Word
from ingest.model.place import Place
from ingest.readers.pdf_drawn import Char, Drawn
from ingest.readers.pdf_rules import is_white
from ingest.readers.pdf_turned import ASCENT_EM
from ingest.readers.radicals import fold_radicals

WORD_GAP_EM = 0.25
SMALLEST_TEXT_PT = 1.5
_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_AROUND = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def visible_chars(drawn: Drawn) -> list[Char]:
    """The characters a reader of the page sees: on the page, not too small, not white on white, each drawn twice counted once."""
    on_page = [
        char
        for char in drawn.chars
        if char.size >= SMALLEST_TEXT_PT
        and -1 <= (char.x0 + char.x1) / 2 <= drawn.width + 1
        and -1 <= (char.top + char.bottom) / 2 <= drawn.height + 1
        and (not is_white(char.colour) or _lies_on(char, drawn.coloured))
    ]
    return [_on_baseline(char) for char in _once(on_page)]


def _on_baseline(char: Char) -> Char:
    """The character in an em box around its baseline. Font files state ascent and descent so differently that digits and Chinese of one
    line can seem to stand on two."""
    if char.matrix is None or char.turn != "right":
        return char
    baseline = char.bottom - (char.matrix[5] - char.y0)
    return char._replace(top=baseline - ASCENT_EM * char.size, bottom=baseline + (1 - ASCENT_EM) * char.size)


def _lies_on(char: Char, rects: Iterable[Rule]) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return any(rect.x0 <= x <= rect.x1 and rect.top <= y <= rect.bottom for rect in rects)


def _once(chars: Iterable[Char]) -> list[Char]:
    """Poor man's bold draws a character twice within a point; so does a text layer that was written twice."""
    drawn: dict[str, dict[tuple[int, int], list[Char]]] = defaultdict(dict)
    kept = []
    for char in chars:
        same, column, row = drawn[char.text], int(char.x0 // 2), int(char.top // 2)
        near = [other for at in _AROUND for other in same.get((column + at[0], row + at[1]), ())] if same else ()
        if any(abs(other.x0 - char.x0) < 1.2 and abs(other.top - char.top) < 1.2 for other in near):
            continue
        same.setdefault((column, row), []).append(char)
        kept.append(char)
    return kept


def chars_to_words(chars: Sequence[Char], rules: Sequence[Rule]) -> tuple[Word, ...]:
    """Runs of characters on one line without a gap, never across a vertical ruling line, top to bottom and left to right."""
    walls = _Walls.of(rules)
    words = []
    for line in _lines([char for char in chars if not _INVISIBLE.fullmatch(char.text)]):
        run: list[Char] = []
        for char in line:
            if char.text.isspace() or (run and _breaks(run[-1], char, walls)):
                words.extend(_word(run))
                run = []
            if not char.text.isspace():
                run.append(char)
        words.extend(_word(run))
    return tuple(words)


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters whose vertical middles lie within a third of a character height of their neighbour's, sorted by x."""
    lines: list[list[Char]] = []
    middles: list[float] = []
    for middle, char in sorted(((_middle(char), char) for char in chars), key=itemgetter(0)):
        if lines and middle - middles[-1] <= max(1.5, 0.3 * char.size):
            lines[-1].append(char)
            middles[-1] = (middles[-1] * (len(lines[-1]) - 1) + middle) / len(lines[-1])
        else:
            lines.append([char])
            middles.append(middle)
    return [sorted(line, key=lambda char: char.x0) for line in lines]


def _middle(char: Char) -> float:
    return float(char.top + char.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Walls:
    """Vertical ruling lines from left to right, and where they stand."""

    rules: tuple[Rule, ...]
    xs: tuple[float, ...]

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> "_Walls":
        verticals = sorted((rule for rule in rules if not rule.is_horizontal), key=attrgetter("x0"))
        return cls(tuple(verticals), tuple(rule.x0 for rule in verticals))

    def part(self, left: float, right: float, y: float) -> bool:
        """One of them crosses the height `y` between two places."""
        between = self.rules[bisect_right(self.xs, left) : bisect_left(self.xs, right)]
        return any(rule.top <= y <= rule.bottom for rule in between)


def _breaks(last: Char, char: Char, walls: _Walls) -> bool:
    gap = char.x0 - last.x1
    if gap > WORD_GAP_EM * max(char.size, last.size) or gap < -0.6 * last.size:
        return True
    return walls.part((last.x0 + last.x1) / 2, (char.x0 + char.x1) / 2, _middle(char))


def _word(run: Sequence[Char]) -> list[Word]:
    if not run:
        return []
    return [
        Word(
            fold_radicals("".join(char.text for char in run)),
            min(char.x0 for char in run),
            min(char.top for char in run),
            max(char.x1 for char in run),
            max(char.bottom for char in run),
            max(char.size for char in run),
        )
    ]


def find_text_faults(chars: Sequence[Char], seen: Sequence[Char], page_number: int) -> list[Fault]:
    """Faults of a text layer that does not say what the page shows: unmapped glyphs, hidden or doubled characters."""
    place = Place((page_number,))
    unmapped = sum(1 for char in seen if _UNMAPPED.search(char.text))
    hidden = len(chars) - len(seen)
    faults = []
    if unmapped:
        faults.append(Fault("broken_text_layer", f"第{page_number}页有 {unmapped} 个字形没有对应文字，可能读不全", place))
    if hidden > 20 and hidden > 0.05 * len(chars):
        faults.append(Fault("broken_text_layer", f"第{page_number}页有 {hidden} 个看不见或重复的字符，已忽略", place))
    return faults
