"""A question as symbols: what it says, what kind of thing it asks for, and how many."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from jiwen.cells.wording import GAP, Alphabet, plain, words

_HEADLESS = re.compile("的[都分别]*[是有叫](?:谁|哪|什么)")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_BODY = re.compile(r"([^，,。？?]{1,16}?(?:局|委员会|委|厅|院|街道|办事处))(?=本级|(?:19|20)\d\d年|今年|去年|上年|本年)")
_LEADING_BODY = re.compile(r"^[^\0]{1,12}(?:局|委|厅|院|街道|办事处)(?=\0)")
_DIGITS = "一二三四五六七八九"
_ORDINAL = re.compile(f"第([{_DIGITS}])(?:[大名笔个位项家批号](?![员称字])|(?=[是为在有]|$))")
_EVERY = re.compile(r"各(?![是有为自多占])|每[个类项家]|所有(?![者权制])|全部(?!门)")
Extra = tuple[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What "谁", "什么时候", "多快" … ask for: the words that its heading may have, what its cells hold, and where the question asks."""

    words: tuple[str, ...]
    content: str | None
    where: frozenset[int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in symbols.

    `raw` is its plain text, `spoken` the same in symbols, `text` that with gaps where politeness and question words stood. `extras` are
    equivalents of its words, each with the positions it stands for. `light` are positions that need no explanation by a label, `idle`
    those among them that name nothing at all; `clauses` the positions between its stops; `joints` those of 和, 、 … which may ask for
    several; `years` those of the years, which are the report's more often than a label's.
    `must` are the kinds of things asked for ("谁"), `may` those that decide only where no heading is named ("多少钱"), `units` what is
    counted ("几台"), `content` what a cell must hold to answer ("figure", "time", "words"; None: left open). `is_headless` says that what
    is asked for has no noun ("主持会议的是谁").
    `wants_list`: which ones there are; `wants_every`: every one ("各股东", "所有"); `wants_each`: several figures ("分别", "各是");
    `wants_several`: one figure is not enough; `wants_sum`: the total.
    """

    raw: str
    spoken: str
    text: str
    extras: tuple[Extra, ...]
    light: frozenset[int]
    idle: frozenset[int]
    clauses: tuple[frozenset[int], ...]
    must: tuple[Kind, ...]
    may: tuple[Kind, ...]
    units: frozenset[str]
    content: str | None
    is_headless: bool
    wants_list: bool
    wants_every: bool
    wants_each: bool
    wants_several: bool
    wants_sum: bool
    joints: frozenset[int]
    years: frozenset[int]

    def extras_from(self, symbol: str) -> list[Extra]:
        """The equivalents that begin with a symbol."""
        return _by_first(self.extras).get(symbol, [])

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
    raw = _ORDINAL.sub(lambda found: f"第{_DIGITS.index(found[1]) + 1}", plain(question))
    body = _BODY.match(question.strip())
    for word in (*ignore, *([body[1]] if body else [])):
        raw = raw.replace(plain(word), GAP * len(plain(word)))
    spoken = alphabet.symbols(raw)
    symbols = alphabet.symbols(_blank_out(raw))
    kinds = _kinds(spoken)
    wants_list = any(re.search(word, raw) for word in words()["list_asking"])
    wants_each, wants_every = any(word in raw for word in words()["each"]), _EVERY.search(raw) is not None
    contents = {kind.content for _, kind in kinds if kind.content}
    hints = [(alphabet.symbols(word), kind.where) for is_must, kind in kinds for word in kind.words if is_must]
    asking = frozenset[int]().union(*(kind.where for is_must, kind in kinds if is_must))
    return Asked(
        raw,
        spoken,
        symbols,
        (*_equivalents(raw, spoken, alphabet), *hints),
        light=_silent(symbols, alphabet, [*words()["light_words"], *_YEAR.findall(raw)]),
        idle=_silent(symbols, alphabet, words()["idle_words"]) - asking,
        clauses=tuple(frozenset(range(*found.span())) for found in re.finditer(r"[^,，。？?！!;；]+", spoken)),
        must=tuple(kind for is_must, kind in kinds if is_must),
        may=tuple(kind for is_must, kind in kinds if not is_must),
        units=_units(raw),
        content=next(iter(contents)) if len(contents) == 1 else None,
        is_headless=_HEADLESS.search(question) is not None,
        wants_list=wants_list,
        wants_every=wants_every,
        wants_each=wants_each,
        wants_several=wants_list or wants_each or wants_every,
        wants_sum=any(word in raw for word in words()["summing"]),
        joints=_joints(spoken),
        years=_places(symbols, [alphabet.symbols(year) for year in _YEAR.findall(raw)]),
    )


def _kinds(spoken: str) -> list[tuple[bool, Kind]]:
    return [
        (hint.get("must", False), Kind(tuple(hint["words"]), hint.get("content"), frozenset(range(*found.span()))))
        for hint in words()["hints"]
        if (found := re.search(hint["ask"], spoken))
    ]


def _units(raw: str) -> frozenset[str]:
    """What may be the unit that is asked for: the one or two characters behind 多少 and 几, and their equivalents."""
    found = {after[:n] for after in re.findall(r"(?:多少|几)个?(..?)", raw) for n in (1, 2)}
    return frozenset(found).union(*(group for group in words()["unit_groups"] if found & set(group)))


def _joints(raw: str) -> frozenset[int]:
    """Where 和, 与, 、 … stand between two words that could be asked for."""
    rest = _blank_out(raw)
    for word in words()["adding_up"]:
        rest = rest.replace(word, GAP * len(word))
    joint = f"(?<=[^{GAP},，。？?])(?:{'|'.join(words()['joining'])})(?=[^{GAP},，。？?])"
    return frozenset(found.start() for found in re.finditer(joint, rest))


@lru_cache(maxsize=64)
def _by_first(extras: tuple[Extra, ...]) -> dict[str, list[Extra]]:
    found: dict[str, list[Extra]] = {}
    for extra in extras:
        found.setdefault(extra[0][0], []).append(extra)
    return found


def equivalents_of(word: str) -> list[str]:
    """The other words of the groups that `word` is in."""
    return [other for group in words()["equivalents"] if word in group for other in group if other != word]


def _equivalents(raw: str, spoken: str, alphabet: Alphabet) -> list[tuple[str, frozenset[int]]]:
    found = []
    for group in words()["equivalents"]:
        for word in group:
            if word not in raw:
                continue
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
