"""What a reader of the facts must know about pages that were read from pictures."""

from collections.abc import Sequence
from itertools import groupby

from ingest.model.document import Fault, Page, Word
from ingest.model.place import Place

UNSURE = 0.75
MOST_NAMED = 8


def find_ocr_faults(pages: Sequence[Page]) -> list[Fault]:
    """One `ocr_low_confidence` fault with the scanned pages and what the recogniser was unsure of, figures first; none without scans."""
    scanned = [page for page in pages if page.origin == "ocr"]
    if not scanned:
        return []
    unsure = [(page.number, word) for page in scanned for word in page.words if _is_unsure(word)]
    unsure.sort(key=lambda item: not _has_digit(item[1]))
    message = f"第{_ranges([page.number for page in scanned])}页是扫描件，由 OCR 识别"
    if unsure:
        named = "、".join(f"“{word.text}”（第{number}页）" for number, word in unsure[:MOST_NAMED])
        message += f"；有 {len(unsure)} 处文字识别把握不大：{named}{'等' if len(unsure) > MOST_NAMED else ''}"
    return [Fault("ocr_low_confidence", message, Place(tuple(page.number for page in scanned)))]


def _is_unsure(word: Word) -> bool:
    return word.confidence is not None and word.confidence < UNSURE


def _has_digit(word: Word) -> bool:
    return any(char.isdigit() for char in word.text)


def _ranges(numbers: Sequence[int]) -> str:
    """1, 2, 3, 7 → 1–3、7"""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
