"""The routes of signing in and out, and `/session`: what the page's scripts ask to know who is there."""

from typing import Annotated, Any

from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from jiwen.access.guard import LOGIN_PATH
from jiwen.access.identity import COOKIE, SignIn, TooManyTries, address_of
from jiwen.access.rights import rights_of
from jiwen.access.sessions import IDLE_S
from jiwen.page.templating import fill

Typed = Annotated[str, Form(max_length=1024)]


def add_session(app: FastAPI) -> None:
    """Adds `/session`."""

    @app.get("/session", include_in_schema=False)
    def session(request: Request) -> dict[str, Any]:
        """`name` is null where login is off."""
        user = request.scope.get("user")
        return {"name": user.display_name if user else None, "rights": list(rights_of(request)), "can_leave": COOKIE in request.cookies}


def add_login(app: FastAPI, sign_in: SignIn) -> None:
    """Adds the login page and the routes it posts to."""

    @app.get(LOGIN_PATH, include_in_schema=False)
    def login_page(next: str = "/") -> HTMLResponse:
        return _page(next)

    @app.post(LOGIN_PATH, include_in_schema=False)
    def login(request: Request, name: Typed, password: Typed, next: Typed = "/") -> Response:
        try:
            user = sign_in.user_by_password(name.strip(), password, address_of(request))
        except TooManyTries as error:
            return _page(next, name, str(error), 429, {"retry-after": str(int(error.wait_s) + 1)})
        if user is None:
            return _page(next, name, "名称或密码不对 · Wrong name or password", 401)
        response = RedirectResponse(own_path(next), 303)
        response.set_cookie(
            COOKIE, sign_in.sessions.start(user), max_age=IDLE_S, httponly=True, samesite="lax", secure=_is_encrypted(request)
        )
        return response

    @app.post("/logout", include_in_schema=False)
    def logout(request: Request) -> Response:
        sign_in.sessions.end(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(LOGIN_PATH, 303, {"clear-site-data": '"cache", "storage"'})
        response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=_is_encrypted(request))
        return response


def own_path(path: str) -> str:
    """The path when it stays on this site, else "/"."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_own else "/"


def _page(next: str, name: str = "", fault: str = "", status: int = 200, headers: dict[str, str] | None = None) -> HTMLResponse:
    html = fill("login.html", "zh", next=own_path(next), name=name, fault=fault)
    return HTMLResponse(html, status, {"cache-control": "no-store", **(headers or {})})


def _is_encrypted(request: Request) -> bool:
    return request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
