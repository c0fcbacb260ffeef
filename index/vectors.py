"""The vectors of an index as a LlamaIndex vector store, which LlamaIndex code can use and other engines can replace.

LlamaIndex's own FAISS stores are not used: one cannot delete, the other numbers vectors by their count, so that after delete and add a
query returns the wrong node, and neither filters. Importing this file imports LlamaIndex (1.4 to 6 s), so `Library.search` does without it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import BaseNode
from llama_index.core.vector_stores.types import BasePydanticVectorStore, MetadataFilters, VectorStoreQuery, VectorStoreQueryResult

from index.errors import LibraryError
from index.filters import matches
from index.nearest import NearestVectors


class NearestVectorStore(BasePydanticVectorStore):
    """FAISS inner products over nodes whose ids are whole numbers (SQLite row ids). Nodes and their metadata are kept in memory."""

    stores_text: bool = True
    _nearest: NearestVectors = PrivateAttr()
    _nodes: dict[int, BaseNode] = PrivateAttr(default_factory=dict)

    def __init__(self, dimension: int) -> None:
        super().__init__(stores_text=True)
        self._nearest = NearestVectors(dimension)

    @classmethod
    def class_name(cls) -> str:
        return "NearestVectorStore"

    @property
    def client(self) -> NearestVectors:
        """What holds the FAISS index."""
        return self._nearest

    def add(self, nodes: Sequence[BaseNode], **_: Any) -> list[str]:
        """The ids of the nodes, which replace nodes of the same id."""
        if nodes:
            self._nearest.add([_row_id(node) for node in nodes], np.asarray([node.get_embedding() for node in nodes], dtype=np.float32))
        for node in nodes:
            self._nodes[_row_id(node)] = node.model_copy(update={"embedding": None})
        return [node.node_id for node in nodes]

    def delete(self, ref_doc_id: str, **_: Any) -> None:
        """Removes all nodes of a source document."""
        self._drop([number for number, node in self._nodes.items() if node.ref_doc_id == ref_doc_id])

    def delete_nodes(self, node_ids: list[str] | None = None, filters: MetadataFilters | None = None, **_: Any) -> None:
        """Removes the nodes of these ids that fit the filters; with neither, none."""
        if node_ids is not None or filters is not None:
            self._drop(self._chosen(node_ids, None, filters))

    def clear(self) -> None:
        self._drop(list(self._nodes))

    def get_nodes(self, node_ids: list[str] | None = None, filters: MetadataFilters | None = None) -> list[BaseNode]:
        return [self._nodes[number] for number in self._chosen(node_ids, None, filters)]

    def query(self, query: VectorStoreQuery, **_: Any) -> VectorStoreQueryResult:
        """The nearest nodes with their inner products, best first. Raises LibraryError without a vector."""
        if query.query_embedding is None:
            raise LibraryError("向量检索需要问题的向量（query_embedding），收到的是空值。")
        is_narrowed = query.node_ids is not None or query.doc_ids is not None or query.filters is not None
        among = self._chosen(query.node_ids, query.doc_ids, query.filters) if is_narrowed else None
        found = self._nearest.nearest(np.asarray(query.query_embedding, dtype=np.float32), query.similarity_top_k, among)
        return VectorStoreQueryResult(
            nodes=[self._nodes[number] for number, _ in found],
            similarities=[score for _, score in found],
            ids=[str(number) for number, _ in found],
        )

    def _chosen(self, node_ids: list[str] | None, doc_ids: list[str] | None, filters: MetadataFilters | None) -> list[int]:
        return [
            number
            for number, node in self._nodes.items()
            if (node_ids is None or str(number) in node_ids)
            and (doc_ids is None or node.ref_doc_id in doc_ids)
            and (filters is None or matches(node.metadata, filters))
        ]

    def _drop(self, numbers: list[int]) -> None:
        self._nearest.remove(numbers)
        for number in numbers:
            del self._nodes[number]


def _row_id(node: BaseNode) -> int:
    if not node.node_id.isascii() or not node.node_id.isdigit():
        raise LibraryError(f"向量的编号必须是段落的行号（整数），收到“{node.node_id}”。")
    return int(node.node_id)
