"""What was worked out of an object, kept while the object is in use: reports and tables are compared by identity, not by their content."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Kept(Generic[Thing, Made]):
    """Calls `make` once for each object; the `most` objects asked for last are kept. Safe to call from several threads."""

    def __init__(self, make: Callable[[Thing], Made], most: int) -> None:
        self._make = make
        self._most = most
        self._kept: OrderedDict[int, tuple[Thing, Made]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, thing: Thing) -> Made:
        with self._lock:
            known = self._kept.get(id(thing))
            if known is not None and known[0] is thing:
                self._kept.move_to_end(id(thing))
                return known[1]
        made = self._make(thing)
        with self._lock:
            self._kept[id(thing)] = (thing, made)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
