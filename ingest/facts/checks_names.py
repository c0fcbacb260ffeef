"""Indicators of one report whose names are easily mixed up."""

from difflib import SequenceMatcher

from ingest.model.facts import Check, Indicator
from ingest.model.report import Report

_ALIKE = 0.64


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
    """By the characters they share in order, and by the words at both ends."""
    if one == other or min(len(one), len(other)) * 2 < max(len(one), len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return False
    shared = [block.size for block in matcher.get_matching_blocks()]
    return matcher.ratio() >= _ALIKE and max(shared) >= 3


def _check(group: list[Indicator]) -> Check:
    names = tuple(item.name for item in group)
    return Check("similar_names", "info", f"指标名称相近：{'、'.join(names)}", names, tuple(item.place for item in group))
