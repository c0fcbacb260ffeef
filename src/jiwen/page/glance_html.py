"""The check-up as HTML. Bars are links in lists: they work by keyboard, are read aloud with their figures, and need no colour."""

from jiwen.page.answer_html import VERDICT_SIGNS
from jiwen.page.glance import SEVERITIES, Glance
from jiwen.page.templating import fill
from jiwen.page.wording import Language


def glance_to_html(glance: Glance, language: Language) -> str:
    """A fragment for the page's check-up panel."""
    counts = {severity: sum(finding.severity == severity for finding in glance.findings) for severity in SEVERITIES}
    return fill("glance.html", language, glance=glance, signs=VERDICT_SIGNS, counts=counts)
