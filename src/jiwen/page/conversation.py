"""A conversation as a file to hand round: Markdown or DOCX, every answer with its citations."""

import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.shared import Pt

from jiwen.answer import Answer, Citation
from jiwen.page.citing import place_words
from jiwen.page.record_table import record_columns
from jiwen.page.tables import answer_table
from jiwen.page.wording import load_wording
from jiwen.saying import Language


def citation_line(number: int, citation: Citation, language: Language) -> str:
    """`[1] 《title》 第 10 页 · table · row：quote`."""
    parts = " · ".join(part for part in (place_words(citation.place, language), citation.place.table, citation.row) if part)
    return f"[{number}] 《{citation.title}》 {parts}：{citation.quote}"


def conversation_to_markdown(answers: Sequence[Answer], language: Language) -> str:
    """Questions as headings; figures, tables, caveats and citations below."""
    parts = [f"# {load_wording(language)('title')}"]
    for answer in answers:
        parts += [f"## {answer.question}", answer.text]
        if _needs_table(answer):
            parts.append(_markdown_table(answer, language))
        parts += [f"> {note}" for note in answer.notes]
        parts.append("\n".join(f"- {citation_line(n, citation, language)}" for n, citation in enumerate(answer.citations, 1)))
    return "\n\n".join(part for part in parts if part) + "\n"


def conversation_to_docx(answers: Sequence[Answer], language: Language) -> bytes:
    """The same as DOCX, with real tables."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(load_wording(language)("title"), 0)
    for answer in answers:
        document.add_heading(answer.question, 2)
        for line in answer.text.split("\n"):
            if line.strip() and not line.lstrip().startswith("|"):
                document.add_paragraph(line.replace("**", ""))
        if len(answer.records) > 1:
            _docx_table(document, answer, language)
        for note in answer.notes:
            document.add_paragraph(note.replace("**", ""), style="Intense Quote")
        for n, citation in enumerate(answer.citations, 1):
            document.add_paragraph(citation_line(n, citation, language)).paragraph_format.space_after = Pt(0)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _needs_table(answer: Answer) -> bool:
    """Whether the text does not name every record already."""
    return (
        len(answer.records) > 1 and "|" not in answer.text and any(f"[{record.citation}]" not in answer.text for record in answer.records)
    )


def _markdown_table(answer: Answer, language: Language) -> str:
    t = load_wording(language)
    columns = record_columns(answer.records)
    lines = [[t("record"), *columns, t("source")], ["---"] * (len(columns) + 2)]
    lines += [
        [record.name, *(record.fields.get(column, "") for column in columns), f"[{record.citation}]" if record.citation else ""]
        for record in answer.records
    ]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines)


def _docx_table(document: Document, answer: Answer, language: Language) -> None:
    table = answer_table(answer, language)
    grid = document.add_table(rows=1, cols=len(table.columns) + 1, style="Light Grid Accent 1")
    for cell, text in zip(grid.rows[0].cells, [*table.columns, load_wording(language)("source")], strict=True):
        cell.text = text
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, [*(typed.text for typed in row.cells), row.where], strict=True):
            cell.text = text
