"""Rows of figures in the running text: a table without ruling lines, or a text dump of one, whose rows and columns were not recognised."""

import re
from collections.abc import Iterator, Sequence

from ingest.facts.rows import is_number
from ingest.model.document import Block, Paragraph
from ingest.model.facts import Check
from ingest.model.place import Place, join_places

_FEWEST_ROWS, _FEWEST_FIGURES, _MOST_PAGES = 3, 2, 8
_PROSE = re.compile(r"[，。；：]")


def find_loose_rows(blocks: Sequence[Block]) -> tuple[Check, ...]:
    """At most one check, for all pages (in files without pages: the whole text) with three such lines or more.

    Sound reports have none: their figures stand in sentences or cells.
    """
    rows: dict[tuple[int, ...], list[tuple[str, Place]]] = {}
    for text, place in _lines(blocks):
        if _is_row_of_figures(text):
            rows.setdefault(place.pages[:1], []).append((text, place))
    found = {page: lines for page, lines in rows.items() if len(lines) >= _FEWEST_ROWS}
    if not found:
        return ()
    parts = [f"{f'第{page[0]}页 ' if page else ''}{len(lines)} 行" for page, lines in sorted(found.items())]
    more = f" 等 {len(parts)} 页" if len(parts) > _MOST_PAGES else ""
    example = next(iter(found.values()))[0][0]
    message = (
        f"正文里有成行的数字，像是没有认出行列的表格：{'、'.join(parts[:_MOST_PAGES])}{more}。"
        f"例如“{' '.join(example.split())[:40]}”，其中的数字不能按指标查到，请提供带表格线的原件"
    )
    return (Check("unread_digits", "warning", message, (), tuple(join_places([p for _, p in lines]) for lines in found.values())),)


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, Place]]:
    """The printed lines of the paragraphs, or whole paragraphs where lines are not known."""
    for block in blocks:
        if isinstance(block, Paragraph):
            spans = [(block.text[span.start : span.end], span.place) for span in block.spans]
            yield from spans or [(block.text, block.place)]


def _is_row_of_figures(line: str) -> bool:
    """Two figures or more, set apart, or figures and nothing else."""
    tokens = line.split()
    figures = sum(is_number(token) for token in tokens)
    return bool(tokens) and not _PROSE.search(line) and (figures >= _FEWEST_FIGURES or figures == len(tokens))
