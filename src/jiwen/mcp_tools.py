"""The library as MCP tools, for other assistants: ask, reports, facts, search. All of them only read."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.applications import Starlette

from index.entries import Hit
from index.errors import LibraryError
from index.library import Library
from ingest.facts_json import report_to_json
from ingest.parts_json import place_to_json
from jiwen.entries_json import entry_to_json

if TYPE_CHECKING:
    from jiwen.page.desk import Asks

INSTRUCTIONS = (
    "绩问查询预算绩效报告。数字只来自报告表格，每个回答都附页码；refused 为 true 表示报告里没有，不要自行补充数字。"
    "先用 reports 看库里有哪些报告，用 ask 提问；要整张表时用 facts，要原文时用 search。"
)
MOST_PASSAGES = 20
MCP_PATH = "/mcp"

FactsPart = Literal["indicators", "budget", "tasks", "forms", "sections", "checks", "tables"]
ReportIds = Annotated[list[str], Field(description="报告的 id 或文件名；空列表为全部报告", max_length=1000)]


def tools_over(library: Library, assistant: "Asks") -> MCPServer:
    """A server whose tools answer from this library."""
    server = MCPServer("jiwen", title="绩问", instructions=INSTRUCTIONS, log_level="WARNING")

    def ask(
        question: Annotated[str, Field(description="中文或英文的问题，如：哪些指标没有完成目标？", min_length=1, max_length=2000)],
        history: Annotated[list[str], Field(description="同一会话此前的问题，旧的在前", max_length=20)] = [],  # noqa: B006 - read only
        reports: ReportIds = [],  # noqa: B006 - read only
    ) -> dict[str, Any]:
        """回答一个关于绩效报告的问题。answer 是正文，[1] 指第一条 citations（页码、表、行）；value 是单个数，records 是完整清单。"""
        return _told(lambda: assistant.ask(question, history=tuple(history), reports=tuple(reports)).to_json())

    def list_reports() -> dict[str, Any]:
        """列出库里的报告：id、标题、部门、年度、类型、页数，指标与预算行的数目。"""
        return _told(lambda: {"reports": [entry_to_json(entry) for entry in library.reports()]})

    def facts(
        report: Annotated[str, Field(description="报告的 id 或文件名")],
        part: Annotated[FactsPart, Field(description="要哪一部分：指标、预算行、重点任务、项目表头、章节、核对出的问题、全部表格")],
    ) -> dict[str, Any]:
        """一份报告里读出的事实的一部分，不做任何概括；数字是写成字符串的精确小数，place 是页码与坐标。"""
        return _told(lambda: _part(library, report, part))

    def search(
        query: Annotated[str, Field(description="要找的内容", min_length=1, max_length=2000)],
        reports: ReportIds = [],  # noqa: B006 - read only
        top_n: Annotated[int, Field(description="最多几段", ge=1, le=MOST_PASSAGES)] = 5,
    ) -> dict[str, Any]:
        """报告正文里与 query 最相近的段落，原文照录，附章节与页码。查数字请用 ask。"""
        return _told(lambda: _passages(library, query, reports, top_n))

    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    for tool, name in ((ask, "ask"), (list_reports, "reports"), (facts, "facts"), (search, "search")):
        server.add_tool(tool, name=name, annotations=reads)
    return server


def tools_over_http(server: MCPServer) -> Starlette:
    """The tools at MCP_PATH over streamable HTTP, without sessions. Host and origin are checked by the application around it."""
    unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    return server.streamable_http_app(streamable_http_path=MCP_PATH, json_response=True, stateless_http=True, transport_security=unchecked)


def _told(answer: Any) -> dict[str, Any]:
    """What `answer` returns; an error of the library becomes one that the caller is told in full."""
    try:
        told: dict[str, Any] = answer()
    except LibraryError as error:
        raise ToolError(str(error)) from error
    return told


def _known(library: Library, ref: str) -> str:
    report_id = library.resolve(ref)
    if report_id is None:
        raise ToolError(f"没有名为“{ref}”的报告，用 reports 查看全部报告")
    return report_id


def _part(library: Library, ref: str, part: FactsPart) -> dict[str, Any]:
    report = report_to_json(library.report(_known(library, ref)))
    return {"report": report["report"], part: report[part]}


def _passages(library: Library, query: str, refs: list[str], top_n: int) -> dict[str, Any]:
    titles = {entry.id: entry.title for entry in library.reports()}
    hits = library.search(query, reports=[_known(library, ref) for ref in refs], top_n=top_n)
    return {"passages": [_passage(hit, titles.get(hit.report_id, "")) for hit in hits]}


def _passage(hit: Hit, title: str) -> dict[str, Any]:
    where = {"page": hit.place.pages[0] if hit.place.pages else None, "place": place_to_json(hit.place)}
    return {"report": hit.report_id, "title": title, "kind": hit.kind, "path": list(hit.path), "text": hit.text, **where}
