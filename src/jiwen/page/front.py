"""The first HTML document as the browser gets it: Gradio's, with our language, title, style and script in its head."""

import json
import re

from markupsafe import escape
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jiwen.page.wording import load_wording
from jiwen.saying import Language

SCRIPTS = ("page", "chat", "viewer", "library", "uploads", "glance", "answers", "table", "access", "session")
CHART_SCRIPTS = ("charts", "chart_bars", "chart_lines", "chart_look", "chart_squares", "chart_stacks", "chart_text")
STYLES = ("base", "chat", "viewer", "library", "glance", "charts", "dialogs")
_OUTSIDE_META = re.compile(rb"<meta[^>]*?(?:og:|twitter:)[^>]*?/>\s*", re.DOTALL)
_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)


_EARLY_SCRIPT = """
for (const key of ["language", "languages"])
  Object.defineProperty(navigator, key, { configurable: true, get: () => (key === "language" ? jiwenWords.lang : [jiwenWords.lang]) });
window.jiwenReady = new Promise((ready) => (window.jiwenSetReady = ready));
window.jiwenRestored = new Promise((ready) => (window.jiwenSetRestored = ready));
if ((localStorage.jiwenTheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark")
  document.documentElement.classList.add("dark");
"""


def head_html(language: Language, version: str) -> str:
    """What goes first into `<head>`. Gradio takes its own words from `navigator.language`, so that is set before any script runs."""
    t = load_wording(language)
    words = json.dumps(t.words, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f"<title>{escape(t('title'))}</title>"
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="/jw/icon.svg" type="image/svg+xml">'
        f"<script>window.jiwenWords = {words};{_EARLY_SCRIPT}</script>"
        + "".join(f'<link rel="preload" as="style" href="/jw/{version}/{name}.css">' for name in STYLES)
        + "".join(f'<link rel="modulepreload" href="/jw/{version}/{name}.js">' for name in (*SCRIPTS, *CHART_SCRIPTS))
        + f'<script type="module" src="/jw/{version}/main.js"></script>'
    )


def styles_html(version: str) -> str:
    """Our styles, for the end of the body: Gradio's are loaded into the head while it starts, and of two equal rules the later wins."""
    return "".join(f'<link rel="stylesheet" href="/jw/{version}/{name}.css">' for name in STYLES)


class FrontPage:
    """Rewrites the HTML documents at the mounted pages' roots; everything else passes untouched."""

    def __init__(self, app: ASGIApp, pages: dict[str, Language], version: str) -> None:
        self._app = app
        self._pages = pages
        self._version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        language = self._pages.get(scope["path"].rstrip("/") + "/") if scope["type"] == "http" else None
        if language is None or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def send_rewritten(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            if message["type"] != "http.response.body":
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            html = self._rewritten(bytes(body), language)
            headers = MutableHeaders(scope=start)
            headers["content-length"] = str(len(html))
            headers["cache-control"] = "no-cache"
            await send(start)
            await send({"type": "http.response.body", "body": html})

        await self._app(scope, receive, send_rewritten)

    def _rewritten(self, html: bytes, language: Language) -> bytes:
        if b"<head>" not in html:
            return html
        html = _TITLE.sub(b"", _OUTSIDE_META.sub(b"", html))
        lang = load_wording(language)("lang").encode()
        html = html.replace(b'lang="en"', b'lang="' + lang + b'"', 1)
        html = html.replace(b"<head>", b"<head>" + head_html(language, self._version).encode(), 1)
        return html.replace(b"</body>", styles_html(self._version).encode() + b"</body>", 1)
