"""Pages that could not be read are told where an answer promises to be complete, and nowhere else."""

from dataclasses import replace

import pytest

from ingest.model.facts import Check
from ingest.model.place import Place
from ingest.model.report import Report
from jiwen.assistant import Assistant
from jiwen.shelf import MemoryShelf

UNREAD_PAGE = Check("broken_text_layer", "warning", "第5页无法读取（PdfError），未读取", (), (Place((5,)),))
UNREAD_TABLE = Check("uneven_rows", "warning", "第6页的文字像是指标表（“指标”），但各行各列无法可靠地分开，未读成指标", (), (Place((6,)),))
IGNORED = Check("broken_text_layer", "warning", "第2页有 3 个看不见或重复的字符，已忽略", (), (Place((2,)),))
HIDDEN = Check("hidden_content", "info", "隐藏文字未读取，共 2 处。", (), (Place((3,)),))
SCANNED = Check("ocr_low_confidence", "warning", "第4页是扫描件，由 OCR 识别", (), (Place((4,)),))
MISSED = "枫桥市体育局2023年哪些指标没完成？"


def told(reports: tuple[Report, ...], question: str, *checks: Check) -> list[str]:
    """The notes about reading, with the checks added to the report of the sports bureau of 2023."""
    shelf = tuple(replace(r, checks=(*r.checks, *checks)) if r.id == "fengqiao_sports_2023" else r for r in reports)
    return [note for note in Assistant(MemoryShelf(shelf)).ask(question).notes if "没有读全" in note or "read in full" in note]


@pytest.mark.parametrize(
    ("question", "checks", "notes"),
    [
        (MISSED, (UNREAD_PAGE,), ["报告第5页没有读全，结果可能不完整"]),
        (MISSED, (UNREAD_TABLE,), ["报告第6页的表没有读全，结果可能不完整"]),
        (MISSED, (UNREAD_PAGE, UNREAD_TABLE), ["报告第5页、第6页的表没有读全，结果可能不完整"]),
        (MISSED, (), []),
        (MISSED, (IGNORED, HIDDEN, SCANNED), []),
        ("枫桥市体育局2023年多少项指标超额完成？", (UNREAD_PAGE,), ["报告第5页没有读全，结果可能不完整"]),
        ("枫桥市体育局2023年偏差最大的指标是哪个？", (UNREAD_TABLE,), ["报告第6页的表没有读全，结果可能不完整"]),
        ("枫桥市体育局2023年执行率最低的项目是哪个？", (UNREAD_TABLE,), []),
        ("枫桥市体育局2023年执行率最低的项目是哪个？", (UNREAD_PAGE,), ["报告第5页没有读全，结果可能不完整"]),
        ("枫桥市体育局2023年火箭发射次数是多少？", (UNREAD_PAGE,), ["报告第5页没有读全，所问的内容可能在其中"]),
        ("枫桥市体育局2023年新建健身步道长度完成了多少？", (UNREAD_PAGE, UNREAD_TABLE), []),
        ("枫桥市体育局2023年参赛运动员满意度达标了吗？", (UNREAD_PAGE,), []),
        ("枫桥市水务局2023年哪些指标没完成？", (UNREAD_PAGE,), []),
        ("2023年哪些指标没完成？", (UNREAD_PAGE,), ["《枫桥市体育局2023年度部门整体支出绩效自评报告》第5页没有读全，结果可能不完整"]),
        (
            "Which indicators of 枫桥市体育局 missed their targets in 2023?",
            (UNREAD_TABLE,),
            ["The report's table on page 6 could not be read in full, so the result may be incomplete"],
        ),
    ],
)
def test_gaps_are_told_where_they_matter(
    made_reports: tuple[Report, ...], question: str, checks: tuple[Check, ...], notes: list[str]
) -> None:
    assert told(made_reports, question, *checks) == notes
