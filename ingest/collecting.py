"""The search for reference cycles (`gc`), kept from work that makes objects by the hundred thousand and no cycles.

It goes over every object of the process, again and again while their number grows, and nothing else runs meanwhile: of the 0.9 s that
it took to bring back the facts of 300 pages it was 0.75 s (measured beside thirteen other reports).
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

COLLECTED_AFTER = 20_000
"""Objects made between two searches."""
_lock = threading.Lock()
_usual: list[tuple[int, int, int]] = []
"""The thresholds that held before, once for every thread that is inside."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Searches seldom, as long as any thread is inside."""
    with _lock:
        _usual.append(_usual[0] if _usual else gc.get_threshold())
        gc.set_threshold(COLLECTED_AFTER, *_usual[0][1:])
    try:
        yield
    finally:
        with _lock:
            usual = _usual.pop()
            if not _usual:
                gc.set_threshold(*usual)


def spare_what_is_there() -> None:
    """Searches once, and leaves what is left out of all later searches: for what stays long. It still goes as soon as nobody holds it."""
    gc.collect()
    gc.freeze()
