"""The rules by which answers are judged, as tables of cases."""

from typing import Any

import pytest

from eval.asking import Reply
from eval.case import Case
from eval.scorers import Verdict, judge
from eval.scorers.figures import is_same_quantity, shows_quantity
from eval.scorers.names import compare_names
from eval.scorers.support import wrong_figures
from eval.scorers.wording import says, yes_or_no


@pytest.mark.parametrize(
    ("wanted", "got", "expected"),
    [
        ({"number": "93.6", "unit": "公里"}, {"number": "93.6", "unit": "公里"}, True),
        ({"number": "93.6", "unit": "公里"}, {"number": "93.60", "unit": "公里"}, True),
        ({"number": "93.6", "unit": "公里"}, {"number": "93.61", "unit": "公里"}, False),
        ({"number": "1.86", "unit": "亿元"}, {"number": "18600", "unit": "万元"}, True),
        ({"number": "18600", "unit": "万元"}, {"number": "18600", "unit": "元"}, False),
        ({"number": "58", "unit": "处"}, {"number": "58", "unit": "个"}, False),
        ({"number": "7", "unit": None}, {"number": "7", "unit": "项"}, True),
        ({"number": "7", "unit": None}, {"number": "7", "unit": "%"}, False),
        ({"number": "7", "unit": None}, {"number": "7", "unit": "万元"}, False),
        ({"number": "20.59", "unit": "%", "round": True}, {"number": "20.588235", "unit": "%"}, True),
        ({"number": "20.59", "unit": "%"}, {"number": "20.588235", "unit": "%"}, False),
        ({"number": "120", "unit": "万元", "abs": True}, {"number": "-120", "unit": "万元"}, True),
        ({"number": "2.3", "unit": "百分点"}, {"number": "2.3", "unit": "个百分点"}, True),
        ({"number": "2.3", "unit": "百分点"}, {"number": "2.3", "unit": "%"}, False),
        ({"number": "5", "unit": "%"}, None, False),
        ({"number": "5", "unit": "%"}, {"number": None, "unit": "%"}, False),
    ],
)
def test_a_value_is_compared_exactly_after_converting_units(wanted: dict[str, Any], got: object, expected: bool) -> None:
    assert is_same_quantity(wanted, got) is expected


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("实际支出3,610.25万元", {"number": "3610.25", "unit": "万元"}, True),
        ("少了120万元", {"number": "-120", "unit": "万元"}, True),
        ("共有五项指标", {"number": "5", "unit": None}, True),
        ("共有15项指标", {"number": "5", "unit": None}, False),
        ("执行率56.67", {"number": "56.67", "unit": "%"}, True),
        ("56.67万元", {"number": "56.67", "unit": "%"}, False),
    ],
)
def test_the_text_must_show_the_value(text: str, wanted: dict[str, Any], expected: bool) -> None:
    assert shows_quantity(text, wanted) is expected


@pytest.mark.parametrize(
    ("text", "needle", "expected"),
    [
        ("偏差为 -22.70%", "22.7%", True),
        ("调整率11.51%", "1.51%", False),
        ("124,816.75 万元", "124816.75万元", True),
        ("因**征地**补偿，", "征地", True),
        ("应为“节水宣传”", "应为节水宣传", True),
        ("目标值 | 30公里", "30公里", True),
        ("130公里", "30公里", False),
        ("表中写19105.40", "19105.40万元", True),
        ("得分 94", "94分", False),
        ("要送水4600 立方米", "4600立方米", True),
    ],
)
def test_needles_are_found_as_numbers_or_as_text(text: str, needle: str, expected: bool) -> None:
    assert says(text, needle) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("是，已达到目标。", True),
        ("完成了：实际97.31%，目标97%。", True),
        ("否。实际149个，目标150个。", False),
        ("没有完成，差1个。", False),
        ("未达标", False),
        ("完成了吗？没有。", False),
        ("不一致：正文19105.40，表中19015.40", False),
        ("Yes, it was met.", True),
        ("No, the target was missed.", False),
        ("完成值为97.31%", None),
        ("报告没有给出数据", None),
    ],
)
def test_the_first_clear_word_is_the_answer(text: str, expected: bool | None) -> None:
    assert yes_or_no(text) is expected


