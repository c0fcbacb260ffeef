"""Verdicts of different years in one question: 2023年没完成而2022年完成了的, 由完成变为未完成."""

from collections.abc import Sequence
from dataclasses import replace

from jiwen.question.lexer import Interval, Mark
from jiwen.question.model import Condition, Scope
from jiwen.question.periods import find_periods


def dated_verdicts(text: str, marks: Sequence[Mark], periods: Sequence[Interval]) -> tuple[Condition, ...]:
    """One condition a verdict, each with its year or the years back from the newest; empty where they are not of different years."""
    turned = next((mark for mark in marks if mark.kind == "turned"), None)
    if turned is not None:
        before, now = turned.value.split(">")
        return (Condition("verdict", before, when=-1), Condition("verdict", now, when=0))
    verdicts = [mark for mark in marks if mark.kind == "verdict"]
    ends = [0, *(mark.end for mark in verdicts)]
    dated = [
        Condition("verdict", mark.value, when=_date(text, [span for span in periods if start <= span[0] and span[1] <= mark.start]))
        for start, mark in zip(ends, verdicts, strict=False)
    ]
    dates = {condition.when for condition in dated}
    return tuple(dated) if len(dates) > 1 and None not in dates else ()


def _date(text: str, spans: Sequence[Interval]) -> int | None:
    if not spans:
        return None
    found = find_periods(text[slice(*max(spans))] + "年" * text[slice(*max(spans))].isdigit())
    return next(iter((*found.years, *found.relative)), None)


def with_both_years(scope: Scope) -> Scope:
    """The scope with the year before, where a change is asked for and fewer than two years are named."""
    if len(scope.years) + len(scope.relative) > 1 or scope.recent is not None:
        return scope
    return replace(scope, relative=(-1,) if scope.years else (0, -1))
