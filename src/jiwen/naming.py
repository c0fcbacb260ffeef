"""What the names of a question stand for: rows of facts, else cells of tables and amounts of sentences."""

import re
from collections.abc import Sequence
from dataclasses import replace

from jiwen.asked import asked_for
from jiwen.cellrows import figure_rows
from jiwen.lookup import Resolved, Shelfful, aligned, resolve
from jiwen.meaning import nearest_names, noun_phrase
from jiwen.question.model import Mention, Question, counts_things
from jiwen.rows import CellLine, Row
from jiwen.select import names_group, ordered, select
from jiwen.shelf import Shelf

_YEAR = re.compile(r"(?:19|20)\d\d")
_CHANGE = re.compile("增减|比.*年|变动|增长")
_OF_ONE_YEAR = ("value", "sum", "average", "ratio", "share")
_FIGURES = ("value", "sum", "average", "difference", "growth", "ratio", "share", "trend", "rank", "count")
_MOST_REPORTS = 4
_MOST_NAMES = 160
_SURE_MEANING, _MEANING_MARGIN = 0.85, 0.015
_OVER_YEARS = ("trend", "growth", "difference", "average")
_CLINGS = re.compile(
    r"^(?:县里|市里|区里|局里|全县|全市|全区|咱们?|咱|帮忙|上面|下面)|(?:降|涨|升|超|掉|改|咋|做|干|办|搞|建|修|招|负责|承担|实施|牵头|管|报|填|弄|整|落实|推进|开展)+$"
)
_GLUE = re.compile(r"的?(?:项目|任务|指标|工作)(?:资金|经费|支出)?的?")


def what_is_named(question: Question, shelf: Shelfful, library: Shelf) -> tuple[Resolved, ...]:
    """Every name of the question with its rows; over several years with the rows of other years that bear another name."""
    if question.ordinal is not None and (question.conditions or question.domain == "task"):
        return _nth(question, shelf)
    narrows_a_list = question.form in ("list", "count", "share") and question.conditions
    resolved = _with_cells(question, shelf, () if narrows_a_list else _resolve_all(question, shelf, library))
    if question.form in _OVER_YEARS or question.by == "year":
        return tuple(replace(item, rows=aligned(item.rows, shelf)) if item.status == "one" else item for item in resolved)
    return resolved


def _nth(question: Question, shelf: Shelfful) -> tuple[Resolved, ...]:
    """The one of the list before that 第二个 means."""
    rows = ordered(select(question, shelf).rows, question)
    number = question.ordinal or 1
    at = number - 1 if number > 0 else number
    return (Resolved("one", (rows[at],)),) if -len(rows) <= at < len(rows) else ()


def _resolve_all(question: Question, shelf: Shelfful, library: Shelf) -> tuple[Resolved, ...]:
    """Every mention resolved. Two that only a word for rows parts (养护项目质量合格率) are one name, or none at all in a figure's question;
    two that stand side by side are tried as one where the first alone is none (路面修复和养护里程)."""
    resolved: list[Resolved] = []
    rest = list(question.mentions)
    while rest:
        mention = rest.pop(0)
        glue = _glue(mention, rest[0], question.folded) if rest else None
        found = resolve(_joined(mention, rest[0], glue), shelf, question) if glue else None
        if (found is not None and found.status != "none") or (found is not None and question.form == "value"):
            rest.pop(0)
        else:
            found = _trimmed(resolve(mention, shelf, question), shelf, question)
            both = resolve(_joined(mention, rest[0]), shelf, question) if found.status == "none" and rest else None
            if both is not None and both.status != "none":
                rest.pop(0)
                found = both
        resolved.append(_by_meaning(found, question, shelf, library) if question.language == "en" else found)
    resolved = [_with_head(item, resolved[:at], shelf, question) for at, item in enumerate(resolved)]
    known = [item for item in resolved if item.status != "none"]
    return tuple(known or resolved) if question.form == "trend" else tuple(resolved)


def _with_head(found: Resolved, before: Sequence[Resolved], shelf: Shelfful, question: Question) -> Resolved:
    """高血压管理人数和管理率: a name that is short for one that begins like the name before it."""
    last = before[-1].mention if before and before[-1].status == "one" else None
    mention = found.mention
    if last is None or mention is None or found.status == "one" or not mention.text:
        return found
    for size in range(2, len(last.text) - 1):
        whole = Mention(last.text[:size] + mention.text, (*last.weights[:size], *mention.weights), mention.start)
        again = resolve(whole, shelf, question)
        if again.status == "one" and not set(again.rows) & set(before[-1].rows):
            return replace(again, mention=mention)
    return found


def _trimmed(found: Resolved, shelf: Shelfful, question: Question) -> Resolved:
    """What a mention names without the verb that clings to its end (三公变动率|降了没有); only words that name nothing go."""
    mention = found.mention
    if found.status != "none" or mention is None:
        return found
    text = _CLINGS.sub("", mention.text)
    start = mention.text.find(text) if len(text) >= 2 else -1
    if start < 0 or text == mention.text:
        return found
    rest = Mention(text, mention.weights[start : start + len(text)], mention.start + start)
    again = resolve(rest, shelf, question)
    return replace(again, mention=mention) if again.status != "none" else found


