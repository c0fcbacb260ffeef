"""Passages for a query: by words, by vectors, or by both fused."""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from index.embed import Embedder
from index.entries import Hit, SearchBy
from index.errors import EmbedderUnavailable
from index.fusion import fuse_rankings
from index.model import ModelChoice
from index.reading import Reader
from index.settings import IndexSettings
from index.words import query_to_match, text_to_tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Vectors

Ranking = list[tuple[int, float]]


class VectorEngine(Protocol):
    """What finds the nearest vectors: `index.nearest.NearestVectors` by FAISS, or any LlamaIndex store through `index.engines`."""

    dimension: int
    ids: set[int]

    def add(self, ids: Sequence[int], vectors: "Vectors") -> None: ...

    def remove(self, ids: Iterable[int]) -> None: ...

    def nearest(self, query: "NDArray[np.float32]", most: int, among: Iterable[int] | None = None) -> Ranking: ...


def faiss_engine(dimension: int) -> VectorEngine:
    """An empty FAISS index; FAISS and numpy are imported when the first is made."""
    from index.nearest import NearestVectors

    return NearestVectors(dimension)


EngineFor = Callable[[int], VectorEngine]


class PassageSearch:
    """Searches one index; keeps its vectors in memory and follows changes made by other threads and processes."""

    def __init__(self, reader: Reader, model: ModelChoice, settings: IndexSettings, engine_for: EngineFor = faiss_engine) -> None:
        self._reader = reader
        self._model = model
        self._settings = settings
        self._lock = threading.Lock()
        self._engine_for = engine_for
        self._vectors: VectorEngine | None = None
        self._epoch = self._stamp = ""
        self._last: tuple[str, str, NDArray[np.float32]] | None = None

    def search(self, query: str, reports: Sequence[str] | None, top_n: int, by: SearchBy) -> list[Hit]:
        """Best first. By "both" without a model it is by words; by "vectors" it then raises EmbedderUnavailable."""
        if not query.strip() or top_n < 1:
            return []
        most = max(top_n, self._settings.candidates)
        if by == "words":
            return self._reader.hits(self._by_words(query, reports, top_n))
        embedder = self._model.embedder(self._reader.properties())
        if by == "vectors":
            if embedder is None:
                raise self._model.unavailable or EmbedderUnavailable("没有可用的向量模型。")
            return self._reader.hits(self._by_vectors(query, reports, top_n, embedder))
        words = self._by_words(query, reports, most)
        if embedder is None:
            return self._reader.hits(words[:top_n])
        vectors = self._by_vectors(query, reports, most, embedder)
        return self._reader.hits(self._fused(query, words, vectors)[:top_n])

    def _fused(self, query: str, words: Ranking, vectors: Ranking) -> Ranking:
        trust = self._settings.words_weight * self._trust_in_words(query, words)
        rankings = [([i for i, _ in words], trust), ([i for i, _ in vectors], self._settings.vectors_weight)]
        return fuse_rankings(rankings, self._settings.fusion_k)

    def _trust_in_words(self, query: str, words: Ranking) -> float:
        """1 where the best passage by words says enough of the query, falling to 0: a paraphrase shares but chance words with its answer,
        and their ranking would only push the vectors' one about."""
        if not words:
            return 0.0
        best = self._reader.hits(words[:1])[0]
        asked = set(text_to_tokens(query))
        said = asked & set(text_to_tokens(f"{' '.join(best.path)} {best.text}"))
        return min(1.0, len(said) / max(1, len(asked)) / self._settings.words_sure_at) ** 2

    def _by_words(self, query: str, reports: Sequence[str] | None, most: int) -> Ranking:
        match = query_to_match(query)
        return self._reader.passages_by_words(match, most, reports, self._settings.around_weight) if match else []

    def _by_vectors(self, query: str, reports: Sequence[str] | None, most: int, embedder: Embedder) -> Ranking:
        vectors = self.vectors()
        if vectors is None:
            return []
        among = None if reports is None else self._reader.passage_ids(reports)
        return vectors.nearest(self._vector_of(query, embedder), most, among)

    def _vector_of(self, query: str, embedder: Embedder) -> "NDArray[np.float32]":
        """The query's vector; the last one is kept, since one question is often searched for twice."""
        kept = self._last
        if kept is None or kept[:2] != (query, embedder.name):
            kept = self._last = (query, embedder.name, embedder.embed_queries([query])[0])
        return kept[2]

    def vectors(self) -> VectorEngine | None:
        """All stored vectors as they are now; None when there are none yet."""
        with self._lock:
            recorded = self._reader.properties()
            if "dimension" not in recorded:
                return None
            if recorded["epoch"] != self._epoch or self._vectors is None:
                self._vectors, self._stamp = self._engine_for(int(recorded["dimension"])), ""
            if recorded["stamp"] != self._stamp:
                self._follow(self._vectors)
            self._epoch, self._stamp = recorded["epoch"], recorded["stamp"]
            return self._vectors

    def _follow(self, vectors: VectorEngine) -> None:
        """Adds what is new, removes what is gone; an id never gets another vector within an epoch."""
        import numpy as np

        stored = set(self._reader.vector_ids())
        vectors.remove(vectors.ids - stored)
        rows = self._reader.vectors(sorted(stored - vectors.ids))
        if rows:
            matrix = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f4").reshape(len(rows), vectors.dimension)
            vectors.add([passage for passage, _ in rows], matrix)
