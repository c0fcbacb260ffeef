"""Twenty files at once in a real browser, read by the real reader, while somebody else asks."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from jiwen.assistant import Assistant
from jiwen.page.answers import Answers
from jiwen.page.application import build_app
from jiwen.page.desk import Desk
from jiwen.page.feedback import Feedback
from jiwen.page.pictures import PagePictures
from jiwen.page.reading import ReadingProcess
from jiwen.page.uploads import Uploads
from tests.pdfs.draw import Sheet

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning"
)
QUESTION = "栎川市甲局哪些指标没有完成？"
SLOWEST_S = 0.5
READ_S = 90_000


def draw_report(path: Path, bureau: str, done: int) -> Path:
    """A self-evaluation of one page: one indicator missed, one met."""
    sheet = Sheet(path)
    sheet.text(150, 60, f"栎川市{bureau}2023年度部门整体支出绩效自评报告", 14)
    columns = (50, 200, 300, 400, 500)
    rows = (("指标名称", "目标值", "完成值", "偏差"), ("河道巡查次数", "≥40次", f"{done}次", ""), ("投诉办结率", "≥95%", "97%", ""))
    for number, row in enumerate(rows):
        sheet.row(columns, 100 + 30 * number, 130 + 30 * number, row)
    return sheet.save()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Seventeen new reports, one that is broken, one of the same content as another, one of a stored file's name with other content."""
    folder = tmp_path_factory.mktemp("files")
    bureaus = [f"{word}局" for word in "乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"]
    drawn = [draw_report(folder / f"{number:02}{bureau}.pdf", bureau, 20 + number) for number, bureau in enumerate(bureaus)]
    broken, twin = folder / "17坏的.pdf", folder / "18相同.pdf"
    broken.write_bytes(drawn[0].read_bytes()[:600])
    twin.write_bytes(drawn[0].read_bytes())
    return [*drawn, broken, twin, draw_report(folder / "甲局.pdf", "甲局", 39)]


@pytest.fixture(scope="module")
def busy_address(tmp_path_factory: pytest.TempPathFactory, served: Any) -> Iterator[str]:
    """A page over a library with one report, that reads for itself."""
    from ingest.report import read_report

    folder = tmp_path_factory.mktemp("busy")
    library = Library.open(folder / "index", embedder="none")
    stored = draw_report(folder / "甲局.pdf", "甲局", 31)
    library.add(read_report(stored), stored)
    reading = ReadingProcess()
    desk = Desk(library, Assistant(library), PagePictures(), Answers(), Uploads(library, reading.read), Feedback(library.folder))
    with served(build_app(desk)) as address:
        yield address
    reading.stop()


def states(page: Any) -> dict[str, str]:
    return dict(
        page.evaluate(
            "[...document.querySelectorAll('.jw-job')].map((job) => [job.querySelector('strong').textContent, job.dataset.state])"
        )
    )


def test_twenty_files_are_read_in_turn_while_another_asks(open_page: Callable[..., Any], busy_address: str, files: list[Path]) -> None:
    uploads, asks = open_page("/", 1440, 900, address=busy_address), open_page("/", 390, 844, address=busy_address)
    page = uploads.page
    asks.ask(QUESTION)
    page.set_input_files("#jw-files", [str(file) for file in files])
    page.locator("#jw-confirm-text", has_text="甲局.pdf").wait_for()
    page.locator("#jw-confirm-yes").click()

    last_but_one = page.locator('.jw-job[data-state="queued"]', has_text="16未局.pdf")
    last_but_one.wait_for(timeout=READ_S)
    assert "前面还有" in last_but_one.locator(".jw-job-state").inner_text()
    last_but_one.locator("button").click()
    page.locator('.jw-job[data-state="cancelled"]', has_text="16未局.pdf").wait_for()
    seconds = []
    while {"sending", "queued", "reading", "storing"} & set(states(page).values()):
        started = time.perf_counter()
        asks.ask(QUESTION)
        seconds.append(time.perf_counter() - started)
        if len(seconds) == 3:
            page.wait_for_function("!document.querySelector('.jw-job[data-state=sending]')", timeout=READ_S)
            page.reload()
            page.locator(".jw-job").nth(19).wait_for()
            assert list(states(page)) == [file.name for file in files]  # finished ones as well, in the order they were chosen
    assert len(seconds) >= 3
    assert sorted(seconds)[int(len(seconds) * 0.95)] < SLOWEST_S

    ended = states(page)
    assert {name for name, state in ended.items() if state != "done"} == {"16未局.pdf", "17坏的.pdf"}
    assert (ended["16未局.pdf"], ended["17坏的.pdf"]) == ("cancelled", "failed")
    said = {
        name: page.locator(".jw-job", has_text=name).locator(".jw-job-state").inner_text()
        for name in ("00乙局.pdf", "18相同.pdf", "甲局.pdf")
    }
    assert said == {"00乙局.pdf": "新加入", "18相同.pdf": "内容与库中相同，未重复加入", "甲局.pdf": "已替换旧版"}
    assert page.locator(".jw-job", has_text="00乙局.pdf").locator("summary").inner_text() == "2 项指标"
    page.locator("#jw-jobs-failed", has_text="没有读成 1 份").click()
    assert page.locator(".jw-job", has_text="17坏的.pdf").locator(".jw-note").is_visible()
    assert page.locator("#jw-count").inner_text() == "共 17 份"
    assert "39次" in asks.ask(QUESTION).inner_text()

    page.locator("#jw-jobs-clear").click()
    page.reload()
    page.locator(".jw-report").first.wait_for()
    assert page.locator(".jw-job").count() == 0
    assert uploads.faults == []
    assert asks.faults == []
