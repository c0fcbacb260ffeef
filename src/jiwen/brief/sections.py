"""The three tables of a brief as rows of laid out cells, with the height of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Paragraph

from ingest.model.facts import Check
from ingest.model.place import Place
from jiwen.brief.content import Brief, Miss, Spending
from jiwen.brief.face import clipped, paragraph
from jiwen.page.citing import place_words
from jiwen.page.wording import load_wording
from jiwen.saying import Language, say_message

PADDING = 3.0
SIZE = 8.0
SOFT, RED = "#55616f", "#a8321f"
LINES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """Laid out cells. `share` (0 to 1) asks for a bar in the section's bar column."""

    cells: tuple[Paragraph, ...]
    height: float
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A table. `tone` names the colour of its heading by a verdict; `nothing` is said where there are no rows."""

    title: str
    tone: str
    nothing: str
    widths: tuple[float, ...]
    header: Row
    rows: tuple[Row, ...]
    bar_column: int = 0


def sections_of(brief: Brief, language: Language, words: dict[str, str], width_pt: float) -> tuple[Section, ...]:
    """Misses, spendings and findings, each with all its rows."""
    return (
        _misses(brief, language, words, width_pt),
        _spendings(brief.spendings, language, words, width_pt),
        _findings(brief.findings, language, words, width_pt),
    )


def _misses(brief: Brief, language: Language, words: dict[str, str], width_pt: float) -> Section:
    widths = _parts(width_pt, (24, 15, 13, 10, 29, 9))

    def row(miss: Miss) -> Row:
        target = miss.target
        if miss.corrected_target and miss.corrected:
            verdict = load_wording(language)(f"verdict_{miss.corrected}")
            target += f"；{words['corrected'].format(target=miss.corrected_target, verdict=verdict)}"
        reason = miss.reason or words["no_reason"]
        texts = (_named(miss.name, miss.project), target, miss.actual, _starred(miss.deviation, miss.deviation_is_computed), reason)
        colours = ("", "", RED, "", "" if miss.reason else SOFT)
        return _row((*texts, _where(miss.place, language)), widths, (*colours, SOFT))

    keys = ("name", "target", "actual", "deviation", "reason", "where")
    header = _row([words[key] for key in keys], widths, [SOFT] * len(keys))
    nothing = words["no_misses" if brief.judged else "none_judged"]
    return Section(words["misses"], "missed", nothing, widths, header, tuple(row(miss) for miss in brief.misses))


def _spendings(spendings: Sequence[Spending], language: Language, words: dict[str, str], width_pt: float) -> Section:
    widths = _parts(width_pt, (41, 18, 18, 14, 9))

    def row(line: Spending) -> Row:
        amounts = [f"{amount} {line.unit}".strip() if amount else "" for amount in (line.adjusted, line.actual)]
        texts = (_named(line.name, line.project), *amounts, _starred(line.rate, line.rate_is_computed))
        laid = _row((*texts, _where(line.place, language)), widths, ("", "", "", "", SOFT))
        return Row(laid.cells, laid.height + 3, float(line.share / 100))

    keys = ("name", "adjusted", "spent", "rate", "where")
    header = _row([words[key] for key in keys], widths, [SOFT] * len(keys))
    return Section(words["spendings"], "met", words["no_spendings"], widths, header, tuple(row(line) for line in spendings), bar_column=3)


def _findings(findings: Sequence[Check], language: Language, words: dict[str, str], width_pt: float) -> Section:
    widths = _parts(width_pt, (13, 78, 9))

    def row(check: Check) -> Row:
        kind = words["contradiction" if check.severity == "error" else "doubt"]
        where = _where(check.places[0], language) if check.places else ""
        return _row((kind, say_message(language, check.message), where), widths, (RED if check.severity == "error" else SOFT, "", SOFT))

    header = _row(("", words["finding"], words["where"]), widths, [SOFT] * 3)
    return Section(words["findings"], "undecidable", words["no_findings"], widths, header, tuple(row(check) for check in findings))


def _row(texts: Sequence[str], widths: Sequence[float], colours: Sequence[str]) -> Row:
    cells = []
    for text, width, colour in zip(texts, widths, colours, strict=True):
        room = width - 2 * PADDING
        cell = paragraph(clipped(text, room, LINES, SIZE), SIZE, colour or "#1c2733")
        cell.wrap(room, 1000)
        cells.append(cell)
    return Row(tuple(cells), max(cell.height for cell in cells) + 2 * PADDING)


def _parts(width_pt: float, shares: Sequence[float]) -> tuple[float, ...]:
    return tuple(width_pt * share / sum(shares) for share in shares)


def _named(name: str, project: str | None) -> str:
    return f"{name}（{project}）" if project else name


def _starred(text: str, is_computed: bool) -> str:
    return f"{text} *" if is_computed and text else text


def _where(place: Place, language: Language) -> str:
    return place_words(place, language)
