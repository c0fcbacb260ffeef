"""Answers that were given, for a while: tables, downloads and feedback refer to them by number."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from jiwen.answer import Answer

KEPT_ANSWERS = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with what it was asked after and of which reports (none: of all)."""

    answer: Answer
    history: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


class Answers:
    """Keeps the last `KEPT_ANSWERS` answers in memory; safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def keep(self, kept: Kept) -> str:
        """The number of the kept answer; it cannot be guessed, so nobody reads the questions of others."""
        number = secrets.token_hex(8)
        with self._lock:
            self._kept[number] = kept
            if len(self._kept) > KEPT_ANSWERS:
                self._kept.popitem(last=False)
        return number

    def kept(self, number: str) -> Kept | None:
        """None when the answer was given too long ago (or never)."""
        with self._lock:
            return self._kept.get(number)

    def get(self, number: str) -> Answer | None:
        """The answer alone."""
        kept = self.kept(number)
        return None if kept is None else kept.answer
