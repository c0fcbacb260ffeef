"""The printed lines of a text dump, numbered as in the file, with page numbers and running heads taken out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ingest.errors import DamagedFile, OversizedFile
from ingest.model.place import Place
from ingest.readers.radicals import fold_radicals

MAX_BYTES = 64 * 1024 * 1024
SHORTEST_PAGE, USUAL_PAGE = 6, 15
_ENCODINGS = ("utf-8-sig", "gb18030")
_FRAMED_NUMBER = re.compile(r"[-—–－]+\s*(\d{1,4})\s*[-—–－]+|第\s*(\d{1,4})\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|(\d{1,4})\s*/\s*\d{1,4}")
_BARE_NUMBER = re.compile(r"\d{1,4}")
_WIDE_GAP = re.compile(r"\t+ *|[  \u3000]{2,}")


@dataclass(frozen=True, slots=True)
class Token:
    """Characters without a blank. `column` is the character offset in its line; `line` the line's number in the file.

    `is_tight` marks the first token of a line that follows without the empty lines that usually part the lines of this dump.
    """

    text: str
    line: int
    column: int
    opens_line: bool = False
    opens_page: bool = False
    is_tight: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line that holds text. `number` is 1-based in the file; `page` None where the dump does not tell pages for certain.

    `blank_before` counts the empty lines above it; `opens_page` marks the first line after a page break.
    """

    number: int
    text: str
    blank_before: int = 0
    opens_page: bool = False
    page: int | None = None
    is_tight: bool = False

    @property
    def stripped(self) -> str:
        return self.text.strip()

    @property
    def place(self) -> Place:
        return Place((self.page,) if self.page else (), anchor=f"第{self.number}行")

    def tokens(self) -> tuple[Token, ...]:
        """Its words, split at every blank."""
        found = list(re.finditer(r"\S+", self.text))
        return tuple(
            Token(m.group(), self.number, m.start(), n == 0, n == 0 and self.opens_page, n == 0 and self.is_tight)
            for n, m in enumerate(found)
        )

    def chunks(self) -> tuple[Token, ...]:
        """Its pieces that two blanks or a tab keep apart; single blanks stay inside."""
        found: list[Token] = []
        start = 0
        for gap in [*_WIDE_GAP.finditer(self.text), None]:
            end = gap.start() if gap else len(self.text)
            piece = self.text[start:end]
            if piece.strip():
                column = start + len(piece) - len(piece.lstrip())
                found.append(Token(piece.strip(), self.number, column, not found, not found and self.opens_page))
            start = gap.end() if gap else end
        return tuple(found)


@lru_cache(maxsize=65536)
def display_width(text: str) -> float:
    """Width in Chinese characters: ASCII and curly quotes are half as wide as the rest."""
    return sum(0.5 if ord(char) < 0x2E80 else 1.0 for char in text)


