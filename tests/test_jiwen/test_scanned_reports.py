"""Answers over scans say so, and name the rows that were hard to read."""

from dataclasses import replace

import pytest

from ingest.model.facts import Check
from ingest.model.place import Place
from ingest.model.report import Report
from jiwen.assistant import Assistant
from jiwen.shelf import MemoryShelf

NAME = "新建健身步道长度"


@pytest.fixture(scope="module")
def scanned(made_reports: tuple[Report, ...]) -> Report:
    """The first report as a scan of which one row was hard to read."""
    report = made_reports[0]
    pages = tuple(sorted({page for item in report.indicators for page in item.place.pages}))
    indicators = tuple(replace(item, ocr=0.62 if item.name == NAME else 0.99) for item in report.indicators)
    told = Check("ocr_low_confidence", "warning", "是扫描件，由 OCR 识别", (), (Place(pages),))
    return replace(report, indicators=indicators, checks=(*report.checks, told))


def notes(report: Report, question: str) -> str:
    return "\n".join(Assistant(MemoryShelf((report,))).ask(question).notes)


def test_an_answer_from_a_scan_says_so(scanned: Report) -> None:
    said = notes(scanned, "国民体质监测人数是多少？")
    assert "是扫描件，文字和数字由 OCR 识别，引用前请与原件核对" in said
    assert "把握不大" not in said


def test_a_row_that_was_hard_to_read_is_named(scanned: Report) -> None:
    assert f"“{NAME}”所在行识别把握不大（最低 62%），数字务必与原件核对" in notes(scanned, f"{NAME}完成了多少？")


def test_reports_with_text_have_no_such_note(made_reports: tuple[Report, ...]) -> None:
    assert "扫描件" not in notes(made_reports[0], f"{NAME}完成了多少？")
