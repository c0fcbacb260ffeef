"""`jiwen ask`: one question or a batch of them."""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiwen import saying
from jiwen.commands.opening import open_library, out, say
from jiwen.errors import BadInput, BadQuestion

if TYPE_CHECKING:
    from jiwen.answer import Answer
    from jiwen.assistant import Assistant


def run_ask(options: argparse.Namespace) -> int:
    """One question, or a batch of them."""
    from jiwen.assistant import Assistant

    if options.batch is None and options.question is None:
        raise BadQuestion("没有问题：请给出 QUESTION 或 --batch FILE")
    cases = _batch(options.batch) if options.batch else []
    history = _history(options.history) if options.history else []
    with open_library(options, read_only=True) as library:
        assistant = Assistant(library)
        if options.batch:
            for case in cases:
                out(json.dumps(_case(assistant, case, options), ensure_ascii=False))
            return 0
        selected = assistant.selected(options.report)
        answer = assistant.ask(options.question, history=history, reports=selected)
    if options.json:
        out(json.dumps(_answer_json(answer, options), ensure_ascii=False))
    else:
        out(answer_text(answer))
        if options.explain:
            say(json.dumps(answer.explain, ensure_ascii=False, indent=1))
    return 0


def _answer_json(answer: "Answer", options: argparse.Namespace) -> dict[str, Any]:
    data = answer.to_json()
    return {**data, "explain": dict(answer.explain)} if options.explain else data


def _case(assistant: "Assistant", case: Mapping[str, Any], options: argparse.Namespace) -> dict[str, Any]:
    """One line of a batch; a question that fails gives its error and the rest go on."""
    from index.errors import LibraryError
    from jiwen.errors import JiwenError

    try:
        selected = assistant.selected(case.get("reports") or options.report)
        answer = assistant.ask(str(case["question"]), history=[str(turn) for turn in case.get("history") or []], reports=selected)
    except (JiwenError, LibraryError, ValueError, KeyError, ArithmeticError, LookupError) as error:
        return {"id": case.get("id"), "error": f"{type(error).__name__}: {error}"}
    return {"id": case.get("id"), **_answer_json(answer, options)}


def _batch(path: Path) -> list[dict[str, Any]]:
    rows = []
    for number, line in enumerate(_read(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadInput(f"{path} 第{number}行不是 JSON：{error}") from error
        if not isinstance(row, dict) or "question" not in row:
            raise BadInput(f"{path} 第{number}行缺少 question")
        rows.append(row)
    return rows


def _history(path: Path) -> list[str]:
    try:
        turns = json.loads(_read(path))
    except ValueError as error:
        raise BadInput(f"{path} 不是 JSON：{error}") from error
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise BadInput(f'{path} 应是问题的 JSON 列表，如 ["没完成的指标有哪些？"]')
    return turns


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} 读不出来：{error}") from error


def answer_text(answer: "Answer") -> str:
    """An answer for the terminal: text, notes, sources."""
    language = answer.language
    parts = [answer.text.replace("**", "")]
    if answer.notes:
        parts.append("\n".join([saying.say(language, "注意："), *(f"· {note}" for note in answer.notes)]))
    if answer.citations:
        parts.append("\n".join([saying.say(language, "出处："), *_sources(answer)]))
    return "\n\n".join(parts)


def _sources(answer: "Answer") -> Iterator[str]:
    for number, citation in enumerate(answer.citations, 1):
        page = citation.to_json()["page"]
        where = saying.say(answer.language, "第{page}页", page=page) if page else (citation.place.anchor or "")
        colon = saying.say(answer.language, "：")
        yield f"[{number}] {citation.title} {where} {citation.place.table or ''}{colon}{citation.quote[:120]}"
