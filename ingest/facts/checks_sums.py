"""Parts against totals: budget lines, the head of a form, scores."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.facts.check_wording import AMOUNT_LABELS, amount_text, decimals_of, row_label
from ingest.facts.sums import Sum, lines_to_sums
from ingest.facts.verdict import is_blank
from ingest.model.facts import BudgetLine, Check, Form, FormEntry, Indicator
from ingest.model.report import Report
from ingest.values import read_quantity

_SUMMED = ("initial", "adjusted", "actual")
_HEAD_TOTAL = re.compile(r"(?:资金|预算|金额|投资|经费).{0,4}(?:总额|合计)|^总额|^合计")
_HEAD_PART = re.compile(r"其中|财政拨款|财政资金|结转|结余|其他|其它|自筹|专户|单位资金|非财政")


def find_sum_checks(report: Report) -> list[Check]:
    """Every total that its parts do not make up. A list of parts that may leave some out is held to less: it must not exceed its total."""
    return [
        *(check for found in lines_to_sums(report.budget) for check in _sum_checks(found, report)),
        *(check for form in report.forms if not _has_lines(form, report) for check in _head_checks(form)),
        *(check for form in report.forms if (check := _score_check(form, report) or _above_full(form)) is not None),
    ]


def _sum_checks(found: Sum, report: Report) -> Iterator[Check]:
    sums = {key: total for key in _SUMMED if (total := _added(found, key)) is not None}
    wrong = [key for key, total in sums.items() if abs(total - _amount(found.total, key)) > _rounding(found)]
    is_whole = found.is_complete or len(wrong) < len(sums)
    for key in wrong:
        if is_whole or sums[key] > _amount(found.total, key):
            words = f"各分项{AMOUNT_LABELS[key]}合计{sums[key]:f}，表中为{amount_text(found.total, key)}"
            yield Check(
                "sum_mismatch",
                "error",
                f"{row_label(found.total, report)}：{words}",
                (found.total.name, *(part.name for part in found.parts)),
                (found.total.place, *(part.place for part in found.parts)),
            )


def _added(found: Sum, key: str) -> Decimal | None:
    """The sum of what the parts print; None where the total or all parts are blank."""
    values = [value for part in found.parts if (value := getattr(part, key)) is not None]
    if getattr(found.total, key) is None or not values:
        return None
    return sum(values, Decimal(0))


def _amount(line: BudgetLine, key: str) -> Decimal:
    value: Decimal = getattr(line, key)
    return value


def _rounding(found: Sum) -> Decimal:
    """Half of the last digit for every part, and never less than one last digit."""
    printed = [value for line in (found.total, *found.parts) for key in _SUMMED if (value := getattr(line, key)) is not None]
    last_digit = Decimal(1).scaleb(-max((decimals_of(value) for value in printed), default=2))
    return last_digit * max(Decimal(1), Decimal(len(found.parts)) / 2)


def _has_lines(form: Form, report: Report) -> bool:
    """True where the form's funds were read as budget lines, which are checked as such."""
    return any(line.project == form.project and line.place.table in (None, form.title) for line in report.budget)


def _head_checks(form: Form) -> Iterator[Check]:
    """A part in the form's head (其中：财政拨款) that is larger than the total above it."""
    total: FormEntry | None = None
    for entry in form.entries:
        if _HEAD_TOTAL.search(entry.label):
            total = entry
        elif total is not None and not _HEAD_PART.search(entry.label):
            total = None
        elif total is not None and _is_larger(entry, total):
            message = f"{form.project or form.title}：{entry.label}{entry.text}大于{total.label}{total.text}"
            yield Check("sum_mismatch", "error", message, (total.label, entry.label), (total.place, entry.place))


def _is_larger(part: FormEntry, total: FormEntry) -> bool:
    one, other = read_quantity(part.text), read_quantity(total.text)
    return one.number is not None and other.number is not None and one.unit == other.unit and one.number > other.number


def _score_check(form: Form, report: Report) -> Check | None:
    """The scores of the form's rows against its printed total; only where no score is missing and the weights are complete."""
    rows: list[Indicator | BudgetLine] = [*report.indicators, *report.budget]
    own = [row for row in rows if row.project == form.project and (form.project or len(report.forms) == 1 or row.place.table == form.title)]
    scores = [row.score for row in own if row.score is not None]
    weights = [row.weight for row in own if row.weight is not None]
    if form.total_score is None or not scores or any(_lacks_score(row) for row in own):
        return None
    if weights and sum(weights, Decimal(0)) != (form.total_weight or Decimal(100)):
        return None
    total = sum(scores, Decimal(0))
    if abs(total - form.total_score) <= Decimal("0.011"):
        return None
    message = f"{form.project or form.title}：各项得分合计{total:f}，总分填为{form.total_score:f}"
    return Check("total_score_mismatch", "error", message, (form.project or form.title,), (form.place,))


def _above_full(form: Form) -> Check | None:
    full = form.total_weight or Decimal(100)
    if form.total_score is None or form.total_score <= full:
        return None
    message = f"{form.project or form.title}：总分{form.total_score:f}大于满分{full:f}"
    return Check("total_score_mismatch", "error", message, (form.project or form.title,), (form.place,))


def _lacks_score(row: Indicator | BudgetLine) -> bool:
    """A row without an actual may be left unscored; any other that is weighted has a score that was not read."""
    return row.weight is not None and row.score is None and not (isinstance(row, Indicator) and is_blank(row.actual))
