"""Who is signed in: random words in a cookie, kept in memory. A restart of the server signs everybody out."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from jiwen.access.users import User

IDLE_S = 12 * 3600
MOST_SESSIONS = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """`hash` is the password hash at sign-in: another password ends the session."""

    name: str
    hash: str
    seen: float


class Sessions:
    """Sessions end after IDLE_S without a request; safe for threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._open: dict[str, Session] = {}

    def start(self, user: User) -> str:
        """The word for the cookie."""
        word = secrets.token_urlsafe(32)
        with self._lock:
            for stale in [key for key, session in self._open.items() if self._is_over(session)]:
                del self._open[stale]
            if len(self._open) >= MOST_SESSIONS:
                del self._open[min(self._open, key=lambda key: self._open[key].seen)]
            self._open[word] = Session(user.name, user.hash, self._clock())
        return word

    def find(self, word: str) -> Session | None:
        """The open session of this word, whose idle time starts anew."""
        with self._lock:
            session = self._open.get(word)
            if session is None or self._is_over(session):
                self._open.pop(word, None)
                return None
            self._open[word] = replace(session, seen=self._clock())
            return session

    def end(self, word: str) -> None:
        with self._lock:
            self._open.pop(word, None)

    def _is_over(self, session: Session) -> bool:
        return self._clock() - session.seen > IDLE_S
