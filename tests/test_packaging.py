"""An installed wheel holds all three packages with their data files."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def tracked(*folders: str) -> set[str]:
    """Files of the packages as the wheel should name them, without caches."""
    found = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and not any(part.endswith(".egg-info") for part in path.parts):
                found.add(path.relative_to(ROOT / folder).parent.as_posix() + "/" + path.name)
    return found


def test_wheel_holds_every_module_and_data_file(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"{package}/{name.removeprefix('./')}" for package in ("ingest", "index") for name in tracked(package)}
    wanted |= {f"jiwen/{name.removeprefix('./')}" for name in tracked("src/jiwen")}
    assert wanted - packed == set()
    assert {name.split("/")[0] for name in packed if not name.startswith("jiwen-")} == {"ingest", "index", "jiwen"}
