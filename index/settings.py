"""Everything about an index that can be set, with the measured defaults."""

from dataclasses import dataclass, fields
from typing import Any

from index.errors import LibraryError


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Lengths count characters. `fusion_k` and the two weights are those of reciprocal rank fusion (see `index.fusion`).

    Words have their full weight where the best passage by words says the share `words_sure_at` of the query's tokens.
    """

    passage_min_chars: int = 150
    passage_max_chars: int = 350
    embed_batch: int = 16
    candidates: int = 50
    around_weight: float = 0.5
    fusion_k: float = 5.0
    words_weight: float = 2.0
    words_sure_at: float = 0.25
    vectors_weight: float = 1.0
    lock_timeout_s: float = 5.0
    busy_timeout_s: float = 10.0
    cached_reports: int = 256

    @classmethod
    def from_mapping(cls, values: dict[str, Any]) -> "IndexSettings":
        """Settings with `values` in place of defaults; an unknown key is an error that names it."""
        unknown = sorted(set(values) - {field.name for field in fields(cls)})
        if unknown:
            raise LibraryError(f"未知的索引设置：{'、'.join(unknown)}。可用的设置：{'、'.join(field.name for field in fields(cls))}。")
        return cls(**values)
