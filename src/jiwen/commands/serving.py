"""`jiwen serve`, `user`, `mcp`, `doctor`: the service, who may use it, and how it does."""

import argparse
import sys

from jiwen.commands.opening import open_library, out, say, settings_of
from jiwen.errors import BadInput


def run_serve(options: argparse.Namespace) -> int:
    """The chat page, the HTTP API and the MCP tools."""
    from jiwen.access.identity import identities_from

    settings = settings_of(options)
    identities = identities_from(settings.login_path, options.user_header, options.proxy, settings.sessions_path)
    from jiwen.page.serve import Serving, serve

    serve(settings, Serving(options.host, options.port, options.open, identities, tuple(options.allow_host)))
    return 0


def run_user(options: argparse.Namespace) -> int:
    """Those who may sign in."""
    from jiwen.access import users

    path = settings_of(options).users_path
    if options.action == "list":
        for user in users.read_users(path).values():
            out(f"{user.name}\t{','.join(sorted(user.rights))}")
    elif options.name is None:
        raise BadInput(f"没有给出名称：jiwen user {options.action} NAME")
    elif options.action == "add":
        is_first = not path.exists()
        users.add_user(path, options.name, _password(options.name), options.may)
        say(f"{path}：已写入“{options.name}”" + ("。登录从下次启动 jiwen serve 起开启" if is_first else ""))
    else:
        users.remove_user(path, options.name)
        say(f"{path}：已删除“{options.name}”")
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

    with open_library(options, read_only=True) as library:
        tools_over(library, Assistant(library)).run("stdio")
    return 0


def run_doctor(options: argparse.Namespace) -> int:
    """What is installed, which model serves, how the index is."""
    from jiwen.doctor import findings

    for line in findings(settings_of(options)):
        out(line)
    return 0
