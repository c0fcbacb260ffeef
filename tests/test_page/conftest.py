"""A small library with a drawn two-page PDF and a report without pages, an assistant that knows five answers by heart, the application
over them, and a browser in front of it."""

import gc
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from index.library import Library
from ingest.errors import DamagedFile
from ingest.model.document import Cell, Paragraph
from ingest.model.facts import BudgetLine, Check, Indicator
from ingest.model.place import Box, Place
from ingest.model.quantity import Quantity
from ingest.model.report import Passage, Report, Section
from ingest.model.table import Table
from jiwen.answer import Answer, Citation, Record
from jiwen.page.answers import Answers
from jiwen.page.application import build_app
from jiwen.page.desk import Desk
from jiwen.page.feedback import Feedback
from jiwen.page.pictures import PagePictures
from jiwen.page.uploads import Uploads

EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
TABLE = "部门整体自评表"


def box_place(page: int, x0: float, top: float, x1: float, bottom: float) -> Place:
    return Place((page,), (Box(page, x0, top, x1, bottom),), TABLE)


ROWS = (("青年公寓开工数", "≥20套", "18套"), ("河道清淤长度", "30公里", "45公里"), (f"办结率{EVIL}", "95%", "97%"))


def table_rows() -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(Cell(text, box_place(1, 50 + 150 * c, 100 + 40 * r, 190 + 150 * c, 130 + 40 * r), r, c) for c, text in enumerate(row))
        for r, row in enumerate(ROWS)
    )


def make_report(report_id: str = "lin", source: str = "lin.pdf", **changes: object) -> Report:
    rows = table_rows()
    quantities = [(Quantity("≥20套", ">=", Decimal(20), "套"), Quantity("18套", None, Decimal(18), "套")),
                  (Quantity("30公里", None, Decimal(30), "公里"), Quantity("45公里", None, Decimal(45), "公里")),
                  (Quantity("95%", None, Decimal(95), "%"), Quantity("97%", None, Decimal(97), "%"))]  # fmt: skip
    verdicts = ("missed", "exceeded", "exceeded")
    indicators = tuple(
        Indicator(row[0].text, box_place(1, 50, 100 + 40 * r, 490, 130 + 40 * r), target=target, actual=actual, verdict=verdict, cells={"actual": row[2].place})
        for r, (row, (target, actual), verdict) in enumerate(zip(rows, quantities, verdicts, strict=True))
    )  # fmt: skip
    fields: dict[str, object] = {
        "id": report_id, "title": f"临浦区住建局绩效自评报告{EVIL}", "source": source, "page_count": 2, "department": "临浦区住建局", "year": 2023,
        "indicators": indicators, "sha256": f"{report_id:0<64}",
        "budget": (BudgetLine("项目支出", box_place(2, 50, 100, 300, 120), adjusted=Decimal(200), actual=Decimal(150), rate=Decimal(75), unit="万元"),),
        "tables": (Table(TABLE, (), rows, box_place(1, 50, 100, 490, 250)),),
        "sections": (Section("一", "概况", (Passage(Paragraph("全年推进住房保障。", Place((2,), anchor="第7行"))),), Place((2,))),),
        "checks": (Check("sum_mismatch", "error", f"合计不符{EVIL}", (), (box_place(2, 50, 100, 300, 120),)),),
    }  # fmt: skip
    return Report(**(fields | changes))  # type: ignore[arg-type]


def make_bare_report() -> Report:
    """The same table out of a DOCX: no pages, cells with anchors."""
    rows = tuple(
        tuple(replace(cell, place=Place(anchor=f"表1 第{r}行第{c}列")) for c, cell in enumerate(row, 1))
        for r, row in enumerate(table_rows(), 1)
    )
    indicators = tuple(
        replace(item, place=row[0].place, cells={"actual": row[2].place}) for item, row in zip(make_report().indicators, rows, strict=True)
    )
    return make_report("jing", "jing.docx", title="镜湖区水务局自评报告", department="镜湖区水务局", page_count=0, file_kind="docx", indicators=indicators,
                       tables=(Table(TABLE, (), rows, Place(anchor="表1")),), budget=(), checks=())  # fmt: skip


def draw_pdf(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842))
    for _ in range(2):
        canvas.rect(50, 842 - 250, 440, 150)
        canvas.showPage()
    canvas.save()
    return path


