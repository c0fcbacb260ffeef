"""Named labels that are not asked for: headings of names, stated conditions, totals beside what they total."""

from jiwen.cells.asked import Asked
from jiwen.cells.frame import Frame
from jiwen.cells.lines import is_total
from jiwen.cells.match import Match
from jiwen.cells.wording import words

_REPEATED = 0.95


def without_totals(matches: list[Match], asked: Asked) -> list[Match]:
    """Matches of one axis without "合计" where something else is named for one figure ("项目支出合计" is the column 项目支出)."""
    others = [m for m in matches if not is_total(m.label.text)]
    return others if others and not asked.wants_several else matches


def without_keys(rows: list[Match]) -> list[Match]:
    """Row matches without names that only introduce a value which the question states ("型号为甲的那台，厂商是哪家" asks for 厂商)."""
    stated = {line for m in rows if not m.label.is_head for line in m.label.lines}
    asked_for = [m for m in rows if m.label.is_head and not m.label.lines & stated]
    levels = {m.label.level for m in asked_for}
    return [m for m in rows if not (m.label.is_head and m.label.lines & stated and m.label.level in levels)]


def without_conditions(columns: list[Match], rows: list[Match]) -> list[Match]:
    """Column matches without those whose value the question states ("利率为 4.75% 的"), where no row is named otherwise."""
    if any(m.label.is_head for m in rows):
        return columns
    stated = {m.label.level for m in rows}
    return [m for m in columns if not m.label.lines <= stated]


def without_corner(frame: Frame, columns: list[Match], rows: list[Match], asked: Asked) -> list[Match]:
    """Column matches without the headings of names ("项目"), where rows or other columns are named."""
    names = set(frame.label_columns)
    heads = {m.label.level for m in rows if m.label.is_head}
    others = any(not m.label.lines <= names for m in columns)
    if not rows and not others:
        return columns
    rest = [m for m in columns if not m.label.lines <= names or not m.label.lines <= heads]
    return [m for m in rest if not m.label.lines <= names or m.is_asked or not _is_plain_heading(m, others, asked)]


def _is_plain_heading(match: Match, others: bool, asked: Asked) -> bool:
    """True for "项目", "科目名称"; and, while another heading is named, for one said in part or only telling what to list ("各账龄的…")."""
    return match.label.text in words()["plain_headings"] or (others and (match.cover < _REPEATED or asked.wants_every))


def compared(matches: list[Match], asked: Asked) -> list[Match]:
    """Matches of one axis: of "本期", "上年同期" and "增减比例" only the last, where the question compares ("与上年同期相比增减多少")."""
    if any(word in asked.raw for word in words()["comparing"]):
        changes = [m for m in matches if any(word in m.label.text for word in words()["change"])]
        return changes or matches
    return matches
