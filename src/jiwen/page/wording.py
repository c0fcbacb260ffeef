"""The page's words in Chinese and English: `words/*.json`."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jiwen.saying import Language


class Wording:
    """Words by key; `{n}` and the like are filled in. A key that is missing is an error, so a test finds it."""

    def __init__(self, language: Language, words: dict[str, Any]) -> None:
        self.language = language
        self.words = words

    def __call__(self, key: str, **values: object) -> str:
        text: str = self.words[key]
        return text.format(**values) if values else text


@cache
def load_wording(language: Language) -> Wording:
    """The words of one language."""
    return Wording(language, json.loads((files("jiwen.page") / "words" / f"{language}.json").read_text("utf-8")))
