"""Where the index is and how commands behave; the one place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_INDEX = Path("library")
INDEX_VARIABLE = "JIWEN_INDEX"


@dataclass(frozen=True, slots=True)
class Settings:
    """`index_dir`: the library's folder, from --index, else $JIWEN_INDEX, else ./library."""

    index_dir: Path = DEFAULT_INDEX


def settings_from(index: Path | None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings by command line, then environment, then default."""
    known = os.environ if environment is None else environment
    return Settings(index or Path(known.get(INDEX_VARIABLE) or DEFAULT_INDEX))
