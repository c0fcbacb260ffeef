"""Where the index is, which model serves it, how commands behave; the one place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_INDEX = Path("library")
INDEX_VARIABLE = "JIWEN_INDEX"
EMBEDDER_VARIABLE = "JIWEN_EMBEDDER"


@dataclass(frozen=True, slots=True)
class Settings:
    """`index_dir`: the library's folder, from --index, else $JIWEN_INDEX, else ./library.

    `embedder`: a model's name or folder, or "none" for words alone, from --embedder, else $JIWEN_EMBEDDER, else None: the model
    that the index was built with.
    """

    index_dir: Path = DEFAULT_INDEX
    embedder: str | None = None


def settings_from(index: Path | None, embedder: str | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings by command line, then environment, then default."""
    known = os.environ if environment is None else environment
    return Settings(index or Path(known.get(INDEX_VARIABLE) or DEFAULT_INDEX), embedder or known.get(EMBEDDER_VARIABLE) or None)
