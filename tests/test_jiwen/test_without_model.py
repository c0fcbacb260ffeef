"""An index with vectors on a machine that lacks their model: what is not found is refused, no question fails."""

from collections.abc import Sequence
from typing import Any

import pytest

from index.entries import SearchBy
from index.errors import EmbedderUnavailable
from ingest.model.report import Report
from jiwen.assistant import Assistant
from jiwen.shelf import MemoryShelf


class ModelMissing(MemoryShelf):
    """Searches as `index.library.Library` does where the recorded model is not installed."""

    def search(self, query: str, *, reports: Sequence[str] | None = None, top_n: int = 8, by: SearchBy = "both") -> Sequence[Any]:
        if by == "vectors":
            raise EmbedderUnavailable("没有安装向量模型")
        return super().search(query, reports=reports, top_n=top_n, by=by)


@pytest.mark.parametrize("question", ["单位平时怎么防止乱花钱", "老百姓高兴不高兴"])
def test_what_is_not_found_is_refused(made_reports: tuple[Report, ...], question: str) -> None:
    assert Assistant(ModelMissing(made_reports)).ask(question).refused
