"""What each `jiwen` command does."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import IngestError
from jiwen.errors import BadInput, BadQuestion, NoIndex, UnknownReport
from jiwen.settings import Settings, settings_from

if TYPE_CHECKING:
    from index.library import Library
    from ingest.model.report import Report
    from jiwen.answer import Answer
    from jiwen.assistant import Assistant

SUFFIXES = (".pdf", ".txt", ".docx", ".xlsx", ".html", ".htm", ".doc", ".xls", ".wps", ".et", ".png", ".jpg", ".jpeg")


def _out(text: object) -> None:
    """Data, at once: a reader may stop in the middle."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def reading_errors() -> tuple[type[Exception], ...]:
    """Errors of a report file."""
    return (IngestError, FileNotFoundError, PermissionError, IsADirectoryError)


def unknown_report_errors() -> tuple[type[Exception], ...]:
    """The library has no report of that id."""
    from index import errors

    return (errors.UnknownReport,)


def index_errors() -> tuple[type[Exception], ...]:
    """Errors of the index folder."""
    from index.errors import LibraryError

    return (LibraryError,)


def _settings(options: argparse.Namespace) -> Settings:
    return settings_from(options.index, getattr(options, "embedder", None), getattr(options, "users", None))


def _open(options: argparse.Namespace, *, read_only: bool = False) -> "Library":
    from index.library import Library

    settings = _settings(options)
    if read_only and not settings.index_dir.exists():
        raise NoIndex(f"还没有索引 {settings.index_dir}，请先运行 jiwen ingest 读入报告，或用 --index 指定文件夹")
    return Library.open(settings.index_dir, embedder=settings.embedder, read_only=read_only)


def run_ask(options: argparse.Namespace) -> int:
    """One question, or a batch of them."""
    from jiwen.assistant import Assistant

    if options.batch is None and options.question is None:
        raise BadQuestion("没有问题：请给出 QUESTION 或 --batch FILE")
    cases = _batch(options.batch) if options.batch else []
    history = _history(options.history) if options.history else []
    with _open(options, read_only=True) as library:
        assistant = Assistant(library)
        if options.batch:
            for case in cases:
                _out(json.dumps(_case(assistant, case, options), ensure_ascii=False))
            return 0
        selected = assistant.selected(options.report)
        answer = assistant.ask(options.question, history=history, reports=selected)
    if options.json:
        _out(json.dumps(_answer_json(answer, options), ensure_ascii=False))
    else:
        _out(answer_text(answer))
        if options.explain:
            _say(json.dumps(answer.explain, ensure_ascii=False, indent=1))
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
    parts = [answer.text.replace("**", "")]
    if answer.notes:
        parts.append("\n".join(["注意：", *(f"· {note}" for note in answer.notes)]))
    if answer.citations:
        parts.append("\n".join(["出处：", *_sources(answer)]))
    return "\n\n".join(parts)


def _sources(answer: "Answer") -> Iterator[str]:
    for number, citation in enumerate(answer.citations, 1):
        data = citation.to_json()
        where = f"第{data['page']}页" if data["page"] else (citation.place.anchor or "")
        yield f"[{number}] {citation.title} {where} {citation.place.table or ''}：{citation.quote[:120]}"


def run_facts(options: argparse.Namespace) -> int:
    """The facts of one file."""
    report = _read_report(options.path)
    if options.json:
        from ingest.facts_json import report_to_json

        _out(json.dumps(report_to_json(report), ensure_ascii=False))
        return 0
    _out(_overview(report))
    return 0


def _read_report(path: Path) -> "Report":
    from ingest.report import read_report

    if not path.exists():
        raise IngestError(f"没有文件 {path}，请检查路径")
    return read_report(path)


def _overview(report: "Report") -> str:
    lines = [f"{report.title}（{report.department or '单位未识别'}，{report.year or '年度未识别'}，{report.page_count}页）"]
    lines.append(f"指标{len(report.indicators)}项，预算行{len(report.budget)}项，重点任务{len(report.tasks)}项，表格{len(report.tables)}张")
    for item in report.indicators:
        target, actual = item.target.text if item.target else "", item.actual.text if item.actual else "（空白）"
        lines.append(f"  {item.name}：目标 {target}，完成 {actual}，{item.verdict}")
    for line in report.budget:
        lines.append(f"  {line.name}：年初 {line.initial}，调整后 {line.adjusted}，执行 {line.actual}，执行率 {line.rate}")
    lines += [f"  [{check.severity}] {check.message}" for check in report.checks]
    return "\n".join(lines)


