"""A library as a LlamaIndex retriever: its fused search, handed on as nodes.

Importing this file imports LlamaIndex; answers without a language model use `Library.search` itself.
"""

from collections.abc import Sequence

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from index.entries import Hit, SearchBy
from index.library import Library
from ingest.parts_json import place_to_json


class LibraryRetriever(BaseRetriever):
    """Words and vectors united by reciprocal rank (see `index.search`), in the given reports or in all."""

    def __init__(self, library: Library, *, reports: Sequence[str] = (), top_n: int = 10, by: SearchBy = "both") -> None:
        super().__init__()
        self._library = library
        self._reports = tuple(reports)
        self._top_n = top_n
        self._by: SearchBy = by

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._library.search(query_bundle.query_str, reports=self._reports, top_n=self._top_n, by=self._by)
        return [NodeWithScore(node=hit_to_node(hit), score=hit.score) for hit in hits]


def hit_to_node(hit: Hit) -> TextNode:
    """A node with the passage's row id as its id and the report as its source. A model sees text and headings, not the place."""
    return TextNode(
        id_=str(hit.passage_id),
        text=hit.text,
        metadata={"report": hit.report_id, "kind": hit.kind, "path": list(hit.path), "place": place_to_json(hit.place)},
        excluded_llm_metadata_keys=["place", "kind"],
        excluded_embed_metadata_keys=["place", "kind", "report"],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=hit.report_id)},
    )
