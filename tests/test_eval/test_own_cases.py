"""The project's own cases: written with care, rooted in the samples' data, and answered as well as they ever were."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from eval.asking import ask_cases
from eval.case import Case, read_cases
from eval.rates import rates_of
from eval.results import results_of, results_text
from eval.scorers import judge

CASES = Path(__file__).parents[2] / "eval" / "cases"
EXAMPLES = Path(__file__).parents[2] / "examples"
FLOOR = 0.98


@cache
def own_cases() -> tuple[Case, ...]:
    return tuple(read_cases([CASES]))


@cache
def written_text() -> str:
    """Everything that the sample reports say, blanks and thousands separators removed."""
    texts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.json"))]
    return re.sub(r"[ ,]", "", json.dumps(texts, ensure_ascii=False))


def test_there_are_at_least_150_cases_of_every_kind() -> None:
    kinds = Counter(case.kind for case in own_cases())
    assert sum(kinds.values()) >= 150
    assert set(kinds) == {"value", "list", "aggregate", "compare", "passage", "clarify", "refusal"}


def test_every_case_says_who_wrote_it_when_and_where_the_answer_stands() -> None:
    for path in CASES.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert row["author"]
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"])
            assert row["kind"] == "refusal" or row["expect"]["pages"]


@pytest.mark.parametrize("case", [case for case in own_cases() if "value" in case.expect], ids=lambda case: case.id)
def test_every_expected_figure_is_printed_or_marked_as_computed(case: Case) -> None:
    number = case.expect["value"]["number"]
    printed = re.search(rf"(?<![\d.]){re.escape(number.lstrip('-'))}0?(?![\d])", written_text())
    assert printed or {"computed", "count"} & set(case.tags), number


def test_every_expected_name_stands_in_the_samples() -> None:
    for case in own_cases():
        for entry in case.expect.get("names", ()):
            for name in [entry] if isinstance(entry, str) else entry:
                assert name in written_text(), f"{case.id}: {name}"


def test_accuracy_stays_above_the_floor(sample_index: Path) -> None:
    verdicts = [judge(reply) for reply in ask_cases(own_cases(), sample_index)]
    rates, told = rates_of(verdicts), results_text(results_of(verdicts))
    assert rates["accuracy"] >= FLOOR, told
    assert rates["failed"] == 0, told
    assert rates["refusal_recall"] == 1.0, told
