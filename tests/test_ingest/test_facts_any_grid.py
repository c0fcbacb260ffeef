"""No drawing, however odd, breaks the reading of a report: a crash would lose the whole file."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.facts_json import report_from_json, report_to_json
from tests.test_ingest.form_grids import grid_of, report_of

WORDS = [
    "一级指标",
    "三级指标",
    "指标名称",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "原因分析",
    "年初预算数",
    "全年预算数",
    "执行数",
    "执行率",
    "项目名称",
    "主管部门",
    "项目资金（万元）",
    "年度资金总额",
    "按收入性质分：",
    "其中：基本支出：12万元",
    "年度总体目标",
    "预期目标",
    "实际完成情况",
    "总分",
    "合计",
    "自评等级",
    "100",
    "98.5",
    "≥90%",
    "=5个",
    "—",
    "/",
    "无",
    "备注",
    "任务名称",
    "对应部门主要职责",
    "产出指标（50分）",
    "年度绩效目标1",
    "类",
    "款",
    "201",
    "栏次",
    "（A）",
    "指标性质",
    "度量单位",
    "≥",
    "调整指标值",
    "单位：万元",
    "甲项目",
    "某某自评表",
    "（2022年度）",
    "健全",
]
CELLS = st.sampled_from([*WORDS, "", "", "<", "^"])


@st.composite
def drawings(draw: st.DrawFn) -> str:
    """A grid in text; merges only where there is a cell to merge with."""
    columns = draw(st.integers(1, 7))
    rows = draw(st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=8))
    kept = [
        ["" if (text == "<" and not c) or (text == "^" and not r) else text for c, text in enumerate(row)] for r, row in enumerate(rows)
    ]
    return "\n".join(" | ".join(row) for row in kept)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(drawings(), st.sampled_from(WORDS)), min_size=1, max_size=4))
def test_any_grid_makes_a_report_that_survives_its_json(items: list[str]) -> None:
    report = report_of(*[grid_of(item) if "|" in item or "\n" in item else item for item in items])
    assert report_from_json(report_to_json(report)).indicators == report.indicators
