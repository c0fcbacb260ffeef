"""Scores that do not follow from their weight, rate or completion, totals above full marks, grades outside their band."""

from decimal import Decimal

import pytest

from ingest.facts.checks import find_checks
from ingest.facts.grades import printed_bands
from ingest.model.facts import Form
from ingest.model.place import Place
from tests.test_ingest.checked_reports import line, messages, report, row

PLACE = Place((4,))


@pytest.mark.parametrize(
    ("amounts", "score", "expected"),
    [
        (("100", None, "100", "86.19", "86.19"), "8.62", []),
        (("100", None, "100", "86.19", "86.19"), "8.6", []),
        (("100", None, "100", "86.19", "86.19"), "8.61", []),
        (("100", None, "100", "97.2", "97.20"), "10", []),
        (("100", None, "100", "112", "112.00"), "10", []),
        (("100", None, "100", "100", "96.50"), "10", []),
        (("100", None, "0", "0", "0"), "0", []),
        ((None, None, None, None, "0.862"), "8.62", []),
        (("100", None, "100", "86.19", "86.19"), "10", ["资金总额：执行率86.19%，分值10，得分应为8.62，表中为10"]),
        (("100", None, "100", "72", None), "9", ["资金总额：执行率72.00%，分值10，得分应为7.20，表中为9"]),
        (("100", None, "100", "100", "100"), "8", ["资金总额：执行率100.00%，分值10，得分应为10.00，表中为8"]),
        (("100", None, "100", "86", "86"), "12", ["资金总额：得分12大于分值10"]),
    ],
)
def test_the_score_of_execution_follows_from_the_rate(amounts: tuple[str | None, ...], score: str, expected: list[str]) -> None:
    funds = line("资金总额", *amounts, weight=Decimal(10), score=Decimal(score))
    assert messages(report(budget=(funds,)), "score_mismatch") == expected


def test_a_score_above_its_weight_is_told_where_others_keep_to_theirs() -> None:
    rows = [row(f"绿道{i}", "5公里", "5公里", weight="8", score="8") for i in range(3)]
    wrong = row("苗木", "90%", "95%", weight="8", score="9")
    assert messages(report(*rows, wrong), "score_mismatch") == ["苗木：得分9大于分值8"]
    out_of_100 = [row(f"绿道{i}", "5公里", "5公里", weight="8", score="96") for i in range(3)]
    assert messages(report(*out_of_100), "score_mismatch") == []


def test_a_missed_row_is_scored_by_its_completion_where_all_others_are() -> None:
    by_completion = [row(f"绿道{i}", "10公里", f"{9 - i}公里", "征地拆迁晚。", weight="10", score=f"{9 - i}") for i in range(4)]
    wrong = row("桥梁", "10座", "5座", "汛期停工。", weight="10", score="9.5")
    assert messages(report(*by_completion, wrong), "score_mismatch") == ["桥梁：目标10座、完成5座，按完成程度得分约为5.0，表中为9.5"]
    assert messages(report(*by_completion[:3], wrong), "score_mismatch") == []


def form(score: str, grade: str | None = None) -> Form:
    return Form("自评表", PLACE, project="渡口改造", total_score=Decimal(score), grade=grade)


def test_a_total_above_full_marks_is_told() -> None:
    assert messages(report(forms=(form("101"),)), "total_score_mismatch") == ["渡口改造：总分101大于满分100"]
    assert messages(report(forms=(form("100"),)), "total_score_mismatch") == []


BANDS = "评价等级分为四档：优（90-100分）、良（80-90分）、中（60-80分）、差（60分以下）。"


@pytest.mark.parametrize(
    ("score", "grade", "text", "expected"),
    [
        ("88", "优", BANDS, ["渡口改造：总分88按所列标准为“良”，等级填为“优”"]),
        ("88", "良好", BANDS, []),
        ("90", "优秀", BANDS, []),
        ("52", "中", BANDS, ["渡口改造：总分52按所列标准为“差”，等级填为“中”"]),
        ("88", "优", "自评总分88分，等级为优。", []),
        ("88", "优□ 良☑", BANDS, []),
    ],
)
def test_a_grade_stands_in_its_printed_band(score: str, grade: str, text: str, expected: list[str]) -> None:
    assert messages(report(text=text, forms=(form(score, grade),)), "grade_mismatch") == expected


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        (BANDS, [("优", 90), ("良", 80), ("中", 60)]),
        ("90（含）-100分为优、80（含）-90分为良、60（含）-80分为中、60分以下为差", [("优", 90), ("良", 80), ("中", 60)]),
        ("得分≥90分为优秀，75分以上为良好，60分及以上为合格", [("优", 90), ("良", 75), ("中", 60)]),
        ("优：≥85，良：≥75", [("优", 85), ("良", 75)]),
        ("优（90-100）良（80-90）；另一处写优（95-100）", []),
        ("优良率达到90以上，为优质工程", []),
    ],
)
def test_reads_printed_bands(text: str, bands: list[tuple[str, int]]) -> None:
    assert [(band.grade, int(band.lowest)) for band in printed_bands(report(text=text))] == bands


def test_a_contradiction_of_scores_is_an_error_and_a_habit_broken_a_warning() -> None:
    funds = line("资金总额", "100", None, "100", "72", "72", weight=Decimal(10), score=Decimal(9))
    found = find_checks(report(budget=(funds,), forms=(form("101"),)))
    assert [(check.rule, check.severity) for check in found] == [("total_score_mismatch", "error"), ("score_mismatch", "warning")]
