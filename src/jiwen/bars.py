"""Progress on a terminal: which page of a file is being read. Nothing is written to a file or pipe."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from ingest.progress import Progress

_STEPS = {"read": "读取", "scan": "识别", "convert": "由 LibreOffice 转换", "understand": "整理"}


@contextmanager
def page_bar(name: str) -> Iterator[Progress]:
    """A bar for one file, gone when it is read: "name：识别第 5/59 页"."""
    with tqdm(bar_format="{desc} {bar}", leave=False, file=sys.stderr, disable=None, mininterval=0, miniters=0) as bar:

        def tell(step: str, page: int, pages: int) -> None:
            bar.total = pages
            bar.set_description_str(f"{name}：{_STEPS[step]}" + (f"第 {page}/{pages} 页" if pages > 1 else ""), refresh=False)
            bar.update(page - bar.n)

        yield tell
