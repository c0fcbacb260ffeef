import warnings
from collections.abc import Callable

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from index.engines import StoreVectors
    from index.retriever import LibraryRetriever
    from index.vectors import NearestVectorStore

from index.embed import Embedder
from index.fusion import fuse_rankings
from index.library import Library
from ingest.model.report import Report

FUSED = [
    ([], []),
    ([([], 1.0), ([5], 1.0)], [5]),
    ([([1, 2, 3], 2.0), ([3, 2, 1], 1.0)], [1, 2, 3]),
    ([([1, 2], 1.0), ([3, 4], 1.0)], [1, 3, 2, 4]),
    ([([9, 1], 1.0), ([8, 1], 1.0)], [1, 9, 8]),
]


@pytest.mark.parametrize(("rankings", "ids"), FUSED)
def test_fusion_orders_by_reciprocal_rank(rankings: list[tuple[list[int], float]], ids: list[int]) -> None:
    assert [number for number, _ in fuse_rankings(rankings, k=10.0)] == ids


def test_retriever_gives_the_hits_of_the_library_as_nodes(full_library: Library) -> None:
    nodes = LibraryRetriever(full_library, reports=["qiushui_2023"], top_n=3).retrieve("航道疏浚")
    hits = full_library.search("航道疏浚", reports=["qiushui_2023"], top_n=3)
    assert [(n.node.node_id, n.score) for n in nodes] == [(str(h.passage_id), h.score) for h in hits]
    assert nodes[0].node.ref_doc_id == "qiushui_2023"
    assert nodes[0].node.metadata["place"]["pages"] == [1]
    assert nodes[0].get_content() == hits[0].text


def test_another_vector_store_can_stand_in(
    full_library: Library, make_embedder: Callable[[], Embedder], make_report: Callable[..., Report]
) -> None:
    def engine(dimension: int) -> StoreVectors:
        return StoreVectors(NearestVectorStore(dimension), dimension)

    with Library.open(full_library.folder, embedder=make_embedder(), engine=engine) as other:
        for query, reports in (("航道疏浚", None), ("口袋公园", ["linhai_2022"]), ("口袋公园", ["linhai_2022", "qiushui_2023"])):
            expected = full_library.search(query, reports=reports, by="vectors")
            assert [hit.passage_id for hit in other.search(query, reports=reports, by="vectors")] == [hit.passage_id for hit in expected]
        full_library.remove("qiushui_2023")
        full_library.add(make_report("new", 2024, "扩建苗圃一座。"))
        assert other.search("扩建苗圃一座", by="vectors", top_n=1)[0].report_id == "new"
        assert len(other.search("航道", by="vectors", top_n=50)) == 15
