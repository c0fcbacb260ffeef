"""What the README shows of the HTTP API, the MCP tools and the command line works as shown, on the sample reports."""

import argparse
import asyncio
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from starlette.testclient import TestClient

from index.library import Library
from ingest.report import read_report
from jiwen.assistant import Assistant
from jiwen.cli import parser
from jiwen.page.application import build_app
from jiwen.page.serve import make_desk

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:7860"


def blocks(language: str) -> list[str]:
    """Fenced blocks of one language ("" for none)."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.S | re.M)
    return [text for name, text in found if name == language]


def commands(program: str) -> list[list[str]]:
    """Command lines that fenced blocks show, split into words; a line's remark is left out."""
    lines = [line.removeprefix("$ ") for language in ("", "console") for block in blocks(language) for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.startswith(f"{program} ")]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("samples") / "library"
    with Library.open(folder, embedder="none") as library:
        for path in sorted((ROOT / "examples" / "reports").glob("*.pdf")):
            library.add(read_report(path), path)
        yield library


@pytest.fixture(scope="module")
def api(library: Library) -> Iterator[TestClient]:
    with TestClient(build_app(make_desk(library, Assistant(library)), with_pages=False), base_url=ADDRESS) as client:
        yield client


def sent(api: TestClient, words: list[str]) -> Any:
    """The response to what `curl` would send."""
    options = argparse.ArgumentParser()
    options.add_argument("curl")
    options.add_argument("url")
    for short in ("-d", "-F", "-o", "-u"):
        options.add_argument(short)
    options.add_argument("-H", action="append", default=[])
    options.add_argument("-s", action="store_true")
    curl = options.parse_args(words)
    headers = dict(line.split(": ", 1) for line in curl.H)
    if curl.F:
        name, path = curl.F.split("=@")
        return api.post(curl.url, files=[(name, (Path(path).name, (ROOT / path).read_bytes()))])
    return api.post(curl.url, content=curl.d.encode(), headers=headers) if curl.d else api.get(curl.url, headers=headers)


def is_part(shown: Any, whole: Any) -> bool:
    """Whether everything shown stands in the whole, lists in order."""
    if isinstance(shown, dict):
        return isinstance(whole, dict) and all(key in whole and is_part(value, whole[key]) for key, value in shown.items())
    if isinstance(shown, list):
        return isinstance(whole, list) and len(shown) == len(whole) and all(map(is_part, shown, whole))
    return bool(shown == whole)


def test_requests_are_answered_as_shown(api: TestClient) -> None:
    ask, ingest, brief = (sent(api, words) for words in commands("curl"))
    shown = json.loads(blocks("json")[0])
    assert shown["value"]["number"] == "3610.25"
    assert is_part(shown, ask.json()), json.dumps(ask.json(), ensure_ascii=False)
    assert (ingest.status_code, ingest.json()[0]["name"]) == (202, "lixi_culture_2023.pdf")
    assert brief.content[:5] == b"%PDF-"


def test_every_listed_route_is_there(api: TestClient) -> None:
    listed = re.findall(r"^\| `(GET|POST|DELETE)`?(?:、`\w+)? (/\S+?)`", README, re.M)
    paths = api.get("/api/openapi.json").json()["paths"]
    known = {(method.upper(), re.sub(r"\{\w+\}", "{id}", path)) for path, methods in paths.items() for method in methods}
    assert len(listed) >= 7
    assert [route for route in listed if route not in known] == []


def test_the_client_program_prints_what_its_remark_says(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from jiwen.mcp_tools import tools_over

    (program,) = blocks("python")
    server = tools_over(library, Assistant(library))
    monkeypatch.setattr("mcp.Client", lambda address: Client(server) if address == f"{ADDRESS}/mcp" else None)
    exec(program, {})
    assert capsys.readouterr().out.strip() == re.search(r"print\(.*# (.*)", program)[1]  # type: ignore[index]


def test_the_clients_settings_start_the_tools(library: Library) -> None:
    settings = json.loads(blocks("json")[1])["mcpServers"]["jiwen"]
    assert settings["command"] == "jiwen"
    words = [str(library.folder) if word == "library" else word for word in settings["args"]]
    here = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    async def names() -> list[str]:
        async with Client(StdioServerParameters(command=sys.executable, args=["-m", "jiwen.cli", *words], env=here)) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    listed = asyncio.run(names())
    assert listed == ["ask", "reports", "facts", "search"]
    assert all(f"| `{name}` |" in README for name in listed)


def test_every_command_line_is_understood() -> None:
    lines = [words for words in commands("jiwen") if "…" not in " ".join(words)]
    assert len(lines) >= 7
    for words in lines:
        parser().parse_args(words[1:])


def test_help_is_there_for_every_command() -> None:
    subcommands = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, command in subcommands.choices.items():
        text = command.format_help()
        undescribed = [
            action.dest
            for action in command._actions
            if action.option_strings and not action.help and action.dest not in ("host", "port", "out")
        ]
        assert (name, undescribed) == (name, [])
        assert f"jiwen {name}" in text


def test_the_file_that_starts_the_page_takes_the_options_of_serve() -> None:
    done = subprocess.run([sys.executable, ROOT / "app.py", "--help"], capture_output=True, text=True, check=True, encoding="utf-8")
    assert all(option in done.stdout for option in ("--index", "--host", "--port", "--users"))
