"""The rows of a list answer as the table that stands in the chat: figures in columns, long texts in one line under their row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jiwen.answer import Answer, Record
from jiwen.page.citing import Link
from jiwen.page.wording import load_wording
from jiwen.saying import Language, say

ROW_LINE = re.compile(r"^\d+\. .*\[\d+\]")
_MARKS = re.compile(r"\[\d+\]")
LONG_TEXT = 16
ROOM = 56
"""Half-width characters that the columns beside the name may take; measured at a chat 580 px wide."""
COLUMN_EDGE = 2
MOST_WHOLE_ROWS = 15
VERDICT_SIGNS = {"met": "✓", "missed": "✗", "exceeded": "▲", "qualitative": "✓", "undecidable": "?", "blank": "—"}


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `under` is what stands below it, its first part in sight and the rest on request; "" for nothing."""

    name: str
    cells: tuple[str, ...]
    report: str
    verdict: str | None
    sign: str
    tone: str
    under: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class RecordTable:
    """All records of an answer. `columns` are labels in the page's language; `same_verdict`: one word for all is said in the text."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    has_verdict: bool
    same_verdict: bool
    has_report: bool

    @property
    def is_long(self) -> bool:
        """Whether it scrolls in itself, so that what follows it can be reached."""
        return len(self.rows) > MOST_WHOLE_ROWS


def record_table(answer: Answer, links: Mapping[int, Link], language: Language, names: Mapping[str, str]) -> RecordTable | None:
    """None where there is nothing to set side by side, or the text tells every row already. `names` says what to call each report."""
    if len(answer.records) < 2 or answer.kind == "clarify" or _are_told(answer):
        return None
    columns = telling_columns(answer.records)
    titles = {citation.report: citation.title for citation in answer.citations} | dict(names)
    rows = tuple(
        _row(record, remark, columns, titles, links, language) for record, remark in zip(answer.records, row_remarks(answer), strict=True)
    )
    verdicts = {record.verdict for record in answer.records}
    return RecordTable(
        tuple(column_word(column, language) for column in columns),
        rows,
        verdicts != {None},
        len(verdicts) == 1,
        len({record.report for record in answer.records}) > 1,
    )


def _are_told(answer: Answer) -> bool:
    """Whether bullets of the text tell every record: the figures of three years, two sides of a comparison, a summary."""
    bullets = [line for line in answer.text.split("\n") if line.startswith("- ")]
    told = {int(mark) for line in bullets for mark in re.findall(r"\[(\d+)\]", line)}
    return all(record.citation in told for record in answer.records)


def _row(
    record: Record, remark: str, columns: tuple[str, ...], titles: Mapping[str, str], links: Mapping[int, Link], language: Language
) -> Row:
    colon = load_wording(language)("colon")
    beyond = [f"{column_word(label, language)}{colon}{text}" for label, text in record.fields.items() if text and label not in columns]
    return Row(
        record.name,
        tuple(record.fields.get(column, "") for column in columns),
        titles.get(record.report, record.report),
        verdict_word(record.verdict, language),
        VERDICT_SIGNS.get(record.verdict or "", ""),
        record.verdict if record.verdict in VERDICT_SIGNS else "blank",
        " · ".join(part for part in (remark, *beyond) if part),
        links.get(record.citation or 0),
    )


def record_columns(records: tuple[Record, ...]) -> tuple[str, ...]:
    """Every field label once, in the order of first use, without one that only repeats the name."""
    labels = dict.fromkeys(label for record in records for label in record.fields)
    return tuple(label for label in labels if any(record.fields.get(label, record.name) != record.name for record in records))


def telling_columns(records: tuple[Record, ...]) -> tuple[str, ...]:
    """The columns that a chat has room for: none that repeats an earlier one, none with long texts, as many as fit."""
    texts = {label: tuple(record.fields.get(label, "") for record in records) for label in record_columns(records)}
    first = {column: label for label, column in reversed(texts.items())}
    kept, room = [], ROOM
    for label, column in texts.items():
        width = max(map(half_widths, (label, *column))) + COLUMN_EDGE
        if first[column] == label and max(map(len, column)) <= LONG_TEXT and width <= room:
            kept.append(label)
            room -= width
    return tuple(kept)


def half_widths(text: str) -> int:
    """How wide a text is printed, a Chinese character counting two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def row_remark(line: str, record: Record, language: Language = "zh") -> str:
    """What a row's line, written in `language`, says beyond the cells of the record: `按更正后的目标超额完成`."""
    said, comma = _MARKS.sub("", line).split(say(language, "："), 1)[-1], say(language, "，")
    cells = {say(language, "{label}{text}", label=say(language, label), text=text) for label, text in record.fields.items()}
    cells |= {text.strip() for text in record.fields.values()}
    return comma.join(part for part in said.split(comma) if part.strip(" “”") not in cells and said.strip(" “”") not in cells)


def row_remarks(answer: Answer) -> tuple[str, ...]:
    """One remark a record, "" where its line says nothing more."""
    lines = [line.strip() for line in answer.text.split("\n") if ROW_LINE.match(line.strip())]
    remarks = []
    for record in answer.records:
        line = next((line for line in lines if record.citation and f"[{record.citation}]" in line and record.name in line), None)
        remarks.append(row_remark(line, record, answer.language) if line else "")
    return tuple(remarks)


def verdict_word(verdict: str | None, language: Language) -> str | None:
    """The verdict as the page calls it."""
    words = load_wording(language).words
    return words.get(f"verdict_{verdict}", verdict) if verdict else None


def column_word(label: str, language: Language) -> str:
    """A column's label in the page's language; one that reports print themselves stays as printed."""
    word = say(language, label)
    return label if word == label else word[:1].upper() + word[1:]
