from collections.abc import Callable
from dataclasses import replace

from index.passages import TextPassage, report_to_passages
from index.settings import IndexSettings
from ingest.model.document import Paragraph
from ingest.model.place import Place
from ingest.model.report import Passage, Report, Section


def cut(report: Report) -> list[TextPassage]:
    return report_to_passages(report, IndexSettings())


def test_every_kind_of_text_becomes_a_passage(make_report: Callable[..., Report]) -> None:
    shown = [(p.kind, p.path, p.text) for p in cut(make_report())]
    assert shown == [
        ("prose", ("一、履职情况", "（一）绿地建设"), "全年新建口袋公园12个。"),
        ("prose", ("二、存在问题",), "部分项目支付进度偏慢。养护人员培训不足。"),
        ("task", ("绿地建设", "湿地修复"), "修复湿地三处，栽植乔木四千株。"),
        ("goal", ("项目支出绩效自评表", "预期目标"), "建成覆盖城区的公园体系。"),
        ("note", ("部门整体自评表", "产出指标", "数量指标", "口袋公园数量"), "两处地块征收推迟，结转下年实施。"),
    ]


def test_searched_text_has_report_and_headings_in_front_and_shown_text_has_not(make_report: Callable[..., Report]) -> None:
    first = cut(make_report())[0]
    assert first.searched == "临海园林局 2023年 部门整体支出绩效自评报告\n一、履职情况 （一）绿地建设\n全年新建口袋公园12个。"
    assert "临海" not in first.text


def test_spans_count_in_the_shown_text(make_report: Callable[..., Report]) -> None:
    second = cut(make_report())[1]
    assert [second.text[s.start : s.end] for s in second.spans] == ["部分项目支付进度偏慢。", "养护人员培训不足。"]
    assert [s.place.boxes[0].top for s in second.spans] == [100.0, 114.0]


def test_goal_and_note_stand_at_their_own_cells(make_report: Callable[..., Report]) -> None:
    *_, goal, note = cut(make_report())
    assert (goal.place.boxes[0].top, note.place.boxes[0].top) == (300.0, 200.0)


def test_crumbs_go_with_what_follows_under_the_headings_they_share(
    make_report: Callable[..., Report], make_paragraph: Callable[..., Paragraph]
) -> None:
    duty, last = "（十三）负责全市公园绿地的规划、建设和养护管理，组织实施城市绿线制度。", "（十五）承办其他事项。"
    report = sections(
        make_report(),
        Passage(make_paragraph(1, "1.主要职责："), ("1.主要职责",)),
        Passage(make_paragraph(1, duty), ("（十三）负责全市公园绿地的规划",)),
        Passage(make_paragraph(1, last), ("（十五）承办其他事项",)),
    )
    assert [(p.path, p.text) for p in cut(report)] == [(("一、概况",), f"1.主要职责：\n{duty}\n{last}")]


def sections(report: Report, *passages: Passage) -> Report:
    return replace(report, sections=(Section("一", "概况", passages, Place((1,))),), tasks=(), forms=(), indicators=())


def test_paragraphs_of_one_heading_join_and_of_another_do_not(
    make_report: Callable[..., Report], make_paragraph: Callable[..., Paragraph]
) -> None:
    report = sections(
        make_report(),
        Passage(make_paragraph(1, "第一段。"), ("（一）管理",)),
        Passage(make_paragraph(2, "第二段。"), ("（一）管理",)),
        Passage(make_paragraph(2, "第三段。"), ("（二）产出",)),
    )
    passages = cut(report)
    assert [(p.path[-1], p.text, p.place.pages) for p in passages] == [
        ("（一）管理", "第一段。\n第二段。", (1, 2)),
        ("（二）产出", "第三段。", (2,)),
    ]
    assert [passages[0].text[s.start : s.end] for s in passages[0].spans] == ["第一段。", "第二段。"]


def test_heading_alone_is_no_passage(make_report: Callable[..., Report], make_paragraph: Callable[..., Paragraph]) -> None:
    report = sections(
        make_report(),
        Passage(make_paragraph(1, "（一）管理"), ("（一）管理",)),
        Passage(make_paragraph(1, "制度齐全。"), ("（一）管理", "1.制度")),
        Passage(make_paragraph(1, "（二）预算执行率98%"), ("（二）预算执行率98%",)),
    )
    assert [p.text for p in cut(report)] == ["制度齐全。", "（二）预算执行率98%"]


def test_long_paragraph_is_cut_and_each_piece_knows_its_lines_and_neighbours(
    make_report: Callable[..., Report], make_paragraph: Callable[..., Paragraph]
) -> None:
    lines = [f"第{n:02}条措施已经落实到位，责任单位按月报送进展情况，主管部门逐项核对。" for n in range(20)]
    passages = cut(sections(make_report(), Passage(make_paragraph(1, *lines))))
    assert "".join(p.text for p in passages) == "".join(lines)
    assert all(150 <= len(p.text) <= 350 for p in passages)
    assert all(p.text[s.start : s.end] in lines for p in passages for s in p.spans)
    assert passages[1].around == passages[0].text + passages[1].text + (passages[2].text if len(passages) > 2 else "")


def test_notes_that_explain_nothing_are_left_out(make_report: Callable[..., Report]) -> None:
    report = make_report()
    bare = replace(report, indicators=tuple(replace(i, note=note) for i in report.indicators for note in (None, "", "无", " / ")))
    assert [p.kind for p in cut(bare)] == ["prose", "prose", "task", "goal"]


def test_files_without_pages_keep_their_anchor(make_report: Callable[..., Report]) -> None:
    anchor = Place(anchor="第12段")
    passage = cut(sections(make_report(), Passage(Paragraph("一句话。", anchor))))[0]
    assert (passage.place.anchor, passage.spans) == ("第12段", ())
