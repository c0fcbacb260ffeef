"""Characters that do not run from left to right: pages drawn sideways, headers set on their side, slanted watermarks."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from ingest.model.document import Fault, Rule, Word
from ingest.model.place import Place
from ingest.readers.lies import quarter_turned
from ingest.readers.pdf_drawn import Char, Drawn, Matrix, Turn, turn_of
from ingest.readers.radicals import fold_radicals

SIDEWAYS_SHARE = 0.6
PALE = 0.7
LARGE = 1.8
ASCENT_EM = 0.86
_QUARTERS: dict[Turn, int] = {"down": 1, "left": 2, "up": 3}
Size = tuple[float, float]


def turn_upright(drawn: Drawn) -> Drawn:
    """The page with most of its text running to the right; a landscape table drawn sideways on a portrait page is turned."""
    counted = Counter(char.turn for char in drawn.chars if not char.text.isspace())
    turn, count = counted.most_common(1)[0] if counted else ("right", 0)
    if turn in ("right", "slanted") or count < SIDEWAYS_SHARE * sum(counted.values()):
        return drawn
    size = (drawn.width, drawn.height)
    width, height = size if turn == "left" else (size[1], size[0])
    return replace(
        drawn,
        chars=[_turned_char(char, turn, size) for char in drawn.chars],
        borders=[Rule(*_turned_box(rule, turn, size)) for rule in drawn.borders],
        coloured=[Rule(*_turned_box(area, turn, size)) for area in drawn.coloured],
        width=width,
        height=height,
        lie=quarter_turned(_QUARTERS[turn], *size),
    )


def _turned_box(item: Char | Rule, turn: Turn, size: Size) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom on the turned page."""
    width, height = size
    if turn == "up":
        return height - item.bottom, item.x0, height - item.top, item.x1
    if turn == "down":
        return item.top, width - item.x1, item.bottom, width - item.x0
    return width - item.x1, height - item.bottom, width - item.x0, height - item.top


def _turned_char(char: Char, turn: Turn, size: Size) -> Char:
    """A character of the turned page: those that ran along get an em box on their baseline, the others lie on their side now."""
    x0, top, x1, bottom = _turned_box(char, turn, size)
    if char.matrix is None:
        return char._replace(x0=x0, top=top, x1=x1, bottom=bottom)
    if char.turn != turn:
        matrix = _turned_matrix(char.matrix, turn)
        return char._replace(x0=x0, top=top, x1=x1, bottom=bottom, turn=turn_of(matrix), matrix=matrix)
    em = _em(char)
    baseline = {"up": char.matrix[4], "down": size[0] - char.matrix[4]}.get(turn, top + char.matrix[5] - char.y0)
    return char._replace(
        x0=x0, top=baseline - ASCENT_EM * em, x1=x1, bottom=baseline + (1 - ASCENT_EM) * em, size=em, turn="right", matrix=None
    )


def _turned_matrix(matrix: Matrix, turn: Turn) -> Matrix:
    angle = math.radians({"up": -90, "down": 90, "left": 180}[turn])
    a, b = matrix[0], matrix[1]
    return (a * math.cos(angle) - b * math.sin(angle), a * math.sin(angle) + b * math.cos(angle), *matrix[2:])


def _em(char: Char) -> float:
    """The font size of a character on its side: its extent across the line."""
    return float(char.x1 - char.x0 if char.turn in ("up", "down") else char.size)


def split_watermarks(chars: Sequence[Char]) -> tuple[list[Char], list[Char]]:
    """Characters that belong to the page, and those printed across it: slanted, or pale and much larger than the rest."""
    sizes = [char.size for char in chars if char.turn == "right"]
    usual = median(sizes) if sizes else 0.0
    kept: list[Char] = []
    across: list[Char] = []
    for char in chars:
        is_pale = char.size > LARGE * usual > 0 and _lightness(char.colour) >= PALE
        (across if is_pale or char.turn == "slanted" else kept).append(char)
    return kept, across


