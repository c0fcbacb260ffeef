"""LlamaIndex's metadata filters, judged on one node's metadata. All operators of its interface but free-text ones that need a tokenizer."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from llama_index.core.vector_stores.types import FilterCondition, FilterOperator, MetadataFilter, MetadataFilters

Judge = Callable[[Any, Any], bool]


def _ordered(compare: Judge) -> Judge:
    """Comparison that is False between a text and a number instead of an error."""

    def judge(have: Any, want: Any) -> bool:
        return isinstance(have, str) == isinstance(want, str) and have is not None and compare(have, want)

    return judge


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


_JUDGES: dict[FilterOperator, Judge] = {
    FilterOperator.EQ: operator.eq,
    FilterOperator.NE: operator.ne,
    FilterOperator.GT: _ordered(operator.gt),
    FilterOperator.LT: _ordered(operator.lt),
    FilterOperator.GTE: _ordered(operator.ge),
    FilterOperator.LTE: _ordered(operator.le),
    FilterOperator.IN: lambda have, want: have in _as_list(want),
    FilterOperator.NIN: lambda have, want: have not in _as_list(want),
    FilterOperator.ANY: lambda have, want: any(item in _as_list(have) for item in _as_list(want)),
    FilterOperator.ALL: lambda have, want: all(item in _as_list(have) for item in _as_list(want)),
    FilterOperator.CONTAINS: lambda have, want: want in _as_list(have),
    FilterOperator.TEXT_MATCH: lambda have, want: isinstance(have, str) and str(want) in have,
    FilterOperator.TEXT_MATCH_INSENSITIVE: lambda have, want: isinstance(have, str) and str(want).casefold() in have.casefold(),
    FilterOperator.IS_EMPTY: lambda have, _: have in (None, [], ""),
}


def matches(metadata: Mapping[str, Any], filters: MetadataFilters) -> bool:
    """Whether a node with this metadata fits. No condition given means all must fit; an empty list of filters fits everything."""
    verdicts = [matches(metadata, item) if isinstance(item, MetadataFilters) else _fits(metadata, item) for item in filters.filters]
    if filters.condition == FilterCondition.OR:
        return any(verdicts) or not verdicts
    if filters.condition == FilterCondition.NOT:
        return not any(verdicts)
    return all(verdicts)


def _fits(metadata: Mapping[str, Any], item: MetadataFilter) -> bool:
    return _JUDGES[item.operator](metadata.get(item.key), item.value)
