"""FAISS against sums by numpy, directly and behind LlamaIndex's interface."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
    from llama_index.core.vector_stores.types import FilterCondition, FilterOperator, MetadataFilter, MetadataFilters, VectorStoreQuery

    from index.vectors import NearestVectorStore

from index.errors import LibraryError
from index.nearest import NearestVectors

DIMENSION = 8


def vector(seed: int) -> np.ndarray:
    made = np.random.default_rng(seed).standard_normal(DIMENSION, dtype=np.float32)
    return made / np.linalg.norm(made)


def by_numpy(stored: dict[int, np.ndarray], query: np.ndarray, most: int) -> list[int]:
    return sorted(stored, key=lambda number: -float(stored[number] @ query))[:most]


CHANGES = st.lists(st.tuples(st.sampled_from(["add", "remove"]), st.integers(1, 40)), max_size=60)


@settings(max_examples=60, deadline=None)
@given(CHANGES, st.integers(100, 10_000), st.integers(1, 12), st.sets(st.integers(1, 40)))
def test_nearest_agrees_with_numpy_after_any_adds_and_removes(
    changes: list[tuple[str, int]], seed: int, most: int, among: set[int]
) -> None:
    nearest, stored = NearestVectors(DIMENSION), {}
    for at, (change, number) in enumerate(changes):
        if change == "add":
            stored[number] = vector(at)
            nearest.add([number], stored[number][None, :])
        else:
            stored.pop(number, None)
            nearest.remove([number])
    query = vector(seed)
    assert [number for number, _ in nearest.nearest(query, most)] == by_numpy(stored, query, most)
    chosen = {number: stored[number] for number in among if number in stored}
    assert [number for number, _ in nearest.nearest(query, most, among)] == by_numpy(chosen, query, most)


def test_scores_are_inner_products() -> None:
    nearest = NearestVectors(DIMENSION)
    nearest.add([7], vector(1)[None, :])
    ((number, score),) = nearest.nearest(vector(2), 3)
    assert number == 7
    assert score == pytest.approx(float(vector(1) @ vector(2)), abs=1e-6)


def node(number: int, report: str, year: int) -> TextNode:
    return TextNode(
        id_=str(number),
        text=f"第{number}段",
        embedding=vector(number).tolist(),
        metadata={"year": year, "kinds": ["prose", report]},
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=report)},
    )


@pytest.fixture
def store() -> NearestVectorStore:
    made = NearestVectorStore(DIMENSION)
    assert made.add([node(n, "old" if n <= 5 else "new", 2018 + n) for n in range(1, 11)]) == [str(n) for n in range(1, 11)]
    return made


def ask(store: NearestVectorStore, seed: int = 3, **narrowing: object) -> list[str]:
    query = VectorStoreQuery(query_embedding=vector(seed).tolist(), similarity_top_k=10, **narrowing)  # type: ignore[arg-type]
    return store.query(query).ids or []


def test_query_gives_nodes_with_text_and_similarity(store: NearestVectorStore) -> None:
    result = store.query(VectorStoreQuery(query_embedding=vector(3).tolist(), similarity_top_k=2))
    assert result.nodes is not None
    assert result.similarities is not None
    assert (result.nodes[0].get_content(), result.nodes[0].ref_doc_id, result.similarities[0]) == (
        "第3段",
        "old",
        pytest.approx(1.0, abs=1e-6),
    )
    assert len(result.nodes) == 2


def test_delete_then_add_returns_the_right_nodes(store: NearestVectorStore) -> None:
    store.delete("old")
    assert sorted(map(int, ask(store))) == [6, 7, 8, 9, 10]
    store.add([node(11, "again", 2030)])
    assert ask(store, seed=11)[0] == "11"
    assert [n.get_content() for n in store.get_nodes(["11"])] == ["第11段"]
    assert sorted(map(int, ask(store))) == [6, 7, 8, 9, 10, 11]


def test_adding_an_id_again_replaces_its_vector(store: NearestVectorStore) -> None:
    store.add([node(3, "newer", 2040)])
    assert ask(store).count("3") == 1
    assert store.get_nodes(["3"])[0].ref_doc_id == "newer"


FILTERS = [
    ("year", 2020, FilterOperator.EQ, {2}),
    ("year", 2020, FilterOperator.NE, {1, 3, 4, 5, 6, 7, 8, 9, 10}),
    ("year", 2026, FilterOperator.GT, {9, 10}),
    ("year", 2026, FilterOperator.GTE, {8, 9, 10}),
    ("year", 2020, FilterOperator.LT, {1}),
    ("year", 2020, FilterOperator.LTE, {1, 2}),
    ("year", "2020", FilterOperator.LT, set()),
    ("year", [2019, 2020], FilterOperator.IN, {1, 2}),
    ("year", [2019, 2020], FilterOperator.NIN, {3, 4, 5, 6, 7, 8, 9, 10}),
    ("kinds", "old", FilterOperator.CONTAINS, {1, 2, 3, 4, 5}),
    ("kinds", ["old", "none"], FilterOperator.ANY, {1, 2, 3, 4, 5}),
    ("kinds", ["prose", "new"], FilterOperator.ALL, {6, 7, 8, 9, 10}),
    ("missing", None, FilterOperator.IS_EMPTY, set(range(1, 11))),
    ("missing", 1, FilterOperator.GT, set()),
]


@pytest.mark.parametrize(("key", "value", "operator", "numbers"), FILTERS)
def test_filters(store: NearestVectorStore, key: str, value: object, operator: FilterOperator, numbers: set[int]) -> None:
    filters = MetadataFilters(filters=[MetadataFilter(key=key, value=value, operator=operator)])  # type: ignore[arg-type]
    assert set(map(int, ask(store, filters=filters))) == numbers


@pytest.mark.parametrize(
    ("condition", "numbers"), [(FilterCondition.AND, {3}), (FilterCondition.OR, set(range(1, 11))), (FilterCondition.NOT, set())]
)
def test_filters_combine(store: NearestVectorStore, condition: FilterCondition, numbers: set[int]) -> None:
    inner = MetadataFilters(filters=[MetadataFilter(key="year", value=2022, operator=FilterOperator.LT)])
    both = MetadataFilters(filters=[MetadataFilter(key="year", value=2020, operator=FilterOperator.GT), inner], condition=condition)
    assert set(map(int, ask(store, filters=both))) == numbers


def test_ids_and_documents_narrow_a_query(store: NearestVectorStore) -> None:
    assert set(ask(store, node_ids=["2", "9", "77"])) == {"2", "9"}
    assert set(ask(store, doc_ids=["new"], node_ids=["2", "9"])) == {"9"}


def test_delete_nodes_and_clear(store: NearestVectorStore) -> None:
    store.delete_nodes(["1", "2"])
    store.delete_nodes()
    assert len(ask(store)) == 8
    store.clear()
    assert ask(store) == []


def test_what_cannot_be_answered_is_refused(store: NearestVectorStore) -> None:
    with pytest.raises(LibraryError, match="query_embedding"):
        store.query(VectorStoreQuery(query_str="文字"))
    with pytest.raises(LibraryError, match="收到“abc”"):
        store.add([TextNode(id_="abc", text="", embedding=[0.0] * DIMENSION)])
