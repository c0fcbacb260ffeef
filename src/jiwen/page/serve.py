"""Opens an index folder and serves page and API over it."""

import socket
import sys
import threading
import webbrowser
from dataclasses import dataclass

import uvicorn

from index.errors import LibraryError
from index.library import Library
from ingest.collecting import spare_what_is_there
from jiwen.access.identity import Identifies, ProxyNames
from jiwen.assistant import Assistant
from jiwen.errors import JiwenError
from jiwen.page.answers import Answers
from jiwen.page.application import build_app
from jiwen.page.desk import Asks, Desk
from jiwen.page.feedback import Feedback
from jiwen.page.pictures import PagePictures
from jiwen.page.reading import ReadingProcess
from jiwen.page.uploads import Uploads
from jiwen.settings import Settings


class PortTaken(JiwenError):
    """The address is in use or may not be used."""


OWN_NAMES = ("127.0.0.1", "localhost", "::1", "[::1]")
EVERY_ADDRESS = ("0.0.0.0", "::")
WARMING_QUESTION = "预算执行率是多少？"


def make_desk(library: Library, assistant: Asks) -> Desk:
    """Everything a request needs, over one open library."""
    uploads = Uploads(library, ReadingProcess().read)
    return Desk(library, assistant, PagePictures(), Answers(), uploads, Feedback(library.folder))


@dataclass(frozen=True, slots=True)
class Serving:
    """Where and for whom. `identities` None: login is off. `allowed_hosts` empty: this machine's own names where `host` is one of
    them, else any."""

    host: str = "127.0.0.1"
    port: int = 7860
    open_browser: bool = False
    identities: Identifies | None = None
    allowed_hosts: tuple[str, ...] = ()


def serve(settings: Settings, serving: Serving) -> None:
    """Serves until interrupted. Raises LibraryError when the folder cannot be opened."""
    library = Library.open(settings.index_dir, embedder=settings.embedder)
    desk = make_desk(library, Assistant(library))
    host, port = serving.host, serving.port
    _check_port(host, port)
    app = build_app(desk, identities=serving.identities, allowed_hosts=allowed_hosts(serving))
    threading.Thread(target=_warm, args=(desk,), daemon=True, name="jiwen-warming").start()
    shown_host = "127.0.0.1" if host in EVERY_ADDRESS else host
    if serving.open_browser:
        threading.Timer(1.0, webbrowser.open, (f"http://{shown_host}:{port}/",)).start()
    if serving.identities is None and host not in OWN_NAMES:
        sys.stderr.write("注意：没有开启登录，能连到这台机器的人都能查看、上传和移除报告。用 jiwen user add 添加用户后即开启。\n")
    sys.stderr.write(f"绩问：http://{shown_host}:{port}/（按 Ctrl+C 停止）\n")
    # With names by a proxy's header the sender must be the proxy itself, not the address that the proxy forwards.
    uvicorn.run(app, host=host, port=port, log_level="warning", proxy_headers=not isinstance(serving.identities, ProxyNames))


def allowed_hosts(serving: Serving) -> tuple[str, ...]:
    """Host names that requests may be addressed to."""
    if serving.allowed_hosts:
        return (*serving.allowed_hosts, *OWN_NAMES)
    return OWN_NAMES if serving.host in OWN_NAMES else ("*",)


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"不能在 {host}:{port} 上提供服务（{error.strerror}）。请用 --port 换一个端口，或先停掉占用它的程序。"
            ) from error


def _warm(desk: Desk) -> None:
    """Finishes what a crash left unindexed, loads every report's facts and answers once: the first reader does not wait."""
    try:
        if not desk.library.read_only:
            desk.library.finish_pending()
        for entry in desk.library.reports():
            desk.library.report(entry.id)
        desk.assistant.ask(WARMING_QUESTION)
        spare_what_is_there()
    except LibraryError:
        return  # the same error meets the first reader, with its message
