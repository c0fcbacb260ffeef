"""The MCP tools at `/mcp` of the running application."""

import asyncio
from typing import Any

from mcp import Client

from jiwen.page.application import build_app
from jiwen.page.desk import Desk


def test_a_client_session_over_http(desk: Desk, served: Any) -> None:
    async def session(url: str) -> tuple[list[str], Any]:
        async with Client(url) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            return names, (await client.call_tool("ask", {"question": "公寓开工多少？"})).structured_content

    with served(build_app(desk, with_pages=False)) as base:
        names, answer = asyncio.run(session(f"{base}/mcp"))
    assert names == ["ask", "reports", "facts", "search"]
    assert answer["value"]["text"] == "18套"


def test_other_sites_pages_cannot_call_the_tools(client: Any) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"accept": "application/json, text/event-stream"}
    assert client.post("/mcp", json=call, headers=headers | {"origin": "http://other.example"}).status_code == 403
