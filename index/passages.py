"""A report cut into the passages that are searched and cited.

Text shown ≠ text searched: what is shown is as printed; what is searched has department, year and title of the report and the headings
above in front. Passages are prose, texts of tasks, goals of forms, and notes of indicators. Rows and figures are not among them:
those are looked up exactly, never ranked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from index.entries import PassageKind
from index.sentences import Piece, sentences_to_pieces, text_to_sentences
from index.settings import IndexSettings
from ingest.model.document import Paragraph, Span
from ingest.model.facts import Form, Indicator, Task
from ingest.model.place import Place, join_places
from ingest.model.report import Report, Section

_LEAST_NOTE_CHARS = 4
"""Shorter notes ("无", "/", "无偏差") explain nothing."""

_LEAST_PROSE_CHARS = 30
"""Shorter text under a heading of its own ("1.主要职责：", "（十四）承办其他事项。") goes with what follows it in the section."""


@dataclass(frozen=True, slots=True)
class TextPassage:
    """A passage before it is stored: `context` and `text` together are searched, `text` is shown.

    `around` is the text with the passages before and after it under the same headings: words there count half.
    """

    kind: PassageKind
    path: tuple[str, ...]
    text: str
    context: str
    around: str
    place: Place
    spans: tuple[Span, ...] = ()

    @property
    def searched(self) -> str:
        return f"{self.context}\n{self.text}" if self.context else self.text


def report_to_passages(report: Report, settings: IndexSettings) -> list[TextPassage]:
    """All passages of a report in reading order: its sections first, then tasks, goals, notes."""
    about = _report_context(report)
    parts = [
        *(part for section in report.sections for part in _section_parts(section)),
        *(part for task in report.tasks for part in _task_parts(task)),
        *(part for form in report.forms for part in _goal_parts(form)),
        *(part for indicator in report.indicators for part in _note_parts(indicator)),
    ]
    return [passage for part in parts for passage in _part_to_passages(part, about, settings)]


@dataclass(frozen=True, slots=True)
class _Part:
    """Text under one heading path, not yet cut."""

    kind: PassageKind
    path: tuple[str, ...]
    paragraph: Paragraph


def _report_context(report: Report) -> str:
    year = f"{report.year}年" if report.year else ""
    return " ".join(word for word in (report.department, year, report.title) if word)


def _section_parts(section: Section) -> list[_Part]:
    heading = f"{section.number}、{section.title}" if section.number and section.title else section.title or section.number
    outer = (heading,) if heading else ()
    paths = {passage.path for passage in section.passages}
    parts: list[_Part] = []
    for path, group in groupby(section.passages, key=lambda passage: passage.path):
        paragraph = _joined([passage.paragraph for passage in group])
        if not _is_bare_heading(paragraph.text, path, paths):
            parts.append(_Part("prose", (*outer, *path), paragraph))
            _join_last_two(parts, crumb=-2)
    _join_last_two(parts, crumb=-1)
    return parts


def _join_last_two(parts: list[_Part], crumb: int) -> None:
    """Joins the last two parts under the headings they share, if part `crumb` is short and the other headings stand in the text."""
    if len(parts) < 2 or len(parts[crumb].paragraph.text) >= _LEAST_PROSE_CHARS:
        return
    before, after = parts[-2:]
    shared = tuple(one for one, other in takewhile(lambda pair: pair[0] == pair[1], zip(before.path, after.path, strict=False)))
    united = _joined([before.paragraph, after.paragraph])
    if all(heading in united.text for heading in (*before.path[len(shared) :], *after.path[len(shared) :])):
        parts[-2:] = [_Part("prose", shared, united)]


def _is_bare_heading(text: str, path: tuple[str, ...], paths: set[tuple[str, ...]]) -> bool:
    """A heading alone, whose words stand in the paths of the passages below it."""
    return bool(path) and text.strip() == path[-1].strip() and any(len(p) > len(path) and p[: len(path)] == path for p in paths)


def _joined(paragraphs: list[Paragraph]) -> Paragraph:
    """One paragraph with line breaks between the former ones; spans moved along."""
    if len(paragraphs) == 1:
        return paragraphs[0]
    spans: list[Span] = []
    offset = 0
    for paragraph in paragraphs:
        own = paragraph.spans or (Span(0, len(paragraph.text), paragraph.place),)
        spans.extend(Span(span.start + offset, span.end + offset, span.place) for span in own)
        offset += len(paragraph.text) + 1
    return Paragraph("\n".join(p.text for p in paragraphs), join_places([p.place for p in paragraphs]), tuple(spans))


def _task_parts(task: Task) -> Iterator[_Part]:
    path = tuple(dict.fromkeys(word for word in (task.place.table, task.duty, task.name) if word))
    yield _Part("task", path, Paragraph(task.completion or task.name, task.place))


def _goal_parts(form: Form) -> Iterator[_Part]:
    head = tuple(dict.fromkeys(word for word in (form.title, form.project) if word))
    for label, text in (("预期目标", form.goal_expected), ("实际完成情况", form.goal_actual)):
        if text:
            place = next((entry.place for entry in form.entries if entry.text == text), form.place)
            yield _Part("goal", (*head, label), Paragraph(text, place))


def _note_parts(indicator: Indicator) -> Iterator[_Part]:
    note = indicator.note or ""
    if len(note.strip()) >= _LEAST_NOTE_CHARS:
        place = indicator.cells.get("note", indicator.place)
        head = (indicator.project, indicator.place.table, *indicator.groups, indicator.name)
        yield _Part("note", tuple(dict.fromkeys(word for word in head if word)), Paragraph(note, place))


def _part_to_passages(part: _Part, about: str, settings: IndexSettings) -> Iterator[TextPassage]:
    text = part.paragraph.text
    context = "\n".join(word for word in (about, " ".join(part.path)) if word)
    pieces = sentences_to_pieces(text, text_to_sentences(text), settings.passage_min_chars, settings.passage_max_chars)
    for at, piece in enumerate(pieces):
        around = text[pieces[max(0, at - 1)].start : pieces[min(at + 1, len(pieces) - 1)].end]
        shown = _trimmed(text, piece)
        if shown.length:
            spans = tuple(_spans_within(part.paragraph, shown))
            place = join_places([span.place for span in spans], part.paragraph.place.table) if spans else part.paragraph.place
            yield TextPassage(part.kind, part.path, text[shown.start : shown.end], context, around, place, spans)


def _trimmed(text: str, piece: Piece) -> Piece:
    inner = text[piece.start : piece.end]
    return Piece(piece.start + len(inner) - len(inner.lstrip()), piece.end - len(inner) + len(inner.rstrip()))


def _spans_within(paragraph: Paragraph, piece: Piece) -> Iterator[Span]:
    """The printed lines of the piece; a line it shares with its neighbour keeps its whole box."""
    for span in paragraph.spans:
        start, end = max(span.start, piece.start), min(span.end, piece.end)
        if start < end:
            yield replace(span, start=start - piece.start, end=end - piece.start)
