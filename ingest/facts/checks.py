"""Everything in a report that does not add up, or that a reviewer would ask about."""

from ingest.facts.checks_budget import find_budget_checks
from ingest.facts.checks_deviation import find_deviation_checks
from ingest.facts.checks_names import find_name_checks
from ingest.facts.checks_prose import find_prose_checks
from ingest.facts.checks_rates import find_rate_checks
from ingest.facts.checks_rows import find_row_checks
from ingest.facts.checks_scores import find_score_checks
from ingest.facts.checks_sums import find_sum_checks
from ingest.model.facts import Check
from ingest.model.report import Report


def find_checks(report: Report) -> tuple[Check, ...]:
    """Every check that needs this report alone: contradictions are errors, questions of a reviewer warnings, the rest info."""
    return (
        *find_row_checks(report),
        *find_deviation_checks(report),
        *find_budget_checks(report),
        *find_sum_checks(report),
        *find_score_checks(report),
        *find_prose_checks(report),
        *find_rate_checks(report),
        *find_name_checks(report),
    )
