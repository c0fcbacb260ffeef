"""Grades of total scores (优 良 中 差) by the bands that a report prints."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.model.report import Report

_GRADE = r"(?P<grade>优秀|良好|中等|合格|较差|不合格|优|良|中|差)"
_NUMBER = r"(?P<low>\d{1,3}(?:\.\d)?)分?(?:\(含\d*分?\)|\(不?含\))?"
_TO = r"(?:[-—–~～至到]+|,|、)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_GRADE}[:：]?[(（\[]?{_NUMBER}{_TO}\d{{2,3}}",
        rf"{_GRADE}[:：]?[(（]?(?:得分)?(?:≥|>=|大于等于|不低于){_NUMBER}",
        rf"{_NUMBER}{_TO}\d{{2,3}}分?(?:\(不?含\d*分?\))?(?:的|得分)?(?:为|是|评为|评定为|对应)[“\"]?{_GRADE}",
        rf"{_NUMBER}(?:及)?以上(?:的)?(?:为|是|评为|评定为)[“\"]?{_GRADE}",
        rf"(?:得分)?(?:≥|>=){_NUMBER}(?:的)?(?:为|是|评为|评定为)[“\"]?{_GRADE}",
    )
)
_SAME = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差", "不合格": "差", "合格": "中"}
_LOWEST = Decimal(0)


@dataclass(frozen=True, slots=True)
class Band:
    """A grade, as short as it can be said, and the lowest score that earns it."""

    grade: str
    lowest: Decimal


def printed_bands(report: Report) -> tuple[Band, ...]:
    """Best grade first; empty where the report prints none, or prints them in two ways.

    What is below the lowest printed band is 差.
    """
    found: dict[str, set[Decimal]] = {}
    for text in _texts(report):
        for grade, lowest in _read_bands(text):
            found.setdefault(grade, set()).add(lowest)
    if len(found) < 2 or "优" not in found or any(len(lows) > 1 for lows in found.values()):
        return ()
    bands = [Band(grade, next(iter(lows))) for grade, lows in found.items() if grade != "差"]
    bands.sort(key=lambda band: -band.lowest)
    order = [band.grade for band in bands]
    return tuple(bands) if order == [grade for grade in ("优", "良", "中") if grade in order] else ()


def short_grade(printed: str) -> str | None:
    """优秀 → 优; None for what is no single grade (优□良☑).

    >>> short_grade("良好"), short_grade("优□ 良☑")
    ('良', None)
    """
    bare = printed.strip("“”\"' 。级")
    short = _SAME.get(bare, bare)
    return short if short in ("优", "良", "中", "差") else None


def grade_of(score: Decimal, bands: tuple[Band, ...]) -> str | None:
    """The grade that a score earns; None where the bands do not say."""
    if not bands:
        return None
    return next((band.grade for band in bands if score >= band.lowest), "差" if bands[-1].grade == "中" else None)


def _read_bands(text: str) -> Iterator[tuple[str, Decimal]]:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            lowest = Decimal(match["low"])
            if _LOWEST <= lowest <= 100:
                yield _SAME.get(match["grade"], match["grade"]), lowest


def _texts(report: Report) -> Iterator[str]:
    for section in report.sections:
        yield from (passage.paragraph.text for passage in section.passages)
    for form in report.forms:
        yield from (f"{entry.label}{entry.text}" for entry in form.entries)
    for table in report.tables:
        yield from (cell.text for row in (*table.header, *table.rows) for cell in row if "优" in cell.text)
