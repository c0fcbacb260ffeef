"""Word lists that verdicts and checks share, read from the JSON files beside this module."""

import json
from importlib import resources
from typing import Any


def read_words(file_name: str) -> dict[str, Any]:
    """The word list `file_name` of this package; its "source" and "date" say where it comes from."""
    data: dict[str, Any] = json.loads(resources.files("ingest.facts").joinpath(file_name).read_text(encoding="utf-8"))
    return data


VERDICT_WORDS = read_words("verdict_words.json")
CHECK_WORDS = read_words("check_words.json")
PROSE_WORDS = read_words("prose_words.json")
