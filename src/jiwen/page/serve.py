"""Opens an index folder and serves page and API over it."""

import socket
import sys
import threading
import webbrowser

import uvicorn

from index.errors import LibraryError
from index.library import Library
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


WARMING_QUESTION = "预算执行率是多少？"


def make_desk(library: Library, assistant: Asks) -> Desk:
    """Everything a request needs, over one open library."""
    uploads = Uploads(library, ReadingProcess().read)
    return Desk(library, assistant, PagePictures(), Answers(), uploads, Feedback(library.folder))


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 7860, open_browser: bool = False) -> None:
    """Serves until interrupted. Raises LibraryError when the folder cannot be opened."""
    library = Library.open(settings.index_dir, embedder=settings.embedder)
    desk = make_desk(library, Assistant(library))
    _check_port(host, port)
    app = build_app(desk)
    threading.Thread(target=_warm, args=(desk,), daemon=True, name="jiwen-warming").start()
    shown_host = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    if open_browser:
        threading.Timer(1.0, webbrowser.open, (f"http://{shown_host}:{port}/",)).start()
    sys.stderr.write(f"绩问：http://{shown_host}:{port}/（按 Ctrl+C 停止）\n")
    uvicorn.run(app, host=host, port=port, log_level="warning")


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
    except LibraryError:
        return  # the same error meets the first reader, with its message
