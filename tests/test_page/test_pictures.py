"""The pictures of the check-up as they stand in the browser: drawn, whole, and every mark a way to its cell."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ingest.model.report import Report
from jiwen.page.glance import look_at
from jiwen.page.glance_html import glance_to_html

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning"
)
OUTSIDE = """[...document.querySelectorAll(".jw-chart svg")].flatMap((svg) => {
  const frame = svg.closest(".jw-card").getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom;
  }).map((text) => text.textContent);
})"""
FILL = "getComputedStyle(document.querySelector('.jw-chart a rect')).fill"


def open_checkup(page: Any) -> Any:
    page.locator("#jw-show-glance").click()
    page.locator(".jw-overview").wait_for()
    page.select_option("#jw-glance-pick", "lin")
    page.locator(".jw-chart svg").nth(2).wait_for()
    return page.locator(".jw-chart svg")


@pytest.mark.parametrize(("path", "width", "height"), [("/", 1440, 900), ("/en/", 390, 844)])
def test_every_mark_is_a_named_link_and_no_text_is_cut(open_page: Callable[..., Any], path: str, width: int, height: int) -> None:
    watched = open_page(path, width, height)
    page = watched.page
    fetched: list[str] = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [name for name in fetched if "observable-plot" in name] == []
    svgs = open_checkup(page)
    assert [svg.locator("a").count() for svg in svgs.all()] == [3, 3, 1]
    links = page.locator(".jw-chart a").all()
    assert all((link.get_attribute("href") or "").startswith("#cite-") and link.get_attribute("aria-label") for link in links)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("window.hacked") is None
    assert "<script>" in "".join(page.locator(".jw-chart text").all_text_contents())
    assert watched.faults == []


def test_the_keyboard_goes_from_mark_to_mark_and_back_from_the_source(open_page: Callable[..., Any]) -> None:
    watched = open_page("/", 1440, 900)
    page = watched.page
    bars = open_checkup(page).nth(1)
    assert bars.locator('a[tabindex="0"]').count() == 1
    before = page.locator(".jw-chart").nth(1).bounding_box()["width"]
    bars.locator("a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    named = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(named).startswith("河道清淤长度")
    page.keyboard.press("Enter")
    page.locator("#jw-viewer-title", has_text="河道清淤长度").wait_for()
    page.wait_for_function(f"document.querySelectorAll('.jw-chart')[1].clientWidth < {before} - 100")
    page.wait_for_function(f"{named}.startsWith('河道清淤长度')")  # drawn anew in its new width, the mark keeps the focus
    page.locator("#jw-viewer-close").click()
    page.wait_for_function(f"{named}.startsWith('河道清淤长度')")
    assert watched.faults == []


def test_a_long_picture_is_one_for_the_keyboard_and_breaks_between_rows(open_page: Callable[..., Any], report: Report) -> None:
    names = [f"第{number}项{'很长的指标名称' * number} https://example.org/{'a' * 9 * number}" for number in range(1, 15)]
    long = replace(report, indicators=tuple(replace(report.indicators[0], name=name) for name in names))
    watched = open_page("/", 390, 844)
    page = watched.page
    page.route("**/glance/lin*", lambda route: route.fulfill(body=glance_to_html(look_at(long), None, "zh"), content_type="text/html"))
    open_checkup(page)
    bars = page.locator(".jw-chart").nth(1)
    assert [svg.locator("a").count() for svg in bars.locator("svg").all()] == [6, 6, 2]
    bars.locator("a").first.focus()
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("第14项")
    assert page.evaluate(OUTSIDE) == []
    edges = page.evaluate(
        "[...document.querySelectorAll('.jw-chart')[1].querySelectorAll('a')].map((link) => link.getBoundingClientRect().top)"
    )
    assert edges == sorted(edges)
    assert watched.faults == []


def test_pictures_follow_the_theme_and_lead_from_the_overview(open_page: Callable[..., Any]) -> None:
    watched = open_page("/", 1440, 900)
    page = watched.page
    open_checkup(page)
    light = page.evaluate(FILL)
    page.locator("#jw-theme").click()
    assert page.evaluate(FILL) != light
    page.select_option("#jw-glance-pick", " overview")
    page.get_by_role("link", name="临浦区住建局 2023：未完成 1，超额完成 2").click()
    page.locator("#jw-names-missed").wait_for(state="attached")
    assert page.locator("#jw-glance-pick").input_value() == "lin"
    assert watched.faults == []
