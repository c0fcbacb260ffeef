"""The one-page brief: what goes on it, that it is one page whatever the report holds, and that its text is really there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from index.library import Library
from ingest.model.facts import BudgetLine, Check, Indicator
from ingest.model.place import Box, Place
from ingest.model.quantity import Quantity
from ingest.model.report import Report
from jiwen.brief.content import brief_of
from jiwen.brief.face import clipped, drawable, width_of
from jiwen.brief.pdf import brief_to_pdf, brief_words
from jiwen.cli import main
from jiwen.page.printed import rate_text


def at(page: int) -> Place:
    return Place((page,), (Box(page, 50, 100, 300, 120),), "自评表")


def quantity(text: str, number: str, unit: str, op: str | None = None) -> Quantity:
    return Quantity(text, op, Decimal(number), unit)  # type: ignore[arg-type]


MISSED = Indicator(
    "堤防加固长度",
    at(4),
    target=quantity("≥12公里", "12", "公里", ">="),
    actual=quantity("9公里", "9", "公里"),
    note="汛期停工两个月。",
    verdict="missed",
)
CORRECTED = Indicator(
    "带动就业人数", at(5), target=quantity("=900人", "900", "人", "="), actual=quantity("610人", "610", "人"), deviation=quantity("-32.22%", "-32.22", "%"),
    note="目标值以600人为准。", corrected_target=quantity("600人", "600", "人"), verdict="missed", corrected_verdict="exceeded", project="就业<帮扶>",
)  # fmt: skip
MET = Indicator("培训场次", at(5), target=quantity("4场", "4", "场"), actual=quantity("4场", "4", "场"), verdict="met")
BLANK = Indicator("档案完整率", at(5), target=quantity("100%", "100", "%"))
LINES = (
    BudgetLine("年度资金总额", at(3), adjusted=Decimal("880.50"), actual=Decimal("801.20"), rate=Decimal("90.99"), unit="万元", printed={"adjusted": "880.50", "actual": "801.20", "rate": "90.99"}),
    BudgetLine("宣传经费", at(3), adjusted=Decimal(20), actual=Decimal(19), unit="万元", level=1, printed={"adjusted": "20", "actual": "19"}),
    BudgetLine("堤防工程", at(3), adjusted=Decimal(400), actual=Decimal(300), rate=Decimal(75), unit="万元", level=1, printed={"rate": "75.00%"}),
)  # fmt: skip
CHECKS = (
    Check("blank_actual", "warning", "档案完整率：完成值为空", ("档案完整率",), (at(5),)),
    Check("sum_mismatch", "error", "合计应为880.00，表中为880.50", (), (at(3),)),
    Check("less_is_better", "info", "不应出现", (), (at(3),)),
)


@pytest.fixture
def river() -> Report:
    return Report(
        id="r", title="河道治理绩效自评报告", source="河道.pdf", page_count=9, department="栖霞县水利局", year=2023,
        indicators=(MISSED, CORRECTED, MET, BLANK), budget=LINES, checks=CHECKS,
    )  # fmt: skip


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return "".join(str(document[0].get_textpage().get_text_bounded()).split())


def test_counts_have_their_denominator(river: Report) -> None:
    brief = brief_of(river)
    assert (brief.total, brief.judged, brief.counts["missed"], brief.corrected_missed) == (4, 3, 2, 1)


def test_totals_come_first_then_the_lowest_rates(river: Report) -> None:
    assert [(line.name, line.rate, line.rate_is_computed) for line in brief_of(river).spendings] == [
        ("年度资金总额", "90.99%", False),
        ("堤防工程", "75.00%", False),
        ("宣传经费", "95.00%", True),
    ]


def test_contradictions_come_before_doubts_and_hints_stay_out(river: Report) -> None:
    assert [check.rule for check in brief_of(river).findings] == ["sum_mismatch", "blank_actual"]


@pytest.mark.parametrize(
    ("printed", "rate", "expected"),
    [
        ("98.27%", "98.27", "98.27%"),
        ("98.27", "98.27", "98.27%"),
        ("0.98", "98", "98.00%"),
        ("", "33.333", "33.33%"),
        ("九成", "90", "90.00%"),
    ],
)
def test_rates_stand_as_printed(printed: str, rate: str, expected: str) -> None:
    assert rate_text(printed, Decimal(rate)) == expected


def test_everything_is_on_the_page_with_its_place(river: Report) -> None:
    text = text_of(brief_to_pdf(brief_of(river), today=date(2024, 3, 1)))
    for said in (
        "栖霞县水利局河道治理绩效自评报告", "2024-03-01", "共4项指标，可判定3项，未完成2项（按表中印的目标；按更正后的目标未完成1项）",
        "堤防加固长度≥12公里9公里-25.00%*汛期停工两个月。第4页", "带动就业人数（就业<帮扶>）", "=900人；更正为600人：超额完成",
        "880.50万元801.20万元90.99%第3页", "95.00%*", "矛盾合计应为880.00，表中为880.50第3页", "疑点档案完整率：完成值为空第5页",
    ):  # fmt: skip
        assert said in text, said
    assert "不应出现" not in text


def test_english_words_around_the_reports_own(river: Report) -> None:
    text = text_of(brief_to_pdf(brief_of(river), "en"))
    assert "4indicators,3canbejudged,2missed(bytheprintedtargets;1bythecorrectedones)" in text
    assert "堤防加固长度" in text


def test_a_long_report_stays_on_one_page_and_says_what_is_left_out(river: Report) -> None:
    many = replace(
        river,
        title="很长的标题" * 30,
        indicators=tuple(replace(MISSED, name=f"指标{n}号", note="原因很长，" * 60) for n in range(80)),
        budget=tuple(replace(LINES[1], name=f"项目{n}号") for n in range(60)),
        checks=tuple(replace(CHECKS[0], message=f"第{n}条疑点") for n in range(70)),
    )
    text = text_of(brief_to_pdf(brief_of(many)))
    assert "共80项，本页列出" in text
    assert "共60项，本页列出" in text
    assert "共70项，本页列出" in text
    assert "指标0号" in text
    assert "…" in text


def test_an_empty_report_says_so() -> None:
    text = text_of(brief_to_pdf(brief_of(Report(id="e", title="空报告", source="空.txt", page_count=0))))
    for said in ("这份报告没有读出指标表", "没有可以判定的指标", "这份报告没有读出预算执行率", "没有发现矛盾和疑点"):
        assert said in text


def test_words_are_there_in_both_languages() -> None:
    assert set(brief_words("zh")) == set(brief_words("en"))


def test_characters_that_the_typeface_lacks_are_marked() -> None:
    assert drawable("王\U00020bb7、喆①≥３％\n第二行") == "王〓、喆①≥３％ 第二行"


def test_long_texts_are_clipped_with_a_sign() -> None:
    assert clipped("短", 100, 1, 9) == "短"
    shown = clipped("很长的一句话" * 40, 100, 2, 9)
    assert shown.endswith("…")
    assert width_of(shown, 9) <= 200


def test_by_the_command_line(tmp_path: Path, river: Report, capsys: pytest.CaptureFixture[str]) -> None:
    index = ["--index", str(tmp_path / "library")]
    with Library.open(tmp_path / "library", embedder="none") as library:
        library.add(river)
    assert main(["brief", "河道.pdf", "--out", str(tmp_path / "a.pdf"), *index]) == 0
    assert "堤防加固长度" in text_of((tmp_path / "a.pdf").read_bytes())
    assert main(["brief", "别的.pdf", "--out", str(tmp_path / "a.pdf"), *index]) == 5
    assert main(["brief", "河道.pdf", "--out", str(tmp_path / "没有" / "a.pdf"), *index]) == 2
    assert "写不进去" in capsys.readouterr().err
