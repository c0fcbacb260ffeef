"""An answer as the HTML of one chat message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ingest.model.place import Place
from jiwen.answer import Answer, Citation, Record
from jiwen.page.markdown import markdown_to_html
from jiwen.page.templating import fill, on_one_line
from jiwen.page.tokens import Source, to_token
from jiwen.page.wording import Language, load_wording

_TABLE_LINE = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
_ROW_LINE = re.compile(r"^\d+\. .*\[\d+\]")
_GROUP_LINE = re.compile(r"^\*\*[^*]+\*\*$")
_MARKS = re.compile(r"\[\d+\]")
MOST_OPEN_NOTES = 2
LONG_TEXT = 16
FIGURE_KINDS = ("value", "aggregate", "compare")
LONGEST_FIGURE_TEXT = 12
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
    tone: str
    remark: str
    link: Link | None


def answer_to_html(number: str, answer: Answer, language: Language = "zh", names: Mapping[str, str] | None = None) -> str:
    """One line of HTML that the chat shows: figure first, then text, table, caveats, choices, next questions, buttons.

    `names` says what to call each report in a table over several.
    """
    links = {n: _link(n, citation, language) for n, citation in enumerate(answer.citations, 1)}

    def cite(n: int) -> Markup | None:
        return fill("cite.html", language, link=links[n]) if n in links else None

    table = None if _TABLE_LINE.search(answer.text) else _table(answer, links, language, names or {})
    html = fill(
        "answer.html",
        language,
        number=number,
        answer=answer,
        figure=_figure(answer),
        figure_links=[links[n] for n in map(int, re.findall(r"\[(\d+)\]", _head_of(answer))) if n in links],
        text=markdown_to_html(shown_text(answer, table is not None), cite),
        table=table,
        loose=[link for n, link in links.items() if table is None and f"[{n}]" not in answer.text + "".join(answer.notes)],
        notes=[markdown_to_html(note, cite) for note in answer.notes],
        open_notes=MOST_OPEN_NOTES,
    )
    return on_one_line(html)


def shown_text(answer: Answer, has_table: bool) -> str:
    """The answer's text without the figure that stands in large type above it and, when there is a table, without its rows."""
    text = answer.text[len(_head_of(answer)) :] if _figure(answer) else answer.text
    if not has_table:
        return text
    return "\n".join(line for line in text.split("\n") if not _ROW_LINE.match(line.strip()) and not _GROUP_LINE.match(line.strip()))


def _head_of(answer: Answer) -> str:
    """The figure with its marks where the text starts with them: `**77.3 亿元**[1]。`."""
    if answer.value is None:
        return ""
    found = re.match(rf"\*\*{re.escape(answer.value.text)}\*\*((?:\[\d+\])*)[。．.]?\s*", answer.text)
    return found[0] if found else ""


def row_remark(line: str, record: Record) -> str:
    """What a row's line says beyond the cells of the record: `按更正后的目标超额完成`."""
    said = _MARKS.sub("", line).split("：", 1)[-1]
    cells = {label + text for label, text in record.fields.items()} | {text.strip() for text in record.fields.values()}
    return "，".join(part for part in said.split("，") if part.strip(" “”") not in cells and said.strip(" “”") not in cells)


def row_remarks(answer: Answer) -> tuple[str, ...]:
    """One remark a record, "" where its line says nothing more."""
    lines = [line.strip() for line in answer.text.split("\n") if _ROW_LINE.match(line.strip())]
    remarks = []
    for record in answer.records:
        line = next((line for line in lines if record.citation and f"[{record.citation}]" in line and record.name in line), None)
        remarks.append(row_remark(line, record) if line else "")
    return tuple(remarks)


def citation_token(citation: Citation) -> str:
    """What stands behind `#cite-` in a link."""
    return to_token(Source(citation.report, citation.place, citation.quote, citation.row))


def _figure(answer: Answer) -> tuple[str, str] | None:
    """(number, unit) in large type; None where the answer is no figure, or its text as printed does not hold the plain number."""
    value = answer.value
    if value is None or answer.kind not in FIGURE_KINDS:
        return None
    if value.number is None:
        return (value.text, "") if len(value.text) <= LONGEST_FIGURE_TEXT else None
    shown = value.text.strip().lstrip("=＝ ")
    if value.unit and shown.endswith(value.unit):
        return shown.removesuffix(value.unit).strip(), value.unit
    return shown, "" if value.unit is None or value.unit in shown else value.unit


def _link(number: int, citation: Citation, language: Language) -> Link:
    title = " · ".join(
        part for part in (citation.title, place_words(citation.place, language), citation.place.table, citation.quote[:60]) if part
    )
    return Link(number, f"#cite-{citation_token(citation)}", title)


def place_words(place: Place, language: Language) -> str:
    """`第 3–4 页`, or the anchor of a file without pages."""
    if not place.pages:
        return place.anchor or ""
    first, last = place.pages[0], place.pages[-1]
    return load_wording(language)("cite_title", page=first if first == last else f"{first}–{last}")


@dataclass(frozen=True, slots=True)
class RecordTable:
    """All records of an answer; `columns` are the field labels, without the name."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    has_verdict: bool
    has_report: bool
    has_remark: bool


def _table(answer: Answer, links: dict[int, Link], language: Language, names: Mapping[str, str]) -> RecordTable | None:
    if len(answer.records) < 2 or answer.kind == "clarify":
        return None
    columns = telling_columns(answer.records)
    titles = {citation.report: citation.title for citation in answer.citations} | dict(names)
    rows = tuple(
        Row(
            record.name,
            tuple(record.fields.get(column, "") for column in columns),
            titles.get(record.report, record.report),
            _verdict_word(record.verdict, language),
            VERDICT_SIGNS.get(record.verdict or "", ""),
            record.verdict if record.verdict in VERDICT_SIGNS else "blank",
            remark,
            links.get(record.citation or 0),
        )
        for record, remark in zip(answer.records, row_remarks(answer), strict=True)
    )
    reports = {record.report for record in answer.records}
    return RecordTable(columns, rows, any(record.verdict for record in answer.records), len(reports) > 1, any(row.remark for row in rows))


def record_columns(records: tuple[Record, ...]) -> tuple[str, ...]:
    """Every field label once, in the order of first use, without one that only repeats the name."""
    labels = dict.fromkeys(label for record in records for label in record.fields)
    return tuple(label for label in labels if any(record.fields.get(label, record.name) != record.name for record in records))


def telling_columns(records: tuple[Record, ...]) -> tuple[str, ...]:
    """The columns that a chat has room for: none that repeats an earlier one, long texts last."""
    texts = {label: tuple(record.fields.get(label, "") for record in records) for label in record_columns(records)}
    first = {column: label for label, column in reversed(texts.items())}
    kept = [label for label, column in texts.items() if first[column] == label]
    return tuple(sorted(kept, key=lambda label: max(map(len, texts[label])) > LONG_TEXT))


def _verdict_word(verdict: str | None, language: Language) -> str | None:
    words = load_wording(language).words
    return words.get(f"verdict_{verdict}", verdict) if verdict else None
