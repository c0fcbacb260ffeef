"""Digits of a file that ended in no table, form, section or running head: what reading lost on its way, told by page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.facts.check_wording import percent_text
from ingest.facts.rows import distinct
from ingest.model.document import Block, Cell, Grid, Page, Paragraph
from ingest.model.facts import Check
from ingest.model.place import Place, join_places
from ingest.model.report import Report
from ingest.tables.blocks import LaidOut

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_FIGURE = re.compile(r"\d[\d,，]*\.\d+|\d{1,3}(?:,\d{3})+|\d{4,}")
"""Figures that running text cannot lose unnoticed; short numbers of captions (公开03表) and contents are no figures."""
_MOST_EXAMPLES, _MOST_PAGES = 3, 8


@dataclass(frozen=True, slots=True)
class _Lost:
    """Digits of one word, cell or paragraph, or of the words of one page, that are nowhere in the report."""

    digits: int
    text: str
    place: Place


def find_unread_digits(pages: Sequence[Page], laid: LaidOut, report: Report) -> tuple[Check, ...]:
    """At most one check, with every page's share of digits that were read. `pages` is empty for files without pages."""
    lost = [*_lost_words(pages, laid), *_lost_blocks(laid.blocks, report)]
    if not lost:
        return ()
    examples = "、".join(f"“{item.text[:30]}”" for item in lost[:_MOST_EXAMPLES])
    parts = [*_page_parts(lost, pages), *(item.place.anchor for item in lost if not item.place.pages and item.place.anchor)]
    more = f"等 {len(parts)} 处" if len(parts) > _MOST_PAGES else ""
    message = f"有数字没有进入任何表格或正文：{'；'.join(parts[:_MOST_PAGES])}{more}。例如{examples}，请对照原件核对"
    return (Check("unread_digits", "warning", message, (), tuple(item.place for item in lost)),)


def _page_parts(lost: Sequence[_Lost], pages: Sequence[Page]) -> Iterator[str]:
    held = {page.number: _digits_on(page).total() for page in pages}
    missed: Counter[int] = Counter()
    for item in lost:
        missed.update(dict.fromkeys(item.place.pages[:1], item.digits))
    for page, count in sorted(missed.items()):
        total = max(held.get(page, 0), count)
        yield f"第{page}页 {total} 位数字中 {count} 位未读入（读入 {percent_text(Decimal(total - count) * 100 / total, 1)}）"


def _lost_words(pages: Sequence[Page], laid: LaidOut) -> Iterator[_Lost]:
    """Words that are in no block. Digits are counted one by one: a number that is wrapped in its cell is one there and two on the page."""
    read = _digits_read(laid)
    for page in pages:
        missing = _digits_on(page) - read.get(page.number, Counter())
        if not missing:
            continue
        words = [word for word in page.words if _digits(word.text) and not (_digits(word.text) - missing)]
        yield _Lost(missing.total(), "、".join(word.text for word in words[:_MOST_EXAMPLES]), Place((page.number,)))


def _digits_read(laid: LaidOut) -> dict[int, Counter[str]]:
    """The digits of all blocks and of what was left out on purpose, by page; a cell on two pages counts on both."""
    on_page: dict[int, list[str]] = defaultdict(list)
    texts = [(piece, pages) for block in laid.blocks for piece, pages in _pieces(block)]
    for text, pages in (*texts, *((line.text, (line.page_number,)) for line in laid.left_out)):
        for page in pages:
            on_page[page].append(text)
    return {page: _digits("".join(held)) for page, held in on_page.items()}


def _pieces(block: Block) -> Iterator[tuple[str, tuple[int, ...]]]:
    if isinstance(block, Paragraph):
        yield from ((block.text[span.start : span.end], span.place.pages) for span in block.spans)
    else:
        yield from ((cell.text, cell.place.pages) for cell in _cells(block))


def _lost_blocks(blocks: Sequence[Block], report: Report) -> Iterator[_Lost]:
    """Cells and paragraphs that understanding left aside."""
    in_tables = {(cell.place, cell.text) for table in report.tables for row in (*table.header, *table.rows) for cell in row}
    told = _squashed("\n".join(_texts(report)))
    for block in blocks:
        for item in _cells(block) if isinstance(block, Grid) else [block]:
            figures = (_FIGURE if isinstance(item, Paragraph) else _DIGIT).findall(_YEAR.sub("", item.text))
            if not figures or (item.place, item.text) in in_tables or _squashed(item.text) in told:
                continue
            if not _has_all(told, figures, item):
                yield _Lost(_digits(item.text).total(), item.text.strip(), join_places([item.place]))


def _has_all(told: str, figures: Sequence[str], item: Cell | Paragraph) -> bool:
    """A paragraph is cut at its headings, so its figures are looked for one by one."""
    return isinstance(item, Paragraph) and all(figure in told for figure in figures)


def _texts(report: Report) -> Iterator[str]:
    """All that the report keeps beside its tables."""
    yield report.title
    for table in report.tables:
        yield table.title
    for section in report.sections:
        yield from (section.number, section.title)
        for passage in section.passages:
            yield from (passage.paragraph.text, *passage.path)
    for form in report.forms:
        yield from (form.title, form.goal_expected or "", form.goal_actual or "", form.grade or "")
        yield from (text for entry in form.entries for text in (entry.label, entry.text))
    for form in report.forms:
        yield from (f"{number:f}" for number in (form.total_weight, form.total_score) if number is not None)


def _cells(grid: Grid) -> list[Cell]:
    return list({id(cell): cell for row in grid.rows for cell in distinct(row)}.values())


def _digits_on(page: Page) -> Counter[str]:
    return _digits("".join(word.text for word in page.words))


def _digits(text: str) -> Counter[str]:
    return Counter(_DIGIT.findall(text))


def _squashed(text: str) -> str:
    return "".join(text.split())
