"""Notes that correct a target or a name, and ordinary reasons, which must not."""

import pytest

from ingest.facts.notes import correct_from_note
from ingest.model.facts import Indicator
from ingest.model.place import Place
from ingest.values import read_quantity


def noted(note: str | None, target: str = "=100家", actual: str = "80家", name: str = "认定企业数") -> Indicator:
    return correct_from_note(Indicator(name, Place(), target=read_quantity(target), actual=read_quantity(actual), note=note))


@pytest.mark.parametrize(
    "note",
    [
        "指标目标值以某专项资金中该指标绩效目标值60家为准。",
        "目标值应为60家，系统录入错误。",
        "年初填报有误，实际应为60家",
        "年初目标值填报有误，应为60家。",
        "目标值由100家调整为60家",
        "年中预算调减，目标值相应调整为60家。",
        "年度目标值应为60，误填为100。",
        "该指标年初目标值为60家，系统填报错误。",
        "按年中调整后目标60家执行",
        "批复的绩效目标为60家，以批复为准",
        "笔误，目标值更正为“60家”。",
    ],
)
def test_reads_the_target_that_a_note_puts_in_place(note: str) -> None:
    row = noted(note)
    assert row.corrected_target is not None
    assert (row.corrected_target.number, row.corrected_target.unit) == (60, "家")
    assert (row.corrected_verdict, row.target and row.target.text) == ("exceeded", "=100家")


@pytest.mark.parametrize(
    "note",
    [
        None,
        "受疫情影响，实际完成80家。",
        "目标值100家，实际完成80家。",
        "完成值填报有误，应为95家。",
        "下一步将目标值调整为60家。",
        "目标设置偏高。下年目标调整为80家",
        "因企业搬迁减少20家",
        "因政策调整为3项，影响进度",
        "目标值应为100家，填报无误",
        "年初目标值测算依据不足，设置偏高。下一步将参考近三年完成情况合理确定目标值。",
        "目标应为60家或70家，填报错误，目标应为70家",
    ],
)
def test_leaves_a_row_with_an_ordinary_reason_as_it_is(note: str | None) -> None:
    row = noted(note)
    assert (row.corrected_target, row.corrected_verdict, row.corrected_name) == (None, None, None)


def test_takes_an_amount_of_another_scale_but_not_of_another_kind() -> None:
    assert noted("目标值以600000万元为准", "=100亿元", "80亿元").corrected_verdict == "exceeded"
    assert noted("目标值应为60%，系统录入错误").corrected_target is None


@pytest.mark.parametrize(
    ("note", "name"),
    [
        ("系统中指标名称显示不全，应为“研发投入占比”。", "研发投入占比"),
        ("字数限制，全称为“认定“领军”企业数量”，目标无误", "认定“领军”企业数量"),
        ("名称应为市级企业认定数，特此说明", "市级企业认定数"),
        ("应为“认定企业数（市级）”", "认定企业数（市级）"),
        ("应为“60家”", None),
        ("受客观因素影响", None),
    ],
)
def test_reads_the_name_that_a_note_puts_in_place(note: str, name: str | None) -> None:
    assert noted(note).corrected_name == name