def _glue(one: Mention, other: Mention, folded: str) -> str | None:
    """The words between two mentions where they part no two things: 项目, 任务 …"""
    between = folded[one.start + len(one.text) : other.start]
    return between if _GLUE.fullmatch(between) else None


def _joined(one: Mention, other: Mention, glue: str | None = "") -> Mention:
    glue = glue or ""
    return Mention(one.text + glue + other.text, (*one.weights, *(0.2 for _ in glue), *other.weights), one.start)


def _by_meaning(found: Resolved, question: Question, shelf: Shelfful, library: Shelf) -> Resolved:
    """An English name with words that no list knows: taken only where the embedding model agrees; a clear first alone is taken too."""
    if found.status == "one" and not question.unknown_words:
        return found
    names = [row.shown for row, _ in shelf.rows if row.kind in ("indicator", "budget") and not row.is_total]
    if len(names) > _MOST_NAMES:
        return found
    ranked = nearest_names(noun_phrase(question.text), names, library.embedder())
    if len(ranked) < 2:
        return found if not question.unknown_words else Resolved("none", (), found.near, found.mention)
    first, second = ranked[0], ranked[1]
    if found.status != "none":
        near = (first[0], second[0]) if len(question.unknown_words) < 2 else (first[0],)
        agreed = tuple(row for row in found.rows if row.shown in near)
        if found.status == "one" or not question.unknown_words:
            return found if agreed or not question.unknown_words else Resolved("none", (), (first[0], second[0]), found.mention)
        return Resolved("one" if len({row.shown for row in agreed}) == 1 else "many", agreed or found.rows, (), found.mention)
    if first[1] >= _SURE_MEANING and first[1] - second[1] >= _MEANING_MARGIN:
        rows = tuple(row for row, _ in shelf.rows if row.shown == first[0] and row.kind in ("indicator", "budget"))
        return Resolved("one", rows, (), found.mention)
    return Resolved("none", (), tuple(name for name, _ in ranked[:3]), found.mention)


def _with_cells(question: Question, shelf: Shelfful, resolved: tuple[Resolved, ...]) -> tuple[Resolved, ...]:
    """Names that no fact bears (or none at all), looked up in tables and text of the reports, when a figure is asked for."""
    if question.form not in _FIGURES or len(shelf.reports) > _MOST_REPORTS or question.language == "en":
        return resolved
    rows = [row for row, _ in shelf.rows]
    missing = [item for item in resolved if item.status == "none" and item.mention and not names_group(item.mention, rows)]
    if question.mentions and not missing:
        return resolved
    if not question.mentions and (
        question.columns == ("completion",)
        or question.conditions
        or question.order
        or (any(row.is_total for row in shelf.of("budget")) and question.asks_total)
        or ({"score", "weight"} & set(question.columns) and shelf.of("form"))
    ):
        return resolved
    whole = _figures_for(question, shelf, question.mentions, asked_for(question, question.mentions))
    if whole and (len(question.mentions) < 2 or question.form == "value"):
        return (Resolved("one", tuple(whole), (), None),)
    found: list[Resolved] = []
    for item in resolved:
        own = (item.mention,) if item.mention else ()
        rows = _figures_for(question, shelf, own, asked_for(question, own)) if item.status == "none" else []
        found.append(Resolved("one", tuple(rows), (), item.mention) if rows else item)
    return tuple(found)


def _figures_for(question: Question, shelf: Shelfful, mentions: Sequence[Mention], asked: str) -> list[Row]:
    ignore = [body.text for body in question.scope.bodies] + [f"{year}年" for year in question.scope.years]
    found = [row for report in shelf.reports for row in figure_rows(asked, report, mentions, ignore)]
    found = [row for row in found if not (counts_things(question.unit_hint) or question.form == "count") or _counts(row)]
    return of_one_year(found, question.scope.years) if question.form in _OF_ONE_YEAR else found


def of_one_year(rows: Sequence[Row], years: Sequence[int]) -> list[Row]:
    """Of cells under headings of several years (2022年决算数, 2023年执行数) those of the years asked for, else of the report's own year.

    All of them where neither is among the headings. Changes and parts beside the years (增减额, 其中：财政拨款) are not asked for.
    """
    headings = {row: row.item.column if isinstance(row.item, CellLine) else "" for row in rows}
    dated = [row for row in rows if _YEAR.search(headings[row]) and not _CHANGE.search(headings[row])]
    if len({headings[row] for row in dated}) < 2 or len({row.name for row in rows}) > 1:
        return list(rows)
    return [row for row in dated if any(f"{year}" in headings[row] for year in years or (row.report.year,))] or list(rows)


def _counts(row: Row) -> bool:
    """多少个 is not answered by an amount of money."""
    unit = row.item.quantity.unit if isinstance(row.item, CellLine) and row.item.quantity else None
    return unit is None or counts_things(unit)