def test_a_list_must_be_complete_and_nothing_else() -> None:
    score = compare_names(
        ["预算执行率", ["节水宣传活动参与人", "节水宣传活动参与人次"], "漏的"], ["预算执行率", "节水宣传活动参与人次", "多的"]
    )
    assert (score.right, score.missing, score.extra) == (2, ("漏的",), ("多的",))


CITED = {"page": 4, "quote": "93.6公里"}


def verdict_on(answer: dict[str, Any] | None, *, kind: str = "value", question: str = "多少？", **expect: Any) -> Verdict:
    return judge(Reply(Case("t-1", question, kind, "toy", expect=expect), answer, None if answer else "ValueError: broken"))


def test_a_right_answer_has_no_reasons() -> None:
    answer = {"answer": "93.6公里[1]", "value": {"number": "93.6", "unit": "公里"}, "citations": [CITED], "elapsed_ms": 2.5}
    verdict = verdict_on(answer, value={"number": "93.6", "unit": "公里"}, pages=[4, 5])
    assert (verdict.is_right, verdict.page_hit, verdict.elapsed_ms, verdict.wrong_figures) == (True, True, 2.5, ())


def test_a_wrong_page_is_a_loss() -> None:
    answer = {"answer": "93.6公里", "value": {"number": "93.6", "unit": "公里"}, "citations": [CITED]}
    assert verdict_on(answer, value={"number": "93.6", "unit": "公里"}, pages=[3]).reasons == ("cites pages [4], expected one of [3]",)


def test_refusing_what_is_there_is_a_loss() -> None:
    verdict = verdict_on({"answer": "没有找到", "refused": True, "reason": "没有找到"}, value={"number": "1", "unit": None})
    assert verdict.reasons[0] == "refused: 没有找到"
    assert verdict.was_refused


def test_answering_what_is_not_there_is_a_loss() -> None:
    assert not verdict_on({"answer": "5项", "refused": False}, kind="refusal", refused=True).is_right
    assert verdict_on({"answer": "没有找到", "refused": True}, kind="refusal", refused=True).is_right
    assert not verdict_on({"answer": "没有", "refused": True, "records": [{"name": "x"}]}, kind="refusal", refused=True).is_right


def test_a_failed_question_loses_its_names_and_pages() -> None:
    verdict = verdict_on(None, kind="list", names=["甲", "乙"], pages=[1])
    assert (verdict.has_failed, verdict.page_hit, verdict.reasons) == (True, False, ("ValueError: broken",))
    assert verdict.names is not None
    assert verdict.names.missing == ("甲", "乙")


def test_prose_as_long_as_the_report_is_no_answer() -> None:
    assert not verdict_on({"answer": "征地" * 1001}, kind="passage", contains=[["征地"]]).is_right
    assert verdict_on({"answer": "征地" * 1000}, kind="passage", contains=[["征地"]]).is_right


def test_caveats_may_stand_in_the_notes() -> None:
    answer = {"answer": "未完成", "notes": ["目标更正为2.6亿元"]}
    assert verdict_on(answer, kind="compare", caveats=[["2.6亿元"]]).is_right
    assert verdict_on({"answer": "未完成"}, kind="compare", caveats=[["2.6亿元"]]).reasons == ("no caveat 2.6亿元",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成93.6公里，目标85公里", []),
        ("完成93.7公里", ["93.7公里"]),
        ("2023年第4页，共34项，未完成7项", []),
        ("合计178.6公里", []),
        ("高出8.6公里", []),
        ("占110.12%", []),
        ("占99.99%", ["99.99%"]),
        ("约0.936百公里", []),
    ],
)
def test_figures_must_come_from_somewhere(text: str, expected: list[str]) -> None:
    answer = {"answer": text, "records": [{"name": "a", "fields": {"目标值": "85公里"}}, {"name": "b", "fields": {"完成值": "93.6公里"}}]}
    assert wrong_figures(answer, Case("t", "?", "value", "toy")) == expected
