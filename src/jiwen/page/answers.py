"""Answers that were given, for a while: tables, downloads and feedback refer to them by number."""

import secrets
import threading
from collections import OrderedDict

from jiwen.answer import Answer

KEPT_ANSWERS = 2000


class Answers:
    """Keeps the last `KEPT_ANSWERS` answers in memory; safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    def keep(self, answer: Answer) -> str:
        """The number of the kept answer; it cannot be guessed, so nobody reads the questions of others."""
        number = secrets.token_hex(8)
        with self._lock:
            self._kept[number] = answer
            if len(self._kept) > KEPT_ANSWERS:
                self._kept.popitem(last=False)
        return number

    def get(self, number: str) -> Answer | None:
        """The answer, None when it was given too long ago (or never)."""
        with self._lock:
            return self._kept.get(number)
