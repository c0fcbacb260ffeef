"""Nothing is asked of the network: every command, the page and the tools run in a process where any address but this machine's is an error."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUARD = """
import sys

LOCAL = ("127.0.0.1", "localhost", "::1", "0.0.0.0", "", None)


def guard(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in LOCAL:
            refuse(event, address)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr") and arguments[0] not in LOCAL:
        refuse(event, arguments[0])


def refuse(event, address):
    print(f"LEFT THE MACHINE: {event} {address}", file=sys.stderr, flush=True)
    raise ConnectionRefusedError(f"{event} {address}")


sys.addaudithook(guard)
"""
COMMANDS = (
    GUARD
    + """
from jiwen.cli import main

index = ["--index", sys.argv[1]]
report = "chengyu_water_2023.pdf"
for words in (
    ["ingest", sys.argv[2], *index],
    ["ask", "市水务局2023年污水处理厂提标工程花了多少？", *index],
    ["ask", "水务局为什么没有完成节水宣传？", "--json", *index],
    ["ask", "What was the execution rate of 污水处理厂提标工程 in 2023?", *index],
    ["facts", f"{sys.argv[2]}/{report}", "--json"],
    ["reports", *index],
    ["brief", report, "--out", f"{sys.argv[1]}/brief.pdf", *index],
    ["doctor", *index],
):
    assert main(words) == 0, words
"""
)
PAGE = (
    GUARD
    + """
from starlette.testclient import TestClient

from index.library import Library
from jiwen.assistant import Assistant
from jiwen.page.application import build_app
from jiwen.page.serve import make_desk

library = Library.open(sys.argv[1])
with TestClient(build_app(make_desk(library, Assistant(library)))) as client:
    for path in ("/", "/en/", "/api/", "/api/reports", "/config"):
        assert client.get(path).status_code == 200, path
    assert client.post("/api/ask", json={"question": "市水务局2023年污水处理厂提标工程花了多少？"}).json()["value"]["number"] == "3610.25"
"""
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("offline") / "library"
    run(COMMANDS, str(folder), str(ROOT / "examples" / "reports"))
    return folder


def run(program: str, *arguments: str) -> str:
    """What the program prints, with no hub allowed and no variable set that would keep a library quiet."""
    quiet = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "GRADIO_ANALYTICS_ENABLED", "JIWEN_INDEX", "JIWEN_EMBEDDER", "JIWEN_USERS")
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment = {name: value for name, value in here.items() if name not in quiet}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert "LEFT THE MACHINE" not in done.stderr, done.stderr
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_command_works_without_network(index: Path) -> None:
    assert (index / "brief.pdf").read_bytes()[:5] == b"%PDF-"


def test_page_and_api_work_without_network(index: Path) -> None:
    run(PAGE, str(index))


def test_the_guard_sees_what_it_should() -> None:
    with pytest.raises(AssertionError, match="LEFT THE MACHINE"):
        run(GUARD + "import socket; socket.getaddrinfo('hub.example', 443)")
