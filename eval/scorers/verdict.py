"""One answer against one case: which expectations hold, and why not.

value     the answer's `value` is the expected quantity, and its text shows it
names     `records[].name` is exactly the expected set
contains  of every group one needle stands in the text;  lacks: none does;  caveats: as contains, in the text or the notes
yesno     the first clear word of the text is the expected one
pages     one cited page at least is an expected one
refused   expected: refused, without value and records; else: not refused
"""

from collections.abc import Iterator
from dataclasses import dataclass

from eval.asking import Reply
from eval.case import Case, Json
from eval.scorers.figures import is_same_quantity, shows_quantity
from eval.scorers.names import NamesScore, compare_names
from eval.scorers.support import wrong_figures
from eval.scorers.wording import LONGEST_PROSE, says, unsaid, yes_or_no


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case went; right when there are no `reasons`. `names` and `page_hit` are None where nothing of the kind is expected."""

    case: Case
    answer: Json | None
    reasons: tuple[str, ...] = ()
    names: NamesScore | None = None
    page_hit: bool | None = None
    wrong_figures: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return not self.reasons

    @property
    def has_failed(self) -> bool:
        return self.answer is None

    @property
    def was_refused(self) -> bool:
        return self.answer is not None and self.answer.get("refused") is True

    @property
    def elapsed_ms(self) -> float | None:
        return None if self.answer is None else float(self.answer.get("elapsed_ms") or 0)


def judge(reply: Reply) -> Verdict:
    """The verdict on one reply; a question without an answer loses everything that was expected of it."""
    case, answer = reply.case, reply.answer
    expect = case.expect
    if answer is None:
        names = compare_names(expect["names"], []) if "names" in expect else None
        return Verdict(case, None, (reply.failure or "no answer",), names, False if expect.get("pages") else None)
    names = None if case.must_refuse or "names" not in expect else compare_names(expect["names"], _names_of(answer))
    page_hit = _page_hit(case, answer)
    reasons = [*_refusal_faults(answer)] if case.must_refuse else [*_answer_faults(case, answer), *_names_faults(names)]
    reasons += _wording_faults(case, answer)
    if page_hit is False:
        reasons.append(f"cites pages {_cited(answer) or 'none'}, expected one of {expect['pages']}")
    return Verdict(case, answer, tuple(reasons), names, page_hit, tuple(wrong_figures(answer, case)))


def _refusal_faults(answer: Json) -> Iterator[str]:
    if answer.get("refused") is not True:
        yield f"answered what the reports do not hold: {_short(answer.get('answer'))}"
    elif answer.get("value") or answer.get("records"):
        yield "a refusal that gives a value or records"


def _answer_faults(case: Case, answer: Json) -> Iterator[str]:
    text = _text(answer)
    if answer.get("refused"):
        yield f"refused: {_short(answer.get('reason') or text)}"
    if not text.strip():
        yield "empty answer"
    if case.kind in ("passage", "compare") and len(text) > LONGEST_PROSE:
        yield f"{len(text)} characters, more than {LONGEST_PROSE}"
    wanted = [*([case.expect["value"]] if "value" in case.expect else []), *case.expect.get("value_or", ())]
    if wanted and not any(is_same_quantity(quantity, answer.get("value")) for quantity in wanted):
        yield f"value {_shown(answer.get('value'))}, expected {' or '.join(_shown(quantity) for quantity in wanted)}"
    elif wanted and not any(shows_quantity(text, quantity) for quantity in wanted):
        yield f"{_shown(wanted[0])} is the value but not in the text: {_short(text)}"


def _names_faults(names: NamesScore | None) -> Iterator[str]:
    if names and names.missing:
        yield f"missing: {'、'.join(names.missing)}"
    if names and names.extra:
        yield f"extra: {'、'.join(names.extra)}"


def _wording_faults(case: Case, answer: Json) -> Iterator[str]:
    text, expect = _text(answer), case.expect
    for group in unsaid(text, expect.get("contains", ())):
        yield f"text lacks {' / '.join(group[:3])}: {_short(text)}"
    for needle in expect.get("lacks", ()):
        if says(text, needle):
            yield f"text says {needle}"
    for group in unsaid("\n".join([text, *map(str, answer.get("notes") or ())]), expect.get("caveats", ())):
        yield f"no caveat {' / '.join(group[:3])}"
    if "yesno" in expect and yes_or_no(text) is not expect["yesno"]:
        said = {True: "yes", False: "no", None: "neither yes nor no"}
        yield f"says {said[yes_or_no(text)]}, expected {said[expect['yesno']]}: {_short(text)}"


def _page_hit(case: Case, answer: Json) -> bool | None:
    if not case.expect.get("pages") or case.must_refuse:
        return None
    return bool(set(_cited(answer)) & set(case.expect["pages"]))


def _cited(answer: Json) -> list[int]:
    return sorted({citation["page"] for citation in answer.get("citations") or () if citation.get("page")})


def _names_of(answer: Json) -> list[str]:
    return [str(record.get("name") or "") for record in answer.get("records") or ()]


def _text(answer: Json) -> str:
    return str(answer.get("answer") or "")


def _shown(quantity: object) -> str:
    return f"{quantity.get('number')} {quantity.get('unit') or ''}".strip() if isinstance(quantity, dict) else "none"


def _short(text: object, most: int = 90) -> str:
    line = " ".join(str(text or "").split())
    return line if len(line) <= most else line[:most] + "…"
