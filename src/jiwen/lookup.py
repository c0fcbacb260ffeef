"""Rows that a question means: names resolved against the reports in reach, conditions tested on every row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.model.report import Report
from ingest.values import unit_scale
from jiwen.question.fold import fold_name
from jiwen.question.model import Mention, Question
from jiwen.question.names import Fit, contradicts, fit, name_key, standard_mention
from jiwen.question.sounds import read_by_sound
from jiwen.rows import Row, rows_of

_RATE = re.compile(r"(?:完成|执行|达成|控制|调整|利用|覆盖)率")
_HOW_MUCH = re.compile(r"(?:多少|几)(?:个)?(?:钱|[万亿]?元)")
_LEAST_COVERED = 0.2
_RECALL = 0.85
_PEOPLE = ("人", "名", "位", "户")
_MARGIN = 0.13
_BUDGET_COLUMNS = ("budget", "initial", "adjustment", "adjusted", "spent", "rate")
_EXACT = 0.95
_AMOUNTS = ("initial", "adjustment", "adjusted", "spent")
_INDICATOR_COLUMNS = ("target", "initial_target", "adjusted_target", "corrected_target", "actual", "deviation", "completion", "over")


@dataclass(frozen=True, eq=False, slots=True)
class Shelfful:
    """The rows of the reports in reach with the compared form of their names."""

    reports: tuple[Report, ...]
    rows: tuple[tuple[Row, tuple[str, ...]], ...]

    def of(self, kind: str) -> list[Row]:
        return [row for row, _ in self.rows if row.kind == kind]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a mention stands for. "one": rows of one name (maybe of several reports), "many": several names fit, "none": nothing does.

    `near` are the nearest names that exist, for a refusal; `read_as` the name that a mistyped mention was taken for.
    """

    status: Literal["one", "many", "none"]
    rows: tuple[Row, ...] = ()
    near: tuple[str, ...] = ()
    mention: Mention | None = None
    read_as: str = ""


NamedRows = tuple[tuple[Row, tuple[str, ...]], ...]
Cache = dict[str, tuple[Report, NamedRows]]


def shelfful(reports: Sequence[Report], cache: Cache) -> Shelfful:
    """Rows with name keys; `cache` keeps them by report id until the report is read anew."""
    rows: list[tuple[Row, tuple[str, ...]]] = []
    for report in reports:
        if report.id not in cache or cache[report.id][0] is not report:
            cache[report.id] = (report, tuple((row, tuple(name_key(name) for name in row.names)) for row in rows_of(report)))
        rows += cache[report.id][1]
    return Shelfful(tuple(reports), tuple(rows))


_OF_MONEY = ("remaining", "spent_up")


def kinds_for(question: Question) -> tuple[str, ...]:
    """Which kinds of rows are meant, first choice first."""
    if question.form == "task" or question.domain == "task":
        return ("task", "indicator", "budget", "form")
    if question.domain == "form":
        return ("form", "indicator", "budget", "task")
    if any(column in _INDICATOR_COLUMNS for column in question.columns) and question.form != "consistency":
        return ("indicator", "budget", "form", "task")
    if question.domain == "budget" or question.form in _OF_MONEY or any(column in _BUDGET_COLUMNS for column in question.columns):
        return ("budget", "form", "indicator", "task")
    if any(column in ("score", "lost", "grade", "total_score") for column in question.columns):
        if "项目" in question.folded and "指标" not in question.folded:
            return ("form", "indicator", "budget", "task")
        return ("indicator", "form", "budget", "task")
    return ("indicator", "budget", "form", "task")


