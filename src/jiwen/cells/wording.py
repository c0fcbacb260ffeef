"""Questions and labels as symbols that can be compared: one per Chinese character, number or Latin word."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

GAP = "\0"
_FIRST_CODE = "\U000f0000"
_DROPPED = "的“”\"‘’'「」"
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z][a-z0-9]*|.", re.S)
_PREFIX = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、．]|\d{1,2}\.(?!\d)|其中[:：]|[加减][:：]|[①-⑳])\s*"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_BODY = re.compile(r"([^，,。？?]{1,16}?(?:局|委员会|委|厅|院|街道|办事处))(?=本级|(?:19|20)\d\d年|今年|去年|上年|本年)")
_LEADING_BODY = re.compile(r"^[^\0]{1,12}(?:局|委|厅|院|街道|办事处)(?=\0)")
_EVERY = re.compile(r"各(?![是有为自多占])|每[个类项家]|所有|全部(?!门)")
_UNIT = re.compile(r"[（(](?:单位[:：])?(?:万元|亿元|元|%|％|年|个|人|家|项|分|次|mm|bar)[）)]|[%％]$")


@cache
def words() -> dict[str, Any]:
    """The word lists beside this module."""
    data: dict[str, Any] = json.loads(files("jiwen.cells").joinpath("words.json").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Text for comparing: NFKC, lower case, without whitespace, quotes, and 的, which questions add and drop freely."""
    text = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in text if not c.isspace() and c not in _DROPPED)


@lru_cache(maxsize=1 << 15)
def bare_label(text: str) -> str:
    """A label without numbering (一、 （一） 其中：) and unit: "一、财政拨款收入（万元）" → "财政拨款收入"."""
    text = plain(text)
    before = None
    while before != text:
        before = text
        text = _PREFIX.sub("", text)
    return _UNIT.sub("", text).rstrip(":：") or plain(before)


def is_word(symbol: str) -> bool:
    """True for the symbol of a number, a Latin word or a Latin letter, which says something alone; a Chinese character does not."""
    return symbol >= _FIRST_CODE or (symbol.isascii() and symbol.isalnum())


class Alphabet:
    """Numbers and Latin words become one private character each, so that 2020 never half-matches 2021."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def symbols(self, text: str) -> str:
        """One character a token of `text`, which must be plain already."""
        return "".join(self._symbol(token) for token in _TOKEN.findall(text))

    def _symbol(self, token: str) -> str:
        if len(token) == 1:
            return token
        if token[0].isdigit():
            token = token.replace(",", "")
        return self._codes.setdefault(token, chr(ord(_FIRST_CODE) + len(self._codes)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in symbols.

    `text` has gaps where politeness and question words stood; `extras` are equivalents of its words, each with the positions it stands
    for. `light` are positions that need no explanation by a label, `idle` those among them that name nothing at all.
    `clauses` are the positions between its stops; `must` holds, for each thing asked by its kind ("谁"), the words its heading may have.
    `wants_list` says that it asks which ones there are, `wants_every` that it asks for every one ("各股东", "所有"),
    `wants_each` that it asks for several figures ("分别", "各是"), `wants_several` that one figure is not enough; `joints` are the
    places of 和, 、 … which may say so too; `years` those of the years, which are the report's more often than a label's.
    """

    raw: str
    text: str
    extras: tuple[tuple[str, frozenset[int]], ...]
    light: frozenset[int]
    idle: frozenset[int]
    clauses: tuple[frozenset[int], ...]
    must: tuple[tuple[str, ...], ...]
    wants_list: bool
    wants_every: bool
    wants_each: bool
    wants_several: bool
    joints: frozenset[int]
    years: frozenset[int]

    def joined(self, named: Iterable[frozenset[int]]) -> "Asked":
        """The question with `wants_several` set where a joint stands outside the words of every label that it names (`named`): "甲和乙"
        asks for two, "商品和服务支出" for one."""
        inside = frozenset[int]().union(*named)
        return replace(self, wants_several=True) if self.joints - inside else self

    def leaves_out(self, explained: frozenset[int]) -> bool:
        """True when a whole word of the question is explained by nothing: 渔业院校毕业生 is not 职业院校毕业生."""
        said = explained | self.idle | self.years
        rest = "".join(GAP if i in said else symbol for i, symbol in enumerate(self.text))
        rest = _LEADING_BODY.sub("", rest)
        for word in words()["droppable"]:
            rest = rest.replace(word, GAP * len(word))
        return any(len(run) > 1 or run not in words()["loose"] for run in re.findall(f"[^{GAP}]+", rest))


