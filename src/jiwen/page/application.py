"""The whole web application: the pages in two languages, what their scripts fetch, and the API."""

import asyncio
import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from typing import Final

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from jiwen.access.doors import add_login, add_session
from jiwen.access.guard import LoginRequired
from jiwen.access.identity import Identifies, SignIn
from jiwen.api import add_api
from jiwen.api_shapes import FAULTS
from jiwen.mcp_tools import tools_over, tools_over_http
from jiwen.page.desk import Desk
from jiwen.page.downloads import add_downloads
from jiwen.page.front import FrontPage
from jiwen.page.headers import BodyLimit, SameOriginOnly, SecurityHeaders
from jiwen.page.views import add_views
from jiwen.saying import Language

MAX_REQUEST_BYTES = 1 << 30
MAX_MESSAGE_BYTES = 4 << 20
DESCRIPTION = "预算绩效报告的问答：数字只来自报告表格，每个回答附页码；报告里没有的就说没有。数字是写成字符串的精确小数，空白是 null。"
PAGES: Final[dict[str, Language]] = {"/": "zh", "/en/": "en"}


def build_app(
    desk: Desk, *, with_pages: bool = True, identities: Identifies | None = None, allowed_hosts: Sequence[str] = ("*",)
) -> FastAPI:
    """The application over one desk. `with_pages=False` leaves Gradio out (its import takes seconds): API and downloads alone.

    `identities`: how people are known, None where everybody may do everything. `allowed_hosts`: names that the server answers to;
    with "*" a page of another site could reach a server on the reader's own machine by a name that it makes point there.
    """
    tools = tools_over_http(tools_over(desk.library, desk.assistant))
    app = FastAPI(
        title="绩问 Jiwen",
        description=DESCRIPTION,
        responses=FAULTS,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=tools.router.lifespan_context,
    )
    add_api(app, desk)
    add_views(app, desk)
    add_downloads(app, desk)
    app.router.routes.extend(tools.routes)
    add_session(app)
    if isinstance(identities, SignIn):
        add_login(app, identities)
    version = static_version()
    app.mount(f"/jw/{version}", Immutable(directory=str(files("jiwen.page") / "static")))
    app.mount("/jw", StaticFiles(directory=str(files("jiwen.page") / "static")))
    if with_pages:
        with ThreadPoolExecutor(1) as own_thread:  # the caller's may run an event loop already
            own_thread.submit(lambda: asyncio.run(_mount_pages(app, desk))).result()
    app.add_middleware(FrontPage, pages=PAGES, version=version)
    app.add_middleware(BodyLimit, limits={"/api/ingest": MAX_REQUEST_BYTES}, otherwise=MAX_MESSAGE_BYTES)
    if identities is not None:
        app.add_middleware(LoginRequired, identities=identities)
    app.add_middleware(SameOriginOnly)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(allowed_hosts), www_redirect=False)
    app.add_middleware(CORSMiddleware, allow_origins=[])  # Gradio would answer any origin otherwise
    app.add_middleware(SecurityHeaders)
    return app


class Immutable(StaticFiles):
    """Files under a name that holds the hash of them all."""

    def file_response(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def static_version() -> str:
    """A short word that changes with any script or style."""
    digest = hashlib.sha256()
    for item in sorted((files("jiwen.page") / "static").iterdir(), key=lambda item: item.name):
        digest.update(item.read_bytes())
    return digest.hexdigest()[:10]


async def _mount_pages(app: FastAPI, desk: Desk) -> None:
    """Awaits nothing: outside a running event loop Gradio would make one for each lock, and close none."""
    import gradio as gr

    from jiwen.page.blocks import build_blocks
    from jiwen.page.theme import make_theme

    for path, language in sorted(PAGES.items(), reverse=True):  # "/" last: it would swallow the others
        blocks = build_blocks(desk, language)
        gr.mount_gradio_app(
            app,
            blocks,
            path=path.rstrip("/") or "/",
            theme=make_theme(),
            footer_links=[],
            run_history=False,
            show_error=False,
            max_file_size="1mb",
            ssr_mode=False,
            mcp_server=False,
        )
        # A mounted Blocks counts as not launched, and then serves ANY file of the machine whose path is sent as file data.
        blocks.has_launched = True