def resolve(mention: Mention, shelf: Shelfful, question: Question, project: str | None = None) -> Resolved:
    """The rows that `mention` names."""
    wider = _with_rate(mention, question)
    if wider is not None:
        found = resolve(wider, shelf, question, project)
        if found.status == "one" and all(row.name.endswith(wider.text[-3:]) for row in found.rows):
            return found
    standard = standard_mention(mention)
    scored = [(row, best) for row, keys in shelf.rows if _in_project(row, project) and (best := _best_fit(standard, keys))]
    scored = [(row, f) for row, f in scored if not row.is_total or (f.is_verbatim and len(row.name) > 4)]
    for kind in _exact_first(kinds_for(question), scored, question):
        accepted = [(row, f) for row, f in scored if row.kind == kind and _accepts(f, standard, row)]
        accepted = _by_unit(_of_money(accepted, kind, question), question)
        if accepted:
            return _decided(accepted, mention)
    if project is None:
        inside = _inside_a_project(mention, shelf, question)
        if inside is not None:
            return inside
    in_charge = _by_unit_in_charge(standard, shelf) if project is None else None
    if in_charge is not None:
        return in_charge
    heard = read_by_sound(mention.text, (name for row, _ in shelf.rows if _in_project(row, project) for name in row.names))
    if heard is not None:
        return replace(
            resolve(Mention(heard, (1.0,) * len(heard), mention.start), shelf, question, project), mention=mention, read_as=heard
        )
    near = sorted((item for item in scored if item[1].recall >= 0.3), key=lambda item: -item[1].score)
    return Resolved("none", (), tuple(dict.fromkeys(row.shown for row, _ in near))[:3], mention)


def _exact_first(kinds: Sequence[str], scored: Sequence[tuple[Row, Fit]], question: Question) -> list[str]:
    """The kinds in order; where no column decides, one that has a row of exactly this name goes before one that has only longer names."""
    if question.columns or question.domain:
        return list(kinds)
    exact = {row.kind for row, f in scored if f.is_verbatim and f.recall >= _EXACT and f.coverage == 1}
    return sorted(kinds, key=lambda kind: kind not in exact)


def _with_rate(mention: Mention, question: Question) -> Mention | None:
    """The mention with the 完成率 or 执行率 behind it, which may be the end of its name and no column."""
    end = mention.start + len(mention.text)
    word = _RATE.match(question.folded, end)
    if word is None or mention.text != question.folded[mention.start : end]:
        return None
    return Mention(mention.text + word[0], (*mention.weights, *(1.0,) * len(word[0])), mention.start)


def _in_project(row: Row, project: str | None) -> bool:
    return project is None or row.project == project


def _best_fit(mention: Mention, keys: Iterable[str]) -> Fit | None:
    letters = set(mention.content)
    fits = [fit(mention, key) for key in keys if len(key) > 1 and len(letters & set(key)) * 3 >= len(letters)]
    return max(fits, key=lambda f: f.score, default=None)


def _accepts(f: Fit, mention: Mention, row: Row) -> bool:
    keys = [name_key(name) for name in row.names]
    if f.is_verbatim:
        return len(f.leftover) < 2
    if any(contradicts(mention.content, key) and mention.content not in key for key in keys):
        return False
    if f.leftover and f.leftover in _units(row):
        return f.recall >= 0.6
    if len(f.leftover) == 1 and f.recall >= 0.6:
        return any(f.leftover in key for key in keys)
    if row.kind != "form" and f.coverage < _LEAST_COVERED and not any(key.endswith(mention.content[-2:]) for key in keys):
        return False  # 固定资产 inside 纳入固定资产核算范围的常用办公设备: a word of a long name, not the name
    return f.recall >= _RECALL and len(f.leftover) < 2


def _of_money(accepted: list[tuple[Row, Fit]], kind: str, question: Question) -> list[tuple[Row, Fit]]:
    """花了多少钱 is not answered by an indicator that counts people."""
    asks_money = set(question.columns) & set(_AMOUNTS) or _HOW_MUCH.search(question.folded)
    if kind != "indicator" or not asks_money or question.conditions:
        return accepted
    return [(row, f) for row, f in accepted if all(_sort(unit) == "money" for unit in _units(row))]


def _by_unit(accepted: list[tuple[Row, Fit]], question: Question) -> list[tuple[Row, Fit]]:
    """Narrowed to rows that are counted in the unit asked for, where some are; money and percent never stand in for counts."""
    if question.unit_hint is None or not accepted:
        return accepted
    base = unit_scale(question.unit_hint)[1]
    if not base:
        return accepted
    same = [(row, f) for row, f in accepted if base in _units(row)]
    if same:
        return same
    if base in _PEOPLE:
        accepted = [(row, f) for row, f in accepted if not _units(row) or any(unit[0] in _PEOPLE for unit in _units(row))]
    return [
        (row, f)
        for row, f in accepted
        if not _units(row) or _sort(base) in {_sort(unit) for unit in _units(row)} or base in ("分", "项", "个")
    ]


