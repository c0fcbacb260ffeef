"""What the detector saw of a page → its words: parted at borders, signs checked, ink that it overlooked read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from ingest.model.document import Rule, Word
from ingest.readers.scan_bare import Bare, grey
from ingest.readers.scan_columns import columns_to_rows, extent
from ingest.readers.scan_ocr import recognise
from ingest.readers.scan_signs import read_sign

FLATTEST_TEXT_PT = 4.5
WORD_GAP_EM = 0.9
SURE_SIGN = 0.97
REPEATED = 0.6
_PER_MILLE = re.compile(r"(?<=\d)%[0oO](?![\d.])")
_SIGN_SUSPECT = 5
_READ_FOR_SIGNS = "二一三之工〉《》ニ≥≤≧≦＝═＞＜∧∨"


def read_words(bare: Bare, lines: Sequence[Sequence[Word]], rules: Sequence[Rule]) -> tuple[Word, ...]:
    """The page's words in points, from what the detector saw (`lines` of glyphs) and `rules`, its ruling lines."""
    verticals = [rule for rule in rules if not rule.is_horizontal]
    levels = [rule for rule in rules if rule.is_horizontal]
    lines = [glyphs_to_words(line, verticals) for line in columns_to_rows(bare, without_repeats(lines), rules)]
    lines = [[word for word in line if not _crossed(word, levels)] for line in lines]
    gaps = [gap for line in lines for gap in _gaps(line, verticals)]
    words = [_checked_sign(word, bare) for line in lines for word in line]
    return tuple(words + _missed(bare, [*words, *gaps], rules))


def without_repeats(lines: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """The lines without what two of them share: where the boxes of neighbours overlap, the end of one is read again, in part (额 as 页)."""
    kept: list[Sequence[Word]] = []
    for i, line in enumerate(lines):
        others = [glyph for j, other in enumerate(lines) if j != i and _near(line, other) for glyph in other]
        ends = {id(line[0]), id(line[-1])}
        kept.append([glyph for glyph in line if id(glyph) not in ends or not any(_repeats(glyph, other) for other in others)])
    return [line for line in kept if line]


def _near(line: Sequence[Word], other: Sequence[Word]) -> bool:
    x0, top, x1, bottom = extent(line)
    other_x0, other_top, other_x1, other_bottom = extent(other)
    return x0 < other_x1 and other_x0 < x1 and top < other_bottom and other_top < bottom


def _repeats(glyph: Word, other: Word) -> bool:
    """The narrower of the two, where most of it lies in the other's box."""
    width, height = min(glyph.x1, other.x1) - max(glyph.x0, other.x0), min(glyph.bottom, other.bottom) - max(glyph.top, other.top)
    is_inside = width > REPEATED * (glyph.x1 - glyph.x0) and height > REPEATED * (glyph.bottom - glyph.top)
    return is_inside and (glyph.confidence or 0.0) < (other.confidence or 0.0) and glyph.x1 - glyph.x0 < other.x1 - other.x0


def _gaps(words: Sequence[Word], verticals: Sequence[Rule]) -> list[Word]:
    """The paper between the words of one line: the reader has seen it, and placed its glyphs a little off."""
    return [
        replace(last, text="", x0=last.x1, x1=word.x0)
        for last, word in pairwise(words)
        if last.x1 < word.x0 and not _parted(last, word, verticals)
    ]


def glyphs_to_words(glyphs: Sequence[Word], verticals: Sequence[Rule]) -> list[Word]:
    """Neighbouring glyphs of a line as words; a ruling line between two parts them although the reader saw one line.

    ‰ is no sign that the reader knows: it reads %0.
    """
    words: list[Word] = []
    for glyph in sorted(glyphs, key=lambda g: g.x0):
        last = words[-1] if words else None
        if last and glyph.x0 - last.x1 <= WORD_GAP_EM * glyph.size_pt and not _parted(last, glyph, verticals):
            words[-1] = Word(
                last.text + glyph.text,
                last.x0,
                min(last.top, glyph.top),
                max(last.x1, glyph.x1),
                max(last.bottom, glyph.bottom),
                max(last.size_pt, glyph.size_pt),
                min(last.confidence or 0.0, glyph.confidence or 0.0),
            )
        else:
            words.append(glyph)
    return [replace(word, text=_PER_MILLE.sub("‰", word.text)) for word in words]


def _parted(last: Word, glyph: Word, verticals: Sequence[Rule]) -> bool:
    middle = (glyph.top + glyph.bottom) / 2
    from_x, to_x = last.x1 - 0.4 * glyph.size_pt, glyph.x0 + 0.4 * glyph.size_pt
    return any(from_x <= rule.x0 <= to_x and rule.top <= middle <= rule.bottom for rule in verticals)


def _crossed(word: Word, levels: Sequence[Rule]) -> bool:
    """A border runs through the middle: the detector took signs of several rows, one above the other, for one text."""
    inset, middle = 0.25 * (word.bottom - word.top), (word.x0 + word.x1) / 2
    return any(word.top + inset < rule.top < word.bottom - inset and rule.x0 < middle < rule.x1 for rule in levels)


def _checked_sign(word: Word, bare: Bare) -> Word:
    """A short word without digits may be a comparison sign: ≧ is read as M, and surely so. `<` and `>` only replace what is unsure."""
    if len(word.text) >= _SIGN_SUSPECT or not all((g.isascii() and not g.isdigit()) or g in _READ_FOR_SIGNS for g in word.text):
        return word
    around = bare.pixels(word.x0 - 1, word.top - 1, word.x1 + 1, word.bottom + 1)
    sign = read_sign(grey(bare.picture[around]))
    if sign is None or (sign in "<>" and (word.confidence or 0.0) > SURE_SIGN):
        return word
    return replace(word, text=sign, confidence=0.9)


def _missed(bare: Bare, words: Sequence[Word], rules: Sequence[Rule]) -> list[Word]:
    """Ink that no word covers: a lone digit or sign in a cell is smaller than what the detector looks for."""
    ink = (grey(bare.picture) < 150).astype(np.uint8)
    for rule in rules:
        ink[bare.pixels(rule.x0, rule.top, rule.x1, rule.bottom, 4)] = 0
    for word in words:
        ink[bare.pixels(word.x0, word.top, word.x1, word.bottom, 5)] = 0
    blobs = cv2.dilate(ink, np.ones((5, 15), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(blobs, connectivity=8)
    found = []
    for x, y, width, height, _area in stats[1:count].tolist():
        part = ink[y : y + height, x : x + width]
        if part.sum() < 12 or height * bare.scale > 30 or width * bare.scale > 120 or max(width, height) * bare.scale < 4:
            continue
        found.extend(_read_blob(bare, (x, y, width, height)))
    return found


def _read_blob(bare: Bare, box: tuple[int, int, int, int]) -> list[Word]:
    x, y, width, height = box
    crop = bare.picture[max(0, y - 4) : y + height + 4, max(0, x - 4) : x + width + 4]
    x0, top, x1, bottom = (value * bare.scale for value in (x, y, x + width, y + height))
    if bottom - top < FLATTEST_TEXT_PT:  # bars: a sign of equality, or a dash that says nothing
        sign = read_sign(grey(crop))
        return [Word(sign, x0, top, x1, bottom, bottom - top, 0.9)] if sign else []
    text, confidence = recognise(crop)
    word = _checked_sign(Word(text, x0, top, x1, bottom, bottom - top, confidence), bare)
    return [word] if word.text and (word.confidence or 0.0) >= 0.5 else []
