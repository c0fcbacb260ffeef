"""Bare numbers, unit scales and years."""

from decimal import Decimal

import pytest

from ingest.values import find_dates, find_years, read_number, same_dimension, unit_scale
from ingest.values.shares import read_share


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("183,413.52", "183413.52"),
        ("12.00", "12.00"),
        ("-3.5", "-3.5"),
        ("１２.５", "12.5"),
        ("十二", "12"),
        ("一百零五", "105"),
        ("两千", "2000"),
        ("三点五", "3.5"),
        ("零", "0"),
        ("二〇二三", "2023"),
        ("一亿二千万", "120000000"),
        ("98%", None),
        ("", None),
        ("—", None),
        ("10分", None),
        ("2,3", None),
        ("(5)", None),
    ],
)
def test_reads_a_number_that_is_all_of_the_text(text: str, number: str | None) -> None:
    value = read_number(text)
    assert (None if value is None else str(value)) == number


@pytest.mark.parametrize(
    ("unit", "scale", "base"),
    [
        ("万元", "10000", "元"),
        ("亿元", "100000000", "元"),
        ("百万元", "1000000", "元"),
        ("million yuan", "1000000", "元"),
        ("元", "1", "元"),
        ("%", "1", "%"),
        ("‰", "0.1", "%"),
        ("百分比", "1", "%"),
        ("个百分点", "1", "百分点"),
        ("万人次", "10000", "人次"),
        ("万元/公里", "10000", "元/公里"),
        ("千克", "1", "公斤"),
        ("㎡", "1", "平方米"),
        ("台（套）", "1", "台套"),
        ("/10万", "1", "/10万"),
        ("家", "1", "家"),
        ("万", "10000", ""),
        (None, "1", ""),
    ],
)
def test_splits_a_unit_into_scale_and_base(unit: str | None, scale: str, base: str) -> None:
    assert unit_scale(unit) == (Decimal(scale), base)


def test_keeps_percent_points_and_classifiers_apart() -> None:
    assert same_dimension("亿元", "元")
    assert not same_dimension("%", "个百分点")
    assert not same_dimension("家", "个")


@pytest.mark.parametrize(
    ("text", "percent"), [("两成", "20"), ("三成半", "35"), ("百分之九十五", "95"), ("四分之一", "25"), ("一半", "50")]
)
def test_reads_shares_as_percent(text: str, percent: str) -> None:
    assert read_share(text) == Decimal(percent)


def test_refuses_a_text_that_is_no_share() -> None:
    with pytest.raises(ValueError, match="not a share: '成功'"):
        read_share("成功")


@pytest.mark.parametrize(
    ("text", "years", "offsets"),
    [
        ("2021到2023年", [(2021, 2022, 2023)], [()]),
        ("21-23年", [(2021, 2022, 2023)], [()]),
        ("from 2021 to 2023", [(2021, 2022, 2023)], [()]),
        ("2021、2022和2023年", [(2021,), (2022,), (2023,)], [(), (), ()]),
        ("22年和23年", [(2022,), (2023,)], [(), ()]),
        ("二〇二三年", [(2023,)], [()]),
        ("近三年", [()], [(-2, -1, 0)]),
        ("the last two years", [()], [(-1, 0)]),
        ("今年和去年、前年", [(), (), ()], [(0,), (-1,), (-2,)]),
        ("上年结转", [], []),
        ("2000家", [], []),
        ("≥20年", [], []),
        ("10年以上", [], []),
        ("183413.52", [], []),
        ("预算2023万元", [], []),
    ],
)
def test_finds_years(text: str, years: list[tuple[int, ...]], offsets: list[tuple[int, ...]]) -> None:
    found = find_years(text)
    assert ([item.years for item in found], [item.offsets for item in found]) == (years, offsets)


def test_finds_dates_but_not_durations() -> None:
    text = "2023年底、6月30日前、12个月、3年"
    assert [text[start:end] for start, end in find_dates(text)] == ["2023年底", "6月30日"]
