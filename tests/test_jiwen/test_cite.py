"""Where a citation points: the cell that was asked for, in files with pages and in files without."""

from decimal import Decimal

import pytest

from ingest.model.facts import Indicator
from ingest.model.place import Box, Place
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from jiwen.cite import Evidence
from jiwen.rows import rows_of

ROW, CELL = Place((3,), (Box(3, 50, 100, 490, 120),)), Place((3,), (Box(3, 350, 100, 490, 120),))


@pytest.mark.parametrize(
    ("row", "cell", "cited"),
    [
        (ROW, CELL, CELL),
        (Place(anchor="自评表!A7"), Place(anchor="自评表!E7"), Place(anchor="自评表!E7")),
        (Place(anchor="第201行"), Place(), Place(anchor="第201行")),
    ],
)
def test_cites_the_cell_where_it_is_known(row: Place, cell: Place, cited: Place) -> None:
    actual = Quantity("18套", None, Decimal(18), "套")
    report = Report("lin", "自评报告", "lin.docx", 0, indicators=(Indicator("公寓开工数", row, actual=actual, cells={"actual": cell}),))
    evidence = Evidence({"lin": report})
    assert evidence.row(rows_of(report)[0], "actual") == "[1]"
    assert evidence.citations[0].place == cited
