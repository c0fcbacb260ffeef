"""What readers said is wrong, as question cases: a person confirms a remark, and it becomes a case that every later run asks."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.case import EXPECTATIONS, BadCases
from ingest.values.quantities import find_quantities

FILE_NAME = "feedback.jsonl"
_NOT_THERE = re.compile(
    r"^(?:报告里|报告中|其实)?(?:没有|查不到|未提及|没提到)(?:这项|这个|该项|写|内容|数据)?[。.!！]?$|^not in the reports?\.?$",
    re.IGNORECASE,
)
_KINDS = {"refused": "refusal", "value": "value", "names": "list"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the page's feedback file. `kind` and `answered` are those of the answer that was called wrong."""

    id: str
    at: str
    question: str
    remark: str
    kind: str
    answered: str
    index_version: str
    history: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    @property
    def case_id(self) -> str:
        return f"feedback-{self.id}"


def read_remarks(index_folder: Path) -> list[Remark]:
    """All remarks in the index folder, oldest first; none when nobody has written one. Raises BadCases."""
    path = index_folder / FILE_NAME
    if not path.exists():
        return []
    return [_read_line(path, number, line) for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.strip()]


def _read_line(path: Path, number: int, line: str) -> Remark:
    try:
        row = json.loads(line)
        return Remark(
            id=row["id"],
            at=row["at"],
            question=row["question"],
            remark=row["remark"],
            kind=row["answer"]["kind"],
            answered=row["answer"]["answer"],
            index_version=row["index_version"],
            history=tuple(row["history"]),
            reports=tuple(row["reports"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadCases(f"{path} line {number}: not a remark ({type(error).__name__}: {error})") from error


def expectation_of(remark: Remark) -> dict[str, Any]:
    """What a right answer must hold, read from the reader's words: a refusal, one figure, else the words themselves.

    A list or several figures need the person who confirms: the words alone do not say what is complete.

    >>> expectation_of(Remark("a1", "", "问", "应为77.3亿元", "value", "", ""))
    {'value': {'number': '77.3', 'unit': '亿元'}}
    """
    if _NOT_THERE.match(remark.remark.strip()):
        return {"refused": True}
    found = [one.quantity for one in find_quantities(remark.remark) if one.quantity.number is not None]
    if len(found) == 1:
        return {"value": {"number": str(found[0].number), "unit": found[0].unit}}
    return {"contains": [[remark.remark.strip()]]} if remark.remark.strip() else {}


def case_of(remark: Remark, expect: dict[str, Any]) -> dict[str, Any]:
    """The case as a line of a case file. Raises BadCases when `expect` is empty or has a key that no scorer knows."""
    unknown = sorted(set(expect) - set(EXPECTATIONS))
    if unknown or not expect:
        wrong = f"unknown expectation {', '.join(unknown)}" if unknown else "the remark does not say what is right; give --expect"
        raise BadCases(f"{remark.id}: {wrong} (known are {', '.join(EXPECTATIONS)})")
    kind = next((kind for key, kind in _KINDS.items() if key in expect), "passage")
    return {
        "id": remark.case_id,
        "question": remark.question,
        "history": list(remark.history),
        "reports": list(remark.reports),
        "kind": kind,
        "tags": ["feedback"],
        "author": "reader",
        "date": remark.at[:10],
        "expect": expect,
    }


def confirm(index_folder: Path, remark_id: str, case_file: Path, expect: dict[str, Any] | None = None) -> dict[str, Any]:
    """Appends the remark as a case to `case_file` and returns it; `expect` replaces what the words were read as. Raises BadCases."""
    remark = next((one for one in read_remarks(index_folder) if one.id == remark_id), None)
    if remark is None:
        raise BadCases(f"no remark {remark_id} in {index_folder / FILE_NAME}; `python -m eval feedback --index DIR` lists them")
    if remark.case_id in _case_ids(case_file):
        raise BadCases(f"{remark_id} is a case of {case_file} already")
    case = case_of(remark, expectation_of(remark) if expect is None else expect)
    case_file.parent.mkdir(parents=True, exist_ok=True)
    with case_file.open("a", encoding="utf-8") as file:
        file.write(json.dumps(case, ensure_ascii=False) + "\n")
    return case


def remarks_text(remarks: Iterable[Remark], case_file: Path) -> str:
    """Every remark with what it would be confirmed as."""
    confirmed = _case_ids(case_file)
    return "\n\n".join(_remark_text(remark, remark.case_id in confirmed) for remark in remarks) or "no remarks"


def _remark_text(remark: Remark, is_confirmed: bool) -> str:
    answered = " ".join(remark.answered.split())
    return "\n".join(
        (
            f"{remark.id}  {remark.at}  index {remark.index_version}  {'confirmed' if is_confirmed else 'open'}",
            f"  asked     {' → '.join((*remark.history, remark.question))}",
            f"  answered  {answered[:160]}",
            f"  reader    {remark.remark or '(nothing)'}",
            f"  expect    {json.dumps(expectation_of(remark), ensure_ascii=False)}",
        )
    )


def _case_ids(case_file: Path) -> set[str]:
    if not case_file.exists():
        return set()
    return {json.loads(line)["id"] for line in case_file.read_text("utf-8").splitlines() if line.strip()}
