"""Figures that the running text states, each with the words that say what it is a figure of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.facts.check_wording import agrees_as_printed, decimals_of, rounded
from ingest.facts.words import PROSE_WORDS
from ingest.model.document import Paragraph
from ingest.model.place import Place, join_places
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from ingest.values import find_quantities, find_years, plain, unit_scale

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_CLAUSE_MARK = re.compile(r"[，,、：:（）()]")
_FILLERS = re.compile(rf"(?:{PROSE_WORDS['fillers_after']})$")
_NEUTRAL = re.compile(rf"^(?:{PROSE_WORDS['neutral_before']})")
_NO_STATEMENT = re.compile(PROSE_WORDS["no_statement"])
_SKIPPED_SECTION = re.compile(PROSE_WORDS["skipped_sections"])
_PRINTED_SIGN = re.compile(r"[=＝═≥≤≧≦⩾⩽<>＜＞]")  # a target copied from a table, not a sentence
_LONGEST_LEAD = 200
_ABOUT = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of the text. `lead` is what stands before it since the sentence or the figure before began, `head` the last clause of
    that, both bare of spaces, quotes and filler words (达到, 为, 共); `tail` is the rest of its clause. `starts_paragraph` with the first
    figure of a paragraph.
    """

    quantity: Quantity
    approximate: bool
    lead: str
    head: str
    tail: str
    place: Place
    starts_paragraph: bool

    @property
    def figure(self) -> str:
        """The figure as printed, without the words around it: 15,258.60万元."""
        number = re.search(r"[-+]?\d[\d,]*(?:\.\d+)?", plain(self.quantity.text))
        return f"{number[0] if number else self.quantity.text}{self.quantity.unit or ''}"


def find_statements(report: Report) -> list[Statement]:
    """Every figure with a unit that the text, or a key task's completion, states as a result of the report's own year."""
    paragraphs = [
        *(passage.paragraph for section in report.sections if not _SKIPPED_SECTION.search(section.title) for passage in section.passages),
        *(Paragraph(task.completion, task.place) for task in report.tasks),
    ]
    return [statement for paragraph in paragraphs for statement in _paragraph_statements(paragraph, report.year)]


def find_goal_statements(text: str, place: Place, year: int | None) -> list[Statement]:
    """Every figure with a unit in the goal box of a form (预期目标, 实际完成情况)."""
    return list(_paragraph_statements(Paragraph(text, place), year))


def _paragraph_statements(paragraph: Paragraph, year: int | None) -> Iterator[Statement]:
    for line, start in _lines(paragraph.text):
        yield from _line_statements(paragraph, line, start, year)


def _lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.split("\n"):
        yield line, start
        start += len(line) + 1


def _line_statements(paragraph: Paragraph, line: str, line_start: int, year: int | None) -> Iterator[Statement]:
    is_first = True
    for sentence in _SENTENCE.finditer(line):
        end_before = 0
        amounts = [
            amount for amount in find_quantities(sentence[0]) if amount.quantity.unit and not _PRINTED_SIGN.match(amount.quantity.text)
        ]
        for amount in amounts:
            lead = sentence[0][max(end_before, amount.start - _LONGEST_LEAD) : amount.start]
            end_before = amount.end
            head = _CLAUSE_MARK.split(lead.rstrip("：:（("))[-1]
            if _is_of_year(sentence[0][: amount.start], head, year):
                place = _place_of(paragraph, line_start + sentence.start() + amount.number_start)
                tail = re.sub(r"\s", "", _CLAUSE_MARK.split(sentence[0][amount.end :])[0])
                yield Statement(amount.quantity, amount.approximate, _bare(lead), _bare(head), tail, place, is_first)
                is_first = False


def _bare(text: str) -> str:
    return _FILLERS.sub("", re.sub(r"[\s“”\"‘’《》]", "", plain(text)).rstrip("：:（("))


def _is_of_year(before: str, head: str, year: int | None) -> bool:
    """False where the year named last in the sentence before the figure is another one, or its own clause speaks of 上年."""
    named = [found.years for found in find_years(before) if found.years]
    is_relative = any(found.offsets not in ((), (0,)) for found in find_years(head))
    return not is_relative and (not named or year is None or year in named[-1])


def _place_of(paragraph: Paragraph, position: int) -> Place:
    """The printed line that holds the character; the whole paragraph where lines are not known."""
    for span in paragraph.spans:
        if span.start <= position < span.end:
            return join_places([span.place])
    return paragraph.place


def is_reserved(words: str) -> bool:
    """True where words before a figure make it a plan or a change: 目标, 较上年, 同比, 下一步. Names are to be cut out first."""
    return _NO_STATEMENT.search(words) is not None


def strip_neutral(text: str) -> str:
    """`text` without years, list marks and words that name nothing (全年, 其中, 累计)."""
    return _NEUTRAL.sub("", text)


def says_the_same(statement: Statement, value: Quantity, unit: str | None = None) -> bool:
    """True where the text's figure is the table's, exactly, rounded or cut to the digits shown, or with 超, 近, 约 on the right side."""
    said, held = statement.quantity, value
    if said.number is None or held.number is None:
        return True
    said_scale, held_scale = unit_scale(said.unit)[0], unit_scale(held.unit or unit or said.unit)[0]
    said_number, held_number = said.number * said_scale, held.number * held_scale
    if agrees_as_printed(said.number, held_number / said_scale) or _is_rounded(held.number, said_number / held_scale):
        return True
    if statement.approximate and abs(said_number - held_number) <= abs(held_number) * _ABOUT:
        return True
    return _is_on_the_side(said, said_number, held_number)


def _is_rounded(held: Decimal, said: Decimal) -> bool:
    """The table may be the coarser one (98% for 98.4%), but a zero is printed as a zero."""
    return held != 0 and rounded(said, decimals_of(held)) == held


def _is_on_the_side(said: Quantity, said_number: Decimal, held_number: Decimal) -> bool:
    """超7200 is said of 7210, 90%以上 of 92%; 达到 states the figure itself."""
    if said.op in (">", ">=") and not said.text.startswith("达"):
        return said_number <= held_number <= said_number * Decimal("1.2")
    return said.op in ("<", "<=") and said_number * Decimal("0.8") <= held_number <= said_number
