"""An answer as the HTML of one chat message."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from jiwen.answer import Answer, Citation, Record
from jiwen.page.markdown import markdown_to_html
from jiwen.page.templating import fill, on_one_line
from jiwen.page.tokens import Source, to_token
from jiwen.page.wording import Language, load_wording

_TABLE_LINE = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
VERDICT_SIGNS = {"met": "✓", "missed": "✗", "exceeded": "▲", "qualitative": "✓", "undecidable": "？", "blank": "—"}


@dataclass(frozen=True, slots=True)
class Link:
    """A citation's mark: its number, where it leads, and what a pointer resting on it reads."""

    number: int
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record as a table row."""

    name: str
    cells: tuple[str, ...]
    report: str
    verdict: str | None
    sign: str
    link: Link | None


def answer_to_html(number: str, answer: Answer, language: Language = "zh") -> str:
    """One line of HTML that the chat shows: figure first, then text, table, caveats, choices, next questions, buttons."""
    links = {n: _link(n, citation, language) for n, citation in enumerate(answer.citations, 1)}

    def cite(n: int) -> Markup | None:
        return fill("cite.html", language, link=links[n]) if n in links else None

    table = None if _TABLE_LINE.search(answer.text) else _table(answer, links, language)
    html = fill(
        "answer.html",
        language,
        number=number,
        answer=answer,
        figure=_figure(answer),
        text=markdown_to_html(answer.text, cite),
        table=table,
        loose=[link for n, link in links.items() if table is None and f"[{n}]" not in answer.text],
        notes=[markdown_to_html(note, cite) for note in answer.notes],
    )
    return on_one_line(html)


def citation_token(citation: Citation) -> str:
    """What stands behind `#cite-` in a link."""
    return to_token(Source(citation.report, citation.place, citation.quote, citation.row))


def _figure(answer: Answer) -> tuple[str, str] | None:
    """(number, unit) in large type; None where the answer is no figure, or its text as printed does not hold the plain number."""
    value = answer.value
    if value is None or answer.kind not in ("value", "aggregate"):
        return None
    if value.number is None:
        return (value.text, "") if len(value.text) <= 12 else None
    shown = value.text.strip().lstrip("=＝ ")
    if value.unit and shown.endswith(value.unit):
        return shown.removesuffix(value.unit).strip(), value.unit
    return shown, "" if value.unit is None or value.unit in shown else value.unit


def _link(number: int, citation: Citation, language: Language) -> Link:
    t = load_wording(language)
    pages = citation.place.pages
    where = (
        t("cite_title", page="–".join(str(page) for page in (pages[0], pages[-1]) if pages[0] != pages[-1]) or pages[0])
        if pages
        else citation.place.anchor
    )
    title = " · ".join(part for part in (citation.title, where, citation.place.table, citation.quote[:60]) if part)
    return Link(number, f"#cite-{citation_token(citation)}", title)


@dataclass(frozen=True, slots=True)
class RecordTable:
    """All records of an answer; `columns` are the field labels, without the name."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    has_verdict: bool
    has_report: bool


def _table(answer: Answer, links: dict[int, Link], language: Language) -> RecordTable | None:
    if len(answer.records) < 2:
        return None
    columns = record_columns(answer.records)
    titles = {citation.report: citation.title for citation in answer.citations}
    rows = tuple(
        Row(
            record.name,
            tuple(record.fields.get(column, "") for column in columns),
            titles.get(record.report, record.report),
            _verdict_word(record.verdict, language),
            VERDICT_SIGNS.get(record.verdict or "", ""),
            links.get(record.citation or 0),
        )
        for record in answer.records
    )
    reports = {record.report for record in answer.records}
    return RecordTable(columns, rows, any(record.verdict for record in answer.records), len(reports) > 1)


def record_columns(records: tuple[Record, ...]) -> tuple[str, ...]:
    """Every field label once, in the order of first use, without one that only repeats the name."""
    labels = dict.fromkeys(label for record in records for label in record.fields)
    return tuple(label for label in labels if any(record.fields.get(label, record.name) != record.name for record in records))


def _verdict_word(verdict: str | None, language: Language) -> str | None:
    words = load_wording(language).words
    return words.get(f"verdict_{verdict}", verdict) if verdict else None