def run_ingest(options: argparse.Namespace) -> int:
    """Files and folders into the index; a file that cannot be read is reported and the rest go on."""
    from jiwen.ingesting import ingest_files

    if not options.paths and not options.reembed:
        raise BadInput("没有给出文件：jiwen ingest PATH…")
    files = list(_files(options.paths))
    if options.reembed:
        _reembed(_settings(options))
    with _open(options) as library:
        return ingest_files(library, files, jobs=max(1, options.jobs))


def _reembed(settings: Settings) -> None:
    """Opened with the model that the vectors come from: asked for by another name, the index would refuse."""
    from index.library import Library

    with Library.open(settings.index_dir) as library:
        library.reembed(settings.embedder, progress=_progress)


def _progress(stage: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r{stage} {done}/{total}" + ("\n" if done == total else ""))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(child for child in path.rglob("*") if child.suffix.lower() in SUFFIXES and child.is_file())
        else:
            yield path


def run_reports(options: argparse.Namespace) -> int:
    """The list of reports."""
    from jiwen.entries_json import entry_to_json

    with _open(options, read_only=True) as library:
        for entry in library.reports():
            shown = f"{entry.id}\t{entry.department or ''}\t{entry.year or ''}\t{entry.title}\t{entry.source}"
            _out(json.dumps(entry_to_json(entry), ensure_ascii=False) if options.json else shown)
    return 0


def run_brief(options: argparse.Namespace) -> int:
    """One report on one page."""
    from jiwen.brief.content import brief_of
    from jiwen.brief.pdf import brief_to_pdf

    with _open(options, read_only=True) as library:
        content = brief_to_pdf(brief_of(library.report(_resolved(library, options.report))), options.lang)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{options.out} 写不进去：{error}") from error
    _say(f"已写入 {options.out}")
    return 0


def _resolved(library: "Library", ref: str) -> str:
    report_id = library.resolve(ref)
    if report_id is None:
        raise UnknownReport(f"没有名为“{ref}”的报告，用 jiwen reports 查看全部报告")
    return report_id


def run_remove(options: argparse.Namespace) -> int:
    """Reports out of the index."""
    with _open(options) as library:
        for ref in options.ids:
            report_id = _resolved(library, ref)
            library.remove(report_id)
            _say(f"已删除 {report_id}")
    return 0


def run_show(options: argparse.Namespace) -> int:
    """What was read of a file, on request painted over its pages."""
    report = _read_report(options.path)
    if options.draw:
        from ingest.draw import draw_report

        for picture in draw_report(report, options.path, options.draw):
            _out(picture)
        return 0
    for table in report.tables:
        _out(f"# {table.title}（{table.kind}，{len(table.rows)}行，第{'、'.join(map(str, table.place.pages))}页）")
        for row in (*table.header, *table.rows):
            _out(" | ".join(cell.text for cell in row))
    return 0


def run_serve(options: argparse.Namespace) -> int:
    """The chat page, the HTTP API and the MCP tools."""
    from jiwen.access.identity import identities_from

    settings = _settings(options)
    identities = identities_from(settings.login_path, options.user_header, options.proxy)
    from jiwen.page.serve import Serving, serve

    serve(settings, Serving(options.host, options.port, options.open, identities, tuple(options.allow_host)))
    return 0


def run_user(options: argparse.Namespace) -> int:
    """Those who may sign in."""
    from jiwen.access import users

    path = _settings(options).users_path
    if options.action == "list":
        for user in users.read_users(path).values():
            _out(f"{user.name}\t{','.join(sorted(user.rights))}")
    elif options.name is None:
        raise BadInput(f"没有给出名称：jiwen user {options.action} NAME")
    elif options.action == "add":
        is_first = not path.exists()
        users.add_user(path, options.name, _password(options.name), options.may)
        _say(f"{path}：已写入“{options.name}”" + ("。登录从下次启动 jiwen serve 起开启" if is_first else ""))
    else:
        users.remove_user(path, options.name)
        _say(f"{path}：已删除“{options.name}”")
    return 0


def _password(name: str) -> str:
    """Typed twice at a terminal, else the first line of standard input."""
    from getpass import getpass

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass(f"{name} 的密码：")
    if getpass("再输一遍：") != password:
        raise BadInput("两次输入的密码不一样，没有写入")
    return password


def run_mcp(options: argparse.Namespace) -> int:
    """The MCP tools over standard input and output, for a program that starts this command."""
    from jiwen.assistant import Assistant
    from jiwen.mcp_tools import tools_over

    with _open(options, read_only=True) as library:
        tools_over(library, Assistant(library)).run("stdio")
    return 0


def run_doctor(options: argparse.Namespace) -> int:
    """What is installed, which model serves, how the index is."""
    from jiwen.doctor import findings

    for line in findings(_settings(options)):
        _out(line)
    return 0
