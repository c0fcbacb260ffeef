"""Opens an index folder and serves page and API over it."""

import threading
import webbrowser
from pathlib import Path

import uvicorn

from index.errors import LibraryError
from index.library import Library
from jiwen.assistant import Assistant
from jiwen.page.answers import Answers
from jiwen.page.application import build_app
from jiwen.page.desk import Asks, Desk
from jiwen.page.feedback import Feedback
from jiwen.page.pictures import PagePictures
from jiwen.page.reading import ReadingProcess
from jiwen.page.uploads import Uploads

WARMING_QUESTION = "预算执行率是多少？"


def make_desk(library: Library, assistant: Asks) -> Desk:
    """Everything a request needs, over one open library."""
    uploads = Uploads(library, ReadingProcess().read)
    return Desk(library, assistant, PagePictures(), Answers(), uploads, Feedback(library.folder))


def serve(index_dir: Path, host: str = "127.0.0.1", port: int = 7860, open_browser: bool = False) -> None:
    """Serves until interrupted. Raises LibraryError when the folder cannot be opened."""
    library = Library.open(index_dir)
    desk = make_desk(library, Assistant(library))
    app = build_app(desk)
    threading.Thread(target=_warm, args=(desk,), daemon=True, name="jiwen-warming").start()
    if open_browser:
        shown_host = "127.0.0.1" if host in ("0.0.0.0", "::") else host
        threading.Timer(1.0, webbrowser.open, (f"http://{shown_host}:{port}/",)).start()
    uvicorn.run(app, host=host, port=port, log_level="warning")


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
