"""What reading may cost in time and memory, whatever the file makes a parser do.

A PDF can ask for endless work in more places than can be checked beforehand: a font that maps four thousand million codes, forms drawn in
forms, a megabyte that unpacks to ten gigabytes. So the work itself is limited, by the two means that reach into a parser at any moment
without a second process: a timer signal counting this process's CPU time (so that a busy machine changes no result), and the system's
limit on memory. Both work in the main thread of a process on Unix, which is where every command, pool worker and the page's reading
process reads its files; elsewhere (another thread, Windows) nothing is limited, and nothing else changes.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MIB = 1024 * 1024
AGAIN_S = 0.5
"""The signal comes again: a parser that swallows the first one is stopped by a later one."""


class OverBudgetError(BaseException):
    """The time is up. No Exception: parsers that catch everything would read on."""


class Meter:
    """Limits pieces of the work on one file: each to its own time, all together to `growth_bytes` above what the process held before."""

    def __init__(self, growth_bytes: int = 1024 * MIB) -> None:
        in_use = _data_bytes()
        self._most_bytes = None if in_use is None else in_use + growth_bytes

    @contextmanager
    def limited(self, cpu_s: float) -> Iterator[None]:
        """Raises OverBudgetError when the time is up, MemoryError when the memory is. Pieces must not be nested."""
        if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
            yield
            return
        handler, memory = signal.signal(signal.SIGPROF, _time_is_up), self._limit_memory()
        signal.setitimer(signal.ITIMER_PROF, cpu_s, AGAIN_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, handler)
            if memory is not None:
                resource.setrlimit(resource.RLIMIT_DATA, memory)

    def _limit_memory(self) -> tuple[int, int] | None:
        """The limit that held before; None where memory cannot be limited (only Linux says how much is in use)."""
        if self._most_bytes is None:
            return None
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_DATA, (min([self._most_bytes, *known]), hard))
        return soft, hard


def _time_is_up(_signal: int, _frame: Any) -> None:
    raise OverBudgetError


def _data_bytes() -> int | None:
    try:
        return int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return None
