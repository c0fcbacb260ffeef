"""Budget or final account, income or spending: published accounts print the same name on both sides, and only one is asked for."""

import re
from collections.abc import Sequence

from ingest.model.table import Table
from jiwen.rows import CellLine, Row

_KINDS_OF_BUDGET = re.compile("(?:一般公共|政府性基金|国有资本经营|社会保险基金)预算|预决算|预算单位")
Pair = tuple[re.Pattern[str], re.Pattern[str]]
_TIMES: Pair = (re.compile("预算"), re.compile("决算|执行|实际|花了|花费"))
_FLOWS: Pair = (re.compile("收入"), re.compile("支出|花了|用了|花费"))


def on_the_side_asked(asked: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of the side that the question names, none where all stand on the other one; where it names none, spending goes first.

    "住房公积金年初预算" is not what the 收入决算表 prints for 住房公积金.
    """
    kept = [row for row in rows if not is_other_side(asked, row)]
    return kept if _side(_KINDS_OF_BUDGET.sub("", asked), _FLOWS) > 0 else sorted(kept, key=lambda row: _side_of(row, _FLOWS) > 0)


def tables_on_the_side_asked(asked: str, tables: Sequence[Table]) -> list[Table]:
    """The tables without those that are headed by the other flow: 收入预算总表 where 支出 is asked for; all where none is left."""
    side = _side(_KINDS_OF_BUDGET.sub("", asked), _FLOWS)
    return [table for table in tables if side * _side(_KINDS_OF_BUDGET.sub("", table.title), _FLOWS) >= 0] or list(tables)


def is_other_side(said: str, row: Row) -> bool:
    """Whether words stand for the other side than the row: 预算为4.50万元 says nothing against a cell of the accounts."""
    said = _KINDS_OF_BUDGET.sub("", said)
    return any(_side(said, pair) * _side_of(row, pair) < 0 for pair in (_TIMES, _FLOWS))


def _side_of(row: Row, pair: Pair) -> int:
    """The side that the column tells, else the table's title."""
    item = row.item
    assert isinstance(item, CellLine)
    labels = [_KINDS_OF_BUDGET.sub("", text) for text in (item.column, item.place.table or "")]
    telling = next((text for text in labels if any(side.search(text) for side in pair)), "")
    return _side(telling, pair)


def _side(text: str, pair: Pair) -> int:
    """1 for a text that names the first side only, -1 for the second only, 0 for neither or both."""
    first, second = pair
    return (first.search(text) is not None) - (second.search(text) is not None)
