"""One form, many files: the facts of a report do not depend on the format it was published in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ingest.facts.assemble import report_from_blocks
from ingest.layout.sections import sections_from_blocks
from ingest.model.document import Paragraph
from ingest.model.place import Place
from ingest.model.report import Report
from ingest.readers.open import read_document
from tests.test_ingest.office_files import grid, write_docx, write_html, write_xlsx

FORM = [
    Paragraph("东山区水务局2023年度部门整体绩效自评报告", Place(), size_pt=22.0, is_centred=True, level=1),
    Paragraph("一、预算执行情况", Place(), level=2),
    Paragraph("全年预算 1,234.50 万元，执行 1,200.00 万元，执行率 97.21%。", Place()),
    Paragraph("二、绩效指标完成情况", Place(), level=2),
    Paragraph("部门整体支出绩效自评表", Place(), is_centred=True),
    Paragraph("单位：万元", Place()),
    grid(
        [
            ["年度预算", "项目", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["", "年度资金总额", "1,100.00", "1,234.50", "1,200.00", "10", "97.21%", "9.72"],
            ["", "其中：财政拨款", "1,100.00", "1,134.50", "1,100.00", "—", "96.96%", "—"],
        ],
        [(0, 0, 2, 0)],
    ),
    Paragraph("绩效指标自评表", Place(), is_centred=True),
    grid(
        [
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
            ["产出指标", "数量指标", "清淤河道长度", "≥35公里", "36.2公里", "20", "20", ""],
            ["", "", "巡查次数", "≥120次", "98", "20", "16.33", "汛期人手不足。"],
            ["", "质量指标", "工程验收合格率", "=100%", "100%", "20", "20", ""],
            ["效益指标", "社会效益指标", "防洪能力", "提升", "提升", "20", "20", ""],
            ["满意度指标", "服务对象满意度", "群众满意度", "≥90%", "93.5%", "10", "10", ""],
            ["总分", "", "", "", "", "100", "96.05", ""],
        ],
        [(1, 0, 3, 0), (1, 1, 2, 1), (6, 0, 6, 4)],
    ),
]


def facts(report: Report) -> list[object]:
    return [
        (report.title, report.department, report.year, report.kind),
        [(i.groups, i.name, i.target, i.actual, i.weight, i.score, i.note, i.verdict) for i in report.indicators],
        [(b.name, b.initial, b.adjusted, b.actual, b.rate, b.unit) for b in report.budget],
        [(t.title, t.unit, [[c.text for c in row] for row in (*t.header, *t.rows)]) for t in report.tables],
        [(s.number, s.title, s.text) for s in report.sections],
        [(c.rule, c.message) for c in report.checks],
    ]


def read(path: Path) -> Report:
    document = read_document(path)
    return report_from_blocks(
        document.blocks, sections_from_blocks(document.blocks), source="a", page_count=0, file_kind=document.kind, faults=document.faults
    )


@pytest.mark.parametrize(
    "write",
    [
        write_docx,
        write_xlsx,
        partial(write_xlsx, borders=False),
        partial(write_xlsx, one_sheet=False),
        partial(write_xlsx, as_numbers=True),
        write_html,
        partial(write_html, charset="gb2312", inside_layout=True),
    ],
)
def test_facts_are_the_same_in_every_format(tmp_path: Path, write: Callable[..., Path]) -> None:
    wanted = report_from_blocks(FORM, sections_from_blocks(FORM), source="a", page_count=0, file_kind="pdf", faults=())
    assert len(wanted.indicators) == 5
    assert len(wanted.budget) == 2
    assert facts(read(write(tmp_path / "a.bin", FORM))) == facts(wanted)
