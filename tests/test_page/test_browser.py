"""The page in a real browser: what people see and click, and that nothing leaves the origin or runs out of a report."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning"
)


def test_a_meeting_on_a_big_screen(open_page: Callable[..., Any]) -> None:
    watched = open_page("/?q=公寓开工多少？", 1440, 900, locale="fr-FR")
    page = watched.page
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
    page.select_option("#jw-glance-pick", "lin")
    page.get_by_role("link", name="河道清淤长度：▲ +50.00%").click()
    page.locator("#jw-viewer-title", has_text="河道清淤长度").wait_for()

    page.reload()
    page.locator(".jw-answer").nth(3).wait_for()
    assert page.locator(".jw-answer").count() == 4
    assert page.evaluate("window.hacked") is None
    assert watched.faults == []


def test_a_phone_in_english(open_page: Callable[..., Any], tmp_path: Path) -> None:
    watched = open_page("/en/", 390, 844, locale="zh-CN")
    page = watched.page
    watched.ask("列出")
    page.locator("#jw-chat .jw-cite").first.click()
    page.locator(".jw-mark-cell").wait_for()
    page.go_back()  # the phone's own way back
    page.locator("#jw-desk.jw-with-source").wait_for(state="detached")
    assert page.url.endswith("/en/")
    page.locator("#jw-chat .jw-cite").first.click()
    page.locator("#jw-desk.jw-with-source").wait_for()
    page.locator("#jw-viewer-close").click()
    page.locator("#jw-desk.jw-with-source").wait_for(state="detached")
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
