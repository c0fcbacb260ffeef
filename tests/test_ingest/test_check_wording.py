"""Notes that give no reason, in words of many reports; a note with one real cause gives one."""

import pytest

from ingest.facts.check_wording import is_empty_reason
from ingest.values.header_words import role_of


@pytest.mark.parametrize(
    "note",
    [
        None,
        "",
        "——",
        "无。",
        "工作正在推进",
        "各项工作稳步推进中。",
        "因客观因素未完成",
        "由于客观原因未能完成目标任务",
        "未达到目标值",
        "未按时完成。",
        "继续努力",
        "下一步抓紧落实",
        "待进一步完善",
        "详见自评报告",
        "受客观因素影响，下一步将加强管理。",
        "存在一定偏差；今后将进一步加强工作。",
    ],
)
def test_boilerplate_is_no_reason(note: str | None) -> None:
    assert is_empty_reason(note)


@pytest.mark.parametrize(
    "note",
    [
        "受汛期影响，施工推迟两个月，下一步将加强管理",
        "招标流标两次，未按时完成",
        "受外部环境和季节性因素影响，指标值高于控制目标",
        "个别工作顺延至次年完成",
        "详见附件中设备厂家延期交货的说明",
        "继续推进河道清淤，因土地权属争议停工",
        "上级资金下达较晚",
    ],
)
def test_a_cause_is_a_reason(note: str) -> None:
    assert not is_empty_reason(note)


@pytest.mark.parametrize("header", ["偏差率%", "偏差率（%）", "偏差率 ％"])
def test_a_percent_sign_changes_no_header(header: str) -> None:
    assert role_of(header) == "deviation"
