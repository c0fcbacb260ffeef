import socket
from pathlib import Path

import pytest

from jiwen.page.serve import PortTaken, serve
from jiwen.settings import Settings


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port}.*--port"):
            serve(Settings(tmp_path / "library"), port=port)
