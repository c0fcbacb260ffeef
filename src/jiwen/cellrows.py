"""Figures that no fact bears: the cell where row and column meet in any table, checked against the sentence that states it.

A cell answers when its labels say all that was asked. Where a sentence states another figure for the same thing, that is a caveat;
where the tables leave it open, the figure that table and text agree on is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.model.quantity import Quantity
from ingest.model.report import Report
from ingest.values import same_dimension, unit_scale
from jiwen.cells import FoundCell, look_up
from jiwen.cells.lines import is_total
from jiwen.doubts import find_doubts
from jiwen.prose import ProseValue, find_value
from jiwen.prose.measures import can_be
from jiwen.question.model import Mention
from jiwen.question.names import fit, hangs_together, name_key, standard_mention
from jiwen.rows import CellLine, Row
from jiwen.sides import is_other_side, on_the_side_asked, tables_on_the_side_asked
from jiwen.texts import report_sources

_SURE_CELL, _NAMED_CELL, _POSSIBLE_CELL, _LEAST_MARGIN = 0.8, 0.55, 0.4, 0.04
_SURE_TEXT, _CLEAR_TEXT, _TEXT_MARGIN = 0.85, 0.68, 0.1
_LEAST_SAID = 0.85
_ROUNDING = Decimal("0.006")
_GENERIC = re.compile(
    r"\d{4}年(?:度)?|[本我全](?:年|部门|单位|局)|当年|部门|单位|合计|总额|总计|安排|完成|达到|其中|预算数?|决算数?|支出|一共|[共为是约了的]"
)


def figure_rows(asked: str, report: Report, mentions: Sequence[Mention] = (), ignore: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows that answer `asked` in one report; several where tables print different figures and the text does not decide."""
    found = look_up(asked, tables_on_the_side_asked(asked, report.tables))
    cells = _distinct(on_the_side_asked(asked, _rows((*found.cells, *found.agreeing), report, mentions)))
    rivals = _distinct(on_the_side_asked(asked, _rows(found.rivals, report, mentions)))
    score = found.score
    if not cells:
        cells, rivals, score = rivals, [], found.score - found.margin
    spoken = find_value(asked, report_sources(report), ignore=ignore)
    if cells and (score >= _SURE_CELL or (mentions and score >= _NAMED_CELL)):
        if found.margin < _LEAST_MARGIN:
            agreed = [row for row in (*cells, *rivals) if spoken and _agrees(row, spoken)]
            cells = agreed[:1] or _distinct([*cells, *rivals])
        return tuple(_with_caveat(row, spoken, report, mentions) for row in cells)
    if (
        spoken is None
        or spoken.quantity.number is None
        or not all(hangs_together(m, _around(spoken)) and can_be(m, spoken) for m in mentions)
    ):
        return ()
    backed = found.score >= _POSSIBLE_CELL and any(_agrees(row, spoken) for row in (*cells, *rivals))
    if (spoken.score >= _SURE_TEXT and (backed or spoken.margin >= _TEXT_MARGIN)) or (spoken.score >= _CLEAR_TEXT and spoken.margin >= 0.3):
        return (_spoken_row(spoken, report, mentions),)
    return ()


def blank_cells(asked: str, report: Report, mentions: Sequence[Mention]) -> list[FoundCell]:
    """The cells that answer `asked` where the report prints the line and leaves every one of them empty; none where one has a figure."""
    found = look_up(asked, report.tables)
    said = [cell for cell in (*found.cells, *found.agreeing, *found.rivals) if all(_says_itself(cell, mention) for mention in mentions)]
    is_blank = bool(mentions) and found.score >= _NAMED_CELL and not any(cell.cell.text.strip() for cell in said)
    return said if is_blank else []


def _says_itself(found: FoundCell, mention: Mention) -> bool:
    """Whether the row's own name says the words: the heading of a column does not name an empty row."""
    name = name_key(found.row_path[-1]) if found.row_path else ""
    return _says(found, mention) and fit(standard_mention(mention), name).recall >= _LEAST_SAID


def _rows(cells: Sequence[FoundCell], report: Report, mentions: Sequence[Mention]) -> list[Row]:
    said = [cell for cell in cells if all(_says(cell, mention) for mention in mentions) and not _is_part(cell, mentions)]
    return [row for cell in said if (row := _row(cell, report))]


def _says(found: FoundCell, mention: Mention) -> bool:
    labels = name_key("".join((*found.row_path, *found.column_path, found.table.title, found.table.project or "")))
    said = fit(standard_mention(mention), labels)
    return said.recall >= _LEAST_SAID and len(said.leftover) < 2


