"""Question cases: one JSON object a line, with what a right answer must hold."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]

EXPECTATIONS = ("value", "value_or", "names", "contains", "lacks", "caveats", "yesno", "pages", "refused")


class BadCases(Exception):
    """A case file that cannot be used: which file and line, and why."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question. `reports` are the file names or ids it is limited to; `set_name` is the file's name without its ending.

    `expect` holds only the keys that apply; what each demands stands in `eval.scorers`.
    """

    id: str
    question: str
    kind: str
    set_name: str
    history: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    expect: Json = field(default_factory=dict)

    @property
    def must_refuse(self) -> bool:
        return bool(self.expect.get("refused"))


def read_cases(paths: Iterable[Path]) -> list[Case]:
    """The cases of all files and of all `*.jsonl` in all folders, in order. Raises BadCases."""
    cases = [case for path in paths for file in _files(path) for case in _read_file(file)]
    ids = [case.id for case in cases]
    twice = sorted({case_id for case_id in ids if ids.count(case_id) > 1})
    if twice:
        raise BadCases(f"the same id more than once: {', '.join(twice[:5])}")
    if not cases:
        raise BadCases("no cases: give files of question cases (*.jsonl) or a folder of them")
    return cases


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]


def _read_file(path: Path) -> list[Case]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadCases(f"{path}: {error}") from error
    return [_read_line(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _read_line(path: Path, number: int, line: str) -> Case:
    try:
        row = json.loads(line)
        case = Case(
            id=row["id"],
            question=row["question"],
            kind=row["kind"],
            set_name=path.stem,
            history=tuple(row.get("history", ())),
            reports=tuple(row.get("reports", ())),
            tags=tuple(row.get("tags", ())),
            expect=row["expect"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadCases(f"{path} line {number}: not a case ({type(error).__name__}: {error})") from error
    unknown = sorted(set(case.expect) - set(EXPECTATIONS))
    if unknown:
        raise BadCases(f"{path} line {number}: unknown expectation {', '.join(unknown)}; known are {', '.join(EXPECTATIONS)}")
    return case
