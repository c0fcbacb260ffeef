"""Response headers that close the page off, and a guard against other sites' forms. Plain ASGI: no response is buffered."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
SECURITY_HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
IMMUTABLE = "public, max-age=31536000, immutable"
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class SecurityHeaders:
    """Adds SECURITY_HEADERS to every response, and a year of caching to Gradio's assets (their names hold a hash of their content)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_asset = "/assets/" in scope["path"]

        async def send_closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
                if is_asset and message["status"] == 200:
                    headers["cache-control"] = IMMUTABLE
            await send(message)

        await self._app(scope, receive, send_closed)


class BodyLimit:
    """Refuses request bodies above a limit before they are read: 413, or 411 for a body of unsaid length.

    `limits` maps path beginnings to bytes, longest first; every other path may send `otherwise` bytes.
    """

    def __init__(self, app: ASGIApp, limits: dict[str, int], otherwise: int) -> None:
        self._app = app
        self._limits = limits
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in READING_METHODS:
            headers = Headers(scope=scope)
            limit = next((limit for path, limit in self._limits.items() if scope["path"].startswith(path)), self._otherwise)
            refusal = _refused_body(headers, limit)
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _refused_body(headers: Headers, limit: int) -> JSONResponse | None:
    length = headers.get("content-length", "")
    if not length.isdigit():
        has_body = "transfer-encoding" in headers or bool(length)
        return JSONResponse({"detail": "请求没有注明内容长度，没有接收"}, status_code=411) if has_body else None
    if int(length) > limit:
        return JSONResponse({"detail": f"内容有 {int(length) >> 20} MB，一次最多 {limit >> 20} MB，没有接收，请分批"}, status_code=413)
    return None


class SameOriginOnly:
    """Refuses writing requests that another site's page sends (403). Programs that send no Origin header are let through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in READING_METHODS:
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None and urlsplit(origin).netloc != headers.get("host"):
                refusal = JSONResponse({"error": f"不接受来自 {origin} 的请求：只有本页面可以提交内容"}, status_code=403)
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