def _units(row: Row) -> set[str]:
    quantities = [
        field.quantity for field in row.fields().values() if field.quantity and field.key in ("actual", "target", "spent", "initial")
    ]
    return {unit_scale(quantity.unit)[1] for quantity in quantities if quantity.unit}


def _sort(unit: str) -> str:
    return "money" if unit.startswith("元") else "percent" if unit in ("%", "百分点") else "count"


def _decided(accepted: list[tuple[Row, Fit]], mention: Mention) -> Resolved:
    exact = [(row, f) for row, f in accepted if f.is_verbatim and f.recall >= 0.95]
    if exact:
        longest = max(len(name_key(row.name)) for row, _ in exact)
        accepted = [
            (row, f) for row, f in exact if len(name_key(row.name)) == longest or any(len(name_key(n)) >= longest for n in row.names)
        ]
    best = max(f.score for _, f in accepted)
    close = [(row, f) for row, f in accepted if f.score >= best - _MARGIN]
    names = {name_key(row.shown) for row, _ in close}
    rows = tuple(row for row, _ in close)
    return Resolved("one" if len(names) == 1 else "many", rows, (), mention)


def _inside_a_project(mention: Mention, shelf: Shelfful, question: Question) -> Resolved | None:
    """A mention that begins with a project's name (…工程的…率): the rest, looked up inside that project."""
    for project in dict.fromkeys(row.project for row, _ in shelf.rows if row.project):
        rest = without(mention, project)
        if rest is not None:
            found = resolve(rest, shelf, question, project)
            if found.status != "none":
                return found
    return None


def _by_unit_in_charge(mention: Mention, shelf: Shelfful) -> Resolved | None:
    """The form of the one project that a unit carries out: 执法大队的项目."""
    if len(mention.content) < 3:
        return None
    units = {row: field.text for row in shelf.of("form") if row.project and (field := row.field("implementing_unit"))}
    rows = tuple(row for row, unit in units.items() if (f := fit(mention, name_key(unit))).recall >= _EXACT and f.ends_alike)
    return Resolved("one", rows, (), mention) if len({row.name for row in rows}) == 1 else None


def without(mention: Mention, name: str) -> Mention | None:
    """The mention without the run that it shares with `name`; None where they share less than half the name or nothing is left."""
    key = fold_name(name)
    run = max(
        (
            mention.text[i:j]
            for i in range(len(mention.text))
            for j in range(i + 4, min(i + len(key), len(mention.text)) + 1)
            if mention.text[i:j] in key
        ),
        key=len,
        default="",
    )
    if len(run) < max(4, len(key) // 2):
        return None
    at = mention.text.find(run)
    text = mention.text[:at] + mention.text[at + len(run) :]
    weights = mention.weights[:at] + mention.weights[at + len(run) :]
    return Mention(text, weights, mention.start) if sum(weights) >= 2 else None


def aligned(rows: Sequence[Row], shelf: Shelfful) -> tuple[Row, ...]:
    """The rows with, for every report that has none of them, the one row that bears a new or old name of the same thing.

    Only names that the other years do not have come into question, of the same kind and unit; more than one that fits equally is none.
    """
    found = list(rows)
    if not rows:
        return ()
    keys = _keys_of({row.report.id for row in rows}, shelf)
    for report in shelf.reports:
        if any(row.report is report for row in rows):
            continue
        scored = []
        for row, own in shelf.rows:
            if row.report is report and row.kind == rows[0].kind and not row.is_total and not set(own) & keys:
                scored.append((_likeness(own[-1], name_key(rows[-1].shown)), row))
        best = sorted((item for item in scored if item[0] >= 0.5 and _same_unit(item[1], rows[-1])), key=lambda item: -item[0])
        if best and (len(best) == 1 or best[0][0] - best[1][0] >= 0.1):
            found.append(best[0][1])
    return tuple(found)


def _keys_of(report_ids: set[str], shelf: Shelfful) -> set[str]:
    return {key for row, own in shelf.rows if row.report.id in report_ids for key in own}


def _likeness(one: str, other: str) -> float:
    """How much two names say the same: the lesser share of characters that stand in the other one."""
    there = fit(Mention(one, (1.0,) * len(one)), other)
    back = fit(Mention(other, (1.0,) * len(other)), one)
    return min(there.recall, back.recall)


def _same_unit(one: Row, other: Row) -> bool:
    mine, its = _units(one), _units(other)
    return not mine or not its or bool(mine & its)
