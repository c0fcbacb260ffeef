"""Tables of indicators that were seen but not read: their words stand in the text, or in a table without known columns."""

import re
from collections.abc import Sequence

from ingest.facts.by_content import find_targets
from ingest.facts.columns import LEVELS
from ingest.facts.context import Sheet
from ingest.facts.rows import distinct
from ingest.model.document import Block, Paragraph
from ingest.model.facts import Check
from ingest.model.place import join_places
from ingest.values.header_words import role_of

_NAMES = frozenset({"name", "label", "group", *LEVELS})
_VALUES = frozenset({"target", "adjusted_target", "actual", "weight", "score", "note", "operator", "unit", "deviation"})
_LEAST_ROLES = 3
_PROSE = re.compile(r"[，。；、]")
_STEMS = re.compile(r"[一二三]级指标|指标名称|(?:指标|目标|计划|预期)值|(?:完成|实际)值|完成情况|分值|权重|得分")
_SIGN = re.compile(r"[≥≤≧≦⩾⩽]\s*\d")
_LEAST_SIGNS = 2


def heads_indicators(texts: Sequence[str]) -> int:
    """How many texts side by side name a column of an indicator table; 0 unless there are names and values, three kinds in all.

    >>> heads_indicators(["一级指标", "指标名称", "目标值", "完成"]), heads_indicators(["科目名称", "预算数", "决算数"])
    (4, 0)
    """
    roles = [role for text in texts if (role := role_of(text))]
    kinds = set(roles)
    is_header = kinds & _NAMES and kinds & _VALUES and len(kinds & (_NAMES | _VALUES)) >= _LEAST_ROLES
    return len(roles) if is_header else 0


def unread_tables(blocks: Sequence[Block], sheets: Sequence[Sheet]) -> tuple[Check, ...]:
    """A warning for every table that looks like one of indicators and gave none."""
    return (*_in_text(blocks), *_in_grids(sheets))


def _in_text(blocks: Sequence[Block]) -> list[Check]:
    checks: list[Check] = []
    near: list[Paragraph] = []
    for block in [*blocks, None]:
        if isinstance(block, Paragraph):
            near.append(block)
            continue
        found = [p for p in near if _is_header_line(p)] or _rows_in(near)
        if found:
            place = join_places([p.place for p in found])
            where = "、".join(map(str, place.pages))
            message = f"第{where}页的文字像是指标表（“{found[0].text[:24]}”），但各行各列无法可靠地分开，未读成指标，请核对原文"
            checks.append(Check("uneven_rows", "warning", message, (), (place,)))
        near = []
    return checks


def _rows_in(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Lines with targets (≥95%) that are no sentences, at least two."""
    rows = [p for p in paragraphs if _SIGN.search(p.text) and not _PROSE.search(p.text)]
    return rows if sum(len(_SIGN.findall(p.text)) for p in rows) >= _LEAST_SIGNS else []


def _is_header_line(paragraph: Paragraph) -> bool:
    lines = [paragraph.text[span.start : span.end] for span in paragraph.spans] or [paragraph.text]
    bare = [line for line in lines if not _PROSE.search(line)]
    return any(heads_indicators(line.split()) > 0 or len(set(_STEMS.findall(line))) > _LEAST_ROLES for line in bare)


def _in_grids(sheets: Sequence[Sheet]) -> list[Check]:
    checks = []
    for sheet in sheets:
        for part in sheet.parts:
            if part.kind != "other":
                continue
            headed = any(heads_indicators([cell.text for cell in distinct(row)]) for row in part.rows)
            if headed or find_targets(part.rows) is not None:
                message = f"{sheet.title}：像是指标表，但各列无法辨认，未读成指标，请核对原文"
                place = join_places([cell.place for row in part.rows for cell in distinct(row)], sheet.title or None)
                checks.append(Check("unnamed_columns", "warning", message, (), (place,)))
    return checks
