"""An answer as the HTML of one chat message."""

import re
from collections.abc import Mapping

from markupsafe import Markup

from ingest.model.quantity import Quantity
from jiwen.answer import Answer
from jiwen.page.citing import citation_link
from jiwen.page.markdown import markdown_to_html
from jiwen.page.record_table import ROW_LINE, record_table
from jiwen.page.templating import fill, on_one_line
from jiwen.saying import Language, say

_TABLE_LINE = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
_GROUP_LINE = re.compile(r"^\*\*[^*]+\*\*$")
MOST_OPEN_NOTES = 2
FIGURE_KINDS = ("value", "aggregate", "compare")
LONGEST_FIGURE_TEXT = 12


def answer_to_html(number: str, answer: Answer, language: Language = "zh", names: Mapping[str, str] | None = None) -> str:
    """One line of HTML that the chat shows: figure first, then text, table, caveats, choices, next questions, buttons.

    `names` says what to call each report in a table over several.
    """
    links = {n: citation_link(n, citation, language) for n, citation in enumerate(answer.citations, 1)}

    def cite(n: int) -> Markup | None:
        return fill("cite.html", language, link=links[n]) if n in links else None

    table = None if _TABLE_LINE.search(answer.text) else record_table(answer, links, language, names or {})
    html = fill(
        "answer.html",
        language,
        number=number,
        answer=answer,
        figure=_figure(answer),
        figure_links=[links[n] for n in map(int, re.findall(r"\[(\d+)\]", _head_of(answer))) if n in links],
        text=markdown_to_html(shown_text(answer, table is not None), cite),
        picks=[(markdown_to_html(line[2:], cite), choice) for line, choice in zip(_candidates(answer), answer.choices, strict=False)],
        table=table,
        loose=[link for n, link in links.items() if table is None and f"[{n}]" not in answer.text + "".join(answer.notes)],
        notes=[markdown_to_html(note, cite) for note in answer.notes],
        open_notes=MOST_OPEN_NOTES,
    )
    return on_one_line(html)


def shown_text(answer: Answer, has_table: bool) -> str:
    """The answer's text without the figure that stands in large type above it and, when there is a table, without its rows."""
    text = answer.text[len(_head_of(answer)) :] if _figure(answer) else answer.text
    if _candidates(answer):
        return "\n".join(line for line in text.split("\n") if not line.startswith("- "))
    if not has_table:
        return text
    return "\n".join(line for line in text.split("\n") if not ROW_LINE.match(line.strip()) and not _GROUP_LINE.match(line.strip()))


def _candidates(answer: Answer) -> list[str]:
    """The lines of the text that stand for the choices, one each; empty where they do not match."""
    lines = [line for line in answer.text.split("\n") if line.startswith("- ")]
    return lines if len(lines) == len(answer.choices) else []


def _head_of(answer: Answer) -> str:
    """The figure with its marks where the text starts with them: `**77.3 亿元**[1]。`."""
    if answer.value is None:
        return ""
    figure = re.escape(_said(answer.value, answer).lstrip("-"))
    found = re.match(rf"\*\*-?{figure}\*\*((?:\[\d+\])*)[。．.]?\s*", answer.text)
    return found[0] if found else ""


def _said(value: Quantity, answer: Answer) -> str:
    """The value's text with the unit as the answer's language calls it."""
    unit = value.unit or ""
    return value.text.removesuffix(unit) + say(answer.language, unit) if unit and value.text.endswith(unit) else value.text


def _figure(answer: Answer) -> tuple[str, str] | None:
    """(number, unit) in large type; None where the answer is no figure, or its text as printed does not hold the plain number."""
    value = answer.value
    if value is None or answer.kind not in FIGURE_KINDS:
        return None
    if value.number is None:
        return (value.text, "") if len(value.text) <= LONGEST_FIGURE_TEXT else None
    shown = value.text.strip().lstrip("=＝ ")
    if value.unit and shown.endswith(value.unit):
        return shown.removesuffix(value.unit).strip(), say(answer.language, value.unit).strip()
    return shown, "" if value.unit is None or value.unit in shown else value.unit
