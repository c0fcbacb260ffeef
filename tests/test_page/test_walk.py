"""A walk through all that the page promises, as people do it: on a projector, on a phone, and in English."""

import io
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jiwen.page.desk import Desk
from jiwen.page.wording import load_wording

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning"
)
SETTINGS = [("zh", 1440, 900), ("zh", 390, 844), ("en", 1440, 900)]
PATHS = {"zh": "/", "en": "/en/"}


def check_access(page: Any) -> None:
    """No violation that axe-core calls serious or critical, and nothing wider than the screen."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found if one["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]


def close_source(page: Any) -> None:
    if page.viewport_size["width"] < 1024:
        page.locator("#jw-viewer-close").click()
        page.locator("#jw-desk.jw-with-source").wait_for(state="detached")


def downloaded(page: Any, click: Callable[[], None]) -> bytes:
    with page.expect_download() as download:
        click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize(("language", "width", "height"), SETTINGS)
def test_asking_and_seeing_the_source(open_page: Callable[..., Any], language: str, width: int, height: int) -> None:
    watched = open_page(PATHS[language] + "?q=公寓开工多少？", width, height, locale="en-GB" if language == "zh" else "zh-CN")
    page, t = watched.page, load_wording(language)  # type: ignore[arg-type]
    page.locator(".jw-figure strong", has_text="18").wait_for()
    assert page.locator("html").get_attribute("lang") == t("lang")
    assert page.locator(".jw-ask", has_text="为什么没完成？").is_visible()
    check_access(page)
    if width < 1024:
        page.locator("#jw-chat .jw-cite").first.click()
    page.locator(".jw-mark-cell").wait_for()
    page.wait_for_function("document.querySelector('figure[data-page=\"1\"] img').naturalWidth > 0")
    assert "青年公寓开工数" in page.locator("#jw-viewer-title").inner_text()
    page.locator("#jw-following").click()
    page.wait_for_function("document.querySelector('#jw-page-of').textContent === '2 / 2'")
    page.locator("#jw-larger").click()
    check_access(page)
    close_source(page)

    watched.ask("无页的表呢？").locator(".jw-cite").first.click()
    page.locator(".jw-marked-row mark", has_text="45公里").wait_for()
    check_access(page)
    close_source(page)
    watched.ask("列出")
    page.locator(f'button[aria-label="{"重试" if language == "zh" else "Retry"}"]').last.click()
    page.locator(".jw-answer .jw-records").wait_for()
    page.locator(".jw-copy").last.click()
    page.locator("#jw-toast.jw-shown", has_text=t("copied")).wait_for()
    assert watched.faults == []


@pytest.mark.parametrize(("language", "width", "height"), SETTINGS)
def test_lists_glance_and_downloads(open_page: Callable[..., Any], desk: Desk, language: str, width: int, height: int) -> None:
    watched = open_page(PATHS[language], width, height)
    page, t = watched.page, load_wording(language)  # type: ignore[arg-type]
    answer = watched.ask("列出")
    shown = answer.locator(".jw-records tbody tr:not(.jw-under)")
    assert [row.is_visible() for row in shown.all()] == [True, True, True]
    sheet = openpyxl.load_workbook(io.BytesIO(downloaded(page, answer.locator('a[href*=".xlsx"]').click))).active
    assert sheet is not None
    assert [sheet.cell(2, column).value for column in (1, 5)] == ["青年公寓开工数", 18]
    assert downloaded(page, answer.locator('a[href*=".csv"]').click).startswith(b"\xef\xbb\xbf")

    answer.locator(".jw-open-table").click()
    page.fill("#jw-table-filter", "清淤")
    assert page.locator("#jw-table-body tbody tr").count() == 1
    check_access(page)
    page.locator("#jw-table-body .jw-cite").click()
    page.locator("#jw-viewer-title", has_text="河道清淤长度").wait_for()
    close_source(page)

    page.locator("#jw-export").click()
    text = downloaded(page, page.locator("#jw-export-md").click).decode()
    assert "## 列出" in text
    assert "河道清淤长度" in text

    answer.locator(".jw-wrong").click()
    page.fill("#jw-remark", f"应为19套 {language} {width}")
    check_access(page)
    page.locator("#jw-wrong-send").click()
    page.locator("#jw-toast.jw-shown", has_text=t("wrong_thanks")).wait_for()
    kept = json.loads((desk.library.folder / "feedback.jsonl").read_text("utf-8").splitlines()[-1])
    assert (kept["remark"], kept["question"]) == (f"应为19套 {language} {width}", "列出")

    page.locator("#jw-show-glance").click()
    page.locator(".jw-overview").wait_for()
    check_access(page)
    page.select_option("#jw-glance-pick", "lin")
    page.locator("button.jw-count.jw-v-exceeded").click()
    page.locator("#jw-names-exceeded a", has_text="河道清淤长度").click()
    page.locator(".jw-mark-cell").wait_for()
    close_source(page)
    page.get_by_role("link", name="项目支出").click()
    page.locator("#jw-viewer-title", has_text="项目支出").wait_for()
    check_access(page)
    assert watched.faults == []


@pytest.mark.parametrize(("language", "width", "height"), SETTINGS)
def test_the_library(open_page: Callable[..., Any], tmp_path: Path, language: str, width: int, height: int) -> None:
    watched = open_page(PATHS[language], width, height, color_scheme="dark")
    page, t = watched.page, load_wording(language)  # type: ignore[arg-type]
    assert page.locator("html.dark").count() == 1
    if width < 1024:
        page.locator("#jw-library-toggle").click()
    page.fill("#jw-search", "镜湖 2023")
    assert page.locator(".jw-report").count() == 1
    page.fill("#jw-search", "")
    before = page.locator(".jw-report").count()

    names = ["坏.pdf", "新.pdf"]
    for name in names:
        (tmp_path / name).write_bytes(b"%PDF-1.4 " + name.encode())
    page.set_input_files("#jw-files", [str(tmp_path / name) for name in names])
    page.locator('.jw-job[data-state="failed"]', has_text="文件不完整").wait_for()
    page.locator('.jw-job[data-state="done"]', has_text=t("read_indicators", n=3)).wait_for()
    page.locator("#jw-jobs-count", has_text=t("jobs_count", all=2, done=1, failed=1, open=0)).wait_for()
    assert [item.inner_text() for item in page.locator(".jw-job strong").all()] == names
    check_access(page)

    added = page.locator(".jw-report", has_text="临浦区水务局")
    added.wait_for()
    with page.expect_file_chooser() as chooser:
        added.locator('[data-action="replace"]').click()
    chooser.value.set_files(str(tmp_path / "坏.pdf"))
    page.locator("#jw-confirm-yes").click()
    page.locator('.jw-job[data-state="failed"]').nth(1).wait_for()
    assert page.locator(".jw-report").count() == before + 1  # what cannot be read replaces nothing

    added.locator('[data-action="remove"]').click()
    check_access(page)
    page.locator("#jw-confirm .jw-close").click()
    added.locator('[data-action="remove"]').click()
    page.locator("#jw-confirm-yes").click()
    added.wait_for(state="detached")
    assert watched.faults == []


def test_the_keyboard_alone(open_page: Callable[..., Any]) -> None:
    watched = open_page("/", 1440, 900)
    page = watched.page
    page.keyboard.type("列出")
    page.keyboard.press("Enter")
    page.locator(".jw-answer .jw-cite").nth(1).wait_for()
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    page.locator(".jw-answer .jw-cite.jw-open").wait_for()  # the first source is shown of itself
    page.locator(".jw-answer .jw-cite").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator("#jw-viewer-title", has_text="河道清淤长度").wait_for()
    page.locator(".jw-open-table").focus()
    page.keyboard.press("Enter")
    page.locator("#jw-table-dialog[open]").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.className.includes('jw-open-table')")
    page.locator(".jw-skip").focus()
    assert page.locator(".jw-skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert watched.faults == []
