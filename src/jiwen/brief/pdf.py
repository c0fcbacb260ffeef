"""Draws a brief on one A4 page. What does not fit is left out by whole rows, and each heading says how many of how many are shown."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import cycle
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from jiwen.brief.content import VERDICTS, Brief
from jiwen.brief.face import FACE, clipped, drawable, load_face, width_of
from jiwen.brief.sections import PADDING, Row, Section, sections_of
from jiwen.page.wording import load_wording
from jiwen.saying import Language

MARGIN = 42.0
WIDTH, HEIGHT = A4[0] - 2 * MARGIN, A4[1]
TITLE, BODY, SMALL = 16.0, 9.0, 8.0
INK, SOFT, LINE, TINT = "#1c2733", "#55616f", "#c5cdd7", "#eef2f7"
COLOURS = {
    "exceeded": "#1d6b45",
    "met": "#1d6b45",
    "qualitative": "#1d6b45",
    "missed": "#a8321f",
    "undecidable": "#855300",
    "blank": "#5b6672",
}
TURNS = (0, 2, 1, 0, 2)
TILE_HEIGHT, HEADING_HEIGHT, GAP = 46.0, 22.0, 10.0


@cache
def brief_words(language: Language) -> dict[str, str]:
    """The brief's own words."""
    words: dict[str, str] = json.loads((files("jiwen.brief") / "words.json").read_text("utf-8"))[language]
    return words


def brief_to_pdf(brief: Brief, language: Language = "zh", today: date | None = None) -> bytes:
    """One page, its typeface embedded."""
    load_face()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, pageCompression=1)
    canvas.setTitle(drawable(brief.report.title))
    pen = Pen(canvas, HEIGHT - MARGIN, brief_words(language))
    _head(pen, brief, today or date.today())
    _verdicts(pen, brief, language)
    sections = sections_of(brief, language, pen.words, WIDTH)
    room = pen.top - MARGIN - GAP - 2 * SMALL
    for section, count in zip(sections, shown_counts(sections, room), strict=True):
        _section(pen, section, count)
    _footer(pen)
    canvas.save()
    return stream.getvalue()


@dataclass
class Pen:
    """Where the next thing is drawn: `top` is counted from the page's bottom and sinks."""

    canvas: Canvas
    top: float
    words: dict[str, str]

    def text(self, x: float, text: str, size: float, colour: str = INK, *, right: bool = False) -> None:
        """One line with its top at `top`; does not move."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.setFont(FACE, size)
        draw = self.canvas.drawRightString if right else self.canvas.drawString
        draw(x, self.top - size, text)

    def sink(self, by: float) -> None:
        self.top -= by


def _head(pen: Pen, brief: Brief, today: date) -> None:
    report = brief.report
    pen.text(MARGIN, pen.words["kind"], SMALL, SOFT)
    pen.text(MARGIN + WIDTH, pen.words["drawn"].format(date=today.isoformat()), SMALL, SOFT, right=True)
    pen.sink(SMALL + 8)
    title = " ".join(part for part in (report.department, report.title) if part and part not in report.title) or report.title
    for line in _lines(drawable(title if report.title in title else f"{title} {report.title}"), TITLE, 2):
        pen.text(MARGIN, line, TITLE)
        pen.sink(TITLE * 1.3)
    about = pen.words["about" if report.year else "about_no_year"].format(year=report.year, source=report.source, pages=report.page_count)
    pen.text(MARGIN, clipped(about, WIDTH, 1, BODY), BODY, SOFT)
    pen.sink(BODY + GAP)


def _lines(text: str, size: float, most: int) -> list[str]:
    """The text on at most that many lines of the page's width, the last one clipped."""
    lines: list[str] = []
    while text and len(lines) < most - 1 and width_of(text, size) > WIDTH:
        cut = len(text)
        while width_of(text[:cut], size) > WIDTH:
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return [*lines, clipped(text, WIDTH, 1, size)] if text else lines


