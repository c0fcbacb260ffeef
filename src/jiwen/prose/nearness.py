"""How well the words around an amount name what is asked for: near words count most, a missing word counts it out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.values import FoundQuantity, find_quantities
from jiwen.cells.wording import GAP, Alphabet, plain
from jiwen.prose.clauses import clauses_around
from jiwen.prose.units import same_kind
from jiwen.prose.wording import Subject, leaves_out, said_positions, weigh, words

_LEAST_SAID = 0.78
_CLAUSES = (1.0, 0.85, 0.55, 0.35)
_HEADING, _SENTENCE, _BESIDE = 0.6, 0.2, 0.2
_SAID_AGAIN = 0.1
_ANOTHERS = 0.6
_QUALIFIED, _PART, _OTHER_KIND = 0.9, 0.9, 0.5
_LOOSE, _LOOSEST = 0.008, 0.12
_OF_WHOLE = re.compile("其中|[预决]算(?:数|支出)?中，")
_BARE = re.compile(r"(?:财政拨款|支出|收入|年初|全年|完成|[预决]算|数|金额|[为是的约共至于])*")


@dataclass(frozen=True, slots=True)
class Stated:
    """One sentence with its amounts, and which positions of the subject its headings and it say."""

    sentence: str
    quantities: Sequence[FoundQuantity]
    heads: frozenset[int]
    whole: frozenset[int]


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures sentences against one subject. `shares` are those of its positions, rare symbols more."""

    subject: Subject
    shares: Mapping[int, float]
    alphabet: Alphabet

    def read(self, sentence: str, path: Iterable[str]) -> Stated | None:
        """The sentence, None where it and its headings leave out something of the subject."""
        heads = said_positions(self.subject, self._code(" ".join(path)), self.alphabet)
        whole = heads | said_positions(self.subject, self._code(sentence), self.alphabet)
        if weigh(self.shares, whole) < _LEAST_SAID or leaves_out(self.subject, whole):
            return None
        return Stated(sentence, find_quantities(sentence), heads, whole)

    def score(self, stated: Stated, at: int) -> float:
        """0–1 for amount `at`; 0 where a phrase of the subject is said neither before nor beside it nor in the headings."""
        credit = self._credit(stated, at)
        if not self._names_each_phrase(stated, credit):
            return 0.0
        near = {i: _nearness(credit.get(i, 0.0), is_head=i in stated.heads) for i in stated.whole}
        score = sum(self.shares.get(i, 0.0) * share for i, share in near.items())
        around = [plain(clause) for clause in clauses_around(stated.sentence, stated.quantities, at)[:2]]
        own = around[0]
        before = stated.sentence[: stated.quantities[at].start]
        score *= _QUALIFIED ** sum(word in own and word not in self.subject.raw for word in words()["qualifiers"])
        score -= min(_LOOSEST, _LOOSE * sum(symbol not in self.subject.symbols for symbol in self.alphabet.symbols(own)))
        score *= _PART if _OF_WHOLE.search(before) and "其中" not in self.subject.raw else 1
        if _is_another(self.subject.raw, own, "".join(around)):
            return 0.0
        if _is_on_other_side(self.subject.raw, own, "income", "spending") or _is_look_alike(self.subject.raw, "".join(around)):
            return 0.0
        return score * (_OTHER_KIND if _is_other_kind(self.subject.raw, own) else 1)

    def is_said_by_headings_alone(self, stated: Stated, at: int) -> bool:
        """True when no word of the subject stands beside the amount: any other amount under the heading would do as well."""
        return not any(share > 0 for share in self._credit(stated, at).values())

    def _code(self, text: str) -> str:
        return self.alphabet.symbols(plain(text))

    def _credit(self, stated: Stated, at: int) -> dict[int, float]:
        """For each said position, how near to the amount it is said; words beside another amount of the same kind are that amount's."""
        credit: dict[int, float] = {}
        unit = stated.quantities[at].quantity.unit
        around = clauses_around(stated.sentence, stated.quantities, at)
        is_bare = _BARE.fullmatch(plain(around[0])) is not None
        for share, clause in zip(_CLAUSES, around, strict=False):
            continues = is_bare and clause is around[min(1, len(around) - 1)]
            if share < 1 and not continues and any(same_kind(other.quantity.unit, unit) for other in find_quantities(clause)):
                share *= _ANOTHERS
            for position in said_positions(self.subject, self._code(clause), self.alphabet):
                credit[position] = max(credit.get(position, 0.0), share)
        return credit

    def _names_each_phrase(self, stated: Stated, credit: Mapping[int, float]) -> bool:
        return all(
            2 * sum(i in stated.heads or credit.get(i, 0.0) >= _BESIDE for i in range(*run.span())) > len(run[0])
            for run in re.finditer(f"[^{GAP}]+", self.subject.symbols)
        )


def _nearness(credit: float, *, is_head: bool) -> float:
    """How near a word stands; one that the heading and the sentence both say is nearer than one that stands in the heading alone."""
    if not is_head:
        return max(credit, _SENTENCE)
    return min(1.0, max(credit, _HEADING) + (_SAID_AGAIN if credit else 0.0))


def _is_other_kind(question: str, clause: str) -> bool:
    """True when the question asks for what was planned and the clause says what was done, or the other way round."""
    return _is_on_other_side(question, clause, "plan", "done")


def _is_another(question: str, clause: str, around: str) -> bool:
    """Whether an amount is another thing's: the clause says that things went (报废1辆) or what is left over of a kind (其他固定资产).

    Also a part of the purchases (小微企业, 货物) where the question names none; a clause that names no part goes by the one before it.
    """
    if any(word in clause and word not in question for word in (*words()["disposals"], *words()["remainders"])):
        return True
    parts = [word for word in words()["purchases"] if word in clause] or [word for word in words()["purchases"] if word in around]
    return "采购" in question and any(word not in question for word in parts)


def _is_look_alike(question: str, clause: str) -> bool:
    """True where the clause says another one of two terms that look alike: 一般公共预算, 一般公共服务."""
    pairs = [(one, other) for pair in words()["look_alike"] for one, other in (pair, pair[::-1])]
    return any(one in question and other not in question and other in clause and one not in clause for one, other in pairs)


def _is_on_other_side(question: str, clause: str, *sides: str) -> bool:
    first, second = (words()[side] for side in sides)
    asked = [(a, b) for a, b in ((first, second), (second, first)) if re.search(a["ask"], question) and not re.search(b["ask"], question)]
    return any(re.search(b["say"], clause) and not re.search(a["say"], clause) for a, b in asked)
