"""An index of the sample reports, made once: words alone, so that no model decides what holds."""

from pathlib import Path

import pytest

from index.library import Library
from ingest.report import read_report

REPORTS = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("samples") / "index"
    with Library.open(folder, embedder="none") as library:
        for path in sorted(REPORTS.glob("*.pdf")):
            library.add(read_report(path), path)
    return folder
