"""Text to sentences, and sentences to pieces small enough to cite."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)】》\"']*|\n|$)")
_CLAUSE = re.compile(r"[^；;]*(?:[；;]+[”’」』）)】》\"']*|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start:end` of a text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def text_to_sentences(text: str) -> list[Piece]:
    """The sentences of `text`, without gaps: a full stop, its closing quotes, or a line break ends one.

    >>> [(s.start, s.end) for s in text_to_sentences("一是完成。二是“未完成。”三")]
    [(0, 5), (5, 13), (13, 14)]
    """
    return _split(text, _SENTENCE, Piece(0, len(text)))


def sentences_to_pieces(text: str, sentences: list[Piece], least: int, most: int) -> list[Piece]:
    """Runs of whole sentences of `least` to `most` characters where sentence lengths allow it.

    A sentence longer than `most` is cut after semicolons, which end a full clause; one without any stays whole. Pieces of one text
    come out about equally long, so that no crumb is left at the end.
    """
    units = [unit for sentence in sentences for unit in (_split(text, _CLAUSE, sentence) if sentence.length > most else [sentence])]
    if not units:
        return []
    whole = units[-1].end - units[0].start
    goal = max(least, whole / max(1, -(-whole // most)))
    pieces = [units[0]]
    for unit in units[1:]:
        last = pieces[-1]
        joined = unit.end - last.start
        is_small = last.length < least and (joined <= most or last.length < least // 3)
        if is_small or (joined <= most and joined - goal <= goal - last.length):
            pieces[-1] = Piece(last.start, unit.end)
        else:
            pieces.append(unit)
    return _without_crumb(pieces, least, most)


def _without_crumb(pieces: list[Piece], least: int, most: int) -> list[Piece]:
    """The last piece joined to the one before when it is a crumb and both together are not much too long."""
    if len(pieces) > 1 and pieces[-1].length < least // 2 and pieces[-1].end - pieces[-2].start <= most * 1.2:
        return [*pieces[:-2], Piece(pieces[-2].start, pieces[-1].end)]
    return pieces


def _split(text: str, pattern: re.Pattern[str], within: Piece) -> list[Piece]:
    found = (Piece(match.start(), match.end()) for match in pattern.finditer(text, within.start, within.end))
    return [piece for piece in found if piece.length]