def read_text(path: Path) -> str:
    """The file's characters; UTF-8, UTF-16 with its mark, or GB 18030. Raises `OversizedFile`, `DamagedFile`."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise OversizedFile(f"{path.name}: {size} bytes of text, at most {MAX_BYTES} are read; split the file")
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16", path)
    for encoding in _ENCODINGS[:-1]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _decoded(data, _ENCODINGS[-1], path)


def _decoded(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DamagedFile(f"{path.name}: byte {error.start} is neither UTF-8 nor {encoding}; save the text as UTF-8") from error


def text_to_lines(text: str) -> tuple[TextLine, ...]:
    """Lines that hold text, with page breaks marked and page numbers, running heads and feet left out.

    A page break is a form feed, a page number's line, or (in dumps that indent nothing else) one leading blank.
    """
    lines = _split(text)
    has_feeds = "\f" in text
    if not has_feeds:
        lines = _mark_leading_blanks(lines)
    numbers = _page_numbers(lines, has_feeds)
    lines = _with_pages(lines, numbers, has_feeds)
    return _marked_tight(_without_running_heads([line for line in lines if line.number not in numbers]))


def _split(text: str) -> list[TextLine]:
    lines: list[TextLine] = []
    blank, opens_page = 0, False
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        opens_page = opens_page or "\f" in raw
        shown = fold_radicals(raw.replace("\f", "").replace("\ufeff", "")).rstrip()
        if not shown:
            blank += 1
            continue
        lines.append(TextLine(number, shown, blank, opens_page))
        blank, opens_page = 0, False
    return lines


def _mark_leading_blanks(lines: list[TextLine]) -> list[TextLine]:
    """Some extractors begin a page with the blank that the page draws first; it means that only where nothing else is indented."""
    led = [line for line in lines if line.text[0] == " "]
    if not led or len(led) > len(lines) / 8 or any(line.text.startswith("  ") or _WIDE_GAP.search(line.stripped) for line in led):
        return lines
    return [replace(line, opens_page=True) if line.text[0] == " " else line for line in lines]


def _page_numbers(lines: Sequence[TextLine], has_feeds: bool) -> dict[int, int]:
    """Line number → page number, for the lines that hold nothing but a page number.

    Bare figures count when they stand at a form feed and keep pace with it; in dumps without form feeds when they are set off by more
    empty lines than usual, or count pages upwards with a page's worth of lines in between. A figure that might be a table's stays.
    """
    framed = {line.number: int(next(g for g in m.groups() if g)) for line in lines if (m := _FRAMED_NUMBER.fullmatch(line.stripped))}
    bare = [place for place, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.stripped)]
    if has_feeds:
        return framed | _keeping_pace(lines, bare)
    usual = max((count for count, _ in Counter(line.blank_before for line in lines).most_common(2)), default=0)
    set_off = {lines[p].number: int(lines[p].stripped) for p in bare if lines[p].blank_before > max(usual + 1, 2)}
    known = framed | set_off
    return known | _counting_up(lines, [(p, int(lines[p].stripped)) for p in bare if lines[p].number not in known], known)


def _keeping_pace(lines: Sequence[TextLine], bare: list[int]) -> dict[int, int]:
    """Bare figures that open or close a page, where figure minus page is what it is on most pages."""
    page, pages = 1, []
    for line in lines:
        page += line.opens_page
        pages.append(page)
    at_edge = [p for p in bare if p + 1 == len(lines) or lines[p + 1].opens_page or lines[p].opens_page]
    offsets = Counter(int(lines[p].stripped) - pages[p] for p in at_edge)
    if not offsets or (len(offsets) > 1 and offsets.most_common(1)[0][1] < 2):
        return {}
    usual = offsets.most_common(1)[0][0]
    return {lines[p].number: int(lines[p].stripped) for p in at_edge if int(lines[p].stripped) - pages[p] == usual}


def _counting_up(lines: Sequence[TextLine], bare: list[tuple[int, int]], known: dict[int, int]) -> dict[int, int]:
    """The longest run of 1, 2, 3 … among bare figures whose steps are a page's lines apart; runs below three do not count."""
    anchored = [(place, known[line.number]) for place, line in enumerate(lines) if line.number in known]
    items = sorted([*bare, *anchored])
    best: list[tuple[int, int]] = []
    chains: list[list[tuple[int, int]]] = []
    for place, value in items:
        extendable = [
            chain
            for chain in chains
            if chain[-1][1] + 1 == value and place - chain[-1][0] >= (2 if place + 1 == len(lines) else SHORTEST_PAGE)
        ]
        chain = [*max(extendable, key=len), (place, value)] if extendable else [(place, value)]
        chains.append(chain)
        if len(chain) > len(best):
            best = chain
    long_enough = len(best) >= 3 and best[-1][0] - best[0][0] >= USUAL_PAGE * (len(best) - 1)
    return {lines[place].number: value for place, value in best} if long_enough else {}


def _with_pages(lines: Sequence[TextLine], numbers: dict[int, int], has_feeds: bool) -> list[TextLine]:
    """Lines with their page, where form feeds part all pages or the printed numbers run from 1 without a gap."""
    printed = list(numbers.values())
    certain = len(printed) > 1 and printed == list(range(1, len(printed) + 1))
    page, after_number, marked = 1, False, []
    for line in lines:
        if has_feeds and line.opens_page:
            page += 1
        marked.append(replace(line, page=page if has_feeds or certain else None, opens_page=line.opens_page or after_number))
        after_number = line.number in numbers
        if certain and not has_feeds and after_number:
            page += 1
    return marked


def _without_running_heads(lines: list[TextLine]) -> tuple[TextLine, ...]:
    """Lines without those that open (or close) at least three pages with the same words."""
    opening = Counter(line.stripped for line in lines if line.opens_page)
    heads = {text for text, count in opening.items() if count >= 3}
    kept: list[TextLine] = []
    owed = False
    for line in lines:
        if line.opens_page and line.stripped in heads:
            owed = True
            continue
        kept.append(replace(line, opens_page=True) if owed else line)
        owed = False
    return tuple(kept)


def _marked_tight(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Some extractors put an empty line between any two lines of a cell, and none where the next cell begins at another height."""
    spaced = sum(line.blank_before > 0 for line in lines)
    if spaced < len(lines) * 0.6:
        return lines
    return tuple(replace(line, is_tight=line.blank_before == 0 and not line.opens_page) for line in lines)
