"""What the program says, in the language of the question. Chinese stands where it is said; `english.tsv` holds the same in English."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["zh", "en"]

_PLACE = re.compile(r"\\{(\w+)\\}")
_NUMBER = r"[\d.]+[%％]?(?:（[^）]*）)?"
_LIST_MARK = re.compile("[，；]")


def say(language: Language, chinese: str, /, **values: object) -> str:
    """The sentence with its `{places}` filled; in Chinese as well where the table lacks its English.

    >>> say("zh", "共{n}项", n=3), say("en", "{name}{year}年", name="Linpu", year=2023)
    ('共3项', 'Linpu FY 2023')
    """
    template = chinese if language == "zh" else table("english.tsv").get(chinese, chinese)
    return template.format(**values) if values else template


def say_message(language: Language, message: str) -> str:
    """A whole message that was written in Chinese before anybody asked (a check, a reading fault), said in `language`.

    What it quotes of the report stays as it is. In the table a place `{label}` holds one of the program's own words, `{parts}` several
    messages. A message of no known form stays Chinese.
    """
    return message if language == "zh" else _in_english(message)


def _in_english(message: str) -> str:
    for form, english in _forms():
        if found := form.fullmatch(message):
            return english.format(**{name: _filled(name, text) for name, text in found.groupdict().items()})
    return message


def _filled(name: str, text: str) -> str:
    if name == "label":
        return say("en", text)
    return ", ".join(_in_english(part) for part in _LIST_MARK.split(text)) if name == "parts" else text


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_form(chinese), english) for chinese, english in table("english_messages.tsv").items())


def _form(template: str) -> re.Pattern[str]:
    return re.compile(
        _PLACE.sub(lambda place: f"(?P<{place[1]}>{_NUMBER if place[1] == 'number' else '.+?'})", re.escape(template)), re.DOTALL
    )


@cache
def table(name: str) -> Mapping[str, str]:
    """Chinese → English, in the order of the file."""
    lines = files("jiwen").joinpath(name).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs}
