"""The check-up as HTML. Bars are links in lists: they work by keyboard, are read aloud with their figures, and need no colour."""

from jiwen.page.comparison import ReportLine, Trend
from jiwen.page.glance import SEVERITIES, Glance
from jiwen.page.record_table import VERDICT_SIGNS
from jiwen.page.templating import fill
from jiwen.saying import Language


def glance_to_html(glance: Glance, trend: Trend | None, language: Language) -> str:
    """One report's check-up, with its department's other years where there are some."""
    counts = {severity: sum(finding.severity == severity for finding in glance.findings) for severity in SEVERITIES}
    return fill("glance.html", language, glance=glance, trend=trend, signs=VERDICT_SIGNS, counts=counts)


def overview_to_html(lines: tuple[ReportLine, ...], language: Language) -> str:
    """All reports side by side."""
    return fill("overview.html", language, lines=lines, signs=VERDICT_SIGNS)
