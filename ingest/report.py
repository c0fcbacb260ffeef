"""One file → `Report`: the whole route."""

import hashlib
from dataclasses import replace
from pathlib import Path

from ingest.collecting import seldom_collecting
from ingest.errors import DamagedFile, OversizedFile
from ingest.facts.assemble import report_from_blocks
from ingest.facts.columns import AMOUNTS
from ingest.facts.labels import is_label
from ingest.facts.loose_rows import find_loose_rows
from ingest.facts.unread import find_unread_digits
from ingest.facts.unread_tables import heads_indicators
from ingest.layout.paper import place_on_paper
from ingest.layout.sections import sections_from_blocks
from ingest.model.document import Document
from ingest.model.report import Report
from ingest.progress import Progress, untold
from ingest.readers.budget import Meter, OverBudgetError
from ingest.readers.open import read_document
from ingest.tables.blocks import LaidOut, lay_out
from ingest.tables.unruled import Known
from ingest.tables.unruled_head import HeadWords
from ingest.values.header_words import role_of

KNOWN = Known(
    heads_indicators,
    lambda text: is_label("totals", text),
    lambda text: bool(role_of(text)),
    HeadWords(lambda text: is_label("form_start", text), lambda texts: len({role for t in texts if (role := role_of(t)) in AMOUNTS})),
)

UNDERSTANDING_S = 6.0
PAGE_S = 0.2
"""CPU seconds for a file and for each of its pages; a page of a report takes a hundredth of one."""


def read_report(path: Path, *, progress: Progress = untold) -> Report:
    """The facts and text of one report file of any supported kind.

    Raises an IngestError that says what is wrong with the file; nothing is kept of a file that raises.
    """
    with seldom_collecting():
        document = read_document(path, progress=progress)
        progress("understand", 1, 1)
        report = _understood_in_time(path, document)
    return replace(report, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def _understood_in_time(path: Path, document: Document) -> Report:
    try:
        with Meter().limited(UNDERSTANDING_S + PAGE_S * document.page_count):
            return _understood(document)
    except (OverBudgetError, MemoryError) as error:
        raise OversizedFile(f"{path.name}：内容过于庞大，整理不完（{document.page_count} 页）。请核对文件来源，或拆分后再导入。") from error


def _understood(document: Document) -> Report:
    laid = LaidOut(document.blocks) if document.blocks else lay_out(document.pages, KNOWN)
    laid = replace(laid, blocks=place_on_paper(laid.blocks, document.pages))
    if not laid.blocks:
        reasons = "；".join(fault.message for fault in document.faults[:3]) or "各页都是空白"
        raise DamagedFile(f"{document.source}：没有读到任何文字（{reasons}）。请打开文件核对内容，或重新导出后再导入。")
    report = report_from_blocks(
        laid.blocks,
        sections_from_blocks(laid.blocks),
        source=document.source,
        page_count=document.page_count,
        file_kind=document.kind,
        faults=document.faults,
    )
    return replace(report, checks=(*find_unread_digits(document.pages, laid, report), *find_loose_rows(laid.blocks), *report.checks))
