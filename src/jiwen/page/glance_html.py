"""The check-up as HTML: lists and tables as they stand, charts as data that the page's script draws."""

from functools import partial

from jiwen.page.charts import deviation_bars, execution_bars, rate_bars, trend_lines, verdict_squares, verdict_stacks
from jiwen.page.comparison import ReportLine, Trend
from jiwen.page.glance import SEVERITIES, VERDICTS, Glance
from jiwen.page.record_table import VERDICT_SIGNS
from jiwen.page.templating import fill
from jiwen.page.wording import load_wording
from jiwen.saying import Language, say_message


def glance_to_html(glance: Glance, trend: Trend | None, language: Language) -> str:
    """One report's check-up, with its department's other years where there are some."""
    t = load_wording(language)
    return fill(
        "glance.html",
        language,
        glance=glance,
        trend=trend,
        signs=VERDICT_SIGNS,
        said=partial(say_message, language),
        counts={severity: sum(finding.severity == severity for finding in glance.findings) for severity in SEVERITIES},
        far=sum(bar.tone == "far" for bar in glance.deviations),
        squares=verdict_squares(glance, t),
        deviations=deviation_bars(glance, t),
        executions=execution_bars(glance.executions, t),
        budget_lines=trend_lines(trend.budget, trend, t) if trend else None,
        indicator_lines=trend_lines(trend.indicators, trend, t) if trend else None,
    )


def overview_to_html(lines: tuple[ReportLine, ...], language: Language) -> str:
    """All reports side by side."""
    t = load_wording(language)
    pictures = {"stacks": verdict_stacks(lines, t), "rates": rate_bars(lines, t)}
    return fill("overview.html", language, lines=lines, verdicts=VERDICTS, signs=VERDICT_SIGNS, **pictures)