def _verdicts(pen: Pen, brief: Brief, language: Language) -> None:
    """One tile a verdict, and the sentence with the denominator under them."""
    if not brief.total:
        pen.text(MARGIN, pen.words["no_indicators"], BODY, SOFT)
        pen.sink(BODY + GAP)
        return
    wording, width = load_wording(language), (WIDTH - GAP * (len(VERDICTS) - 1)) / len(VERDICTS)
    for number, verdict in enumerate(VERDICTS):
        x = MARGIN + number * (width + GAP)
        pen.canvas.setFillColor(HexColor(TINT))
        pen.canvas.rect(x, pen.top - TILE_HEIGHT, width, TILE_HEIGHT, stroke=0, fill=1)
        pen.canvas.setFillColor(HexColor(COLOURS[verdict]))
        pen.canvas.rect(x, pen.top - 3, width, 3, stroke=0, fill=1)
        tile = Pen(pen.canvas, pen.top - 8, pen.words)
        tile.text(x + 7, str(brief.counts[verdict]), 18, COLOURS[verdict] if brief.counts[verdict] else SOFT)
        tile.sink(23)
        tile.text(x + 7, clipped(wording(f"verdict_{verdict}"), width - 10, 1, SMALL), SMALL, SOFT)
    pen.sink(TILE_HEIGHT + 6)
    said = pen.words["judged"].format(total=brief.total, judged=brief.judged, missed=brief.counts["missed"])
    if brief.corrected_missed is not None:
        said += pen.words["judged_corrected"].format(missed=brief.corrected_missed)
    pen.text(MARGIN, said, BODY)
    pen.sink(BODY + GAP)


def shown_counts(sections: Sequence[Section], room: float) -> list[int]:
    """How many rows of each section are drawn: more of each in turn, while the next one fits; spendings grow at half the pace."""
    left = room - sum(HEADING_HEIGHT + GAP + (section.header.height if section.rows else BODY) for section in sections)
    counts = [0] * len(sections)
    growing = set(range(len(sections)))
    for number in cycle(TURNS):
        if not growing:
            break
        following = sections[number].rows[counts[number] :]
        if number in growing and following and following[0].height <= left:
            left -= following[0].height
            counts[number] += 1
        else:
            growing.discard(number)
    return counts


def _section(pen: Pen, section: Section, count: int) -> None:
    pen.canvas.setFillColor(HexColor(COLOURS[section.tone]))
    pen.canvas.rect(MARGIN, pen.top - 14, 3, 13, stroke=0, fill=1)
    pen.text(MARGIN + 9, section.title, 11)
    total = len(section.rows)
    if total:
        said = pen.words["all_shown" if count == total else "some_shown"].format(n=total, shown=count)
        Pen(pen.canvas, pen.top - 3, pen.words).text(MARGIN + WIDTH, said, SMALL, SOFT, right=True)
    pen.sink(HEADING_HEIGHT)
    if not total:
        pen.text(MARGIN + 9, section.nothing, BODY, SOFT)
        pen.sink(BODY + GAP)
        return
    for row in (section.header, *section.rows[:count]):
        _row(pen, section, row)
    pen.sink(GAP)


def _row(pen: Pen, section: Section, row: Row) -> None:
    x = MARGIN
    if row is section.header:
        pen.canvas.setFillColor(HexColor(TINT))
        pen.canvas.rect(MARGIN, pen.top - row.height, WIDTH, row.height, stroke=0, fill=1)
    for cell, width in zip(row.cells, section.widths, strict=True):
        cell.drawOn(pen.canvas, x + PADDING, pen.top - PADDING - cell.height)
        x += width
    if row.share is not None:
        _bar(pen.canvas, MARGIN + sum(section.widths[: section.bar_column]) + PADDING, pen.top - row.height + 2, section, row.share)
    pen.sink(row.height)
    pen.canvas.setStrokeColor(HexColor(LINE))
    pen.canvas.setLineWidth(0.4)
    pen.canvas.line(MARGIN, pen.top, MARGIN + WIDTH, pen.top)


def _bar(canvas: Any, x: float, y: float, section: Section, share: float) -> None:
    """A thin bar under the rate: how much of the budget was spent."""
    width = section.widths[section.bar_column] - 2 * PADDING
    canvas.setFillColor(HexColor(LINE))
    canvas.rect(x, y, width, 2, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#1f4e8c"))
    canvas.rect(x, y, width * share, 2, stroke=0, fill=1)


def _footer(pen: Pen) -> None:
    foot = Pen(pen.canvas, MARGIN + SMALL, pen.words)
    foot.text(MARGIN, clipped(pen.words["footer"], WIDTH, 1, SMALL - 1), SMALL - 1, SOFT)
