import socket
from pathlib import Path

import pytest

from jiwen.page.serve import PortTaken, Serving, allowed_hosts, serve
from jiwen.settings import Settings


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port}.*--port"):
            serve(Settings(tmp_path / "library"), Serving(port=port))


@pytest.mark.parametrize(
    ("serving", "hosts"),
    [
        (Serving(), ("127.0.0.1", "localhost", "::1", "[::1]")),
        (Serving("0.0.0.0"), ("*",)),
        (Serving("0.0.0.0", allowed_hosts=("jixiao.example",)), ("jixiao.example", "127.0.0.1", "localhost", "::1", "[::1]")),
    ],
)
def test_hosts_that_are_answered(serving: Serving, hosts: tuple[str, ...]) -> None:
    assert allowed_hosts(serving) == hosts
