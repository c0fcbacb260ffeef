"""Indicators of one report whose names are easily mixed up."""

from itertools import takewhile

from ingest.model.facts import Check, Indicator
from ingest.model.report import Report

_ALIKE, _ALIKE_BY_END = 0.64, 0.52


def find_name_checks(report: Report) -> list[Check]:
    """One check for every group of numeric indicators with similar, but not equal, names."""
    groups: list[list[Indicator]] = []
    for item in _numeric(report):
        home = next((group for group in groups if any(_are_similar(item.name, other.name) for other in group)), None)
        if home is None:
            groups.append([item])
        elif all(item.name != other.name for other in home):
            home.append(item)
    return [_check(group) for group in groups if len(group) > 1]


def _numeric(report: Report) -> list[Indicator]:
    """Rows with a figure to mix up; 健全性 and the like are alike by design. Four characters at least."""
    return [item for item in report.indicators if item.target is not None and item.target.number is not None and len(item.name) >= 4]


def _are_similar(one: str, other: str) -> bool:
    """By the characters they share in order; the names are alike at one end and about as long."""
    if one == other or min(len(one), len(other)) * 2 < max(len(one), len(other)):
        return False
    ends = max(_shared_start(one, other), _shared_start(one[::-1], other[::-1]))
    if ends < 2:
        return False
    alike = 2 * _shared_in_order(one, other) / (len(one) + len(other))
    return alike >= (_ALIKE if ends < 4 else _ALIKE_BY_END)


def _shared_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _shared_in_order(one: str, other: str) -> int:
    """The length of the longest common subsequence."""
    lengths = [0] * (len(other) + 1)
    for character in one:
        before = 0
        for position, wanted in enumerate(other, start=1):
            above = lengths[position]
            lengths[position] = before + 1 if character == wanted else max(above, lengths[position - 1])
            before = above
    return lengths[-1]


def _check(group: list[Indicator]) -> Check:
    names = tuple(item.name for item in group)
    return Check("similar_names", "info", f"指标名称相近：{'、'.join(names)}", names, tuple(item.place for item in group))
