"""Scores against what they follow from: weight, execution rate, degree of completion, printed grades."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.facts.check_wording import agrees_as_printed, decimals_of, percent_text, rounded, row_label
from ingest.facts.grades import grade_of, printed_bands, short_grade
from ingest.facts.verdict import comparable_numbers, judge
from ingest.model.facts import BudgetLine, Check, Indicator, Severity
from ingest.model.report import Report

_FULL = Decimal(100)
_FORGIVEN_PERCENT = Decimal(95)
"""Some provinces give full marks for execution from here on, without printing so."""
_ENOUGH_ROWS = 4
_NEAR, _FAR = Decimal("0.02"), Decimal("0.1")
"""Shares of the weight: forms round degrees of completion before they multiply."""

Row = Indicator | BudgetLine


def find_score_checks(report: Report) -> list[Check]:
    """Scores above their weight, scores of the execution rate or of missed rows that do not follow, grades that do not fit the total."""
    rows: list[Row] = [*report.indicators, *report.budget]
    return [
        *_above_weight(rows, report),
        *(check for line in report.budget if (check := _rate_score(line, report)) is not None),
        *_by_completion(report),
        *_grades(report),
    ]


def _above_weight(rows: Sequence[Row], report: Report) -> Iterator[Check]:
    """Not where most scores are above their weights: they are counted out of a hundred there, or the weights are shares."""
    scored = [(row, row.score, row.weight) for row in rows if row.score is not None and row.weight]
    above = [(row, score, weight) for row, score, weight in scored if score > weight]
    if 2 * len(above) > len(scored) and len(scored) > 1:
        return
    for row, score, weight in above:
        yield _check("error", row, report, f"得分{score:f}大于分值{weight:f}")


def _rate_score(line: BudgetLine, report: Report) -> Check | None:
    """Execution is scored by weight × rate; the printed rate and the one that follows from the amounts both count."""
    rates = _rates(line)
    if not rates or line.score is None or not line.weight or line.score > line.weight:
        return None
    expected = [line.weight * min(rate, _FULL) / _FULL for rate in rates]
    is_forgiven = line.score == line.weight and max(rates) >= _FORGIVEN_PERCENT
    if is_forgiven or any(_is_near(line.score, score) for score in expected):
        return None
    words = f"执行率{percent_text(rates[0])}，分值{line.weight:f}，得分应为{rounded(expected[0], 2)}，表中为{line.score:f}"
    return _check("warning", line, report, words)


def _rates(line: BudgetLine) -> list[Decimal]:
    budget = line.adjusted if line.adjusted is not None else line.initial
    computed = line.actual / budget * _FULL if line.actual is not None and budget else None
    printed = line.rate * _FULL if line.rate is not None and 0 < line.rate <= 1 < (computed or _FULL) else line.rate  # 0.9974 for 99.74%
    return [rate for rate in (printed, computed) if rate is not None]


def _is_near(score: Decimal, exact: Decimal) -> bool:
    """Rounded or cut to the digits it shows, up to one of its last two digits where the rate was rounded before."""
    return agrees_as_printed(score, exact) or abs(score - exact) < Decimal(1).scaleb(-max(1, decimals_of(score)))


def _by_completion(report: Report) -> Iterator[Check]:
    """Missed rows whose scores are far from weight × degree of completion, in a form whose other missed rows are scored just so."""
    forms: dict[tuple[str | None, str | None], list[tuple[Indicator, Decimal, Decimal]]] = {}
    for item in report.indicators:
        exact = _exact_score(item)
        if exact is not None and item.weight:
            forms.setdefault((item.project, item.place.table), []).append((item, exact, item.weight))
    for rows in forms.values():
        near = [item for item, exact, weight in rows if _misses(item, exact) <= _NEAR * weight]
        far = [(item, exact) for item, exact, weight in rows if _misses(item, exact) > _FAR * weight]
        if len(near) >= _ENOUGH_ROWS and len(near) > 3 * len(far):
            for item, exact in far:
                words = (
                    f"目标{item.target and item.target.text}、完成{item.actual and item.actual.text}，按完成程度得分约为{rounded(exact, 1)}"
                )
                yield _check("warning", item, report, f"{words}，表中为{item.score:f}")


def _exact_score(item: Indicator) -> Decimal | None:
    """Weight × degree of completion of a missed row that lost points; full marks are another check's matter."""
    pair = comparable_numbers(item)
    verdict = item.corrected_verdict or judge(item)
    if verdict != "missed" or pair is None or item.score is None or not item.weight or item.score >= item.weight or min(pair) <= 0:
        return None
    return item.weight * min(pair) / max(pair)


def _misses(item: Indicator, exact: Decimal) -> Decimal:
    return abs((item.score or Decimal(0)) - exact)


def _grades(report: Report) -> Iterator[Check]:
    graded = [form for form in report.forms if form.grade and form.total_score is not None]
    bands = printed_bands(report) if graded else ()
    for form in graded:
        fitting, printed = grade_of(form.total_score or Decimal(0), bands), short_grade(form.grade or "")
        if fitting and printed and fitting != printed:
            name = form.project or form.title
            words = f"总分{form.total_score:f}按所列标准为“{fitting}”，等级填为“{form.grade}”"
            yield Check("grade_mismatch", "error", f"{name}：{words}", (name,), (form.place,))


def _check(severity: Severity, row: Row, report: Report, words: str) -> Check:
    return Check("score_mismatch", severity, f"{row_label(row, report)}：{words}", (row.name,), (row.place,))
