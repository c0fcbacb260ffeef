"""The page in a real browser: what people see and click, and that nothing leaves the origin or runs out of a report."""

import gc
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from jiwen.page.application import build_app
from jiwen.page.desk import Desk

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
pytestmark = [
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs /usr/bin/chromium (apt-get install chromium)"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning"),
]
sync_api = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(build_app(desk), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    gc.collect()


class Watched:
    """A browser page that keeps errors and foreign requests; foreign requests are stopped."""

    def __init__(self, page: "sync_api.Page", address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.route(
            "**/*", lambda route: route.continue_() if route.request.url.startswith((address, "data:", "blob:")) else self._foreign(route)
        )

    def _foreign(self, route: "sync_api.Route") -> None:
        self.faults.append(route.request.url)
        route.abort()

    def ask(self, question: str) -> None:
        known = self.page.locator(".jw-answer").count()
        self.page.fill("#jw-box textarea", question)
        self.page.keyboard.press("Enter")
        self.page.locator(".jw-answer").nth(known).wait_for()


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


def test_a_meeting_on_a_big_screen(browser: "sync_api.Browser", address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    watched = Watched(page, address)
    page.goto(f"{address}/?q=公寓开工多少？")
    page.locator(".jw-figure strong", has_text="18").wait_for()
    assert page.locator("#jw-box button", has_text="发送").is_visible()
    assert page.locator(".jw-note").inner_text() == "目标按备注更正"

    page.locator("#jw-chat .jw-cite").first.click()
    page.locator(".jw-mark-cell").wait_for()
    assert page.locator("#jw-page-of").inner_text() == "1 / 2"
    page.wait_for_function("document.querySelector('figure[data-page=\"1\"] img').naturalWidth > 0")

    page.locator("#jw-box textarea").click()
    watched.ask("<b>列出</b>")
    assert page.locator(".jw-answer .jw-table tbody tr").count() == 3
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.locator(".jw-open-table").click()
    page.locator("#jw-table-dialog th button", has_text="完成值").click()
    assert page.locator("#jw-table-dialog tbody td:nth-child(5)").all_inner_texts() == ["18套", "45公里", "97%"]
    page.keyboard.press("Escape")

    watched.ask("哪个？")
    page.locator(".jw-choice", has_text="列出全部").click()
    page.wait_for_function("document.querySelectorAll('.jw-answer').length === 4")

    page.locator("#jw-show-glance").click()
    page.locator(".jw-bar", has_text="河道清淤长度").click()
    page.locator("#jw-viewer-title", has_text="河道清淤长度").wait_for()

    page.reload()
    page.locator(".jw-answer").nth(3).wait_for()
    assert page.locator(".jw-answer").count() == 4
    assert page.evaluate("window.hacked") is None
    assert watched.faults == []
    page.close()


def test_a_phone_in_english(browser: "sync_api.Browser", address: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    watched = Watched(page, address)
    page.goto(f"{address}/en/")
    page.locator("#jw-box textarea").wait_for()
    watched.ask("列出")
    page.locator("#jw-chat .jw-cite").first.click()
    page.locator(".jw-mark-cell").wait_for()
    page.locator("#jw-viewer-close").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.locator("#jw-library-toggle").click()
    broken = tmp_path / "new.pdf"
    broken.write_bytes(b"%PDF-1.4")
    page.set_input_files("#jw-files", str(broken))
    page.locator('.jw-job[data-state="done"]').wait_for()
    assert "3 indicators" in page.locator(".jw-job-more").inner_text()
    report = page.locator(".jw-report", has_text="临浦区水务局")
    report.wait_for()
    report.get_by_text("Remove").click()
    page.locator("#jw-confirm-yes").click()
    report.wait_for(state="detached")
    assert watched.faults == []
    page.close()