def _is_part(found: FoundCell, mentions: Sequence[Mention]) -> bool:
    """Whether column and title alone say all that is asked and the row narrows it: 一般公共服务支出 is but a line of the table that is
    headed 一般公共预算财政拨款支出."""
    if not mentions or not found.row_path or is_total(found.row_path[-1]):
        return False
    whole = name_key("".join((*found.column_path, found.table.title)))
    asked = name_key("".join(mention.text for mention in mentions))
    name = _GENERIC.sub("", found.row_path[-1])
    unsaid = [run for run in re.split(f"[{re.escape(asked)}]", name_key(name)) if len(run) > 1]
    return bool(unsaid) and all(fit(standard_mention(mention), whole).recall >= _LEAST_SAID for mention in mentions)


def _row(found: FoundCell, report: Report) -> Row | None:
    quantity = found.quantity
    if quantity.number is None:
        return None
    label = found.row_path[-1] if found.row_path else found.table.title
    column = "/".join(dict.fromkeys(found.column_path))
    unit = quantity.unit
    text = found.cell.text if not unit or unit in found.cell.text else f"{found.cell.text}{unit}"
    exact = Quantity(text, quantity.op, quantity.number, unit)
    line = CellLine(label, column or found.table.title, text, exact, replace(found.cell.place, table=found.table.title))
    return Row("cell", report, line, label or found.table.title, (label or found.table.title,), found.table.project)


def _spoken_row(spoken: ProseValue, report: Report, mentions: Sequence[Mention]) -> Row:
    name = "".join(mention.text for mention in mentions) or (spoken.quote.path[-1] if spoken.quote.path else report.title)
    quantity = spoken.quantity
    text = quantity.text.lstrip("达到为共了是 ")
    line = CellLine(name, "正文", text, Quantity(text, quantity.op, quantity.number, quantity.unit), spoken.quote.place, spoken.quote.text)
    return Row("cell", report, line, name, (name,))


def _with_caveat(row: Row, spoken: ProseValue | None, report: Report, mentions: Sequence[Mention]) -> Row:
    """The row with a caveat where the text states another figure for it, or says that its table is empty."""
    item = row.item
    assert isinstance(item, CellLine)
    doubts = find_doubts(report, item, spoken, mentions)
    if doubts:
        row = replace(row, item=replace(item, note="；".join(doubts)))
    if spoken is None or spoken.score < _SURE_TEXT or spoken.quantity.number is None or _agrees(row, spoken):
        return row
    if _is_of_another_year(item, report):
        return row
    if item.quantity is None or not same_dimension(item.quantity.unit, spoken.quantity.unit):
        return row
    if is_other_side(_clause_before(spoken), row) or not _speaks_of(spoken, item, mentions, report):
        return row
    return replace(row, item=replace(item, note=f"表中为{item.text}，正文为{spoken.quantity.text}：“{spoken.quote.text}”"))


def _is_of_another_year(item: CellLine, report: Report) -> bool:
    """A cell under 2022年 in a report of 2023, whose text speaks of its own year."""
    years = set(re.findall(r"(?:19|20)\d\d(?=年)", f"{item.column}{item.name}"))
    return bool(years) and str(report.year) not in years


def _clause_before(spoken: ProseValue) -> str:
    """The words of its clause that stand before the figure."""
    return re.split(r"[，,；;：:。]", spoken.quote.text.partition(spoken.quantity.text)[0])[-1]


def _speaks_of(spoken: ProseValue, item: CellLine, mentions: Sequence[Mention], report: Report) -> bool:
    """Whether the words before the figure name nothing that row, column, report and question do not: 事业收入 is not 收入合计."""
    clause = _GENERIC.sub("", _clause_before(spoken).replace(report.department or "\0", ""))
    named = name_key("".join((item.name, item.column, item.place.table or "", *(mention.text for mention in mentions))))
    return len(fit(standard_mention(Mention(clause, (1.0,) * len(clause))), named).leftover) < 2


def _around(spoken: ProseValue) -> str:
    return "".join((*spoken.quote.path, spoken.quote.text))


def _agrees(row: Row, spoken: ProseValue) -> bool:
    item = row.item
    assert isinstance(item, CellLine)
    return item.quantity is not None and _same(item.quantity, spoken.quantity)


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """Rows with other figures only: the same amount printed again, or in 万元 and rounded, is the same."""
    kept: list[Row] = []
    for row in rows:
        if not any(_same(_quantity(row), _quantity(other)) for other in kept):
            kept.append(row)
    return kept


def _quantity(row: Row) -> Quantity:
    item = row.item
    assert isinstance(item, CellLine)
    assert item.quantity is not None
    return item.quantity


def _same(one: Quantity, other: Quantity) -> bool:
    """Equal, or equal when the finer one is rounded to the coarser one's unit."""
    if one.number is None or other.number is None or not same_dimension(one.unit, other.unit):
        return False
    scales = unit_scale(one.unit)[0], unit_scale(other.unit)[0]
    gap = abs(one.number * scales[0] - other.number * scales[1])
    return gap == 0 or (scales[0] != scales[1] and gap <= max(scales) * _ROUNDING)
