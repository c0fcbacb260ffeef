"""The MCP tools, called by a real client session: in the process, over HTTP, and over standard input and output."""

import asyncio
import functools
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from index.library import Library
from ingest.model.report import Report
from jiwen.assistant import Assistant
from jiwen.mcp_tools import tools_over


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory, made_reports: tuple[Report, ...]) -> Path:
    folder = tmp_path_factory.mktemp("mcp") / "library"
    with Library.open(folder, embedder="none") as library:
        for report in made_reports:
            library.add(report)
    return folder


def with_client(server: Any, act: Callable[[Client], Awaitable[Any]]) -> Any:
    async def session() -> Any:
        async with Client(server) as client:
            return await act(client)

    return asyncio.run(session())


def called(server: Any, tool: str, **arguments: object) -> Any:
    return with_client(server, functools.partial(Client.call_tool, name=tool, arguments=arguments))


@pytest.fixture
def server(index_dir: Path) -> Any:
    library = Library.open(index_dir, embedder="none", read_only=True)
    return tools_over(library, Assistant(library))


def test_four_tools_that_only_read(server: Any) -> None:
    tools = with_client(server, Client.list_tools).tools
    assert [tool.name for tool in tools] == ["ask", "reports", "facts", "search"]
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_ask_gives_the_public_answer(server: Any) -> None:
    answer = called(server, "ask", question="国民体质监测人数是多少", reports=["fengqiao_sports_2023"]).structured_content
    assert answer["value"] == {"text": "12600人", "op": None, "number": "12600", "unit": "人"}
    assert answer["citations"][0]["page"] == 4
    follow_up = called(server, "ask", question="那目标呢", history=["国民体质监测人数是多少"], reports=["fengqiao_sports_2023.pdf"])
    assert follow_up.structured_content["value"]["number"] == "8000"


def test_reports_and_facts(server: Any) -> None:
    listed = called(server, "reports").structured_content["reports"]
    assert [entry["department"] for entry in listed] == ["枫桥市体育局", "枫桥市体育局", "枫桥市水务局", "白石县民政局"]
    facts = called(server, "facts", report="fengqiao_sports_2023.pdf", part="indicators").structured_content
    assert set(facts) == {"report", "indicators"}
    assert facts["report"]["id"] == "fengqiao_sports_2023"
    assert "12600人" in [item["actual"]["text"] for item in facts["indicators"] if item["actual"]]


def test_search_quotes_passages_with_their_page(server: Any) -> None:
    passages = called(server, "search", query="智慧步道", top_n=2).structured_content["passages"]
    assert 1 <= len(passages) <= 2
    assert all(passage["text"] and passage["report"] for passage in passages)


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("facts", {"report": "没有这份.pdf", "part": "budget"}, "没有名为“没有这份.pdf”的报告"),
        ("search", {"query": "体质", "reports": ["没有这份"]}, "没有名为“没有这份”的报告"),
        ("facts", {"report": "fengqiao_sports_2023", "part": "secrets"}, "part"),
        ("ask", {"question": ""}, "question"),
        ("search", {"query": "体质", "top_n": 1000}, "top_n"),
    ],
)
def test_failures_are_told_to_the_caller(server: Any, tool: str, arguments: dict[str, Any], message: str) -> None:
    result = called(server, tool, **arguments)
    assert result.is_error
    assert message in result.content[0].text


def test_serves_over_standard_input_and_output(index_dir: Path) -> None:
    here = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = StdioServerParameters(command=sys.executable, args=["-m", "jiwen.cli", "mcp", "--index", str(index_dir)], env=here)
    result = called(command, "ask", question="国民体质监测人数是多少", reports=["fengqiao_sports_2023"])
    assert result.structured_content["value"]["number"] == "12600"