def read_question(question: str, alphabet: Alphabet, ignore: Iterable[str] = ()) -> Asked:
    """The question as symbols, with its equivalents and hints from the word lists; words to `ignore` are gaps."""
    raw = plain(question)
    body = _BODY.match(question.strip())
    for word in (*ignore, *([body[1]] if body else [])):
        raw = raw.replace(plain(word), GAP * len(plain(word)))
    spoken = alphabet.symbols(raw)
    symbols = alphabet.symbols(_blank_out(raw))
    hints = [
        (alphabet.symbols(word), frozenset(range(*found.span())))
        for hint in words()["hints"]
        if (found := re.search(hint["ask"], spoken))
        for word in hint["words"]
    ]
    asking = frozenset[int]().union(*(where for _, where in hints)) if hints else frozenset[int]()
    return Asked(
        raw,
        symbols,
        (*_equivalents(raw, spoken, alphabet), *hints),
        light=_silent(symbols, alphabet, [*words()["light_words"], *_YEAR.findall(raw)]),
        idle=_silent(symbols, alphabet, words()["idle_words"]) - asking,
        clauses=tuple(frozenset(range(*found.span())) for found in re.finditer(r"[^,，。？?！!;；]+", spoken)),
        must=tuple(tuple(h["words"]) for h in words()["hints"] if h.get("must") and re.search(h["ask"], raw)),
        wants_list=any(word in raw for word in words()["list_asking"]),
        wants_every=_EVERY.search(raw) is not None,
        wants_each=any(word in raw for word in words()["each"]),
        wants_several=any(word in raw for word in (*words()["each"], *words()["list_asking"])) or _EVERY.search(raw) is not None,
        joints=_joints(spoken),
        years=_places(symbols, [alphabet.symbols(year) for year in _YEAR.findall(raw)]),
    )


def _joints(raw: str) -> frozenset[int]:
    """Where 和, 与, 、 … stand between two words that could be asked for."""
    rest = _blank_out(raw)
    for word in words()["adding_up"]:
        rest = rest.replace(word, GAP * len(word))
    joint = f"(?<=[^{GAP},，。？?])(?:{'|'.join(words()['joining'])})(?=[^{GAP},，。？?])"
    return frozenset(found.start() for found in re.finditer(joint, rest))


def _equivalents(raw: str, spoken: str, alphabet: Alphabet) -> list[tuple[str, frozenset[int]]]:
    found = []
    for group in words()["equivalents"]:
        for word in group:
            code = alphabet.symbols(word)
            at = spoken.find(code)
            if at >= 0 and not any(word != longer and word in longer and longer in raw for longer in group):
                found += [(alphabet.symbols(other), frozenset(range(at, at + len(code)))) for other in group if other != word]
    return found


def _blank_out(raw: str) -> str:
    for word in sorted((*words()["politeness"], *words()["asking"]), key=len, reverse=True):
        raw = raw.replace(plain(word), GAP * len(plain(word)))
    return raw


def _silent(symbols: str, alphabet: Alphabet, list_of_words: list[str]) -> frozenset[int]:
    silent = frozenset(i for i, c in enumerate(symbols) if c == GAP or c in words()["light"])
    return silent | _places(symbols, [alphabet.symbols(plain(word)) for word in list_of_words])


def _places(symbols: str, codes: Iterable[str]) -> frozenset[int]:
    return frozenset(i for code in codes for found in re.finditer(re.escape(code), symbols) for i in range(*found.span()))
