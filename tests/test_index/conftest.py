"""A toy embedder, made-up reports, and a library in a temporary folder."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from index.library import Library
from index.words import text_to_tokens
from ingest.model.document import Cell, Paragraph, Span
from ingest.model.facts import BudgetLine, Form, FormEntry, Indicator, Task
from ingest.model.place import Box, Place
from ingest.model.quantity import Quantity
from ingest.model.report import Passage, Report, Section
from ingest.model.table import Table


class HashingEmbedder:
    """Adds up one pseudo-random vector a token, so that shared words make texts similar. Counts what it embedded."""

    query_prefix = "q: "
    passage_prefix = "p: "

    def __init__(self, name: str = "toy", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.embedded = 0

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        return np.vstack([self._vector(text) for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        self.embedded += len(texts)
        return self.embed_queries(texts)

    def _vector(self, text: str) -> np.ndarray:
        total = np.full(self.dimension, 1e-3, dtype=np.float32)
        for token in text_to_tokens(text):
            seed = int.from_bytes(hashlib.sha256(f"{self.name}{token}".encode()).digest()[:4], "big")
            total += np.random.default_rng(seed).standard_normal(self.dimension, dtype=np.float32)
        return total / np.linalg.norm(total)


def place(page: int, top: float = 100.0, table: str | None = None) -> Place:
    return Place((page,), (Box(page, 50.0, top, 500.0, top + 12.0),), table)


def paragraph(page: int, *lines: str) -> Paragraph:
    """A paragraph whose printed lines are `lines`."""
    spans, start = [], 0
    for number, line in enumerate(lines):
        spans.append(Span(start, start + len(line), place(page, 100.0 + 14 * number)))
        start += len(line)
    return Paragraph("".join(lines), place(page), tuple(spans))


def made_up_report(report_id: str = "linhai_2023", year: int = 2023, prose: str = "全年新建口袋公园12个。") -> Report:
    """A small report of a bureau that does not exist, with one of everything."""
    indicator = Indicator(
        name="口袋公园数量",
        place=place(3, table="部门整体自评表"),
        groups=("产出指标", "数量指标"),
        target=Quantity("=15个", "=", Decimal(15), "个"),
        actual=Quantity("12个", None, Decimal(12), "个"),
        weight=Decimal(10),
        note="两处地块征收推迟，结转下年实施。",
        verdict="missed",
        cells={"note": place(3, 200.0, "部门整体自评表")},
    )
    cells = ((Cell("项目", place(2), 0, 0), Cell("金额", place(2), 0, 1)),)
    return Report(
        id=report_id,
        title="部门整体支出绩效自评报告",
        source=f"{report_id}.pdf",
        page_count=3,
        kind="department",
        department="临海园林局",
        year=year,
        indicators=(indicator,),
        budget=(BudgetLine("绿化养护", place(2), Decimal("1200.5"), actual=Decimal("1180.25"), unit="万元"),),
        tasks=(Task("绿地建设", "湿地修复", "修复湿地三处，栽植乔木四千株。", place(2)),),
        tables=(Table("预算信息", cells, (), place(2), unit="万元"),),
        sections=(
            Section("一", "履职情况", (Passage(paragraph(1, prose), ("（一）绿地建设",)),), place(1)),
            Section("二", "存在问题", (Passage(paragraph(2, "部分项目支付进度偏慢。", "养护人员培训不足。")),), place(2)),
        ),
        forms=(
            Form(
                "项目支出绩效自评表",
                place(3),
                goal_expected="建成覆盖城区的公园体系。",
                entries=(FormEntry("年度总体目标", "建成覆盖城区的公园体系。", place(3, 300.0)),),
            ),
        ),
        sha256=hashlib.sha256(f"{report_id}{year}{prose}".encode()).hexdigest(),
    )


@pytest.fixture
def make_report() -> Callable[..., Report]:
    return made_up_report


@pytest.fixture
def make_paragraph() -> Callable[..., Paragraph]:
    return paragraph


@pytest.fixture
def make_embedder() -> type[HashingEmbedder]:
    return HashingEmbedder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", embedder=HashingEmbedder()) as opened:
        yield opened


@pytest.fixture
def full_library(library: Library) -> Library:
    """Three reports: two years of one bureau, and another bureau."""
    library.add(made_up_report("linhai_2023", 2023))
    library.add(made_up_report("linhai_2022", 2022, "全年新建口袋公园9个，改造街头绿地两处。"))
    other = made_up_report("qiushui_2023", 2023, "完成航道疏浚四十公里，改造渡口三座。")
    library.add(replace(other, department="秋水港航局", title="航道养护绩效自评报告"))
    return library
