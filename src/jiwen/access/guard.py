"""Stands in front of the whole application when login is on: nothing but the login page answers somebody unknown."""

from typing import Final
from urllib.parse import quote, urlsplit

from starlette.authentication import AuthCredentials, SimpleUser
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from jiwen.access.identity import Identifies, Person, TooManyTries
from jiwen.access.sessions import SessionsFileError
from jiwen.access.users import UsersFileError

LOGIN_PATH = "/login"
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_CLOSE: Final = {"type": "websocket.close", "code": 1008}


class LoginRequired:
    """Lets known people through, with their name in `request.user` and their rights in `request.auth`. Plain ASGI."""

    def __init__(self, app: ASGIApp, identities: Identifies) -> None:
        self._app = app
        self._identities = identities

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await send(_CLOSE)  # the page needs no websocket
        else:
            await self._admit(scope, receive, send)

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        try:
            person = await self._identities.who(request)
        except TooManyTries as error:
            await too_many(error)(scope, receive, send)
            return
        except (UsersFileError, SessionsFileError) as error:
            await JSONResponse({"detail": str(error)}, 503)(scope, receive, send)
            return
        refusal = self._refusal(request, person)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        if person is not None:
            scope["user"], scope["auth"] = SimpleUser(person.user.name), AuthCredentials(sorted(person.user.rights))
        await self._app(scope, receive, send)

    def _refusal(self, request: HTTPConnection, person: Person | None) -> Response | None:
        if person is None:
            is_open = self._identities.has_login_page and request.scope["path"] == LOGIN_PATH
            return None if is_open else unknown_sender(request, self._identities.has_login_page)
        writes = request.scope["method"] not in READING_METHODS
        if person.by_cookie and writes and not is_from_own_page(request.headers):
            return JSONResponse({"detail": "只有本页面可以提交内容；程序请随请求发送名称和密码（HTTP Basic）"}, 403)
        return None


def is_from_own_page(headers: Headers) -> bool:
    """Whether a browser says that the request comes from a page of this very address."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "same-origin"
    return urlsplit(origin).netloc == headers.get("host")


def unknown_sender(request: HTTPConnection, has_login_page: bool) -> Response:
    """The login page for a person who opens a page; 401 for scripts and programs."""
    wants_page = request.scope["method"] == "GET" and "text/html" in request.headers.get("accept", "")
    if not has_login_page:
        return JSONResponse({"detail": "请求没有经过登录代理，或代理没有写明是谁"}, 401)
    if wants_page:
        path = request.scope["path"] + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{LOGIN_PATH}?next={quote(path, safe='/')}", 303, {"cache-control": "no-store"})
    # A browser would ask for the password in a window of its own.
    asks = {} if "sec-fetch-mode" in request.headers else {"www-authenticate": 'Basic realm="jiwen", charset="UTF-8"'}
    return JSONResponse({"detail": "请先登录"}, 401, asks)


def too_many(error: TooManyTries) -> Response:
    """429 that says when to come back."""
    return JSONResponse({"detail": str(error)}, 429, {"retry-after": str(int(error.wait_s) + 1)})
