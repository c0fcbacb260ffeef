"""Asks cases of an index, in this process, as the chat page does."""

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.case import Case, Json
from index.library import Library
from jiwen.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Reply:
    """The public JSON of the answer to one case, or `failure`: why there is none."""

    case: Case
    answer: Json | None
    failure: str | None = None


def ask_cases(cases: Iterable[Case], index_folder: Path) -> Iterator[Reply]:
    """One reply a case, in order; a question that fails is a reply too."""
    with Library.open(index_folder, read_only=True) as library:
        assistant = Assistant(library)
        for case in cases:
            yield ask_case(case, assistant)


def ask_case(case: Case, assistant: Assistant) -> Reply:
    """The reply to one case. Whatever an answer dies of is counted against it, so every error is caught here."""
    try:
        answer = assistant.ask(case.question, history=case.history, reports=case.reports)
    except Exception as error:  # noqa: BLE001 - a crash is a loss to be counted and shown, not the end of the run
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Reply(case, None, f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})")
    return Reply(case, answer.to_json())
