"""One file → `Report`: the whole route."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.facts.assemble import report_from_blocks
from ingest.layout.sections import sections_from_blocks
from ingest.model.report import Report
from ingest.readers.open import read_document
from ingest.tables.blocks import blocks_from_pages

Progress = Callable[[str, int, int], None]
"""Called with the stage ("读取", "整理", "识别"), the steps done and the steps in all."""


def read_report(path: Path, *, progress: Progress | None = None) -> Report:
    """The facts and text of one report file of any supported kind.

    Raises an IngestError that says what is wrong with the file; nothing is kept of a file that raises.
    """
    tell = progress or (lambda stage, done, total: None)
    tell("读取", 0, 3)
    document = read_document(path)
    tell("整理", 1, 3)
    blocks = document.blocks or blocks_from_pages(document.pages)
    tell("识别", 2, 3)
    report = report_from_blocks(
        blocks,
        sections_from_blocks(blocks),
        source=document.source,
        page_count=document.page_count,
        file_kind=document.kind,
        faults=document.faults,
    )
    tell("识别", 3, 3)
    return replace(report, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