def _lightness(colour: Any) -> float:
    """0 black to 1 white, for grey, RGB and CMYK; 0 where no colour is set."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return 0.0
    if len(parts) == 4:
        return float(1 - min(1.0, max(parts[:3]) + parts[3]))
    return float(sum(parts)) / len(parts)


def watermark_faults(across: Sequence[Char], page_number: int) -> list[Fault]:
    """What was left out as a watermark."""
    text = "".join(char.text for char in across if not char.text.isspace())
    message = f"第{page_number}页斜排或浅色的水印文字“{text[:30]}”未读入"
    return [Fault("hidden_content", message, Place((page_number,)))] if text else []


def sideways_words(chars: Sequence[Char], rules: Sequence[Rule]) -> tuple[Word, ...]:
    """Texts on their side, each cell's as one word in its reading order: 分值 set upwards in a narrow header."""
    walls = [rule for rule in rules if rule.is_horizontal]
    sides = [rule for rule in rules if not rule.is_horizontal]
    words: list[Word] = []
    for turn in ("up", "down"):
        columns: list[Word] = []
        same = sorted((char for char in chars if char.turn == turn), key=lambda char: (_axis(char), char.top))
        for column in _columns(same):
            columns.extend(_runs(column, turn, walls))
        words.extend(_joined_columns(columns, turn, sides))
    return tuple(words)


def _axis(char: Char) -> float:
    return round(float(char.x0 + char.x1) / 2, 0)


def _columns(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters whose middles share an x within 30 % of their size, top to bottom."""
    columns: list[list[Char]] = []
    for char in chars:
        if columns and abs((char.x0 + char.x1) - (columns[-1][-1].x0 + columns[-1][-1].x1)) <= 0.6 * _em(char):
            columns[-1].append(char)
        else:
            columns.append([char])
    return [sorted(column, key=lambda char: float(char.top)) for column in columns]


def _runs(column: Sequence[Char], turn: Turn, walls: Sequence[Rule]) -> list[Word]:
    """The column cut at gaps over half a character and at horizontal ruling lines."""
    cuts = [0]
    for i, (above, below) in enumerate(pairwise(column), start=1):
        x = (below.x0 + below.x1) / 2
        is_walled = any(rule.x0 <= x <= rule.x1 and above.bottom - 2 <= rule.top <= below.top + 2 for rule in walls)
        if is_walled or below.top - above.bottom > 0.5 * _em(below):
            cuts.append(i)
    runs = [column[a:b] for a, b in pairwise([*cuts, len(column)])]
    return [_word(run if turn == "down" else run[::-1]) for run in runs if any(not char.text.isspace() for char in run)]


def _word(run: Sequence[Char]) -> Word:
    text = "".join(char.text for char in run if not char.text.isspace())
    box = (
        min(char.x0 for char in run),
        min(char.top for char in run),
        max(char.x1 for char in run),
        max(char.bottom for char in run),
    )
    return Word(fold_radicals(text), *box, max(_em(char) for char in run))


def _joined_columns(columns: Sequence[Word], turn: Turn, sides: Sequence[Rule]) -> list[Word]:
    """Lines of one text on its side made one word: beside each other, no ruling line between. Lines set upwards follow to the right."""
    ordered = sorted(columns, key=lambda word: word.x0, reverse=turn == "down")
    joined: list[Word] = []
    for word in ordered:
        at = next((i for i, last in enumerate(joined) if _follows(last, word, sides)), None)
        if at is None:
            joined.append(word)
        else:
            joined[at] = _merged(joined[at], word)
    return joined


def _follows(last: Word, word: Word, sides: Sequence[Rule]) -> bool:
    left, right = (last, word) if last.x0 < word.x0 else (word, last)
    shared = min(last.bottom, word.bottom) - max(last.top, word.top)
    if right.x0 - left.x1 > word.size_pt or shared < 0.5 * min(last.bottom - last.top, word.bottom - word.top):
        return False
    middle = (max(last.top, word.top) + min(last.bottom, word.bottom)) / 2
    return not any((left.x0 + left.x1) / 2 < rule.x0 < (right.x0 + right.x1) / 2 and rule.top <= middle <= rule.bottom for rule in sides)


def _merged(first: Word, second: Word) -> Word:
    box = (min(first.x0, second.x0), min(first.top, second.top), max(first.x1, second.x1), max(first.bottom, second.bottom))
    return Word(first.text + second.text, *box, first.size_pt)
