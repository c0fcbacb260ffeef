"""Any LlamaIndex vector store in the place of FAISS: `Library.open(folder, engine=lambda dimension: StoreVectors(store, dimension))`.

Like FAISS it is a cache: SQLite keeps the vectors, the store is emptied and filled when a library first searches by vectors.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from llama_index.core.schema import TextNode
from llama_index.core.vector_stores.types import BasePydanticVectorStore, VectorStoreQuery

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Vectors


class StoreVectors:
    """The interface of `index.nearest.NearestVectors` over `store`, which has to support delete_nodes, clear and queries by node id."""

    def __init__(self, store: BasePydanticVectorStore, dimension: int) -> None:
        self.dimension = dimension
        self.ids: set[int] = set()
        self._store = store
        store.clear()

    def add(self, ids: Sequence[int], vectors: "Vectors") -> None:
        """Adds the vectors; an id that is there gets the new one."""
        self.remove(ids)
        self._store.add([TextNode(id_=str(number), embedding=row.tolist()) for number, row in zip(ids, vectors, strict=True)])
        self.ids |= set(ids)

    def remove(self, ids: Iterable[int]) -> None:
        gone = self.ids & set(ids)
        if gone:
            self._store.delete_nodes([str(number) for number in gone])
            self.ids -= gone

    def nearest(self, query: "NDArray[np.float32]", most: int, among: Iterable[int] | None = None) -> list[tuple[int, float]]:
        """(id, score) of the nearest vectors, best first, of those in `among` where given."""
        node_ids = None if among is None else [str(number) for number in self.ids & set(among)]
        if node_ids == [] or not self.ids or most < 1:
            return []
        found = self._store.query(VectorStoreQuery(query_embedding=query.tolist(), similarity_top_k=most, node_ids=node_ids))
        return [(int(number), score) for number, score in zip(found.ids or [], found.similarities or [], strict=True)]
