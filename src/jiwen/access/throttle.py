"""Slows guessing down: too many failures under one key within a while, and the key has to wait."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

KEPT_KEYS = 10_000


class Throttle:
    """At most `most` failures within `seconds` a key. Keys are forgotten oldest first beyond KEPT_KEYS; safe for threads."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def begin(self, key: str) -> float:
        """0 when a try is heard now, else the seconds until one is. A try that is heard counts as failed until it is taken back,
        so that many at once are not all heard."""
        now = self._clock()
        with self._lock:
            times = self._tries.setdefault(key, deque())
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._most:
                return times[0] + self._seconds - now
            times.append(now)
            self._tries.move_to_end(key)
            if len(self._tries) > KEPT_KEYS:
                self._tries.popitem(last=False)
            return 0.0

    def take_back(self, key: str) -> None:
        """The last try was right."""
        with self._lock:
            if self._tries.get(key):
                self._tries[key].pop()
