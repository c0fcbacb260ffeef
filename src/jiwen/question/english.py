"""English questions as their Chinese terms, in English word order: the rules read terms, not sentences.

Phrases that ask (english_phrases.tsv) become Chinese question words, names of departments and terms of administration become Chinese nouns.
Words that no list knows are handed back: a name is then matched by what is known, with the embedding model as a second opinion.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_HINT = re.compile(r"(?:\b[A-Z][\w'-]*\s*)?[（(]\s*([\u3400-\u9fff][^）)]*)\s*[）)]")
_NOUN_HINT = re.compile(r"(?:\b[a-z][\w'-]*\s+){1,2}[（(]\s*([\u3400-\u9fff][^）)]*)\s*[）)]")
_KEEPS_AND = re.compile(r"\b(?:together|combined|total|sum|difference|altogether|compare|versus|respectively)\b", re.I)


@dataclass(frozen=True, slots=True)
class Terms:
    """The question in Chinese terms, and the English words that stay unknown."""

    text: str
    unknown: tuple[str, ...]


def to_chinese_terms(text: str) -> Terms:
    """Reads an English question.

    >>> to_chinese_terms("Which indicators missed their targets?").text
    '哪些指标 未完成'
    """
    text = _NOUN_HINT.sub(r" \1 ", text)
    text = _HINT.sub(r" \1", text)
    text = re.sub(r"([\u3400-\u9fff])\s+(?=[A-Z])", r"\1~", text)
    and_word = " 和 " if _KEEPS_AND.search(text) else " "
    for pattern, chinese in _bodies():
        text = pattern.sub(f" {chinese} ", text)
    text = text.replace("~ ", "").replace("~", " ")
    for pattern, chinese in _phrases():
        text = _replaced(text, pattern, chinese)
    text = _translated(text)
    unknown: list[str] = []
    words = [_kept(word, and_word, unknown) for word in re.findall(r"[A-Za-z][A-Za-z0-9.&'-]*|[^A-Za-z\s]+", text)]
    joined = re.sub(r"率\s+率", "率", re.sub(r"\s+", " ", " ".join(words)))
    return Terms(joined.strip(" ?？.,，"), tuple(unknown))


def _replaced(text: str, pattern: re.Pattern[str], chinese: str) -> str:
    return pattern.sub(lambda match: f" {_expanded(match, chinese)} ", text)


def _expanded(match: re.Match[str], chinese: str) -> str:
    text = match.expand(chinese)
    return text.replace(" 年", " ") if re.search(r"(?<!\d) ?年 ", text) and not re.search(r"\d{4}年", text) else text


def _kept(word: str, and_word: str, unknown: list[str]) -> str:
    if not word[0].isascii() or not word[0].isalpha():
        return word
    lower = word.lower().rstrip(".'")
    if lower == "and":
        return and_word.strip()
    if re.fullmatch(r"pm\d.*|gdp|r&d|co2", lower):
        return lower
    if lower not in _stop_words():
        unknown.append(lower)
    return ""


def _lines(name: str) -> list[tuple[str, str]]:
    text = resources.files("jiwen.question").joinpath(name).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(row[0].strip(), row[1].strip()) for row in rows]


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    text = resources.files("jiwen.question").joinpath("english_stop.tsv").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _bodies() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{pattern})", re.I), chinese) for pattern, chinese in _lines("english_bodies.tsv"))


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])", re.I), chinese) for pattern, chinese in _lines("english_phrases.tsv")
    )


@lru_cache(maxsize=1)
def _terms() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?:{pattern})(?![A-Za-z])", re.I), chinese) for pattern, chinese in _lines("english_terms.tsv"))


def _translated(text: str) -> str:
    """Every run of words that is a term, the longest one at each word, in Chinese."""
    parts, at = [], 0
    for word in re.finditer(r"[A-Za-z][A-Za-z&'-]*", text):
        if word.start() < at:
            continue
        end, chinese = max(
            ((match.end(), chinese) for pattern, chinese in _terms() if (match := pattern.match(text, word.start()))), default=(0, "")
        )
        if end > word.start():
            parts += [text[at : word.start()], f" {chinese} "]
            at = end
    return "".join([*parts, text[at:]])
