"""Who is signed in: random words in a cookie. The file beside the index holds their digests alone, so that a restart signs nobody out."""

import hashlib
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from jiwen.access.users import User
from jiwen.errors import JiwenError

IDLE_S = 12 * 3600
SEEN_EVERY_S = 60
MOST_SESSIONS = 10_000
_TABLE = "CREATE TABLE IF NOT EXISTS session (word TEXT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL, seen REAL NOT NULL)"


class SessionsFileError(JiwenError):
    """The sessions file cannot be opened or written, so nobody can be known by a cookie."""


@dataclass(frozen=True, slots=True)
class Session:
    """`password` is a digest of the password's hash at sign-in."""

    name: str
    password: str

    def is_of(self, user: User | None) -> bool:
        """Whether the user is still there with the same password: another password ends the session."""
        return user is not None and user.name == self.name and _digest(user.hash) == self.password


class Sessions:
    """Sessions end after IDLE_S without a request; safe for threads. `path` None keeps them in memory.

    The file is made at first use, readable by its owner alone. Raises SessionsFileError.
    """

    def __init__(self, path: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._opened: sqlite3.Connection | None = None

    def start(self, user: User) -> str:
        """The word for the cookie."""
        word, now = secrets.token_urlsafe(32), self._clock()
        self._run("DELETE FROM session WHERE seen < ?", now - IDLE_S)
        self._run("DELETE FROM session WHERE word IN (SELECT word FROM session ORDER BY seen DESC LIMIT -1 OFFSET ?)", MOST_SESSIONS - 1)
        self._run("INSERT INTO session VALUES (?, ?, ?, ?)", _digest(word), user.name, _digest(user.hash), now)
        return word

    def find(self, word: str) -> Session | None:
        """The open session of this word, whose idle time starts anew."""
        if not word:
            return None
        key, now = _digest(word), self._clock()
        found = self._run("SELECT name, password, seen FROM session WHERE word = ? AND seen >= ?", key, now - IDLE_S)
        if not found:
            return None
        name, password, seen = found[0]
        if now - seen > SEEN_EVERY_S:
            self._run("UPDATE session SET seen = ? WHERE word = ?", now, key)
        return Session(name, password)

    def end(self, word: str) -> None:
        self._run("DELETE FROM session WHERE word = ?", _digest(word))

    def close(self) -> None:
        with self._lock:
            if self._opened is not None:
                self._opened.close()
            self._opened = None

    def _run(self, statement: str, *values: str | float) -> list[tuple[str, str, float]]:
        with self._lock:
            try:
                self._opened = self._opened or _open(self._path)
                with closing(self._opened.execute(statement, values)) as cursor:
                    return cursor.fetchall()
            except (sqlite3.Error, OSError) as error:
                raise SessionsFileError(f"登录记录 {self._path} 读写不了（{error}）。请检查权限和磁盘，或删除该文件后重新登录。") from error


def _open(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(_TABLE)
    return connection


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