class ScriptedAssistant:
    """Answers by key words; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []

    def ask(self, question: str, *, history: Sequence[str] = (), reports: Sequence[str] = ()) -> Answer:
        self.asked.append((question, tuple(history), tuple(reports)))
        report = make_report()
        citations = tuple(
            Citation("lin", report.title, item.cells["actual"], item.actual.text if item.actual else "", item.name)
            for item in report.indicators
        )
        if "公寓" in question:
            value = Quantity("18套", None, Decimal(18), "套")
            return Answer(
                question,
                "**18套**。青年公寓开工数完成18套[1]",
                "value",
                value=value,
                citations=citations[:1],
                notes=("目标按备注更正",),
                suggestions=("为什么没完成？",),
            )
        if "列出" in question:
            records = tuple(
                Record(
                    "indicator",
                    "lin",
                    item.name,
                    {"目标值": item.target.text if item.target else "", "完成值": item.actual.text if item.actual else "", "备注": "=1+1"},
                    item.verdict,
                    n,
                )
                for n, item in enumerate(report.indicators, 1)
            )
            lines = "\n".join(f"{n}. {record.name}：{record.fields['完成值']}[{n}]" for n, record in enumerate(records, 1))
            return Answer(question, f"共3项：\n{lines}", "list", records=records, citations=citations)
        if "无页" in question:
            bare = make_bare_report().indicators[1]
            citation = Citation("jing", "镜湖区水务局自评报告", bare.cells["actual"], "河道清淤长度；45公里", bare.name)
            return Answer(question, "**45公里**[1]", "value", value=bare.actual, citations=(citation,))
        if "哪个" in question:
            return Answer(question, "有两处", "clarify", choices=("列出全部", f"公寓{EVIL}"))
        return Answer(question, f"报告里没有“{question}”", "refusal", reason="没有找到")


def read_nothing(path: Path, seen: object, cancel: threading.Event) -> Report:
    if "坏" in path.name:
        raise DamagedFile(f"{path.name}：文件不完整，请重新下载")
    return make_report("new", path.name, title="新报告", department="临浦区水务局")


@pytest.fixture(scope="package")
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant()


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory, assistant: ScriptedAssistant) -> Desk:
    folder = tmp_path_factory.mktemp("page")
    library = Library.open(folder / "index", embedder="none")
    library.add(make_report(), draw_pdf(folder / "lin.pdf"))
    library.add(make_bare_report())
    return Desk(library, assistant, PagePictures(), Answers(), Uploads(library, read_nothing), Feedback(library.folder))


@pytest.fixture
def report() -> Report:
    return make_report()


@pytest.fixture(scope="package")
def evil() -> str:
    """What a hostile report might print."""
    return EVIL


@pytest.fixture(scope="package")
def client(desk: Desk) -> Iterator[TestClient]:
    """The application without its Gradio pages."""
    with TestClient(build_app(desk, with_pages=False)) as client:
        yield client


class Served:
    """An application on a free port of this machine, in a thread."""

    def __init__(self, app: FastAPI) -> None:
        self._server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.01)
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def __exit__(self, *error: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture(scope="package")
def served() -> type[Served]:
    return Served


CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


class Watched:
    """A browser page that keeps errors and foreign requests; foreign requests are stopped."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.route(
            "**/*", lambda route: route.continue_() if route.request.url.startswith((address, "data:", "blob:")) else self._foreign(route)
        )

    def _foreign(self, route: Any) -> None:
        self.faults.append(route.request.url)
        route.abort()

    def ask(self, question: str) -> Any:
        """Types the question, sends it with Enter and gives the finished answer."""
        known = self.page.locator(".jw-answer").count()
        self.page.fill("#jw-box textarea", question)
        self.page.keyboard.press("Enter")
        answer = self.page.locator(".jw-answer").nth(known)
        answer.wait_for()
        return answer


@pytest.fixture(scope="package")
def address(desk: Desk) -> Iterator[str]:
    with Served(build_app(desk)) as address:
        yield address
    gc.collect()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip(f"needs {CHROMIUM} (apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Watched]]:
    """Opens a path of the page in a browser profile of its own, and waits until it can be used."""
    contexts = []
    own = address

    def open_it(path: str, width: int, height: int, address: str = own, **more: Any) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height}, **more)
        context.set_default_timeout(10_000)
        contexts.append(context)
        watched = Watched(context.new_page(), address)
        watched.page.goto(address + path)
        watched.page.locator("#jw-box textarea").wait_for()
        watched.page.locator(".jw-report").first.wait_for(state="attached")
        return watched

    yield open_it
    for context in contexts:
        context.close()
